"""One month of one member: what the own roll says, what was confirmed elsewhere, what it counts as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import activities_of_many
from activityday.day.attendance.enums import State
from activityday.day.attendance.marks import mark_of
from activityday.day.attendance.queries import Confirmation, ExpectedMember, confirmations_of, expected_at
from activityday.day.floating.models import Claim
from activityday.day.floating.queries.slips import claims_of
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.rules.floating import HOME


@dataclass(frozen=True)
class MonthOfMember:
    """Everything that was said of one month of one member, and what counts."""

    member: Member
    branch: Unit
    month: date
    activity: Activity | None
    expected: ExpectedMember | None
    words: Sequence[Confirmation]
    claims: Sequence[Claim]

    @property
    def is_closed(self) -> bool:
        """Whether the branch's month is closed: a new word waits until it is opened again."""
        return self.activity is not None and self.activity.state == ActivityState.CLOSED

    @property
    def home_words(self) -> str:
        """What the own roll says; empty where nobody wrote anything."""
        entry = self.expected.entry if self.expected else None
        return mark_of(entry).words if entry else ""

    @property
    def must_pick(self) -> bool:
        """Whether more than one word was said, so that a person may choose."""
        return len(self.words) + bool(self.home_words) > 1

    @property
    def picked(self) -> str:
        """By whose word the month counts now."""
        if self.expected is not None:
            return self.expected.counted.by
        return self.words[0].key if self.words else ""

    @property
    def is_open(self) -> bool:
        """Whether words differ and nobody has chosen yet."""
        return self.expected is not None and self.expected.counted.is_open

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the month: on the roll, from elsewhere, or leave that was granted."""
        excused = self.expected is not None and self.expected.is_excused
        return bool(self.home_words or self.words or excused)

    @property
    def counts_as(self) -> str:
        """What the month counts as, in words."""
        if self.expected is None:
            return "在外参加" if self.words else "还没有记录"
        if self.expected.state in {State.PRESENT, State.OTHER_MEANS, State.ABSENT}:
            return str(self.expected.state.label)
        return "请假" if self.expected.is_excused else "待核实"

    @property
    def home_key(self) -> str:
        """The key of the own roll's word."""
        return HOME


def month_of_member(member: Member, branch: Unit, month: date) -> MonthOfMember:
    """What is known of `month` of a member of `branch`."""
    held = activities_of_many([branch], [month]).get((branch.pk, month), [])
    activity, expected = None, None
    for activity in held:
        people = expected_at(activity, on=activity.held_on)
        expected = next((one for one in people if one.affiliated.member.pk == member.pk), None)
        if expected is not None:
            break
    words = confirmations_of([member.pk], [month]).get((member.pk, month), [])
    return MonthOfMember(member, branch, month, activity, expected, words, claims_of(member, month))
