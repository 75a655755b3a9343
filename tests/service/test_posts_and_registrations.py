"""Duty posts and who holds them; members of offices who register in a community."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from activityday.contents.service.actions import (
    confirm_here,
    enter_slip,
    give_up_post,
    leave_post,
    return_here,
    set_up_post,
    take_post,
    withdraw_registration,
)
from activityday.contents.service.models import DutyPost, PostHolding, Registration
from activityday.contents.service.queries import (
    communities_for,
    posts_in,
    received_at,
    received_of,
    registration_of,
    registrations_of,
    waiting_here,
)
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import Town
from tests.service.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
Report = Callable[..., list[Registration]]


@pytest.fixture
def clerks(office: Unit, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Three members of 镇机关."""
    return make_members(office, 3, prefix="干部")


def post_of(town: Town, members: list[Member], name: str = "政策宣传岗") -> DutyPost:
    return set_up_post(
        unit=town.village,
        name=name,
        duties="每月宣讲一次",
        starts_on=date(2026, 1, 5),
        members=members,
        by=town.users["secretary"],
        at=NOON,
    )


def test_a_post_stands_once_under_its_name_until_it_is_given_up(town: Town, twelve: list[Member]) -> None:
    post = post_of(town, twelve[:2])
    with pytest.raises(Refused, match="“政策宣传岗”已经设了"):
        post_of(town, [])
    give_up_post(post=post, on=DAY, by=town.users["secretary"], at=NOON)
    assert set(PostHolding.objects.values_list("ends_on", flat=True)) == {DAY}
    post_of(town, [])
    assert [one.ends_on for one in posts_in(town.village, 2026)] == [DAY, None]
    assert [one.ends_on for one in posts_in(town.village, 2027)] == [None]


def test_a_member_holds_a_post_once_at_a_time(town: Town, twelve: list[Member]) -> None:
    post, by = post_of(town, twelve[:1]), town.users["secretary"]
    with pytest.raises(Refused, match="示例001已经在“政策宣传岗”这个岗上"):
        take_post(post=post, members=twelve[:2], on=DAY, by=by, at=NOON)
    assert PostHolding.objects.count() == 1
    leave_post(holding=PostHolding.objects.get(), on=date(2026, 10, 1), by=by, at=NOON)
    take_post(post=post, members=twelve[:2], on=DAY, by=by, at=NOON)
    assert PostHolding.objects.filter(ends_on=None).count() == 2


@pytest.mark.parametrize(
    ("day", "sentence"), [(date(2026, 1, 4), "早于上岗日期"), (date(2026, 3, 1), "已于2026-02-01离岗")]
)
def test_leaving_is_written_once_and_after_coming(
    town: Town, twelve: list[Member], day: date, sentence: str
) -> None:
    post_of(town, twelve[:1])
    holding, by = PostHolding.objects.get(), town.users["secretary"]
    if day.month > 1:
        leave_post(holding=holding, on=date(2026, 2, 1), by=by, at=NOON)
    with pytest.raises(Refused, match=sentence):
        leave_post(holding=holding, on=day, by=by, at=NOON)


def test_nobody_takes_a_post_that_was_given_up_or_not_begun(town: Town, twelve: list[Member]) -> None:
    post, by = post_of(town, []), town.users["secretary"]
    with pytest.raises(Refused, match="才设岗"):
        take_post(post=post, members=twelve[:1], on=date(2026, 1, 1), by=by, at=NOON)
    with pytest.raises(Refused, match="请先勾选谁来上岗"):
        take_post(post=post, members=[], on=DAY, by=by, at=NOON)
    give_up_post(post=post, on=DAY, by=by, at=NOON)
    with pytest.raises(Refused, match="已于2026-11-02撤岗"):
        take_post(post=post, members=twelve[:1], on=DAY, by=by, at=NOON)


