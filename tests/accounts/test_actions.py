"""Accounts are opened, given posts, closed: by those who may, never beyond their reach."""

from datetime import date

import pytest

from activityday.audit.models import Entry
from activityday.people.accounts import actions
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.accounts.permissions import Permission
from activityday.people.accounts.queries import may_in
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from tests.conftest import OPERATOR, Town, instant

TODAY = date(2026, 11, 2)
NOW = instant("2026-11-02 09:00")


def opened(by: User, role: Role, unit: Unit, username: str = "zhao", name: str = "赵新") -> tuple[User, str]:
    return actions.open_account(username=username, name=name, role=role, unit=unit, by=by, on=TODAY, at=NOW)


def test_the_clerk_opens_an_account_whose_password_works_once(town: Town) -> None:
    user, password = opened(town.users["clerk"], Role.SECRETARY, town.village)
    assert user.check_password(password)
    assert user.must_change_password
    assert may_in(user, Permission.CLOSE_ACTIVITY, town.village, on=TODAY)
    assert not may_in(user, Permission.CLOSE_ACTIVITY, town.other_village, on=TODAY)


def test_one_time_passwords_have_three_kinds_and_no_lookalikes() -> None:
    for password in {actions.one_time_password() for _ in range(200)}:
        assert len(password) == actions.ONE_TIME_LENGTH
        assert not set(password) & set("0O1lI")
        assert any(sign.islower() for sign in password)
        assert any(sign.isupper() for sign in password)
        assert any(sign.isdigit() for sign in password)


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.OPERATOR])
def test_a_clerk_gives_nobody_a_post_above_their_own(town: Town, role: Role) -> None:
    for unit in (town.committee, town.county):
        with pytest.raises(Refused, match=f"您不能在{unit.short_name}任免“{role.label}”"):
            opened(town.users["clerk"], role, unit)
    assert not User.objects.filter(username="zhao").exists()


def test_a_clerk_appoints_only_within_their_own_committee(town: Town) -> None:
    elsewhere = establish(
        parent=town.county,
        code="beihe",
        name="中共北河镇委员会",
        short_name="北河镇",
        level=Level.COMMITTEE,
        by=OPERATOR,
        at=NOW,
    )
    with pytest.raises(Refused, match="您不能在北河镇任免"):
        opened(town.users["clerk"], Role.CLERK, elsewhere)


def test_a_secretary_opens_no_accounts(town: Town) -> None:
    with pytest.raises(Refused, match="您不能在兴塘村任免“记录员”"):
        opened(town.users["secretary"], Role.RECORDER, town.village)


def test_a_post_stands_only_in_a_unit_of_its_level(town: Town) -> None:
    with pytest.raises(Refused, match="枫港镇党委不设“支部书记”，这个岗位设在：党总支、党支部"):
        opened(town.users["clerk"], Role.SECRETARY, town.committee)


def test_a_sign_in_name_belongs_to_one_person_whatever_its_case(town: Town) -> None:
    with pytest.raises(Refused, match="登录名“CLERK”已经有人用"):
        opened(town.users["clerk"], Role.SECRETARY, town.village, username="CLERK")


def test_a_closed_account_opens_nothing_any_more(town: Town) -> None:
    secretary = town.users["secretary"]
    actions.close_account(user=secretary, by=town.users["clerk"], on=TODAY, at=NOW)
    again = User.objects.get(pk=secretary.pk)
    assert not again.is_active
    assert not may_in(again, Permission.VIEW_UNIT, town.village, on=TODAY)
    assert [(post.starts_on, post.ends_on) for post in again.appointments.all()] == [
        (date(2010, 1, 1), date(2026, 11, 1))
    ]


def test_a_clerk_touches_no_account_that_reaches_beyond_them(town: Town) -> None:
    for post in ("county_officer", "operator"):
        with pytest.raises(Refused, match="您不能在示例县委任免"):
            actions.renew_password(user=town.users[post], by=town.users["clerk"], on=TODAY, at=NOW)


def test_nobody_manages_or_promotes_themselves(town: Town) -> None:
    clerk = town.users["clerk"]
    with pytest.raises(Refused, match="自己的账号请由他人停用或重置"):
        actions.close_account(user=clerk, by=clerk, on=TODAY, at=NOW)
    with pytest.raises(Refused, match="不能给自己增加岗位"):
        actions.appoint(user=clerk, role=Role.SECRETARY, unit=town.village, by=clerk, on=TODAY, at=NOW)
    with pytest.raises(Refused, match="不能结束自己的岗位"):
        actions.end_post(post=clerk.appointments.get(), by=clerk, on=TODAY, at=NOW)


def test_a_second_post_adds_its_reach_and_ending_it_takes_it_away(town: Town) -> None:
    leader, clerk = town.users["leader"], town.users["clerk"]
    post = actions.appoint(
        user=leader, role=Role.TOWN_LEADER, unit=town.other_village, by=clerk, on=TODAY, at=NOW
    )
    assert may_in(User.objects.get(pk=leader.pk), Permission.VIEW_BOARD, town.other_village, on=TODAY)
    with pytest.raises(Refused, match="联系领导老李已经是柳堤村的班子成员"):
        actions.appoint(
            user=leader, role=Role.TOWN_LEADER, unit=town.other_village, by=clerk, on=TODAY, at=NOW
        )
    actions.end_post(post=post, by=clerk, on=TODAY, at=NOW)
    assert not may_in(User.objects.get(pk=leader.pk), Permission.VIEW_BOARD, town.other_village, on=TODAY)
    with pytest.raises(Refused, match="这个岗位已经结束"):
        actions.end_post(post=post, by=clerk, on=TODAY, at=NOW)


def test_the_log_knows_who_did_it_and_never_the_password(town: Town) -> None:
    user, password = opened(town.users["clerk"], Role.RECORDER, town.village)
    second = actions.renew_password(user=user, by=town.users["clerk"], on=TODAY, at=NOW)
    entries = Entry.objects.filter(object_kind="user", object_id=str(user.pk)).order_by("sequence")
    assert [(entry.action, entry.committee, entry.by_name) for entry in entries] == [
        ("accounts.opened", "fenggang", "党建办小陈（clerk）"),
        ("accounts.password_renewed", "fenggang", "党建办小陈（clerk）"),
    ]
    assert not any(secret in entry.changes for entry in entries for secret in (password, second))


def test_a_post_begun_today_by_mistake_is_void_at_once(town: Town) -> None:
    user, _ = opened(town.users["clerk"], Role.RECORDER, town.village)
    actions.end_post(post=Appointment.objects.get(user=user), by=town.users["clerk"], on=TODAY, at=NOW)
    assert not may_in(User.objects.get(pk=user.pk), Permission.VIEW_UNIT, town.village, on=TODAY)
