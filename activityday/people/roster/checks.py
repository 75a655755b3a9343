"""May this be written into the roster now? A refusal is a sentence for the person at the screen."""

from dataclasses import dataclass
from datetime import date, timedelta

from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind, PostKind
from activityday.people.roster.models import Affiliation, Condition, Member, Post
from activityday.people.roster.queries import namesakes

AFFILIATION = "notice 二"
EARLIEST = date(1900, 1, 1)
POSTS_OF: dict[Level, frozenset[PostKind]] = {
    Level.GENERAL_BRANCH: frozenset(PostKind) - {PostKind.GROUP_LEADER},
    Level.BRANCH: frozenset(PostKind) - {PostKind.GROUP_LEADER},
    Level.GROUP: frozenset({PostKind.GROUP_LEADER}),
}


@dataclass
class StaleMember(Refused):
    """Somebody else changed the member after this form was opened; `changed` names the fields they changed."""

    changed: tuple[str, ...] = ()


def check_place(branch: Unit, group: Unit | None, on: date) -> None:
    """Members may belong to this branch (and group in it) on the day, or Refused."""
    if branch.level != Level.BRANCH:
        raise Refused(f"{branch.name}不是党支部，党员的组织关系要落到党支部。", AFFILIATION)
    for unit in filter(None, (branch, group)):
        if unit.dissolved_on and unit.dissolved_on < on:
            raise Refused(f"{unit.name}已于{unit.dissolved_on:%Y-%m-%d}撤销，请换一个。")
    if group is not None and not (group.level == Level.GROUP and group.path.startswith(branch.path)):
        raise Refused(f"{group.name}不是{branch.name}的党小组，请重新选择。")


def check_day(on: date, today: date) -> None:
    """A day on which something took effect lies between 1900 and a year from now, or Refused."""
    if not EARLIEST <= on <= today + timedelta(days=366):
        raise Refused(f"日期{on:%Y-%m-%d}不合理，请检查年份。")


def check_after_last(affiliation: Affiliation, on: date) -> None:
    """The next period begins after the present one began, or Refused: two periods never overlap."""
    if on <= affiliation.starts_on:
        raise Refused(
            f"{affiliation.member.name}的组织关系自{affiliation.starts_on:%Y-%m-%d}起在{affiliation.branch.name}，"
            "新的日期要晚于这一天。",
            AFFILIATION,
        )


def check_same_committee(member: Member, branch: Unit) -> None:
    """`branch` belongs to the member's primary committee, or Refused."""
    if branch.committee_id != member.committee_id:
        raise Refused(f"{branch.name}不属于本党委。转到外面的党组织，请办“转出”。")


def check_elsewhere(affiliation: Affiliation, branch: Unit, group: Unit | None) -> None:
    """The new place differs from the present one, or Refused."""
    if (affiliation.branch_id, affiliation.group_id) == (branch.pk, group.pk if group else None):
        raise Refused(f"{affiliation.member.name}的组织关系本来就在这里，不用办理。")


def check_known_once(committee: Unit, fingerprint: str | None, but: Member | None = None) -> None:
    """No other member of the committee has this identity number, or Refused naming them."""
    if not fingerprint:
        return
    others = Member.objects.filter(committee=committee, identity_fingerprint=fingerprint)
    other = others.exclude(pk=but.pk).first() if but else others.first()
    if other is not None:
        raise Refused(f"这个身份证号已经登记在{other.name}名下，请核对；如是同一人，请到那一页修改。")


def check_no_namesake(branch: Unit, member: Member) -> None:
    """Nobody of the same name and birthday is here already, unless the identity number tells them apart, or Refused."""
    others = namesakes(branch, member.name, member.born_on).exclude(pk=member.pk)
    if member.identity_fingerprint:
        others = others.filter(identity_fingerprint=None)
    if others.exists():
        raise Refused(f"本党委已有同名、同生日的{member.name}。如是两个人，请把两人的身份证号都补上再登记。")


def check_version(member: Member, base_version: int, changed: tuple[str, ...]) -> None:
    """Nobody changed the member since the form was opened, or StaleMember naming what they changed."""
    if member.version != base_version:
        what = "、".join(changed) or "一些内容"
        raise StaleMember(
            f"您打开这一页之后，别人改了{member.name}的{what}，您的修改没有保存。请看下面的最新内容，确认后再保存。",
            changed=changed,
        )


def check_dates(joined_on: date | None, full_on: date | None, born_on: date | None, today: date) -> None:
    """Birth, admission and becoming full follow one another and none lies in the future, or Refused."""
    for label, day in (("出生日期", born_on), ("加入党组织日期", joined_on), ("转正日期", full_on)):
        if day and not EARLIEST <= day <= today:
            raise Refused(f"{label}{day:%Y-%m-%d}不合理，请检查年份。")
    if joined_on and full_on and full_on < joined_on:
        raise Refused("转正日期早于加入党组织日期，请核对。")
    if born_on and joined_on and joined_on < born_on:
        raise Refused("加入党组织日期早于出生日期，请核对。")


def check_post(unit: Unit, kind: PostKind) -> None:
    """A post of this kind exists in a unit of this level, or Refused."""
    if kind not in POSTS_OF.get(Level(unit.level), frozenset()):
        raise Refused(f"{Level(unit.level).label}不设{kind.label}，请重新选择。")


def check_no_open_post(member: Member, unit: Unit, kind: PostKind) -> None:
    """The member does not hold this post already, or Refused."""
    if Post.objects.filter(member=member, unit=unit, kind=kind, ends_on=None).exists():
        raise Refused(f"{member.name}已经是{unit.short_name}{kind.label}。")


def check_no_open_condition(member: Member, kind: ConditionKind) -> None:
    """Nothing of this kind is open for the member, or Refused."""
    if Condition.objects.filter(member=member, kind=kind, ends_on=None).exists():
        raise Refused(f"{member.name}已经登记为“{kind.label}”，请先结束原来的登记。")


def check_ends_after_start(starts_on: date, ends_on: date) -> None:
    """The end is not before the start, or Refused."""
    if ends_on < starts_on:
        raise Refused(f"结束日期早于开始日期{starts_on:%Y-%m-%d}，请核对。")
