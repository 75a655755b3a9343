from typing import Any

from django.db.models import TextChoices

from activityday.people.organisation.enums import Sector


class Kind(TextChoices):
    """The five named kinds of service and the visits (notice 三(四)); the codes are those of the agenda's forms."""

    VOLUNTEERING = "volunteering", "志愿服务"
    PLEDGE = "pledge", "承诺践诺"
    DUTY_POSTS = "duty_posts", "设岗定责"
    COMMUNITY = "community", "到社区报到"
    TEAM_SERVICE = "team_service", "组团式服务"
    CARE = "care", "走访帮扶"


class ProjectState(TextChoices):
    """Where a project stands."""

    PLANNED = "planned", "待开展"
    UNDER_WAY = "under_way", "进行中"
    DONE = "done", "已办结"
    DROPPED = "dropped", "不再办"


class ProjectStep(TextChoices):
    """What happens to a project."""

    PLAN = "plan", "列项"
    AMEND = "amend", "改安排"
    SIGN_UP = "sign_up", "登记报名"
    PLACE = "place", "放进议程"
    TAKE_OVER = "take_over", "照签到记人"
    BEGIN = "begin", "开始"
    FINISH = "finish", "办结"
    CORRECT = "correct", "更正"
    DROP = "drop", "不再办"
    REOPEN = "reopen", "重新打开"


class PledgeState(TextChoices):
    """Where a pledge stands."""

    MADE = "made", "待兑现"
    KEPT = "kept", "已兑现"
    PARTLY = "partly", "部分兑现"
    NOT_KEPT = "not_kept", "没有兑现"
    CARRIED = "carried", "转到下一年"
    TAKEN_BACK = "taken_back", "登记有误，撤回"


class PledgeStep(TextChoices):
    """What happens to a pledge."""

    MAKE = "make", "作出承诺"
    KEEP = "keep", "写明已兑现"
    KEEP_PARTLY = "keep_partly", "写明部分兑现"
    FALL_SHORT = "fall_short", "写明没有兑现"
    CARRY = "carry", "转到下一年"
    TAKE_BACK = "take_back", "撤回"


class RegistrationState(TextChoices):
    """Where a registration in a community stands."""

    REPORTED = "reported", "待社区确认"
    CONFIRMED = "confirmed", "社区已确认"
    RETURNED = "returned", "社区退回"
    WITHDRAWN = "withdrawn", "已撤回"


class RegistrationStep(TextChoices):
    """What happens to a registration."""

    CONFIRM = "confirm", "确认"
    RETURN = "send_back", "退回"
    WITHDRAW = "withdraw", "撤回"


class CareKind(TextChoices):
    """Who is cared for."""

    HARDSHIP = "hardship", "生活困难党员"
    OLD = "old", "老党员"
    MASSES = "masses", "困难群众"


class HelpKind(TextChoices):
    """What help a visit brought."""

    NONE = "none", "看望，没有给钱物"
    MONEY = "money", "慰问金"
    GOODS = "goods", "物品"
    LABOUR = "labour", "帮工出力"
    POLICY = "policy", "帮办政策、手续"


WITH_AMOUNT = frozenset({HelpKind.MONEY, HelpKind.GOODS})
REGISTERING_SECTORS = frozenset({Sector.DEPARTMENT, Sector.ENTERPRISE, Sector.SOCIAL, Sector.MIXED})
RECEIVING_SECTORS = frozenset({Sector.COMMUNITY, Sector.VILLAGE})
OPEN = (ProjectState.PLANNED, ProjectState.UNDER_WAY)
SAID = (PledgeState.KEPT, PledgeState.PARTLY, PledgeState.NOT_KEPT)
STANDING_PLEDGES = (PledgeState.MADE, *SAID)
LIVE_REGISTRATIONS = (RegistrationState.REPORTED, RegistrationState.CONFIRMED)

TRANSITIONS: dict[Any, TextChoices] = {
    (ProjectState.PLANNED, ProjectStep.AMEND): ProjectState.PLANNED,
    (ProjectState.PLANNED, ProjectStep.SIGN_UP): ProjectState.PLANNED,
    (ProjectState.PLANNED, ProjectStep.PLACE): ProjectState.PLANNED,
    (ProjectState.PLANNED, ProjectStep.TAKE_OVER): ProjectState.PLANNED,
    (ProjectState.PLANNED, ProjectStep.BEGIN): ProjectState.UNDER_WAY,
    (ProjectState.PLANNED, ProjectStep.FINISH): ProjectState.DONE,
    (ProjectState.PLANNED, ProjectStep.DROP): ProjectState.DROPPED,
    (ProjectState.UNDER_WAY, ProjectStep.AMEND): ProjectState.UNDER_WAY,
    (ProjectState.UNDER_WAY, ProjectStep.SIGN_UP): ProjectState.UNDER_WAY,
    (ProjectState.UNDER_WAY, ProjectStep.PLACE): ProjectState.UNDER_WAY,
    (ProjectState.UNDER_WAY, ProjectStep.TAKE_OVER): ProjectState.UNDER_WAY,
    (ProjectState.UNDER_WAY, ProjectStep.FINISH): ProjectState.DONE,
    (ProjectState.UNDER_WAY, ProjectStep.DROP): ProjectState.DROPPED,
    (ProjectState.DONE, ProjectStep.PLACE): ProjectState.DONE,
    (ProjectState.DONE, ProjectStep.TAKE_OVER): ProjectState.DONE,
    (ProjectState.DONE, ProjectStep.CORRECT): ProjectState.DONE,
    (ProjectState.DONE, ProjectStep.REOPEN): ProjectState.UNDER_WAY,
    (ProjectState.DROPPED, ProjectStep.REOPEN): ProjectState.PLANNED,
}
_SAYING = {
    PledgeStep.KEEP: PledgeState.KEPT,
    PledgeStep.KEEP_PARTLY: PledgeState.PARTLY,
    PledgeStep.FALL_SHORT: PledgeState.NOT_KEPT,
}
PLEDGE_TRANSITIONS: dict[Any, TextChoices] = {
    **{(state, step): target for state in STANDING_PLEDGES for step, target in _SAYING.items()},
    **{
        (state, PledgeStep.CARRY): PledgeState.CARRIED
        for state in (PledgeState.MADE, PledgeState.PARTLY, PledgeState.NOT_KEPT)
    },
    (PledgeState.MADE, PledgeStep.TAKE_BACK): PledgeState.TAKEN_BACK,
}
STEP_OF_RESULT = {target: step for step, target in _SAYING.items()}
REGISTRATION_TRANSITIONS: dict[Any, TextChoices] = {
    (RegistrationState.REPORTED, RegistrationStep.CONFIRM): RegistrationState.CONFIRMED,
    (RegistrationState.REPORTED, RegistrationStep.RETURN): RegistrationState.RETURNED,
    (RegistrationState.REPORTED, RegistrationStep.WITHDRAW): RegistrationState.WITHDRAWN,
}
FURTHER = {"pledge": PLEDGE_TRANSITIONS, "registration": REGISTRATION_TRANSITIONS}
