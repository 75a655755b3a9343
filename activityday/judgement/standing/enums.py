from django.db.models import TextChoices


class TalkState(TextChoices):
    """Where a reminder talk stands. A warning without a row is an open talk that nobody was asked to hold."""

    OPEN = "open", "待谈话"
    HELD = "held", "已谈话"
    FALLEN = "fallen", "提醒已撤销，不用谈了"


class State(TextChoices):
    """Where a case stands; every way on is taken by people."""

    TAKEN_UP = "taken_up", "已受理"
    HEARD = "heard", "已听取本人说明"
    EDUCATED = "educated", "已记录批评教育"
    PROPOSED = "proposed", "支委会已提出"
    FILED = "filed", "已报基层党委"
    INVESTIGATED = "investigated", "已调查核实"
    OPINED = "opined", "支委会已提处置意见"
    VOTED = "voted", "党员大会已通过"
    APPROVED = "approved", "基层党委已批准"
    ANNOUNCED = "announced", "已宣布送达"
    CORRECTING = "correcting", "限期改正中"
    ADVISED = "advised", "已劝其退党"
    CORRECTED = "corrected", "已改正"
    LEFT = "left", "本人退党"
    REMOVED = "removed", "已除名"
    NO_DISPOSITION = "no_disposition", "不予处置"
    DROPPED = "dropped", "不再研究"
    DISCIPLINED = "disciplined", "已受党纪处分，不再处置"
    REVOKED = "revoked", "处置已撤销"
    FALLEN = "fallen", "事实不再成立"


class Step(TextChoices):
    """What moves a case on."""

    TAKE_UP = "take_up", "受理，开始了解"
    HEAR = "hear", "听取本人说明"
    EDUCATE = "educate", "记录批评教育"
    PROPOSE = "propose", "支委会研究，提出处置"
    SPARE = "spare", "支委会研究，不予处置"
    FILE = "file", "报基层党委"
    RECONSIDER = "reconsider", "基层党委未同意，退回支部"
    INVESTIGATE = "investigate", "调查核实"
    OPINE = "opine", "支委会提出处置意见"
    CARRY = "carry", "党员大会表决通过"
    LOSE = "lose", "党员大会没有通过"
    APPROVE = "approve", "基层党委批准"
    RETURN = "return", "基层党委退回"
    ANNOUNCE = "announce", "宣布并送达本人"
    ORDER_CORRECTION = "order_correction", "开始限期改正"
    ADVISE = "advise", "劝其退党"
    REMOVE = "remove", "除名"
    FIND_CORRECTED = "find_corrected", "期满，已改正"
    FIND_UNCORRECTED = "find_uncorrected", "期满，没有改正"
    LEAVE = "leave", "本人退党"
    PERSIST = "persist", "坚持不退"
    DROP = "drop", "不再研究"
    DISCIPLINE = "discipline", "已因同一问题受党纪处分"
    FALL = "fall", "事实不再成立"
    REVOKE = "revoke", "撤销处置"
    REOPEN = "reopen", "申诉后退回重新研究"


class Disposition(TextChoices):
    """The three forms of disposition (disposition regulation 4)."""

    CORRECTION = "correction", "限期改正"
    ADVICE = "advice", "劝其退党"
    REMOVAL = "removal", "除名"


class CauseKind(TextChoices):
    """What people decided elsewhere that a case may rest on beside findings."""

    APPRAISAL = "appraisal", "民主评议评定"


class Hearing(TextChoices):
    """How the member was heard."""

    WRITTEN = "written", "本人交了书面说明"
    DICTATED = "dictated", "本人口述，经办人记下"
    REFUSED = "refused", "本人不愿说明"
    UNREACHABLE = "unreachable", "联系不上本人"


class AppealResult(TextChoices):
    """What came of an appeal."""

    UPHELD = "upheld", "维持"
    REVOKED = "revoked", "撤销处置"
    RETURNED = "returned", "退回重新研究"


# until the primary committee has approved, changed facts or a reason of people end a case
UNDECIDED = (
    State.TAKEN_UP,
    State.HEARD,
    State.EDUCATED,
    State.PROPOSED,
    State.FILED,
    State.INVESTIGATED,
    State.OPINED,
    State.VOTED,
)
# decided and told: an appeal is possible
DECIDED = (State.ANNOUNCED, State.CORRECTING, State.ADVISED, State.LEFT, State.REMOVED)

TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.TAKEN_UP, Step.HEAR): State.HEARD,
    (State.HEARD, Step.EDUCATE): State.EDUCATED,
    (State.EDUCATED, Step.PROPOSE): State.PROPOSED,
    (State.EDUCATED, Step.SPARE): State.NO_DISPOSITION,
    (State.PROPOSED, Step.FILE): State.FILED,
    (State.FILED, Step.INVESTIGATE): State.INVESTIGATED,
    (State.FILED, Step.RECONSIDER): State.EDUCATED,
    (State.INVESTIGATED, Step.OPINE): State.OPINED,
    (State.INVESTIGATED, Step.SPARE): State.NO_DISPOSITION,
    (State.OPINED, Step.CARRY): State.VOTED,
    (State.OPINED, Step.LOSE): State.INVESTIGATED,
    (State.VOTED, Step.APPROVE): State.APPROVED,
    (State.VOTED, Step.RETURN): State.INVESTIGATED,
    (State.APPROVED, Step.ANNOUNCE): State.ANNOUNCED,
    (State.ANNOUNCED, Step.ORDER_CORRECTION): State.CORRECTING,
    (State.ANNOUNCED, Step.ADVISE): State.ADVISED,
    (State.ANNOUNCED, Step.REMOVE): State.REMOVED,
    (State.CORRECTING, Step.FIND_CORRECTED): State.CORRECTED,
    (State.CORRECTING, Step.FIND_UNCORRECTED): State.EDUCATED,
    (State.ADVISED, Step.LEAVE): State.LEFT,
    (State.ADVISED, Step.PERSIST): State.EDUCATED,
    **{(state, Step.DROP): State.DROPPED for state in UNDECIDED},
    **{(state, Step.DISCIPLINE): State.DISCIPLINED for state in UNDECIDED},
    **{(state, Step.FALL): State.FALLEN for state in UNDECIDED},
    **{(state, Step.REVOKE): State.REVOKED for state in DECIDED},
    **{(state, Step.REOPEN): State.INVESTIGATED for state in DECIDED},
}
CLOSED = tuple(
    state
    for state in State
    if state not in {origin for origin, _ in TRANSITIONS} or state in {State.LEFT, State.REMOVED}
)
