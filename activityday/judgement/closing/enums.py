from django.db.models import TextChoices


class Ground(TextChoices):
    """Why somebody counted or did not count at one activity, as frozen at its closing."""

    EXPECTED = "expected", "应到"
    EXEMPT = "exempt", "经批准不参加"
    OTHER_MEANS = "other_means", "经批准以其他方式参加"
    SUSPENDED = "suspended", "停止党籍"
    FLOATING = "floating", "流动党员"


class Outcome(TextChoices):
    """What an activity means for one member, as frozen at its closing."""

    PRESENT = "present", "到"
    OTHER_MEANS = "other_means", "其他方式"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"
    EXEMPT = "exempt", "免"
    UNVERIFIED = "unverified", "待核实"
    UNRECORDED = "unrecorded", "未记录"
    NOT_EXPECTED = "not_expected", "不计"


SIGNS: dict[Outcome, str] = {
    Outcome.PRESENT: "√",
    Outcome.OTHER_MEANS: "○",
    Outcome.LEAVE: "假",
    Outcome.ABSENT: "缺",
    Outcome.EXEMPT: "免",
    Outcome.UNVERIFIED: "核",
    Outcome.UNRECORDED: "—",
    Outcome.NOT_EXPECTED: "",
}


class FindingKind(TextChoices):
    """What a rule found about a member; people decide what follows."""

    WARNING_RUN = "warning_run", "连续缺席提醒"
    WARNING_TOTAL = "warning_total", "累计缺席提醒"
    REVIEW_RUN = "review_run", "连续缺席，提请研究"
    REVIEW_TOTAL = "review_total", "累计缺席，提请研究"
    WARNING_ACROSS_YEARS = "warning_across_years", "跨年连续缺席提醒"
