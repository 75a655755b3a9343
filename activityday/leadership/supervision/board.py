"""The month board's one judgement: in which of five states a branch's month is. Pure, no database."""

from datetime import date

from activityday.day.activity.enums import State
from activityday.leadership.supervision.enums import BoardState

HELD = {State.HELD, State.CLOSED}


def state_of(
    *, day: date, is_rescheduled: bool, activity: State | None, has_facts: bool, on: date
) -> BoardState:
    """The state of one branch's month as seen on the day `on` (PRODUCT B5; notice 一, 四(四)).

    `day` is the day in force; `activity` the state of what the branch prepared, None for nothing;
    `has_facts` whether anything of it was recorded (a roll begun, a time, a picture).
    A changed day stays visible as such once it is recorded; an unrecorded one is never called “not held”.
    """
    if activity == State.CLOSED:
        return BoardState.RESCHEDULED if is_rescheduled else BoardState.RECORDED
    if activity in HELD or (activity == State.PREPARING and has_facts):
        return BoardState.UNRECORDED
    if day < on:
        return BoardState.OVERDUE
    return BoardState.RESCHEDULED if is_rescheduled else BoardState.NOT_DUE