def test_members_of_an_office_register_together_and_the_community_confirms(
    town: Town, clerks: list[Member], community: Unit, report: Report
) -> None:
    made = report(clerks[:2], community=community)
    assert [one.state for one in made] == ["reported", "reported"]
    assert [one.member for one in waiting_here(community)] == clerks[:2]
    by = town.users["baisha"]
    confirm_here(registration=made[0], unit=community, word="", by=by, at=NOON)
    with pytest.raises(Refused, match="现在是“社区已确认”"):
        confirm_here(registration=made[0], unit=community, word="", by=by, at=NOON)
    with pytest.raises(Refused, match="请写明退回的原因"):
        return_here(registration=made[1], unit=community, word=" ", by=by, at=NOON)
    return_here(registration=made[1], unit=community, word="没有见到人", by=by, at=NOON)
    found = {one.member: (one.state, one.settled_by) for one in received_at(community, 2026)}
    assert found == {
        clerks[0]: ("confirmed", "白沙社区书记（baisha）"),
        clerks[1]: ("returned", "白沙社区书记（baisha）"),
    }


def test_whoever_was_sent_back_may_register_again_and_nobody_twice(
    town: Town, clerks: list[Member], community: Unit, report: Report
) -> None:
    (first,) = report(clerks[:1], community=community)
    with pytest.raises(Refused, match="干部0012026年已经报到过了"):
        report(clerks, outside="县城江滨社区")
    assert Registration.objects.count() == 1
    by = town.users["baisha"]
    return_here(registration=first, unit=community, word="不住这里", by=by, at=NOON)
    report(clerks[:1], outside="县城江滨社区")
    report(clerks[:1], community=community, on=date(2025, 5, 6))
    assert Registration.objects.count() == 3


def test_only_the_community_itself_confirms(
    town: Town, clerks: list[Member], community: Unit, office: Unit, report: Report
) -> None:
    (one,) = report(clerks[:1], community=community)
    with pytest.raises(Refused, match="不是来本社区（村）报到的"):
        confirm_here(registration=one, unit=town.village, word="", by=town.users["secretary"], at=NOON)
    assert received_of(town.village, one.pk) is None
    assert registration_of(community, one.pk) is None
    assert registration_of(office, one.pk) == one


def test_a_slip_from_outside_is_typed_in_by_its_code(
    town: Town, clerks: list[Member], report: Report
) -> None:
    (one,) = report(clerks[:1], outside="县城江滨社区")
    by = town.users["jiguan"]
    slip: dict[str, Any] = {"on": DAY, "confirmed_by": "江滨社区张主任", "by": by, "at": NOON}
    with pytest.raises(Refused, match="编号和回执上的不一样"):
        enter_slip(registration=one, code="000000", **slip)
    with pytest.raises(Refused, match="早于报到日期"):
        enter_slip(registration=one, code=one.code, **{**slip, "on": date(2026, 11, 1)})
    enter_slip(registration=one, code=f" {one.code.lower()} ", **slip)
    one.refresh_from_db()
    assert (one.state, one.settled_by, one.where) == ("confirmed", "江滨社区张主任", "县城江滨社区")


def test_a_community_of_ours_needs_no_slip(
    town: Town, clerks: list[Member], community: Unit, report: Report
) -> None:
    (one,) = report(clerks[:1], community=community)
    with pytest.raises(Refused, match="不用回执"):
        enter_slip(
            registration=one,
            code=one.code,
            on=DAY,
            confirmed_by="某人",
            by=town.users["jiguan"],
            at=NOON,
        )


def test_a_withdrawn_registration_is_no_matter_of_the_community(
    town: Town, clerks: list[Member], community: Unit, office: Unit, report: Report
) -> None:
    (one,) = report(clerks[:1], community=community)
    withdraw_registration(registration=one, why="调走了", by=town.users["jiguan"], at=NOON)
    assert list(received_at(community, 2026)) == []
    assert [row.state for row in registrations_of(office, 2026)] == ["withdrawn"]
    assert received_of(community, one.pk) is None


def test_where_one_may_register(
    town: Town, clerks: list[Member], community: Unit, office: Unit, report: Report
) -> None:
    assert communities_for(office, on=DAY) == [town.village, town.other_village, community]
    with pytest.raises(Refused, match="请选本镇的社区或村"):
        report(clerks[:1], community=office)
    with pytest.raises(Refused, match="只填一样"):
        report(clerks[:1], community=community, outside="县城江滨社区")
    with pytest.raises(Refused, match="只填一样"):
        report(clerks[:1])
    with pytest.raises(Refused, match="报到日期还没有到"):
        report(clerks[:1], community=community, on=date(2026, 11, 3))
    with pytest.raises(Refused, match="请先勾选"):
        report([], community=community)
