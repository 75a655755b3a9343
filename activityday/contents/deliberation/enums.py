from typing import Any

from django.db.models import TextChoices

from activityday.people.organisation.enums import Sector


class Source(TextChoices):
    """From whom an opinion, a topic or a motion comes."""

    MEMBER = "member", "党员提出"
    MASSES = "masses", "群众代表提出"
    CADRE = "cadre", "干部提议"
    SUPERIOR = "superior", "上级安排"


# 动议事由 as the printed tables of the four steps tick it
MOTIONS = {
    Source.MEMBER: "党员群众建议",
    Source.MASSES: "党员群众建议",
    Source.CADRE: "村干部提议",
    Source.SUPERIOR: "上级安排",
}


class Subject(TextChoices):
    """What an opinion is about (notice 三(三))."""

    SUPERIOR = "superior_work", "落实上级部署"
    DECISION = "decision", "重大决策、重点工作"
    INTERESTS = "interests", "群众切身利益"
    BUILDING = "building", "支部自身建设"
    OTHER = "other", "其他"


class TopicKind(TextChoices):
    """What kind of topic it is; light kinds may be settled without a vote."""

    AFFAIR = "affair", "支部重要事项"
    VILLAGE = "village", "村（社区）重要事项"
    QUALITY = "quality", "提高服务效能"
    ENTERPRISE = "enterprise", "为企业和行业建言"
    SOCIAL = "social", "履行社会责任"
    GENERAL = "general", "一般讨论"


LIGHT = frozenset({TopicKind.QUALITY, TopicKind.ENTERPRISE, TopicKind.SOCIAL, TopicKind.GENERAL})
STEPPED_SECTORS = frozenset({Sector.VILLAGE, Sector.COMMUNITY})
KINDS_OF_SECTOR: dict[str, tuple[TopicKind, ...]] = {
    Sector.VILLAGE: (TopicKind.AFFAIR, TopicKind.VILLAGE, TopicKind.GENERAL),
    Sector.COMMUNITY: (TopicKind.AFFAIR, TopicKind.VILLAGE, TopicKind.GENERAL),
    Sector.DEPARTMENT: (TopicKind.QUALITY, TopicKind.AFFAIR, TopicKind.GENERAL),
    Sector.ENTERPRISE: (TopicKind.ENTERPRISE, TopicKind.SOCIAL, TopicKind.AFFAIR, TopicKind.GENERAL),
    Sector.SOCIAL: (TopicKind.SOCIAL, TopicKind.ENTERPRISE, TopicKind.AFFAIR, TopicKind.GENERAL),
    Sector.RETIRED: (TopicKind.GENERAL, TopicKind.AFFAIR),
    Sector.MIXED: (TopicKind.AFFAIR, TopicKind.GENERAL),
}


class TopicState(TextChoices):
    """Where a topic stands."""

    PROPOSED = "proposed", "待讨论"
    DISCUSSED = "discussed", "已讨论，待决定"
    DECIDED = "decided", "已决定"
    PUT_OFF = "put_off", "暂缓"
    DROPPED = "dropped", "不再办"


class TopicStep(TextChoices):
    """What moves a topic on."""

    PROPOSE = "propose", "列为议题"
    DISCUSS = "discuss", "讨论"
    DECIDE = "decide", "作出决定"
    PUT_OFF = "delay", "暂缓"
    RESUME = "resume", "重新提出"
    DROP = "drop", "不再办"


class VoteState(TextChoices):
    """Where a vote stands."""

    PREPARED = "prepared", "待计票"
    COUNTED = "counted", "已计票"
    ANNULLED = "annulled", "已作废"


class VoteStep(TextChoices):
    """What moves a vote on."""

    COUNT = "count", "记入计票"
    ANNUL = "annul", "作废"


class Method(TextChoices):
    """How people voted."""

    HANDS = "hands", "举手表决"
    BALLOT = "ballot", "无记名投票"


class ExclusionGround(TextChoices):
    """Why a member may lawfully not be counted among those who should come to a vote (election counted)."""

    ILL_MIND = "ill_mind", "因病不能表达意志"
    ABROAD = "abroad", "自费出国半年以上"
    SENTENCED = "sentenced", "服刑或者留党察看"
    BEDRIDDEN = "bedridden", "年老体弱卧床不起或长期生病生活不能自理"
    AWAY = "away", "外出半年以上，应转未转组织关系"
    HOME_TOWN = "home_town", "离退休后回原籍长住"


class Stage(TextChoices):
    """The four steps and the two publications."""

    PROPOSAL = "proposal", "村党组织提议"
    CONSULTATION = "consultation", "村“两委”商议"
    REVIEW = "review", "党员大会审议"
    RESOLUTION = "resolution", "村民代表会议或村民会议决议"
    DECISION = "decision_posted", "决议公开"
    OUTCOME = "outcome_posted", "实施结果公开"


class MatterState(TextChoices):
    """How far a matter has come."""

    MOVED = "moved", "已动议，待提议"
    SUGGESTED = "suggested", "已提议，待商议"
    CONSULTED = "consulted", "已商议，待审议"
    REVIEWED = "reviewed", "已审议，待决议"
    RESOLVED = "resolved", "已决议，待公开"
    POSTED = "posted", "决议已公开，待实施"
    CONCLUDED = "concluded", "实施结果已公开"
    ENDED = "ended", "已终止"


class MatterStep(TextChoices):
    """What moves a matter on: each stage in its turn, or an end with a reason."""

    SUGGEST = "suggest", "提议"
    CONSULT = "consult", "商议"
    REVIEW = "review", "审议"
    RESOLVE = "resolve", "决议"
    POST = "post", "决议公开"
    CONCLUDE = "conclude", "实施结果公开"
    END = "end", "终止"


