"""The printed approval form 审批表 of a filing: what is asked, and each opinion that was given."""

from django.utils import timezone

from activityday.documents.papers.approval import ApprovalForm, Opinion, render_approval
from activityday.documents.plain import day
from activityday.office.filings.enums import Kind, Step, Verb
from activityday.office.filings.models import Filing, FilingStep

TITLES = {
    Kind.RESCHEDULING: "党员活动日调整审批表",
    Kind.EXEMPTION: "党员不参加活动（以其他方式参加）审批表",
}
DECIDED = (Step.APPROVE, Step.REFUSE)


def approval_pdf(filing: Filing) -> bytes:
    """The form as PDF. Where nobody has answered yet it leaves room for a pen."""
    return render_approval(approval_form(filing))


def approval_form(filing: Filing) -> ApprovalForm:
    """What stands on the form: only what was entered."""
    steps = {Step(step.step): step for step in filing.steps.all()}
    answered = next((steps[step] for step in DECIDED if step in steps), None)
    rows = [(label, value) for label, value in filing.details]
    asking, answering = ("申请单位", "审批单位") if filing.is_for_approval else ("报送单位", "收件单位")
    rows.append((answering, filing.answered_by.name))
    if filing.late_note:
        rows.append(("迟报", filing.late_note))
    note = f"{asking}已撤回，本表作废。" if Step.WITHDRAW in steps else ""
    return ApprovalForm(
        title=_title(filing),
        unit=filing.unit.name,
        rows=tuple(rows),
        opinions=(
            _opinion(f"{asking}意见", steps.get(Step.ASK)),
            _opinion(f"{answering}意见", answered),
        ),
        number=str(filing.pk)[:8].upper(),
        note=note,
    )


def _title(filing: Filing) -> str:
    what = filing.get_kind_display()
    if filing.is_for_approval:
        return TITLES.get(Kind(filing.kind), f"{what}审批表")
    return f"{what}{Verb(filing.verb).label}回执"


def _opinion(label: str, step: FilingStep | None) -> Opinion:
    if step is None:
        return Opinion(label)
    said = step.word if Step(step.step) in DECIDED else ""
    words = "。".join(part for part in (said, step.note) if part)
    # the name alone: the sign-in name in brackets belongs to the log, not on paper
    name = step.by_name.partition("（")[0]
    return Opinion(label, words, name, day(timezone.localtime(step.at).date()))
