"""May this step be taken now? A refusal is a sentence for the person at the screen."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from activityday.people.organisation.enums import LEGAL_CHILDREN, Level
from activityday.people.organisation.models import Unit
from activityday.ui.words import clause_label


@dataclass
class Refused(Exception):  # noqa: N818 -- reads as the sentence it carries
    """An action that may not be taken now: a Chinese sentence, and the clause it rests on if there is one."""

    sentence: str
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.sentence}（依据：{clause_label(self.clause)}）" if self.clause else self.sentence


def check_child(parent: Unit, level: Level) -> None:
    """`level` may hang under `parent`, or Refused."""
    if level not in LEGAL_CHILDREN[Level(parent.level)]:
        raise Refused(f"{Level(parent.level).label}下面不能直接设{level.label}，请换一个上级。")


def check_code_is_free(code: str) -> None:
    """No unit has this code yet, or Refused."""
    if Unit.objects.filter(code=code).exists():
        raise Refused(f"编码“{code}”已经有党组织在用，请换一个。")


def check_not_dissolved(unit: Unit) -> None:
    """The unit was not dissolved, or Refused."""
    if unit.dissolved_on:
        raise Refused(f"{unit.name}已于{unit.dissolved_on:%Y-%m-%d}撤销，不能再办。")


def check_nothing_below(unit: Unit, on: date) -> None:
    """Nothing under the unit exists after the day `on`, or Refused naming what does."""
    below = Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk)
    left = below.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on)).order_by("path")
    names = [one.short_name for one in left[:3]]
    if names:
        raise Refused(
            f"{unit.short_name}下面还有{left.count()}个党组织（{'、'.join(names)}等），请先撤销它们。"
        )