class FollowUpState(TextChoices):
    """Where something that was decided stands."""

    OPEN = "open", "办理中"
    CLOSED_OUT = "closed_out", "已销号"


class FollowUpStep(TextChoices):
    """What happens to something that was decided."""

    ASSIGN = "assign", "交办"
    REPORT = "report", "进展"
    EXTEND = "extend", "延期"
    CLOSE_OUT = "close_out", "办结销号"
    REOPEN = "reopen", "重新打开"


class DisclosureKind(TextChoices):
    """What is disclosed to the people of a village or community, or to the members (notice 三(三))."""

    PARTY = "party", "党务公开"
    VILLAGE = "affairs", "村（居）务公开"
    FINANCE = "finance", "财务公开"


TOPIC_TRANSITIONS: dict[tuple[TopicState, TopicStep], TopicState] = {
    (TopicState.PROPOSED, TopicStep.DISCUSS): TopicState.DISCUSSED,
    (TopicState.PROPOSED, TopicStep.PUT_OFF): TopicState.PUT_OFF,
    (TopicState.PROPOSED, TopicStep.DROP): TopicState.DROPPED,
    (TopicState.DISCUSSED, TopicStep.DISCUSS): TopicState.DISCUSSED,
    (TopicState.DISCUSSED, TopicStep.DECIDE): TopicState.DECIDED,
    (TopicState.DISCUSSED, TopicStep.PUT_OFF): TopicState.PUT_OFF,
    (TopicState.DISCUSSED, TopicStep.DROP): TopicState.DROPPED,
    (TopicState.PUT_OFF, TopicStep.RESUME): TopicState.PROPOSED,
    (TopicState.PUT_OFF, TopicStep.DROP): TopicState.DROPPED,
}
VOTE_TRANSITIONS: dict[tuple[VoteState, VoteStep], VoteState] = {
    (VoteState.PREPARED, VoteStep.COUNT): VoteState.COUNTED,
    (VoteState.PREPARED, VoteStep.ANNUL): VoteState.ANNULLED,
    (VoteState.COUNTED, VoteStep.ANNUL): VoteState.ANNULLED,
}
MATTER_TRANSITIONS: dict[tuple[MatterState, MatterStep], MatterState] = {
    (MatterState.MOVED, MatterStep.SUGGEST): MatterState.SUGGESTED,
    (MatterState.SUGGESTED, MatterStep.CONSULT): MatterState.CONSULTED,
    (MatterState.CONSULTED, MatterStep.REVIEW): MatterState.REVIEWED,
    (MatterState.REVIEWED, MatterStep.RESOLVE): MatterState.RESOLVED,
    (MatterState.RESOLVED, MatterStep.POST): MatterState.POSTED,
    (MatterState.POSTED, MatterStep.POST): MatterState.POSTED,
    (MatterState.POSTED, MatterStep.CONCLUDE): MatterState.CONCLUDED,
    (MatterState.CONCLUDED, MatterStep.CONCLUDE): MatterState.CONCLUDED,
    (MatterState.MOVED, MatterStep.END): MatterState.ENDED,
    (MatterState.SUGGESTED, MatterStep.END): MatterState.ENDED,
    (MatterState.CONSULTED, MatterStep.END): MatterState.ENDED,
    (MatterState.REVIEWED, MatterStep.END): MatterState.ENDED,
}
FOLLOW_UP_TRANSITIONS: dict[tuple[FollowUpState, FollowUpStep], FollowUpState] = {
    (FollowUpState.OPEN, FollowUpStep.REPORT): FollowUpState.OPEN,
    (FollowUpState.OPEN, FollowUpStep.EXTEND): FollowUpState.OPEN,
    (FollowUpState.OPEN, FollowUpStep.CLOSE_OUT): FollowUpState.CLOSED_OUT,
    (FollowUpState.CLOSED_OUT, FollowUpStep.REOPEN): FollowUpState.OPEN,
}
# the codes of the four lives are all different, so that one drawing shows them side by side
TRANSITIONS: dict[Any, TextChoices] = {
    **TOPIC_TRANSITIONS,
    **VOTE_TRANSITIONS,
    **MATTER_TRANSITIONS,
    **FOLLOW_UP_TRANSITIONS,
}

# stage → its step, the state before it and the state after it, in order
STEP_OF_STAGE: dict[Stage, MatterStep] = {
    Stage.PROPOSAL: MatterStep.SUGGEST,
    Stage.CONSULTATION: MatterStep.CONSULT,
    Stage.REVIEW: MatterStep.REVIEW,
    Stage.RESOLUTION: MatterStep.RESOLVE,
    Stage.DECISION: MatterStep.POST,
    Stage.OUTCOME: MatterStep.CONCLUDE,
}
NEXT_STAGE: dict[MatterState, Stage] = {
    MatterState.MOVED: Stage.PROPOSAL,
    MatterState.SUGGESTED: Stage.CONSULTATION,
    MatterState.CONSULTED: Stage.REVIEW,
    MatterState.REVIEWED: Stage.RESOLUTION,
    MatterState.RESOLVED: Stage.DECISION,
    MatterState.POSTED: Stage.OUTCOME,
}
BODIES_OF_STAGE: dict[Stage, tuple[str, ...]] = {
    Stage.PROPOSAL: ("committee_meeting", "two_committees", "members_meeting"),
    Stage.CONSULTATION: ("two_committees",),
    Stage.REVIEW: ("four_steps_members",),
    Stage.RESOLUTION: ("villagers_representatives", "villagers_meeting", "households_meeting"),
}
