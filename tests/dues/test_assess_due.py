"""Who pays in a month and what it asks: by the activity day, the branch of that day, and what was agreed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.contents.dues.actions import ask_waiver, reassess, void
from activityday.contents.dues.enums import ArrangementKind, DuesClass, WaiverKind
from activityday.contents.dues.models import Arrangement
from activityday.contents.dues.queries import arrangements_of, dues_of, in_use_since, payers_of, terms_of
from activityday.contents.dues.trial import Entry
from activityday.day.schedule.queries import months_of
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions import add_member, end_affiliation, transfer
from activityday.people.roster.enums import ConditionKind, JoinReason, LeaveReason
from activityday.people.roster.models import Condition, Member
from activityday.rules.dues import Obligation
from tests.conftest import OPERATOR, Town, instant
from tests.dues.cast import AT, DECEMBER, FARMER, JANUARY, NOVEMBER, ON, assess, everybody, wage

YEAR = months_of(2026)


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Four members of 兴塘村."""
    return make_members(town.village, 4)


def owed(member: Member, branch: Unit) -> str:
    """The year as twelve signs: an amount's first digit, 免, 未, or · where nothing is due."""
    signs = {Obligation.WAIVED: "免", Obligation.UNASSESSED: "未", Obligation.NOT_DUE: "·"}
    found = dues_of(terms_of([member.pk]), branch, YEAR)[member.pk]
    return "".join(signs.get(due.obligation, f"{due.amount.normalize():f}"[:1]) for due in found)


def names(unit: Unit, month: date) -> list[str]:
    return [person.member.name for person in payers_of(unit, month)]


def test_who_pays_is_who_belongs_on_the_activity_day(town: Town, members: list[Member]) -> None:
    end_affiliation(
        member=members[0],
        reason=LeaveReason.TRANSFERRED_OUT,
        on=date(2026, 11, 1),
        elsewhere="外镇",
        by=OPERATOR,
        at=AT,
    )
    end_affiliation(
        member=members[1],
        reason=LeaveReason.TRANSFERRED_OUT,
        on=date(2026, 11, 2),
        elsewhere="外镇",
        by=OPERATOR,
        at=AT,
    )
    # the day of November is the 2nd
    assert names(town.village, NOVEMBER) == ["示例002", "示例003", "示例004"]
    assert names(town.village, DECEMBER) == ["示例003", "示例004"]


def test_a_group_has_its_own_payers(town: Town, members: list[Member]) -> None:
    assert names(town.groups[0], NOVEMBER) == ["示例001", "示例003"]


def test_a_suspended_member_pays_nothing(town: Town, members: list[Member]) -> None:
    Condition.objects.create(
        member=members[0],
        kind=ConditionKind.SUSPENDED,
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 11, 1),
    )
    assess(town.village, everybody(members, wage("6000")))
    assert names(town.village, date(2026, 10, 1)) == ["示例002", "示例003", "示例004"]
    assert names(town.village, NOVEMBER) == ["示例001", "示例002", "示例003", "示例004"]
    assert owed(members[0], town.village) == "99········99"


def test_one_admitted_after_the_day_pays_for_the_month(town: Town, members: list[Member]) -> None:
    admitted = add_member(
        branch=town.village,
        group=town.groups[0],
        fields={"name": "新党员", "joined_on": date(2026, 11, 20), "category": "probationary"},
        reason=JoinReason.ADMITTED,
        on=date(2026, 11, 20),
        by=OPERATOR,
        at=AT,
    )
    assess(town.village, {**everybody(members), admitted: wage("6000")})
    assert names(town.village, NOVEMBER)[-1] == "新党员"
    assert "新党员" not in names(town.village, date(2026, 10, 1))
    assert owed(admitted, town.village) == "··········99"


def test_one_who_came_after_the_day_paid_elsewhere(town: Town, members: list[Member]) -> None:
    came = add_member(
        branch=town.village,
        group=None,
        fields={"name": "转来的", "joined_on": date(2010, 7, 1)},
        reason=JoinReason.TRANSFERRED_IN,
        on=date(2026, 11, 20),
        elsewhere="外镇",
        by=OPERATOR,
        at=AT,
    )
    assess(town.village, {**everybody(members), came: wage("6000")})
    assert "转来的" not in names(town.village, NOVEMBER)
    assert owed(came, town.village) == "···········9"


