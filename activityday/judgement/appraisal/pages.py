"""What pages of the room share: the steps in a line, and the one next thing to do."""

from activityday.judgement.appraisal.enums import State
from activityday.judgement.appraisal.models import Round, RoundStep
from activityday.judgement.appraisal.queries import PersonLine
from activityday.ui.parts import Step as Shown

LINE = (
    ("定名单", State.PREPARING),
    ("个人自评", State.SELF),
    ("互评和测评", State.SELF),
    ("计票", State.BALLOT),
    ("评定等次", State.DECIDING),
    ("反馈本人", State.TELLING),
)
# how many of the steps are done in which state
DONE = {
    State.PREPARING: 1,
    State.SELF: 2,
    State.BALLOT: 3,
    State.DECIDING: 4,
    State.TELLING: 5,
    State.FINISHED: 6,
}
# the step that leads to the end of each of the six
REACHED = ("start", "ask", "meet", "count", "decide", "finish")


def steps_line(round_: Round | None, steps: list[RoundStep]) -> list[Shown]:
    """The six steps: done with their day, the one that comes next, those still to come."""
    done = DONE.get(State(round_.state), 0) if round_ else 0
    days = {step.step: step.dated_on for step in steps}
    return [
        Shown(
            number,
            label,
            _detail(number, done, days.get(REACHED[number - 1])),
            "done" if number <= done else ("current" if number == done + 1 else "todo"),
        )
        for number, (label, _) in enumerate(LINE, start=1)
    ]


def untold(lines: list[PersonLine]) -> list[PersonLine]:
    """Those with a grade who were not told yet."""
    return [line for line in lines if line.grade and line.telling is None]


def ballots_say(line: PersonLine) -> str:
    """What the ballots gave one member, in a few words; empty while nothing is counted."""
    figures = line.figures
    if figures is None:
        return ""
    names = ("优秀", "合格", "基本合格", "不合格")
    return (
        "、".join(f"{name} {number}" for name, number in zip(names, figures, strict=True) if number)
        or "没有票"
    )


def _detail(number: int, done: int, day: object) -> str:
    if number <= done and day is not None:
        return f"{day.month}月{day.day}日"  # type: ignore[attr-defined]
    return "现在该办" if number == done + 1 else ""
