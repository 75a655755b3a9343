"""电话通知名单: large type, to be ticked with a pen while telephoning."""

from dataclasses import dataclass
from datetime import date

from activityday.documents import typeset
from activityday.documents.papers.wording import held


@dataclass(frozen=True)
class CallLine:
    """A member to be told: `note` is what the caller needs (such as 由女儿转告)."""

    name: str
    phone: str = ""
    group: str = ""
    note: str = ""


@dataclass(frozen=True)
class CallList:
    """Whom to tell of which activity, in roster order."""

    unit: str
    held_on: date
    place: str
    theme: str
    lines: tuple[CallLine, ...]
    hours: str = ""


def render_call_list(calls: CallList) -> bytes:
    """The list as PDF, A4, letters of 16 points and more."""
    return typeset.set_pdf(
        "calls",
        {
            "title": "党员活动日电话通知名单",
            "unit": calls.unit,
            "held": held(calls.held_on, calls.hours),
            "place": calls.place,
            "theme": calls.theme,
            "lines": calls.lines,
        },
    )
