"""Draws the life of everything that has one, from the rooms' own tables."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import TextChoices

Transitions = Mapping[tuple[TextChoices, TextChoices], TextChoices]
FOLDER = Path("docs/states")


class Command(BaseCommand):
    """`draw_states` writes docs/states/<room>.md for every room with a table TRANSITIONS in its enums,
    and <room>-<name>.md for each of its FURTHER tables."""

    help = "把各房间的状态流转画到 docs/states。"

    def handle(self, **options: Any) -> None:
        """Write every drawing that changed."""
        del options
        for path, text in drawings().items():
            target = settings.ROOT / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or target.read_text(encoding="utf-8") != text:
                target.write_text(text, encoding="utf-8")
                self.stdout.write(f"写入 {path}")


def drawings() -> dict[Path, str]:
    """What stands in each file, by its path in the repository."""
    found = {}
    for room in apps.get_app_configs():
        name = f"{room.name}.enums"
        if room.name.startswith("activityday.") and find_spec(name):
            enums = import_module(name)
            transitions = getattr(enums, "TRANSITIONS", None)
            if transitions:
                words = getattr(enums, "WORDS", {})
                found[FOLDER / f"{room.label}.md"] = drawing(room.label, transitions) + in_words(words)
            for name, further in getattr(enums, "FURTHER", {}).items():
                found[FOLDER / f"{room.label}-{name}.md"] = drawing(f"{room.label}: {name}", further)
    return found


def in_words(words: Mapping[TextChoices, Mapping[TextChoices, str]]) -> str:
    """A table WORDS, where a room has one: how the same states and steps are called on each way of going through them."""
    named = list(dict.fromkeys(one for calls in words.values() for one in calls))
    if not named:
        return ""
    head = " | ".join(f"{way.label} `{way}`" for way in words)
    rows = [
        f"| `{one}` | {' | '.join(str(calls.get(one, one.label)) for calls in words.values())} |"
        for one in named
    ]
    return "\n".join(["", "In words:", "", f"| | {head} |", "|---" * (len(words) + 1) + "|", *rows, ""])


def drawing(label: str, transitions: Transitions) -> str:
    """One life as a mermaid diagram and as a table. A state nothing leads to is a beginning, one without a way on an end."""
    origins = list(dict.fromkeys(state for state, _ in transitions))
    targets = list(dict.fromkeys(transitions.values()))
    lines = [f"    {state}: {state.label}" for state in dict.fromkeys([*origins, *targets])]
    lines += [f"    [*] --> {state}" for state in origins if state not in targets]
    lines += [f"    {state} --> {target}: {step.label}" for (state, step), target in transitions.items()]
    lines += [f"    {state} --> [*]" for state in targets if state not in origins]
    rows = [
        f"| {state.label} `{state}` | {step.label} `{step}` | {target.label} `{target}` |"
        for (state, step), target in transitions.items()
    ]
    return "\n".join(
        [
            f"# {label}",
            "",
            "Drawn by `python manage.py draw_states` from the table in the room's `enums.py`; not edited by hand.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *lines,
            "```",
            "",
            "| state | step | leads to |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )
