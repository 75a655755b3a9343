"""May a checklist be made, an item be written, its progress be said?"""

from collections.abc import Sequence

from activityday.leadership.supervision.enums import Progress
from activityday.leadership.supervision.models import Checklist, ChecklistItem
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


def check_title(unit: Unit, title: str) -> None:
    """The list has a name that no open list of the unit has, or Refused."""
    if not title.strip():
        raise Refused("请给清单起个名称。")
    if Checklist.objects.filter(unit=unit, title=title.strip(), ended_at__isnull=True).exists():
        raise made_already(title)


def made_already(title: str) -> Refused:
    """The sentence for whoever makes the same list twice."""
    return Refused(f"已经有一份“{title.strip()}”，不用再建。")


def check_open(checklist: Checklist) -> None:
    """The list has not ended, or Refused."""
    if checklist.ended_at is not None:
        raise Refused(f"这份清单已由{checklist.ended_by}结束，不能再改。")


def check_units(checklist: Checklist, units: Sequence[Unit]) -> None:
    """Every unit lies at or below the one that made the list, or Refused."""
    if not units:
        raise Refused("请选至少一个责任单位。")
    if any(not unit.path.startswith(checklist.unit.path) for unit in units):
        raise Refused("只能交给本单位和下级党组织。")


def written_already() -> Refused:
    """The sentence for whoever writes the same item twice."""
    return Refused("清单上已经有这一项，不用再写。")


def check_progress(item: ChecklistItem, progress: Progress, note: str) -> None:
    """The item's progress is news, and dropping it has its reason, or Refused."""
    check_open(item.checklist)
    if item.progress == progress and not note.strip():
        raise Refused(f"这一项已经是“{progress.label}”；要补充说明，请写在说明里。")
    if progress == Progress.DROPPED and not note.strip():
        raise Refused("不办了的，请写明原因。")
