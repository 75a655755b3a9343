"""The cast of the tests: a small town with two villages, their people and their users."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings

from activityday.audit.actions import Command
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category, JoinReason
from activityday.people.roster.models import Affiliation, Member

# a machine with neighbours is slow at times; that says nothing of the rules
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")
SHANGHAI = ZoneInfo("Asia/Shanghai")
OPERATOR = Command("tests")
LONG_AGO = date(2010, 1, 1)


def instant(text: str) -> datetime:
    """`2026-11-02 09:00` in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


START = instant("2026-01-01 08:00")


@dataclass
class Town:
    """The tree, and who may sign in to it."""

    county: Unit
    committee: Unit
    village: Unit
    other_village: Unit
    groups: list[Unit]
    users: dict[str, User] = field(default_factory=dict)


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """A user with one post, signed in by `client_of`."""

    def make(username: str, role: Role, unit: Unit, name: str = "") -> User:
        user = User(username=username, name=name or username, must_change_password=False, created_at=START)
        user.set_password("Passw0rd!")
        user.password_changed_at = timezone.now()
        user.save()
        Appointment.objects.create(user=user, role=role, unit=unit, starts_on=LONG_AGO)
        return user

    return make


@pytest.fixture
def town(make_user: Callable[..., User]) -> Town:
    """枫港镇: a county, a town committee, 兴塘村 with two Party groups, 柳堤村; one user of each post."""
    county = establish(
        parent=None,
        code="county",
        name="中共示例县委员会",
        short_name="示例县委",
        level=Level.COUNTY,
        by=OPERATOR,
        at=START,
    )
    committee = establish(
        parent=county,
        code="fenggang",
        name="中共枫港镇委员会",
        short_name="枫港镇党委",
        level=Level.COMMITTEE,
        has_committee=True,
        by=OPERATOR,
        at=START,
    )
    village = establish(
        parent=committee,
        code="xingtang",
        name="兴塘村党支部",
        short_name="兴塘村",
        level=Level.BRANCH,
        sector=Sector.VILLAGE,
        has_committee=True,
        by=OPERATOR,
        at=START,
    )
    other = establish(
        parent=committee,
        code="liudi",
        name="柳堤村党支部",
        short_name="柳堤村",
        level=Level.BRANCH,
        sector=Sector.VILLAGE,
        by=OPERATOR,
        at=START,
    )
    groups = [
        establish(
            parent=village,
            code=f"xingtang-{n}",
            name=f"兴塘村第{label}党小组",
            short_name=f"第{label}党小组",
            level=Level.GROUP,
            by=OPERATOR,
            at=START,
        )
        for n, label in ((1, "一"), (2, "二"))
    ]
    users = {
        "county_officer": make_user("county", Role.COUNTY_OFFICER, county, "县委老周"),
        "clerk": make_user("clerk", Role.CLERK, committee, "党建办小陈"),
        "leader": make_user("leader", Role.TOWN_LEADER, village, "联系领导老李"),
        "secretary": make_user("secretary", Role.SECRETARY, village, "书记老王"),
        "recorder": make_user("recorder", Role.RECORDER, village, "记录员小刘"),
        "group_leader": make_user("group", Role.GROUP_LEADER, groups[0], "组长老赵"),
        "other_secretary": make_user("other", Role.SECRETARY, other, "邻村书记"),
        "operator": make_user("operator", Role.OPERATOR, county, "维护员"),
    }
    return Town(county, committee, village, other, groups, users)


@pytest.fixture
def client_of(town: Town) -> Callable[[str], Client]:
    """A browser in which the user of this post is signed in."""

    def sign_in(post: str) -> Client:
        client = Client()
        client.force_login(town.users[post], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def make_members(town: Town) -> Callable[..., list[Member]]:
    """`make_members(branch, 45)`: members named 示例001 …, affiliated since long ago, in two groups where there are groups."""

    def make(branch: Unit, number: int, *, since: date = LONG_AGO, prefix: str = "示例") -> list[Member]:
        members = [
            Member(
                committee=town.committee,
                name=f"{prefix}{n:03}",
                category=Category.FULL,
                joined_on=date(2000, 7, 1),
                full_on=date(2001, 7, 1),
                position=n,
            )
            for n in range(1, number + 1)
        ]
        Member.objects.bulk_create(members)
        groups = list(Unit.objects.get_children(branch))
        Affiliation.objects.bulk_create(
            Affiliation(
                member=member,
                branch=branch,
                group=groups[n % len(groups)] if groups else None,
                starts_on=since,
                join_reason=JoinReason.IMPORTED,
            )
            for n, member in enumerate(members)
        )
        return members

    return make
