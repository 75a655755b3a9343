from typing import Any

from django.db.models import TextChoices


class Duty(TextChoices):
    """The meetings of a branch 三会一课; how often each is due stands in the rulebook."""

    MEMBERS = "members_meeting", "党员大会"
    COMMITTEE = "committee_meeting", "支委会"
    GROUP = "group_meeting", "党小组会"
    LECTURE = "lecture", "党课"


class Body(TextChoices):
    """In which form a life meeting is held (branch 17)."""

    MEMBERS = "members_meeting", "党员大会"
    COMMITTEE = "committee_meeting", "支委会"
    GROUP = "group_meeting", "党小组会"


class LifeState(TextChoices):
    """Where a life meeting stands."""

    PREPARED = "prepared", "准备中"
    HELD = "held", "已开，会后整改"
    CONCLUDED = "concluded", "已办结"
    CALLED_OFF = "called_off", "已取消"


class LifeStep(TextChoices):
    """What moves a life meeting on."""

    PLAN = "plan", "开始准备"
    HOLD = "hold", "记下会议"
    AMEND = "amend", "更正记录"
    CONCLUDE = "conclude", "办结"
    CALL_OFF = "call_off", "取消"


class Source(TextChoices):
    """From where a problem was known."""

    LIFE_MEETING = "life_meeting", "组织生活会"
    TALK = "talk", "谈心谈话"
    OPINION = "opinion", "征求意见"
    OTHER = "other", "其他"


class ProblemState(TextChoices):
    """Where a problem stands."""

    LISTED = "listed", "待定措施"
    WORKING = "working", "整改中"
    DONE = "done", "已整改，待核实"
    CLOSED_OUT = "closed_out", "已销号"
    STRUCK = "struck", "不再列"


class ProblemStep(TextChoices):
    """What happens to a problem."""

    ENTER = "enter", "列入清单"
    ASSIGN = "assign", "定措施、责任人、期限"
    REPORT = "report", "进展"
    EXTEND = "extend", "延期"
    FINISH = "finish", "整改完成"
    CLOSE_OUT = "close_out", "核实销号"
    SEND_BACK = "send_back", "没有改好，退回"
    REOPEN = "reopen", "重新打开"
    STRIKE = "strike", "不再列"


class Pair(TextChoices):
    """Who talks with whom (branch 19)."""

    SECRETARY_COMMITTEE = "secretary_committee", "书记同委员"
    COMMITTEE_MEMBERS = "committee_members", "委员之间"
    COMMITTEE_MEMBER = "committee_member", "委员同党员"
    MEMBERS = "members", "党员之间"


class Occasion(TextChoices):
    """For what a talk was held."""

    ROUTINE = "routine", "日常谈心"
    BEFORE_MEETING = "before_meeting", "组织生活会会前"
    ADMISSION = "admission", "入党、转正"
    DIFFICULTY = "difficulty", "有困难、有变故"
    WORK = "work", "工作、学习有变动"
    OTHER = "other", "其他"


LIFE_TRANSITIONS: dict[tuple[LifeState, LifeStep], LifeState] = {
    (LifeState.PREPARED, LifeStep.HOLD): LifeState.HELD,
    (LifeState.HELD, LifeStep.AMEND): LifeState.HELD,
    (LifeState.HELD, LifeStep.CONCLUDE): LifeState.CONCLUDED,
    (LifeState.PREPARED, LifeStep.CALL_OFF): LifeState.CALLED_OFF,
}
PROBLEM_TRANSITIONS: dict[tuple[ProblemState, ProblemStep], ProblemState] = {
    (ProblemState.LISTED, ProblemStep.ASSIGN): ProblemState.WORKING,
    (ProblemState.WORKING, ProblemStep.REPORT): ProblemState.WORKING,
    (ProblemState.WORKING, ProblemStep.EXTEND): ProblemState.WORKING,
    (ProblemState.WORKING, ProblemStep.FINISH): ProblemState.DONE,
    (ProblemState.DONE, ProblemStep.CLOSE_OUT): ProblemState.CLOSED_OUT,
    (ProblemState.DONE, ProblemStep.SEND_BACK): ProblemState.WORKING,
    (ProblemState.CLOSED_OUT, ProblemStep.REOPEN): ProblemState.WORKING,
    (ProblemState.LISTED, ProblemStep.STRIKE): ProblemState.STRUCK,
    (ProblemState.WORKING, ProblemStep.STRIKE): ProblemState.STRUCK,
}
# the codes of the two lives are all different, so that one drawing shows them side by side
TRANSITIONS: dict[Any, TextChoices] = {**LIFE_TRANSITIONS, **PROBLEM_TRANSITIONS}
OPEN_PROBLEMS = (ProblemState.LISTED, ProblemState.WORKING, ProblemState.DONE)
