"""谈话记录、证据材料、本人说明、处置决定送达: the papers of a talk and a case. Empty fields are left for a pen."""

from dataclasses import dataclass
from datetime import date

from activityday.documents import typeset


@dataclass(frozen=True)
class TalkPaper:
    """A record of a talk; to be filled in with a pen where nothing was entered yet."""

    unit: str
    name: str
    why: tuple[str, ...]
    talker: str = ""
    due: str = ""
    held: str = ""
    place: str = ""
    said: str = ""
    agreed: str = ""
    is_education: bool = False
    number: str = ""


@dataclass(frozen=True)
class FoundLine:
    """One finding: what, how it was worked out, on which clause, and why it does not hold any more if so."""

    kind: str
    arithmetic: str
    clause: str
    version: str
    fallen: str = ""


@dataclass(frozen=True)
class MonthLine:
    """One month: the day, what was recorded, on what ground, by whom and when, in which frozen version."""

    month: str
    held: str
    outcome: str
    ground: str
    remark: str
    recorded: str
    version: str


@dataclass(frozen=True)
class EvidenceSheet:
    """What a case rests on, and no more."""

    number: str
    unit: str
    name: str
    found: tuple[FoundLine, ...]
    months: tuple[MonthLine, ...]
    talks: tuple[str, ...]
    since: str
    as_of: date
    audit_code: str


@dataclass(frozen=True)
class StatementForm:
    """What the member has to say, in large type."""

    number: str
    unit: str
    name: str
    facts: tuple[str, ...]
    said: str = ""
    dated: str = ""


@dataclass(frozen=True)
class DeliveryNote:
    """A decision handed over, with the right to appeal; signed by the member or by two witnesses."""

    number: str
    unit: str
    committee: str
    name: str
    decision: str
    voted: str
    approved: str
    told: str
    appeal: str


def render_talk(paper: TalkPaper) -> bytes:
    """谈话记录 as PDF, A4."""
    return typeset.set_pdf("talk", {"title": "提醒谈话记录", **vars(paper)})


def render_evidence(sheet: EvidenceSheet) -> bytes:
    """证据材料 as PDF, A4."""
    return typeset.set_pdf("evidence", {"title": "证据材料", **vars(sheet)})


def render_statement(form: StatementForm) -> bytes:
    """本人说明 as PDF, A4, letters of 16 points and more."""
    return typeset.set_pdf("statement", {"title": "本人说明", **vars(form)})


def render_delivery(note: DeliveryNote) -> bytes:
    """处置决定送达 as PDF, A4."""
    return typeset.set_pdf("delivery", {"title": "组织处置决定送达书", **vars(note)})
