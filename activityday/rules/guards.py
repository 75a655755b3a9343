"""Guards while planning and again at closing (notice 一, 三, 四(三)): half a day, real content, no forbidden spending."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from activityday.rules.clauses import cites

# 三(一)–(四): what makes the day what it is; collecting dues alone does not
CORE_CONTENTS = {
    "study": "组织学习教育",
    "analysis": "开展党性分析",
    "deliberation": "民主议事决策",
    "service": "服务党员群众",
}
# 不能片面以义务劳动、工作布置等代替; forms, and the fifth content, which fills no day by itself
NOT_ENOUGH_ALONE = {"labour": "义务劳动", "assignment": "工作布置", "dues": "交纳党费"}
FORBIDDEN_EXPENSES = {
    "travel": "外出旅游",
    "allowance": "误工补贴",
    "souvenir": "纪念品",
    "banquet": "公款吃喝",
}


class Severity(StrEnum):
    """What a guard that does not pass means."""

    REFUSE = "refuse"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True)
class GuardResult:
    """What a guard says, with its arithmetic, whether it passes, and its clause."""

    passed: bool
    sentence: str
    clause: str
    severity: Severity = Severity.REFUSE


@dataclass(frozen=True)
class PlannedSegment:
    """What the guards need of a segment: the codes of content and form, and its minutes."""

    content: str
    form: str
    minutes: int


@cites("notice 一")
def half_day(minutes: int, *, least: int, reason: str = "") -> GuardResult:
    """The day lasts at least `least` minutes; a shorter one passes only with a reason and is then flagged."""
    if minutes <= 0:
        return GuardResult(False, "还没有填开始和结束时间，算不出时长。请填上。", "notice 一")
    if minutes >= least:
        return GuardResult(True, f"共 {minutes} 分钟，不少于半天（{least} 分钟）。", "notice 一")
    short = f"共 {minutes} 分钟，比半天（{least} 分钟）少 {least - minutes} 分钟"
    if reason.strip():
        return GuardResult(
            True, f"{short}，原因：{reason.strip()}。归档后上级能看到。", "notice 一", Severity.WARN
        )
    return GuardResult(False, f"{short}。请补足，或写明原因。", "notice 一")


@cites("notice 三", "notice 三(一)", "notice 三(二)", "notice 三(三)", "notice 三(四)", "notice 四(三)")
def real_content(segments: Sequence[PlannedSegment]) -> GuardResult:
    """At least one segment of contents 三(一)–(四) that is neither labour nor handing out work."""
    good = [
        CORE_CONTENTS[segment.content]
        for segment in segments
        if segment.content in CORE_CONTENTS and segment.form not in NOT_ENOUGH_ALONE
    ]
    if good:
        return GuardResult(True, f"有{'、'.join(dict.fromkeys(good))}。", "notice 四(三)")
    alone = [
        NOT_ENOUGH_ALONE.get(segment.form) or NOT_ENOUGH_ALONE.get(segment.content, "其他环节")
        for segment in segments
    ]
    instead = f"现在只有{'、'.join(dict.fromkeys(alone))}" if alone else "现在还没有"
    return GuardResult(
        False,
        f"至少要有学习教育、党性分析、民主议事、服务群众中的一项，{instead}。请加一项。",
        "notice 四(三)",
    )


@cites("notice 四(三)")
def allowed_expense(kind: str) -> GuardResult:
    """Travel, allowances, souvenirs and banquets are refused by name."""
    if kind in FORBIDDEN_EXPENSES:
        return GuardResult(
            False, f"活动日严禁{FORBIDDEN_EXPENSES[kind]}，这笔支出不能登记。", "notice 四(三)"
        )
    return GuardResult(True, "不属于禁止的支出。", "notice 四(三)")