def test_an_assessment_follows_the_person_to_another_branch(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    there = transfer(
        member=members[0], branch=town.other_village, group=None, on=date(2026, 6, 15), by=OPERATOR, at=AT
    ).branch
    # 柳堤村 does not assess here yet: nothing is collected in the product
    assert owed(members[0], there) == "999999······"
    other = Member.objects.create(committee=town.committee, name="柳堤人", position=1)
    other.affiliations.create(branch=there, starts_on=JANUARY, join_reason=JoinReason.IMPORTED)
    assess(there, {other: FARMER}, starts=date(2026, 8, 1))
    assert owed(members[0], there) == "999999·99999"


def test_a_member_without_an_assessment_owes_nothing_yet(town: Town, members: list[Member]) -> None:
    assess(town.village, {members[0]: FARMER}, starts=date(2026, 6, 1))
    assert owed(members[1], town.village) == "·····未未未未未未未"
    assert in_use_since([town.village.pk, town.other_village.pk]) == {town.village.pk: date(2026, 6, 1)}


def test_a_change_in_the_year_holds_from_its_month(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    changed = reassess(
        branch=town.village,
        member=members[0],
        since=date(2026, 7, 1),
        entry=Entry(DuesClass.RETIRED, Decimal(4000)),
        reason="退休",
        by=OPERATOR,
        on=ON,
        at=AT,
    )
    assert owed(members[0], town.village) == "999999222222"
    void(assessment=changed, reason="登记错了", by=OPERATOR, on=ON, at=AT)
    assert owed(members[0], town.village) == "999999999999"


def test_only_an_approved_reduction_lowers_what_is_due(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    waiver = ask_waiver(
        branch=town.village,
        member=members[0],
        kind=WaiverKind.REDUCED,
        amount=Decimal(5),
        ground="重病",
        considered_on=date(2026, 9, 1),
        since=date(2026, 10, 1),
        until=date(2026, 11, 1),
        by=OPERATOR,
        on=date(2026, 10, 1),
        at=instant("2026-10-01 09:00"),
    )
    assert owed(members[0], town.village) == "999999999999"
    answer(filing=waiver.filing, step=Step.APPROVE, note="", by=OPERATOR, at=AT)
    assert owed(members[0], town.village) == "999999999559"


def test_an_arrangement_holds_in_its_months_and_in_the_branch_that_agreed(
    town: Town, members: list[Member]
) -> None:
    agreed = Arrangement.objects.create(
        member=members[0],
        branch=town.village,
        kind=ArrangementKind.QUARTERLY,
        reason="在外务工",
        consented_on=date(2026, 5, 4),
        since=date(2026, 5, 1),
        until=date(2026, 10, 1),
        made_by="书记",
        made_at=AT,
    )
    key = members[0].pk

    def found(month: date) -> list[Arrangement]:
        return arrangements_of([key], month).get(key, [])

    assert [found(date(2026, month, 1)) for month in (4, 5, 10, 11)] == [[], [agreed], [agreed], []]
    transfer(
        member=members[0], branch=town.other_village, group=None, on=date(2026, 6, 15), by=OPERATOR, at=AT
    )
    assert found(date(2026, 10, 1)) == []


@pytest.mark.parametrize("number", [1, 200])
def test_the_questions_do_not_grow_with_the_members(
    number: int, town: Town, make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.village, number)
    assess(town.village, everybody(members, wage()))
    keys = [member.pk for member in members]
    with CaptureQueriesContext(connection) as payers:
        assert len(payers_of(town.village, NOVEMBER)) == number
    with CaptureQueriesContext(connection) as dues:
        assert len(dues_of(terms_of(keys), town.village, YEAR)) == number
    with CaptureQueriesContext(connection) as agreed:
        arrangements_of(keys, NOVEMBER)
    assert (len(payers), len(dues), len(agreed)) == (5, 10, 1)
