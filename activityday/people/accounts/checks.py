"""May this account be opened, changed, appointed by this person now?"""

from datetime import date

from activityday.audit.actions import Actor
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import Appointment, User
from activityday.people.accounts.permissions import APPOINTS, PLACES
from activityday.people.accounts.queries import appointments_of, open_posts_of
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit


def roles_at_or_below(by: User, unit: Unit, *, on: date) -> list[Role]:
    """The roles that `by` may give somebody at or below `unit`, in the order of the posts: never one above their own."""
    reach = {
        role
        for post in appointments_of(by, on=on)
        if unit.path.startswith(post.unit.path)
        for role in APPOINTS.get(Role(post.role), ())
    }
    return [role for role in Role if role in reach]


def check_appointing(by: Actor, role: Role, unit: Unit, *, on: date) -> None:
    """`by` may give or take this role in `unit`, or Refused; the operator's command may."""
    if isinstance(by, User) and role not in roles_at_or_below(by, unit, on=on):
        raise Refused(f"您不能在{unit.short_name}任免“{role.label}”，请由上级或系统维护人员办理。")


def check_post_fits(role: Role, unit: Unit) -> None:
    """A unit of this level has this role, or Refused."""
    if unit.level not in PLACES[role]:
        places = "、".join(level.label for level in Level if level in PLACES[role])
        raise Refused(f"{unit.short_name}不设“{role.label}”，这个岗位设在：{places}。")


def check_not_appointed(user: User, role: Role, unit: Unit) -> None:
    """The user does not hold the post already, or Refused."""
    if Appointment.objects.filter(user=user, role=role, unit=unit, ends_on=None).exists():
        raise Refused(f"{user.name}已经是{unit.short_name}的{role.label}。")


def check_username_is_free(username: str) -> None:
    """Nobody signs in by this name, or Refused."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"登录名“{username}”已经有人用，请换一个。")


def check_managing(by: User, user: User, *, on: date) -> None:
    """All the user's posts lie where `by` may appoint, and it is not `by` themselves, or Refused."""
    if user.pk == by.pk:
        raise Refused("自己的账号请由他人停用或重置；要换密码，请到“修改密码”。")
    for post in open_posts_of(user):
        check_appointing(by, Role(post.role), post.unit, on=on)
