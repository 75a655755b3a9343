"""The figures always add up, whatever is asked, agreed and seen; and they say the same as the closing."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from activityday.day.attendance.checks import present_in, rest_of
from activityday.day.attendance.enums import Ground, LeaveKind, Mode, State
from activityday.day.attendance.marks import Mark
from activityday.day.attendance.models import Leave, RollChange, RollEntry
from activityday.day.attendance.queries import ExpectedMember, roll_summary
from activityday.day.attendance.settling import settle
from activityday.judgement.closing.outcomes import outcome_of
from activityday.judgement.closing.queries import counts_of

STATES = [None, State.PRESENT, State.OTHER_MEANS, State.ABSENT]


def person(ground: Ground, state: State | None, excuse: str) -> ExpectedMember:
    leave = Leave(kind=LeaveKind.PRIVATE)
    return ExpectedMember(
        affiliated=SimpleNamespace(member=SimpleNamespace(pk=uuid4())),  # type: ignore[arg-type]
        ground=ground,
        entry=RollEntry(state=state) if state else None,
        leave=leave if excuse == "leave" else None,
        explanation=leave if excuse == "explanation" else None,
        asked=leave if excuse == "asked" else None,
    )


people = st.lists(
    st.builds(
        person,
        st.sampled_from(Ground),
        st.sampled_from(STATES),
        st.sampled_from(["", "leave", "explanation", "asked"]),
    ),
    max_size=60,
)


@given(people)
def test_the_figures_always_add_up(everybody: list[ExpectedMember]) -> None:
    counts = roll_summary(everybody)
    silent = counts.unrecorded + counts.unverified
    assert counts.expected == counts.present + counts.other_means + counts.leave + counts.absent + silent
    assert counts.expected + counts.exempt + counts.not_expected == len(everybody)
    assert counts.present == present_in(everybody)


@given(people)
def test_the_roll_counts_as_the_closing_will(everybody: list[ExpectedMember]) -> None:
    assert roll_summary(everybody) == counts_of(outcome_of(member) for member in everybody)


@given(people)
def test_the_rest_are_unrecorded_people_and_nobody_else(everybody: list[ExpectedMember]) -> None:
    rest = rest_of(everybody)
    assert all(member.entry is None and member.ground == Ground.EXPECTED for member in rest)
    assert len(rest) <= roll_summary(everybody).unrecorded


marks = st.one_of(
    st.just(Mark()),
    st.just(Mark(State.PRESENT)),
    st.just(Mark(State.ABSENT)),
    st.sampled_from([Mark(State.OTHER_MEANS, Mode.VIDEO), Mark(State.OTHER_MEANS, Mode.VISIT)]),
)


@given(st.lists(marks, min_size=1, max_size=8), st.integers(0, 7), marks)
def test_two_recorders_never_overwrite_each_other(written: list[Mark], opened_at: int, mine: Mark) -> None:
    """One writes a row again and again; the other opened the form after some of it and now saves."""
    opened_at = min(opened_at, len(written))
    member, at = uuid4(), datetime(2026, 11, 2, tzinfo=UTC)
    entry: RollEntry | None = None
    changes: list[RollChange] = []
    seen = Mark()
    for version, mark in enumerate(written, start=1):
        before = Mark(State(entry.state), entry.mode) if entry else Mark()
        if mark != before:
            if entry:
                changes.append(
                    RollChange(
                        member_id=member,
                        before=before.words,
                        after=mark.words,
                        version=version,
                        before_version=entry.version,
                        by_name="甲",
                        at=at,
                    )
                )
            entry = (
                RollEntry(
                    member_id=member,
                    state=mark.state,
                    mode=mark.mode,
                    version=version,
                    recorded_by="甲",
                    recorded_at=at,
                )
                if mark.state != State.UNRECORDED
                else None
            )
        if version == opened_at:
            seen = mark
    stands = written[-1]
    newer = [change for change in changes if change.version > opened_at]
    settled = settle({member: mine}, {member: entry} if entry else {}, newer, opened_at)
    if mine == stands or (mine == seen and seen != stands):
        assert (settled.wanted, settled.conflicts) == ({}, [])
    elif seen == stands:
        assert (settled.wanted, settled.conflicts) == ({member: mine}, [])
    else:
        assert settled.wanted == {}
        assert [(conflict.mine, conflict.theirs) for conflict in settled.conflicts] == [(mine, stands)]
