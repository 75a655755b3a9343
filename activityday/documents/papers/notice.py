"""活动通知 and 议程: what is posted and read out before the day."""

from dataclasses import dataclass
from datetime import date

from activityday.documents import typeset
from activityday.documents.papers.wording import held, numeral


@dataclass(frozen=True)
class AgendaItem:
    """A segment: content of the notice, form, who leads, minutes, what it is about, at which site."""

    content: str
    form: str
    leader: str = ""
    minutes: int | None = None
    about: str = ""
    at: str = ""


@dataclass(frozen=True)
class ActivityNotice:
    """An activity to come. `who` says who is expected, `remarks` what to bring or whom to call;
    `issued_on` is the day on the notice; `postponed` says why the day is not the usual one."""

    unit: str
    held_on: date
    place: str
    theme: str
    items: tuple[AgendaItem, ...]
    issued_on: date
    hours: str = ""
    chair: str = ""
    who: str = "本支部全体党员"
    remarks: tuple[str, ...] = ()
    postponed: str = ""


def render_notice(notice: ActivityNotice) -> bytes:
    """活动通知 as PDF, A4, to be posted."""
    return _render("notice", "党员活动日通知", notice)


def render_agenda(notice: ActivityNotice) -> bytes:
    """议程 as PDF, A4, for the chair."""
    return _render("agenda", "党员活动日议程", notice)


def _render(template: str, title: str, notice: ActivityNotice) -> bytes:
    numbered = [
        {**vars(item), "number": numeral(n), "minutes": f"{item.minutes} 分钟" if item.minutes else ""}
        for n, item in enumerate(notice.items, start=1)
    ]
    data = {**vars(notice), "held": held(notice.held_on, notice.hours), "items": numbered}
    return typeset.set_pdf(template, data | {"title": title})
