"""A month's part taken elsewhere: the host writes it once, the home branch sees it at once, it counts once (notice 二)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from activityday.day.activity.enums import State as Stage
from activityday.day.activity.models import Activity
from activityday.day.attendance import actions, queries
from activityday.day.attendance.actions import InboundMark, Mark, Part
from activityday.day.attendance.enums import CreditSource, Mode, State
from activityday.day.attendance.models import Credit, InboundEntry, Pick
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Arrival, Condition, Member
from tests.conftest import OPERATOR, Town, instant
from tests.floating.conftest import (
    AT,
    HELD_ON,
    NOVEMBER,
    activity,
    arrival,
    away,
    host,
    members,
    send_away,
)

__all__ = ["activity", "arrival", "away", "host", "members", "send_away"]
pytestmark = pytest.mark.django_db


def expected_of(activity: Activity, member: Member) -> queries.ExpectedMember:
    people = queries.expected_at(activity, on=activity.held_on)
    return next(one for one in people if one.affiliated.member.pk == member.pk)


def mark_here(host: Activity, arrival: Arrival, state: str = "present", was: str = "") -> int:
    return actions.mark_inbound(
        activity=host, marks={arrival.pk: InboundMark(state, was)}, by=OPERATOR, at=AT
    )


def credit(town: Town, member: Member, **more: object) -> Credit:
    part = Part(**{"host_name": "东莞示例社区", "held_on": HELD_ON, **more})  # type: ignore[arg-type]
    return actions.credit(member=member, branch=town.village, month=NOVEMBER, part=part, by=OPERATOR, at=AT)


def save(activity: Activity, marks: dict[object, Mark]) -> None:
    version = queries.roll_of(activity).version
    actions.save_roll(
        activity=activity,
        entries=marks,
        signed_count=None,
        base_version=version,
        by=OPERATOR,
        at=AT,  # type: ignore[arg-type]
    )


# ---- the host's roll


def test_what_the_host_records_counts_at_home_at_once(
    activity: Activity, host: Activity, arrival: Arrival, away: Condition, members: list[Member]
) -> None:
    assert queries.roll_summary(queries.expected_at(activity, on=HELD_ON)).unverified == 1
    assert mark_here(host, arrival) == 1
    found = expected_of(activity, members[0])
    assert (found.state, found.mode, found.entry) == (State.OTHER_MEANS, Mode.HOST_BRANCH, None)
    counts = queries.roll_summary(queries.expected_at(activity, on=HELD_ON))
    assert (counts.other_means, counts.unverified, counts.expected) == (1, 0, 10)


def test_the_hosts_own_figures_do_not_change(host: Activity, arrival: Arrival) -> None:
    before = queries.roll_summary(queries.expected_at(host, on=HELD_ON))
    mark_here(host, arrival)
    assert queries.roll_summary(queries.expected_at(host, on=HELD_ON)) == before


def test_a_mark_that_the_host_takes_back_counts_no_more(
    activity: Activity, host: Activity, arrival: Arrival, away: Condition, members: list[Member]
) -> None:
    mark_here(host, arrival)
    assert mark_here(host, arrival, state="", was="present") == 1
    assert expected_of(activity, members[0]).state == State.UNRECORDED


def test_a_roll_that_was_called_off_confirms_nothing(
    activity: Activity, host: Activity, arrival: Arrival, members: list[Member]
) -> None:
    mark_here(host, arrival)
    Activity.objects.filter(pk=host.pk).update(state=Stage.CANCELLED)
    assert expected_of(activity, members[0]).elsewhere == ()


def test_the_same_form_twice_writes_once(host: Activity, arrival: Arrival) -> None:
    assert mark_here(host, arrival) == 1
    assert mark_here(host, arrival) == 0
    assert InboundEntry.objects.count() == 1


def test_another_recorders_mark_is_not_overwritten(host: Activity, arrival: Arrival) -> None:
    mark_here(host, arrival, state="video")
    with pytest.raises(Refused, match="刚由别人记过"):
        mark_here(host, arrival)
    assert InboundEntry.objects.get().mode == Mode.VIDEO


def test_marks_that_no_host_can_make_are_refused(host: Activity, arrival: Arrival, town: Town) -> None:
    with pytest.raises(Refused, match="请选“到”"):
        mark_here(host, arrival, state="visit")
    stranger = Arrival(unit=town.village)
    with pytest.raises(Refused, match="不在这次活动的名单里"):
        mark_here(host, stranger)
    with pytest.raises(Refused, match="还没有到"):
        actions.mark_inbound(
            activity=host,
            marks={arrival.pk: InboundMark("present", "")},
            by=OPERATOR,
            at=instant("2026-11-01 09:00"),
        )


def test_a_joint_activity_does_not_list_its_own_members_as_guests(
    town: Town, arrival: Arrival, host: Activity
) -> None:
    expected = queries.expected_at(host, on=HELD_ON)
    assert [row.key for row in queries.inbound_at(host, [])] == [arrival.pk]
    assert queries.inbound_at(host, [arrival.member_id]) == []  # type: ignore[list-item]
    assert len(expected) == 3


def test_the_database_keeps_one_mark_a_person(host: Activity, arrival: Arrival) -> None:
    mark_here(host, arrival)
    with pytest.raises(IntegrityError):
        InboundEntry.objects.create(activity=host, arrival=arrival, recorded_by="甲", recorded_at=AT)


# ---- counted once


def test_present_at_home_and_there_counts_once_and_waits_for_a_person(
    activity: Activity, host: Activity, arrival: Arrival, members: list[Member]
) -> None:
    mark_here(host, arrival)
    save(activity, {members[0].pk: Mark(State.PRESENT)})
    found = expected_of(activity, members[0])
    assert (found.state, found.counted.is_open, found.has_signed) == (State.PRESENT, True, True)
    assert queries.roll_summary([found]).took_part == 1


def test_a_person_picks_and_both_stay(
    activity: Activity, host: Activity, arrival: Arrival, members: list[Member]
) -> None:
    mark_here(host, arrival)
    save(activity, {members[0].pk: Mark(State.PRESENT)})
    words = {one.key: one for one in expected_of(activity, members[0]).elsewhere}
    actions.pick(member=members[0], month=NOVEMBER, words=words, picked=next(iter(words)), by=OPERATOR, at=AT)
    found = expected_of(activity, members[0])
    assert (found.state, found.counted.is_open, found.entry is not None) == (State.OTHER_MEANS, False, True)
    actions.pick(member=members[0], month=NOVEMBER, words=words, picked="home", by=OPERATOR, at=AT)
    assert expected_of(activity, members[0]).state == State.PRESENT
    assert Pick.objects.count() == 2


def test_a_word_that_nobody_said_is_not_picked(members: list[Member]) -> None:
    with pytest.raises(Refused, match="请选一个"):
        actions.pick(member=members[0], month=NOVEMBER, words={}, picked="nobody", by=OPERATOR, at=AT)


def test_absent_at_home_and_seen_there_took_part(
    activity: Activity, host: Activity, arrival: Arrival, members: list[Member]
) -> None:
    mark_here(host, arrival)
    save(activity, {members[0].pk: Mark(State.ABSENT)})
    found = expected_of(activity, members[0])
    assert (found.state, found.mode, found.counted.is_open) == (State.OTHER_MEANS, Mode.HOST_BRANCH, True)


def test_everybody_else_signed_leaves_out_who_took_part_elsewhere(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    credit(town, members[0])
    version = queries.roll_of(activity).version
    actions.save_roll(activity=activity, entries={}, signed_count=9, base_version=version, by=OPERATOR, at=AT)
    actions.mark_rest_present(activity=activity, base_version=version + 1, by=OPERATOR, at=AT)
    actions.finish_roll(activity=activity, by=OPERATOR, at=AT)
    counts = queries.roll_summary(queries.expected_at(activity, on=HELD_ON))
    assert (counts.present, counts.other_means) == (9, 1)


# ---- credits


def test_a_credit_counts_as_other_means_with_its_mode(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    credit(town, members[0], mode=Mode.VIDEO, source=CreditSource.CONTACT)
    found = expected_of(activity, members[0])
    assert (found.state, found.mode) == (State.OTHER_MEANS, Mode.VIDEO)
    assert [(one.where, one.ground) for one in found.elsewhere] == [("东莞示例社区", "联系人核实")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"held_on": date(2026, 10, 30)}, "不在2026年11月"),
        ({"held_on": date(2026, 11, 21)}, "不能晚于今天"),
        ({"host_name": " "}, "请写明在哪个党组织参加"),
    ],
)
def test_a_credit_that_is_none_is_refused(
    town: Town, members: list[Member], more: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        credit(town, members[0], **more)


def test_only_members_of_the_branch_are_credited_by_it(town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="不是柳堤村的党员"):
        actions.credit(
            member=members[0],
            branch=town.other_village,
            month=NOVEMBER,
            part=Part("东莞", HELD_ON),
            by=OPERATOR,
            at=AT,
        )


def test_a_double_click_credits_once_and_a_mistake_is_taken_back(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    made = credit(town, members[0])
    with pytest.raises(Refused, match="已经凭纸质回执登记过"):
        credit(town, members[0])
    with pytest.raises(Refused, match="请写一句为什么"):
        actions.withdraw_credit(credited=made, why=" ", by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="不超过 100 个字"):
        actions.withdraw_credit(credited=made, why="写" * 101, by=OPERATOR, at=AT)
    actions.withdraw_credit(credited=made, why="登记到别人名下了", by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="已经撤回"):
        actions.withdraw_credit(credited=made, why="再来", by=OPERATOR, at=AT)
    assert expected_of(activity, members[0]).state == State.UNRECORDED
    credit(town, members[0])
    assert [one.pk != made.pk for one in queries.credits_in(town.village, [NOVEMBER])] == [True]
    assert queries.credit_of(town.village, made.pk) == made
    assert queries.credit_of(town.other_village, made.pk) is None


def test_words_from_elsewhere_take_one_query_however_many(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    asked = []
    for some in (members[:1], members[1:]):
        for member in some:
            credit(town, member)
        with CaptureQueriesContext(connection) as found:
            queries.expected_at(activity, on=HELD_ON)
        asked.append(len(found))
    assert asked == [7, 7]


def test_a_branch_and_its_month_find_their_words_by_member(
    town: Town, host: Activity, arrival: Arrival, members: list[Member], activity: Activity
) -> None:
    mark_here(host, arrival, state="video")
    credit(town, members[0])
    found = queries.confirmations_of([members[0].pk, members[1].pk], [NOVEMBER])
    words = found[members[0].pk, NOVEMBER]
    assert [(one.where, one.ground, one.host_code) for one in words] in (
        [("柳堤村", "流入地支部签到", "liudi"), ("东莞示例社区", "纸质回执", "")],
        [("东莞示例社区", "纸质回执", ""), ("柳堤村", "流入地支部签到", "liudi")],
    )
    assert list(found) == [(members[0].pk, NOVEMBER)]


def test_a_party_group_that_holds_its_own_lists_those_of_its_branch(
    town: Town,
    hold: Callable[..., Activity],
    members: list[Member],
    make_members: Callable[..., list[Member]],
) -> None:
    from activityday.people.roster import actions as roster  # noqa: PLC0415 -- only this test arrives here

    guest = make_members(town.other_village, 1, prefix="柳堤")[0]
    arrived = roster.arrive(unit=town.village, member=guest, on=date(2026, 1, 5), by=OPERATOR, at=AT)
    apart = hold(town.groups[0])
    assert [row.key for row in queries.inbound_at(apart, [])] == [arrived.pk]
