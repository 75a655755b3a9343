"""Who belongs where on a day, found in a constant number of questions."""

from collections.abc import Callable
from datetime import date

import pytest

from activityday.people.roster.enums import Category, ConditionKind
from activityday.people.roster.models import Condition, Member
from activityday.people.roster.names import initials_of
from activityday.people.roster.queries import (
    affiliated,
    category_on,
    found_in,
    member_of,
    members_of,
    numbers_in,
)
from tests.conftest import Town

MakeMembers = Callable[..., list[Member]]
DAY = date(2026, 11, 2)


@pytest.mark.parametrize("number", [1, 60])
def test_everybody_of_many_units_comes_in_two_questions(
    town: Town, make_members: MakeMembers, django_assert_num_queries: Callable[[int], object], number: int
) -> None:
    make_members(town.village, number)
    make_members(town.other_village, number, prefix="柳堤")
    with django_assert_num_queries(2):
        found = affiliated([town.other_village, town.village], on=DAY)
        _ = [(one.member.name, one.branch.committee.name, one.group and one.group.name) for one in found]
    assert len(found) == 2 * number


def test_roster_order_is_branch_by_branch_then_by_position(town: Town, make_members: MakeMembers) -> None:
    make_members(town.other_village, 2, prefix="柳堤")
    make_members(town.village, 3)
    assert [one.member.name for one in affiliated([town.other_village, town.village], on=DAY)] == [
        "示例001", "示例002", "示例003", "柳堤001", "柳堤002",
    ]  # fmt: skip


def test_a_party_group_has_its_own_members(town: Town, make_members: MakeMembers) -> None:
    make_members(town.village, 4)
    found = affiliated([town.groups[0]], on=DAY)
    assert [(one.member.name, one.branch, one.group) for one in found] == [
        ("示例001", town.village, town.groups[0]),
        ("示例003", town.village, town.groups[0]),
    ]


def test_telephones_come_only_when_asked_for(
    town: Town, make_members: MakeMembers, django_assert_num_queries: Callable[[int], object]
) -> None:
    (member,) = make_members(town.village, 1)
    Member.objects.filter(pk=member.pk).update(phone="13812345678")
    with django_assert_num_queries(2):
        assert affiliated([town.village], on=DAY, with_contacts=True)[0].member.phone == "13812345678"
    assert "phone" in affiliated([town.village], on=DAY)[0].member.get_deferred_fields()


@pytest.mark.parametrize(
    ("kept", "on", "expected"),
    [
        ((Category.FULL, date(2026, 7, 1)), date(2026, 6, 30), Category.PROBATIONARY),
        ((Category.FULL, date(2026, 7, 1)), date(2026, 7, 1), Category.FULL),
        ((Category.PROBATIONARY, None), DAY, Category.PROBATIONARY),
        ((Category.PROBATIONARY, date(2026, 7, 1)), DAY, Category.FULL),
        ((Category.FULL, None), date(1950, 1, 1), Category.FULL),
    ],
)
def test_a_member_is_probationary_until_the_day_of_becoming_full(
    town: Town,
    make_members: MakeMembers,
    kept: tuple[Category, date | None],
    on: date,
    expected: Category,
) -> None:
    category, full_on = kept
    (member,) = make_members(town.village, 1, since=date(1940, 1, 1))
    Member.objects.update(category=category, full_on=full_on)
    member.refresh_from_db()
    assert category_on(member, on) == expected
    other = Category.FULL if expected == Category.PROBATIONARY else Category.PROBATIONARY
    assert found_in(town.village, on=on, category=expected).count() == 1
    assert found_in(town.village, on=on, category=other).count() == 0


def test_conditions_hold_on_their_days_only(town: Town, make_members: MakeMembers) -> None:
    first, second = make_members(town.village, 2)
    Condition.objects.create(
        member=first, kind=ConditionKind.FLOATING, starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 31)
    )
    Condition.objects.create(member=second, kind=ConditionKind.SUSPENDED, starts_on=date(2026, 5, 31))
    by_day = {
        on: [sorted(one.conditions) for one in affiliated([town.village], on=on)]
        for on in (date(2026, 2, 28), date(2026, 5, 31), date(2026, 6, 1))
    }
    assert list(by_day.values()) == [[[], []], [["floating"], ["suspended"]], [[], ["suspended"]]]
    assert [row.member.name for row in found_in(town.village, on=DAY, condition="suspended")] == ["示例002"]


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("单志国", " czg dzg szg"),
        ("曾明", " cm zm"),
        ("区伯", " ob qb"),
        ("阿卜杜·热合曼", " abdrhm ebdrhm"),
        ("O'Brien", " obrien"),
        ("123", ""),
        ("", ""),
        ("<script>", " script"),
    ],
)
def test_initials_know_every_reading_of_a_surname(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_initials_fit_their_column_however_long_the_name() -> None:
    assert len(initials_of("单" * 40)) <= 60


@pytest.mark.parametrize("search", ["单", "志国", "szg", "SZG", "dz", " c "])
def test_a_search_finds_by_name_or_by_the_first_letters(
    town: Town, make_members: MakeMembers, search: str
) -> None:
    first, _ = make_members(town.village, 2)
    Member.objects.filter(pk=first.pk).update(name="单志国", initials=initials_of("单志国"))
    Member.objects.exclude(pk=first.pk).update(name="马大山", initials=initials_of("马大山"))
    assert [one.member.name for one in members_of(town.village, on=DAY, search=search)] == ["单志国"]


@pytest.mark.parametrize("search", ["zg", "%", "_", "'; DROP TABLE", "单%"])
def test_a_search_for_nonsense_finds_nobody(town: Town, make_members: MakeMembers, search: str) -> None:
    (member,) = make_members(town.village, 1)
    Member.objects.filter(pk=member.pk).update(name="单志国", initials=initials_of("单志国"))
    assert members_of(town.village, on=DAY, search=search) == []


def test_numbers_count_branches_and_groups(town: Town, make_members: MakeMembers) -> None:
    make_members(town.village, 5)
    units = [town.village, town.other_village, *town.groups]
    assert numbers_in(units, on=DAY) == {town.village.pk: 5, town.groups[0].pk: 3, town.groups[1].pk: 2}


def test_a_member_is_found_from_their_own_units_only(town: Town, make_members: MakeMembers) -> None:
    (member,) = make_members(town.village, 1)
    assert member_of(town.village, member.pk) == member
    assert member_of(town.committee, member.pk) == member
    assert member_of(town.groups[0], member.pk) == member
    assert member_of(town.groups[1], member.pk) is None
    assert member_of(town.other_village, member.pk) is None
