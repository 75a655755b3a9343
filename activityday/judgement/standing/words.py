"""What comes next in a case, in the few words of a list."""

from activityday.judgement.standing.enums import State
from activityday.judgement.standing.models import Case
from activityday.office.filings import enums as filings

NEXT: dict[State, str] = {
    State.TAKEN_UP: "听取本人说明",
    State.HEARD: "记录批评教育",
    State.EDUCATED: "支委会研究",
    State.PROPOSED: "报基层党委",
    State.INVESTIGATED: "支委会提出处置意见",
    State.OPINED: "党员大会讨论表决",
    State.VOTED: "等基层党委审批",
    State.APPROVED: "宣布并送达本人",
    State.ANNOUNCED: "记下处置从哪天起",
    State.CORRECTING: "期满看改得怎么样",
    State.ADVISED: "记下本人的答复",
}
ANSWERS: dict[filings.State, str] = {
    filings.State.ASKED: "等基层党委答复",
    filings.State.APPROVED: "成立调查组，调查核实",
    filings.State.REFUSED: "基层党委未同意，退回支部研究",
    filings.State.WITHDRAWN: "已撤回，退回支部研究",
}


def next_words(case: Case | None) -> str:
    """What people do next; empty when a case is over."""
    if case is None:
        return "受理，开始了解"
    if case.state == State.FILED and case.filing is not None:
        return ANSWERS[filings.State(case.filing.state)]
    return NEXT.get(State(case.state), "")
