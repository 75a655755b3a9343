"""May this be registered of a floating member now? A refusal is a sentence for the person at the screen."""

from datetime import date

from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Affiliation, Condition, Departure, Member
from activityday.people.roster.queries import in_force
from activityday.rules.floating import away

PARTICIPANTS = "notice 二"


def check_long_enough(departed_on: date, back_on: date | None, *, months: int) -> None:
    """Away long enough to be a floating member, or Refused: a shorter time is leave (education 33)."""
    if back_on is not None and back_on < departed_on:
        raise Refused("预计返回日期早于外出日期，请核对。")
    found = away(departed_on, back_on, months=months)
    if not found.is_floating:
        raise Refused(found.sentence, found.clause)


def check_after_last_time(member: Member, on: date, but: Condition | None = None) -> None:
    """The new time away begins after the last one ended, or Refused: two never overlap."""
    rows = Condition.objects.filter(member=member, kind=ConditionKind.FLOATING, ends_on__gte=on)
    last = (rows.exclude(pk=but.pk) if but else rows).order_by("-ends_on").first()
    if last is not None:
        raise Refused(
            f"{member.name}上一次外出登记到{last.ends_on:%Y-%m-%d}才返回，外出日期要晚于这一天。",
            PARTICIPANTS,
        )


def check_contact(contact: str) -> None:
    """Somebody of the branch is named to keep in touch, or Refused (education 32)."""
    if not contact.strip():
        raise Refused("请选一名本支部党员做联系人，或者写上联系人的姓名。", "education 32")


def check_not_own_contact(member: Member, contact: Member | None) -> None:
    """Nobody is their own contact, or Refused."""
    if contact is not None and contact.pk == member.pk:
        raise Refused("联系人不能是本人，请另选一位。")


def check_version(departure: Departure, base_version: int) -> None:
    """Nobody changed the registration since the form was opened, or Refused."""
    if departure.version != base_version:
        raise Refused(
            "您打开这一页之后，别人改过这份登记，您的修改没有保存。请刷新页面，看看现在的内容再改。"
        )


def check_comes_from_elsewhere(member: Member, unit: Unit, on: date) -> None:
    """The member belongs to another branch of the same committee on the day, or Refused."""
    place = Affiliation.objects.filter(in_force(on), member=member).select_related("branch").first()
    if place is None or member.committee_id != unit.committee_id:
        raise Refused(
            f"{member.name}的组织关系不在本党委，请按外来党员登记姓名和流出地党组织。", PARTICIPANTS
        )
    if place.branch_id == unit.pk:
        raise Refused(f"{member.name}本来就是{unit.short_name}的党员，不用登记流入。", PARTICIPANTS)


def check_contact_day(on: date, departed_on: date, today: date) -> None:
    """A contact lies between the departure and today, or Refused."""
    if on > today:
        raise Refused("联系日期不能晚于今天：联系过了再记。")
    if on < departed_on:
        raise Refused(f"联系日期早于外出日期{departed_on:%Y-%m-%d}，请核对。")
