"""审批表: any request that is decided upward, such as 活动日调整审批表 or 不参加活动审批表."""

from dataclasses import dataclass

from activityday.documents import typeset


@dataclass(frozen=True)
class Opinion:
    """A block to be decided and signed: whose (支部意见, 上级党组织意见); `words`, `signed_by` and `dated`
    where it was decided in the system, empty where a pen will."""

    label: str
    words: str = ""
    signed_by: str = ""
    dated: str = ""


@dataclass(frozen=True)
class ApprovalForm:
    """A form: `rows` of label and value, then the opinions from below upward. `number` identifies it."""

    title: str
    unit: str
    rows: tuple[tuple[str, str], ...]
    opinions: tuple[Opinion, ...]
    number: str = ""
    note: str = ""


def render_approval(form: ApprovalForm) -> bytes:
    """The form as PDF, A4."""
    return typeset.set_pdf("approval", vars(form))
