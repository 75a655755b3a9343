"""May this step be taken now? A refusal is a sentence for the person at the screen."""

from dataclasses import dataclass

from activityday.people.organisation.enums import LEGAL_CHILDREN, Level
from activityday.people.organisation.models import Unit


@dataclass
class Refused(Exception):  # noqa: N818 -- reads as the sentence it carries
    """An action that may not be taken now: a Chinese sentence, and the clause it rests on if there is one."""

    sentence: str
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.sentence}（依据：{self.clause}）" if self.clause else self.sentence


def check_child(parent: Unit, level: Level) -> None:
    """`level` may hang under `parent`, or Refused."""
    if level not in LEGAL_CHILDREN[Level(parent.level)]:
        raise Refused(f"{Level(parent.level).label}下面不能直接设{level.label}，请换一个上级。")


def check_code_is_free(code: str) -> None:
    """No unit has this code yet, or Refused."""
    if Unit.objects.filter(code=code).exists():
        raise Refused(f"编码“{code}”已经有党组织在用，请换一个。")
