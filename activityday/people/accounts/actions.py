"""Writes of users and their posts. An account is opened and closed, never shared, never deleted."""

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.people.accounts.checks import (
    check_appointing,
    check_managing,
    check_not_appointed,
    check_post_fits,
    check_username_is_free,
)
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.accounts.queries import home_chain_of
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

# without characters that look alike on paper (0 O 1 l I)
SMALL = "abcdefghijkmnpqrstuvwxyz"
CAPITAL = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = string.digits[2:]
ONE_TIME_LENGTH = 10


@dataclass(frozen=True)
class Visitor:
    """Somebody at the sign-in page whose name is only claimed, as an actor."""

    username: str
    pk: object = "visitor"

    @property
    def display_name(self) -> str:
        """The claimed name, so marked."""
        return f"未登录（{self.username[:30]}）"


def one_time_password() -> str:
    """Ten characters of three kinds, good for one sign-in; shown once and never stored readable."""
    kinds = (SMALL, CAPITAL, DIGITS)
    signs = [secrets.choice(kind) for kind in kinds]
    signs += [secrets.choice("".join(kinds)) for _ in range(ONE_TIME_LENGTH - len(kinds))]
    secrets.SystemRandom().shuffle(signs)
    return "".join(signs)


@transaction.atomic
def open_account(
    *, username: str, name: str, role: Role, unit: Unit, by: Actor, on: date, at: datetime
) -> tuple[User, str]:
    """Open an account with its first post from the day `on`; returns the user and a one-time password. Raises Refused."""
    check_appointing(by, role, unit, on=on)
    check_post_fits(role, unit)
    check_username_is_free(username)
    password = one_time_password()
    user = User(username=username, name=name, must_change_password=True, created_at=at)
    user.set_password(password)
    user.save(force_insert=True)
    Appointment.objects.create(user=user, role=role, unit=unit, starts_on=on)
    _log("accounts.opened", user, {"unit": unit.name, "role": role.label}, unit.chain_code, by=by, at=at)
    return user, password


@transaction.atomic
def renew_password(*, user: User, by: User, on: date, at: datetime) -> str:
    """Give `user` a new one-time password, which ends their sessions; returned once. Raises Refused."""
    check_managing(by, user, on=on)
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _log("accounts.password_renewed", user, {}, home_chain_of(user), by=by, at=at)
    return password


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> None:
    """The user's own new password, already found good enough; holds until it grows old."""
    user.set_password(password)
    user.must_change_password = False
    user.password_changed_at = at
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    _log("accounts.password_changed", user, {}, home_chain_of(user), by=user, at=at)


@transaction.atomic
def close_account(*, user: User, by: User, on: date, at: datetime) -> None:
    """Close an account: its posts end today, its sessions end at once. Raises Refused."""
    check_managing(by, user, on=on)
    for post in user.appointments.filter(ends_on=None):
        _end(post, on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _log("accounts.closed", user, {}, home_chain_of(user), by=by, at=at)


@transaction.atomic
def appoint(*, user: User, role: Role, unit: Unit, by: User, on: date, at: datetime) -> Appointment:
    """Give `user` one more post from the day `on`. Raises Refused."""
    check_appointing(by, role, unit, on=on)
    check_post_fits(role, unit)
    check_not_appointed(user, role, unit)
    if user.pk == by.pk:
        raise Refused("不能给自己增加岗位，请上级或系统维护人员办理。")
    if not user.is_active:
        raise Refused(f"{user.name}的账号已经停用，请另开账号。")
    post = Appointment.objects.create(user=user, role=role, unit=unit, starts_on=on)
    _log("accounts.appointed", user, {"unit": unit.name, "role": role.label}, unit.chain_code, by=by, at=at)
    return post


@transaction.atomic
def end_post(*, post: Appointment, by: User, on: date, at: datetime) -> None:
    """End a post; from this moment it opens nothing. Raises Refused."""
    role = Role(post.role)
    check_appointing(by, role, post.unit, on=on)
    if post.user_id == by.pk:
        raise Refused("不能结束自己的岗位，请上级或系统维护人员办理。")
    if post.ends_on is not None:
        raise Refused("这个岗位已经结束。")
    _end(post, on)
    changes = {"unit": post.unit.name, "role": role.label}
    _log("accounts.post_ended", post.user, changes, post.unit.chain_code, by=by, at=at)


@transaction.atomic
def log_signing_in(*, action: str, user: User | None, actor: Actor, address: str, at: datetime) -> None:
    """Log a sign-in, a failed try, a lock or a sign-out (`action`), with the address it came from."""
    event = Event(action, "user", user.pk if user else "", actor.display_name, {"address": address})
    record(event, committee=home_chain_of(user), by=actor, at=at)


def _end(post: Appointment, on: date) -> None:
    """The last day is yesterday, so that the post opens nothing from now on; a post begun today is void."""
    last = on - timedelta(days=1)
    post.starts_on = min(post.starts_on, last)
    post.ends_on = last
    post.save(update_fields=["starts_on", "ends_on"])


def _log(
    action: str, user: User, changes: Mapping[str, object], committee: str, *, by: Actor, at: datetime
) -> None:
    record(Event(action, "user", user.pk, user.display_name, changes), committee=committee, by=by, at=at)
