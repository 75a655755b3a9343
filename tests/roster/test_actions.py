"""Members, where they belong, posts and conditions: by day, without overlap, nothing deleted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from activityday.audit.models import Entry
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.roster import actions
from activityday.people.roster.checks import StaleMember
from activityday.people.roster.enums import Category, ConditionKind, JoinReason, LeaveReason, PostKind
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.queries import affiliated, numbers_in
from tests.conftest import LONG_AGO, OPERATOR, Town, instant
from tests.roster.conftest import identity

MakeMembers = Callable[..., list[Member]]
NOW = instant("2026-11-10 09:00")
DAY = date(2026, 11, 10)
BY = {"by": OPERATOR, "at": NOW}


def one(make_members: MakeMembers, town: Town) -> Member:
    return make_members(town.village, 1)[0]


def periods(member: Member) -> list[tuple[str, date, date | None]]:
    return list(member.affiliations.order_by("starts_on").values_list("branch__code", "starts_on", "ends_on"))


def names_on(town: Town, unit: str, on: date) -> list[str]:
    return [found.member.name for found in affiliated([getattr(town, unit)], on=on)]


def test_duty_moves_with_the_day_of_the_transfer(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    actions.transfer(member=member, branch=town.other_village, group=None, on=DAY, **BY)
    assert periods(member) == [("xingtang", LONG_AGO, date(2026, 11, 9)), ("liudi", DAY, None)]
    assert (
        names_on(town, "village", date(2026, 11, 9)),
        names_on(town, "other_village", date(2026, 11, 9)),
    ) == (
        ["示例001"],
        [],
    )
    assert (names_on(town, "village", DAY), names_on(town, "other_village", DAY)) == ([], ["示例001"])


def test_posts_of_the_old_branch_end_the_day_before(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    post = actions.begin_post(
        member=member, unit=town.village, kind=PostKind.SECRETARY, on=date(2026, 1, 1), **BY
    )
    actions.transfer(member=member, branch=town.other_village, group=None, on=DAY, **BY)
    post.refresh_from_db()
    assert post.ends_on == date(2026, 11, 9)


def test_a_transfer_on_or_before_the_first_day_is_refused(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    for on in (LONG_AGO, date(2009, 12, 31)):
        with pytest.raises(
            Refused, match="示例001的组织关系自2010-01-01起在兴塘村党支部，新的日期要晚于这一天"
        ):
            actions.transfer(member=member, branch=town.other_village, group=None, on=on, **BY)
    assert periods(member) == [("xingtang", LONG_AGO, None)]


def test_a_second_click_on_transfer_is_told_it_is_done(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    actions.transfer(member=member, branch=town.other_village, group=None, on=DAY, **BY)
    with pytest.raises(Refused, match="示例001的组织关系本来就在这里，不用办理"):
        actions.transfer(member=member, branch=town.other_village, group=None, on=DAY, **BY)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("committee", "中共枫港镇委员会不是党支部，党员的组织关系要落到党支部"),
        ("elsewhere", "北河村党支部不属于本党委。转到外面的党组织，请办“转出”"),
        ("dissolved", "柳堤村党支部已于2026-10-01撤销，请换一个"),
    ],
)
def test_members_belong_only_to_living_branches_of_their_committee(
    town: Town, make_members: MakeMembers, place: str, sentence: str
) -> None:
    other = establish(
        parent=town.county, code="beihe", name="中共北河镇委员会", level=Level.COMMITTEE, by=OPERATOR, at=NOW
    )
    places = {
        "committee": town.committee,
        "elsewhere": establish(
            parent=other, code="beihecun", name="北河村党支部", level=Level.BRANCH, by=OPERATOR, at=NOW
        ),
        "dissolved": town.other_village,
    }
    town.other_village.dissolved_on = date(2026, 10, 1)
    with pytest.raises(Refused, match=sentence):
        actions.transfer(member=one(make_members, town), branch=places[place], group=None, on=DAY, **BY)


def test_a_group_of_another_branch_is_refused(town: Town, make_members: MakeMembers) -> None:
    with pytest.raises(Refused, match="兴塘村第一党小组不是柳堤村党支部的党小组"):
        actions.transfer(
            member=one(make_members, town), branch=town.other_village, group=town.groups[0], on=DAY, **BY
        )


def test_whoever_died_is_expected_to_the_last_day_and_everything_open_ends(
    town: Town, make_members: MakeMembers
) -> None:
    member = one(make_members, town)
    post = actions.begin_post(
        member=member, unit=town.groups[1], kind=PostKind.GROUP_LEADER, on=date(2026, 1, 1), **BY
    )
    floating = actions.begin_condition(
        member=member,
        kind=ConditionKind.FLOATING,
        on=date(2026, 2, 1),
        place="广东省东莞市",
        contact="老王",
        **BY,
    )
    actions.end_affiliation(member=member, reason=LeaveReason.DECEASED, on=DAY, **BY)
    post.refresh_from_db()
    floating.refresh_from_db()
    assert (post.ends_on, floating.ends_on) == (DAY, DAY)
    assert names_on(town, "village", DAY) == ["示例001"]
    assert names_on(town, "village", date(2026, 11, 11)) == []
    with pytest.raises(Refused, match="示例001已登记去世"):
        actions.take_back(member=member, branch=town.village, group=None, on=date(2026, 11, 12), **BY)
    with pytest.raises(Refused, match="示例001的组织关系已经不在本党委"):
        actions.transfer(member=member, branch=town.other_village, group=None, on=DAY, **BY)


def test_a_transfer_out_names_its_destination(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    with pytest.raises(Refused, match="请写明转往哪个党组织"):
        actions.end_affiliation(member=member, reason=LeaveReason.TRANSFERRED_OUT, on=DAY, **BY)
    actions.end_affiliation(
        member=member, reason=LeaveReason.TRANSFERRED_OUT, on=DAY, elsewhere="城关镇东门社区党支部", **BY
    )
    actions.take_back(member=member, branch=town.other_village, group=None, on=date(2026, 12, 1), **BY)
    assert periods(member) == [("xingtang", LONG_AGO, DAY), ("liudi", date(2026, 12, 1), None)]
    with pytest.raises(Refused, match="示例001的组织关系还在柳堤村党支部，请办转接"):
        actions.take_back(member=member, branch=town.village, group=None, on=date(2027, 1, 1), **BY)


def test_nobody_belongs_to_two_places_even_when_code_forgets(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.create(
            member=member, branch=town.other_village, starts_on=DAY, join_reason=JoinReason.MOVED
        )


def test_a_member_entered_by_hand_is_found_and_logged(town: Town) -> None:
    member = actions.add_member(
        branch=town.other_village,
        group=None,
        fields={
            "name": "单志国",
            "identity_number": identity(7),
            "phone": "13800000000",
            "category": Category.PROBATIONARY,
        },
        reason=JoinReason.ADMITTED,
        on=DAY,
        **BY,
    )
    assert (member.initials, member.position) == (" czg dzg szg", 1)
    entry = Entry.objects.get(object_kind="member")
    assert (entry.action, entry.object_label, entry.committee) == ("roster.added", "单志国", "fenggang")
    assert identity(7) not in entry.changes


def test_one_number_is_one_person_in_a_committee(town: Town) -> None:
    fields = {"name": "王大有", "identity_number": identity(1)}
    add = {"branch": town.village, "group": None, "reason": JoinReason.ADMITTED, "on": DAY, **BY}
    actions.add_member(fields=fields, **add)
    with pytest.raises(Refused, match="这个身份证号已经登记在王大有名下"):
        actions.add_member(fields={**fields, "name": "李四"}, **add)
    with pytest.raises(Refused, match="本党委已有同名、同生日的王大有"):
        actions.add_member(fields={"name": "王大有"}, **add)
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"joined_on": date(2020, 1, 1), "full_on": date(2019, 1, 1)}, "转正日期早于加入党组织日期"),
        ({"born_on": date(2000, 1, 1), "joined_on": date(1999, 1, 1)}, "加入党组织日期早于出生日期"),
        ({"full_on": date(2027, 1, 1)}, "转正日期2027-01-01不合理"),
        ({"born_on": date(1860, 1, 1)}, "出生日期1860-01-01不合理"),
    ],
)
def test_impossible_days_are_refused(town: Town, fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.add_member(
            branch=town.village,
            group=None,
            fields={"name": "王大有", **fields},
            reason=JoinReason.ADMITTED,
            on=DAY,
            **BY,
        )


def test_the_second_of_two_editors_is_told_what_changed(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    edit = {"member": member, "reason": "核对户口簿", "base_version": 0, **BY}
    actions.edit_member(fields={"occupation": "村医", "phone": "13900000000"}, **edit)
    with pytest.raises(StaleMember) as stale:
        actions.edit_member(fields={"occupation": "务农"}, **edit)
    assert stale.value.changed == ("工作岗位", "联系电话")
    assert "别人改了示例001的工作岗位、联系电话，您的修改没有保存" in str(stale.value)
    member.refresh_from_db()
    assert (member.occupation, member.version) == ("村医", 1)


def test_an_edit_without_difference_leaves_no_trace(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    before = Entry.objects.count()
    assert (
        actions.edit_member(member=member, fields={"name": "示例001"}, reason="看看", base_version=0, **BY)
        == {}
    )
    member.refresh_from_db()
    assert (member.version, Entry.objects.count()) == (0, before)


def test_a_post_belongs_to_the_level_that_has_it(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    with pytest.raises(Refused, match="党小组不设书记"):
        actions.begin_post(member=member, unit=town.groups[0], kind=PostKind.SECRETARY, on=DAY, **BY)
    with pytest.raises(Refused, match="党支部不设党小组长"):
        actions.begin_post(member=member, unit=town.village, kind=PostKind.GROUP_LEADER, on=DAY, **BY)
    post = actions.begin_post(member=member, unit=town.village, kind=PostKind.ORGANISATION, on=DAY, **BY)
    with pytest.raises(Refused, match="示例001已经是兴塘村组织委员"):
        actions.begin_post(member=member, unit=town.village, kind=PostKind.ORGANISATION, on=DAY, **BY)
    with pytest.raises(Refused, match="结束日期早于开始日期2026-11-10"):
        actions.end_post(post=post, on=date(2026, 11, 9), **BY)
    actions.end_post(post=post, on=date(2026, 11, 30), **BY)
    with pytest.raises(Refused, match="这一任职已经结束"):
        actions.end_post(post=post, on=date(2026, 11, 30), **BY)


def test_a_floating_member_has_a_destination_and_a_contact(town: Town, make_members: MakeMembers) -> None:
    member = one(make_members, town)
    begin = {"member": member, "kind": ConditionKind.FLOATING, "on": DAY, **BY}
    with pytest.raises(Refused, match="请写明外出流向和支部指定的联系人"):
        actions.begin_condition(place="广东省东莞市", **begin)
    condition = actions.begin_condition(place="广东省东莞市", contact="老王", **begin)
    with pytest.raises(Refused, match="示例001已经登记为“流动党员（流出）”"):
        actions.begin_condition(place="浙江省", contact="老王", **begin)
    actions.end_condition(condition=condition, on=date(2026, 12, 1), **BY)
    assert affiliated([town.village], on=date(2026, 12, 1))[0].conditions == {ConditionKind.FLOATING}
    assert affiliated([town.village], on=date(2026, 12, 2))[0].conditions == frozenset()


def test_a_branch_with_members_is_not_dissolved(town: Town, make_members: MakeMembers) -> None:
    member = make_members(town.other_village, 2)[0]
    with pytest.raises(Refused, match="柳堤村党支部还有2名党员，请先把他们转到别的党支部，再撤销"):
        actions.dissolve_unit(unit=town.other_village, on=DAY, **BY)
    for one_member in Member.objects.all():
        actions.transfer(member=one_member, branch=town.village, group=None, on=DAY, **BY)
    with pytest.raises(Refused, match="还有2名党员"):
        actions.dissolve_unit(unit=town.other_village, on=date(2026, 11, 1), **BY)
    actions.dissolve_unit(unit=town.other_village, on=DAY, **BY)
    assert numbers_in([town.village, town.other_village], on=DAY) == {town.village.pk: 2}
    assert periods(member)[0] == ("liudi", LONG_AGO, date(2026, 11, 9))
