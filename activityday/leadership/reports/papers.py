"""The ledger as files: the same facts as the page, for the printer and for a workbook."""

from datetime import datetime

from activityday.audit.chain import short_code
from activityday.audit.queries import head_of
from activityday.documents.papers.ledger import (
    BranchLedger,
    LedgerActivity,
    LedgerMember,
    Sign,
    render_ledger_pdf,
    render_ledger_xlsx,
)
from activityday.leadership.reports.ledger import ActivityLine, Ledger, MemberLine


def ledger_pdf(ledger: Ledger, *, at: datetime) -> bytes:
    """A4 landscape; `at` is printed as the time up to which it holds."""
    return render_ledger_pdf(_paper(ledger, at))


def ledger_xlsx(ledger: Ledger, *, at: datetime) -> bytes:
    """The same as a workbook of two sheets."""
    return render_ledger_xlsx(_paper(ledger, at))


def _paper(ledger: Ledger, at: datetime) -> BranchLedger:
    return BranchLedger(
        unit=ledger.unit.name,
        year=ledger.year,
        members=tuple(_member(line) for line in ledger.members),
        activities=tuple(_activity(line) for line in ledger.activities),
        as_of=at,
        audit_code=short_code(head_of(ledger.unit.chain_code)),
    )


def _member(line: MemberLine) -> LedgerMember:
    signs = tuple((Sign(sign),) if sign else () for sign in line.signs)
    return LedgerMember(name=line.name, signs=signs)


def _activity(line: ActivityLine) -> LedgerActivity:
    activity = line.activity
    closed = line.version is not None
    return LedgerActivity(
        month=activity.month.month,
        status=f"已归档（第 {line.version} 版）" if closed else str(activity.get_state_display()),
        held_on=activity.held_on,
        theme=activity.theme,
        contents=line.contents,
        place=activity.place,
        minutes=line.minutes,
        chair=activity.chair,
        expected=line.counts.expected if closed else None,
        present=line.counts.present if closed else None,
        other_means=line.counts.other_means if closed else None,
        leave=line.counts.leave if closed else None,
        absent=line.counts.absent if closed else None,
        participation=line.rate.shown if closed else "",
    )
