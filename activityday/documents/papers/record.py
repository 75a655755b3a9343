"""活动纪实表 and 会议记录: one record, printed in two forms, as PDF and as Word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from activityday.documents import typeset, word
from activityday.documents.papers.wording import held, listed, numeral, with_note


@dataclass(frozen=True)
class Named:
    """A person and what is to be said beside the name: mode, kind of leave, reason."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class RecordSegment:
    """A segment of the agenda: content of the notice (such as 组织学习教育), form, who led, minutes, what was
    said in bullets, what was decided, at which site of the directory."""

    content: str
    form: str
    leader: str = ""
    minutes: int | None = None
    points: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True)
class RecordRate:
    """A rate as it is to be read: 参与率, 88.9%, 40÷45, and which persons are in it (口径)."""

    name: str
    shown: str
    arithmetic: str
    basis: str


@dataclass(frozen=True)
class ActivityRecord:
    """All the facts of a closed or draft record. `away` is the number 流动和行动不便党员数; `as_of` is
    in local time; `audit_code` is empty where there is none yet."""

    unit: str
    kind: str
    theme: str
    held_on: date
    place: str
    chair: str
    recorder: str
    expected: int
    away: int
    attendees: tuple[str, ...]
    version: int
    as_of: datetime
    hours: str = ""
    minutes: int | None = None
    other_means: tuple[Named, ...] = ()
    leave: tuple[Named, ...] = ()
    absent: tuple[Named, ...] = ()
    unrecorded: tuple[str, ...] = ()
    guests: tuple[Named, ...] = ()
    leaders: tuple[Named, ...] = ()
    segments: tuple[RecordSegment, ...] = ()
    rates: tuple[RecordRate, ...] = ()
    declaration: str = ""
    audit_code: str = ""


def render_record_pdf(record: ActivityRecord) -> bytes:
    """活动纪实表 as PDF, A4."""
    return typeset.set_pdf("record", words_of(record) | {"title": "党员活动日活动纪实表"})


def render_minutes_pdf(record: ActivityRecord) -> bytes:
    """会议记录 as PDF, A4."""
    return typeset.set_pdf("minutes", words_of(record) | {"title": "党员活动日会议记录"})


def render_record_docx(record: ActivityRecord, template: bytes | None = None) -> bytes:
    """活动纪实表 as Word, in the clerk's `template` where there is one. Raises `word.TemplateRefused`."""
    return word.fill("record", words_of(record), template)


def render_minutes_docx(record: ActivityRecord, template: bytes | None = None) -> bytes:
    """会议记录 as Word, in the clerk's `template` where there is one. Raises `word.TemplateRefused`."""
    return word.fill("minutes", words_of(record), template)


def words_of(record: ActivityRecord) -> dict[str, Any]:
    """The record in words: the placeholders that a Word template may use."""
    return {
        "unit": record.unit,
        "kind": record.kind,
        "theme": record.theme,
        "held": held(record.held_on, record.hours),
        "minutes": f"{record.minutes} 分钟" if record.minutes is not None else "未记录",
        "place": record.place,
        "chair": record.chair,
        "recorder": record.recorder,
        "declaration": record.declaration or "未声明",
        "version": f"第 {record.version} 版",
        "as_of": record.as_of,
        "audit_code": record.audit_code or "未存证",
        "segments": [_segment(n, segment) for n, segment in enumerate(record.segments, start=1)],
        "rates": [vars(rate) for rate in record.rates],
        **_counts(record),
        **_names(record),
    }


def _counts(record: ActivityRecord) -> dict[str, str]:
    return {
        "expected": str(record.expected),
        "away": str(record.away),
        "present": str(len(record.attendees)),
        "other": str(len(record.other_means)),
        "leave": str(len(record.leave)),
        "absent": str(len(record.absent)),
        "unrecorded": str(len(record.unrecorded)),
    }


def _names(record: ActivityRecord) -> dict[str, str]:
    people = {
        "other_names": record.other_means,
        "leave_names": record.leave,
        "absent_names": record.absent,
        "guests": record.guests,
        "leaders": record.leaders,
    }
    return {
        "attendees": listed(record.attendees),
        "unrecorded_names": listed(record.unrecorded),
        **{field: listed(with_note(one.name, one.note) for one in named) for field, named in people.items()},
    }


def _segment(number: int, segment: RecordSegment) -> dict[str, Any]:
    facts = (
        segment.leader and f"主讲（主持）：{segment.leader}",
        segment.minutes and f"{segment.minutes} 分钟",
        segment.at and f"场所：{segment.at}",
    )
    return {
        "number": numeral(number),
        "form": segment.form,
        "content": segment.content,
        "facts": "，".join(str(fact) for fact in facts if fact),
        "points": list(segment.points),
        "decisions": list(segment.decisions),
    }
