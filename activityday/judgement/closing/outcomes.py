"""What a roll entry, a leave and a ground mean together for one member: pure, no database."""

from activityday.day.attendance.enums import State
from activityday.day.attendance.queries import ExpectedMember, Ground
from activityday.judgement.closing.enums import Outcome

RECORDED = {State.PRESENT: Outcome.PRESENT, State.OTHER_MEANS: Outcome.OTHER_MEANS}


def outcome_of(expected: ExpectedMember) -> Outcome:
    """The outcome frozen for this member (notice 二, 四(四)).

    What was seen, here or elsewhere, stands above everything and counts once; leave turns an absence, or silence, into leave; an exempt or
    suspended member who was not seen does not count; a floating member without news is to be verified;
    anybody else without a record stays unrecorded and is never taken for absent.
    """
    seen = RECORDED.get(expected.state)
    if seen is not None:
        return seen
    if expected.ground == Ground.SUSPENDED:
        return Outcome.NOT_EXPECTED
    if expected.ground == Ground.EXEMPT:
        return Outcome.EXEMPT
    if expected.leave is not None or expected.explanation is not None:
        return Outcome.LEAVE
    if expected.state == State.ABSENT:
        return Outcome.ABSENT
    return Outcome.UNVERIFIED if expected.ground == Ground.FLOATING else Outcome.UNRECORDED
