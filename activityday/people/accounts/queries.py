"""Who holds which post, and where a user may do what."""

from datetime import date
from functools import reduce
from operator import or_

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import F, Prefetch, Q, QuerySet

from activityday.audit.models import Entry
from activityday.audit.queries import history_of
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.accounts.permissions import TABLE, Permission, Reach
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import top_unit

HISTORY = 20


def appointments_of(user: User, *, on: date) -> list[Appointment]:
    """The posts `user` holds on the day, the highest unit first. Read once per request and kept on the user."""
    kept: dict[date, list[Appointment]] = user.__dict__.setdefault("_appointments", {})
    if on not in kept:
        kept[on] = list(
            user.appointments.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
            .select_related("unit", "unit__committee")
            .order_by("unit__path", "pk")
        )
    return kept[on]


def may_in(user: User, permission: Permission, unit: Unit, *, on: date) -> bool:
    """Whether one of the user's posts lets `user` do this in `unit` on the day."""
    return any(_lets(appointment, permission, unit) for appointment in appointments_of(user, on=on))


def units_where(user: User, permission: Permission, *, on: date) -> QuerySet[Unit]:
    """All units in which `user` may do this on the day, in the order of the tree."""
    where = [
        Q(path__startswith=appointment.unit.path)
        if sentence.reach == Reach.BELOW
        else Q(pk=appointment.unit_id)
        for appointment in appointments_of(user, on=on)
        for sentence in TABLE[Role(appointment.role)]
        if permission in sentence.permissions
    ]
    units: QuerySet[Unit] = Unit.objects.select_related("committee").order_by("path")
    return units.filter(reduce(or_, where)) if where else units.none()


def open_posts_of(user: User) -> list[Appointment]:
    """The posts of `user` without an end, the highest unit first."""
    return list(
        user.appointments.filter(ends_on=None)
        .select_related("unit", "unit__committee")
        .order_by("unit__path", "pk")
    )


def posts_ever_of(user: User) -> list[Appointment]:
    """All posts that `user` holds or held, open ones first."""
    posts = user.appointments.select_related("unit", "unit__committee")
    return list(posts.order_by(F("ends_on").desc(nulls_first=True), "unit__path", "pk"))


def home_chain_of(user: User | None) -> str:
    """The audit chain for what concerns a user's account: that of their highest post; the top of the tree without one."""
    newest = user and user.appointments.select_related("unit__committee").order_by("unit__path").first()
    unit = newest.unit if newest else top_unit()
    return unit.chain_code if unit else "installation"


def user_by_name(username: str) -> User | None:
    """Who signs in by this name, or None."""
    return User.objects.filter(username=username).first()


def accounts_in(unit: Unit) -> QuerySet[User]:
    """Everybody who holds or last held a post at or below `unit`, open accounts first; posts prefetched."""
    posts = Appointment.objects.select_related("unit").order_by("unit__path", "pk")
    return (
        User.objects.filter(appointments__unit__path__startswith=unit.path)
        .prefetch_related(Prefetch("appointments", posts))
        .distinct()
        .order_by("-is_active", "name", "pk")
    )


def account_in(unit: Unit, key: int) -> User | None:
    """The user `key` if they hold or held a post at or below `unit`; else None."""
    return accounts_in(unit).filter(pk=key).first()


def post_in(unit: Unit, key: int) -> Appointment | None:
    """The post `key` if it is at or below `unit`; else None."""
    posts = Appointment.objects.select_related("user", "unit", "unit__committee")
    return posts.filter(pk=key, unit__path__startswith=unit.path).first()


def history_of_account(user: User) -> list[Entry]:
    """The newest entries of the log about this account."""
    return list(history_of("user", user.pk)[:HISTORY])


def cast_of_demo(*, on: date) -> list[Appointment]:
    """Everybody who can sign in and has a post on the day, one row per post, the highest unit first."""
    posts = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, user__is_active=True
    ).exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return list(posts.select_related("user", "unit").order_by("unit__path", "pk"))


def who_may(unit: Unit, *, on: date) -> dict[Permission, list[Appointment]]:
    """For each permission, the posts that reach `unit` with it on the day; one query."""
    above = [unit.path[:length] for length in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
    posts = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        unit__path__in=above,
        starts_on__lte=on,
        user__is_active=True,
    ).select_related("user", "unit")
    reaching = list(posts.order_by("-unit__path", "pk"))
    return {
        permission: [post for post in reaching if _lets(post, permission, unit)] for permission in Permission
    }


def people_in_unit(unit: Unit, *, on: date) -> QuerySet[Appointment]:
    """The posts held in `unit` itself on the day, with their users."""
    return (
        Appointment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), unit=unit, starts_on__lte=on)
        .select_related("user")
        .order_by("role", "pk")
    )


def _lets(post: Appointment, permission: Permission, unit: Unit) -> bool:
    return any(
        permission in sentence.permissions and _reaches(sentence.reach, post.unit, unit)
        for sentence in TABLE[Role(post.role)]
    )


def _reaches(reach: Reach, own: Unit, unit: Unit) -> bool:
    return own.pk == unit.pk or (reach == Reach.BELOW and unit.path.startswith(own.path))
