from django.db.models import TextChoices


class State(TextChoices):
    """The four base states of a person on a roll. Unrecorded is the absence of a row, never stored."""

    UNRECORDED = "unrecorded", "未记录"
    PRESENT = "present", "到"
    OTHER_MEANS = "other_means", "其他方式"
    ABSENT = "absent", "缺"


class Ground(TextChoices):
    """Why somebody is or is not expected at an activity on its day (notice 二)."""

    EXPECTED = "expected", "应到"
    EXEMPT = "exempt", "经批准不参加"
    OTHER_MEANS = "other_means", "经批准以其他方式参加"
    SUSPENDED = "suspended", "停止党籍"
    FLOATING = "floating", "流动党员"


class Mode(TextChoices):
    """Other suitable means 其他适当方式 (notice 二, 四(二))."""

    VIDEO = "video", "视频"
    GROUP_CALL = "group_call", "QQ、微信"
    HOST_BRANCH = "host_branch", "流入地参加"
    VISIT = "visit", "送学上门"
    WRITTEN = "written", "书面意见"

    @property
    def short(self) -> str:
        """Two characters for the large button."""
        return {"group_call": "微信", "host_branch": "流入地", "visit": "上门", "written": "书面"}.get(
            self.value, str(self.label)
        )


class LeaveKind(TextChoices):
    """Why leave is asked."""

    ILLNESS = "illness", "病"
    PRIVATE = "private", "事"
    DUTY = "duty", "公"
    OTHER = "other", "其他"


class LeaveState(TextChoices):
    """Where a leave or an explanation stands."""

    ASKED = "asked", "待批"
    GRANTED = "granted", "已准"
    REFUSED = "refused", "未准"
    WITHDRAWN = "withdrawn", "已撤回"


class ExemptionKind(TextChoices):
    """What the primary committee agreed to (notice 二)."""

    EXEMPT = "exempt", "可以不参加"
    OTHER_MEANS = "other_means", "以其他适当方式参加"


class Standing(TextChoices):
    """Where an exemption stands on a day; worked out, never stored."""

    WAITING = "waiting", "等镇党委批复"
    IN_FORCE = "in_force", "有效"
    ENDING = "ending", "快到期"
    COMING = "coming", "已批准，还没有开始"
    EXPIRED = "expired", "已到期"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class ExemptionGround(TextChoices):
    """Why; seen only by those who decide."""

    AGE = "age", "年老"
    ILLNESS = "illness", "体弱多病"
    MOBILITY = "mobility", "行动不便"


class GuestKind(TextChoices):
    """Who may be invited (notice 二); never in a rate."""

    APPLICANT = "applicant", "入党积极分子"
    YOUTH = "youth", "团员青年"
    MASS = "mass", "群众代表"
    OTHER = "other", "其他"


class CreditSource(TextChoices):
    """On what ground the home branch credits a month that no roll of ours holds."""

    SLIP = "slip", "纸质回执"
    PAGE = "page", "网上回执"
    CONTACT = "contact", "联系人核实"
