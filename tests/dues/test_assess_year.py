"""A whole year assessed at once: carried over, changed, refused, saved twice, and the changes in the year."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from activityday.audit.models import Entry as LogEntry
from activityday.contents.dues.actions import reassess, try_year, void
from activityday.contents.dues.checks.assessing import RowsRefused, StaleAssessments
from activityday.contents.dues.enums import DuesClass, RowMark
from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries.assessing import assessment_history, year_sheet
from activityday.contents.dues.trial import Entry
from activityday.office.policy.models import Amendment
from activityday.people.organisation.checks import Refused
from activityday.people.roster.actions import add_member, transfer
from activityday.people.roster.enums import ConditionKind, JoinReason
from activityday.people.roster.models import Condition, Member
from tests.conftest import OPERATOR, Town
from tests.dues.cast import (
    AT,
    DECEMBER,
    FARMER,
    JANUARY,
    ON,
    SECRET,
    assess,
    everybody,
    logged,
    wage,
)

NEXT = date(2027, 1, 11)


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Four members of 兴塘村."""
    return make_members(town.village, 4)


def amounts(town: Town, year: int, on: date = ON) -> dict[str, str]:
    sheet = year_sheet(town.village, year, on=on)
    return {row.person.member.name: str(row.own.amount) for row in sheet.rows if row.own}


def again(town: Town, member: Member, **changes: object) -> Assessment:
    given: dict[str, object] = {
        "branch": town.village,
        "member": member,
        "since": date(2026, 7, 1),
        "entry": Entry(DuesClass.RETIRED, Decimal(4000)),
        "reason": "退休",
        "by": OPERATOR,
        "on": ON,
        "at": AT,
    }
    return reassess(**{**given, **changes})  # type: ignore[arg-type]


def test_everybody_is_assessed_at_once(town: Town, members: list[Member]) -> None:
    made = assess(town.village, {members[0]: wage("6000"), **everybody(members[1:])}, starts=date(2026, 6, 1))
    assert {one.since for one in made} == {date(2026, 6, 1)}
    assert amounts(town, 2026) == {
        "示例001": "90.00",
        **dict.fromkeys(("示例002", "示例003", "示例004"), "0.20"),
    }
    one = Assessment.objects.get(member=members[0])
    assert (one.base, one.arithmetic, one.clause, one.document) == (
        "6000.00",
        "6000 元 × 1.5% = 90 元",
        "dues 2",
        "中组发〔2008〕3号",
    )
    assert len(one.policy) == 64


def test_each_member_has_an_entry_in_the_log_and_no_base_stands_in_it(
    town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members, wage()))
    entries = LogEntry.objects.filter(action="dues.assessed")
    assert [entry.object_label for entry in entries] == ["示例001", "示例002", "示例003", "示例004"]
    assert logged("6543") == []


def test_a_base_is_not_readable_in_the_database(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members[:1], wage()))
    with transaction.atomic():
        raw = Assessment.objects.raw("SELECT id, base AS kept, arithmetic AS worked FROM dues_assessment")[0]
    assert SECRET not in raw.kept + raw.worked  # type: ignore[attr-defined]


def test_an_unchanged_row_is_carried_into_the_new_year(town: Town, members: list[Member]) -> None:
    assess(town.village, {members[0]: wage("6000"), **everybody(members[1:])})
    entries = {members[0]: Entry(DuesClass.MONTHLY_SALARY), members[1]: wage("4000"), members[2]: FARMER}
    made = assess(town.village, entries, year=2027, starts=None, on=NEXT)
    assert {one.since for one in made} == {date(2027, 1, 1)}
    assert amounts(town, 2027, NEXT) == {"示例001": "90.00", "示例002": "40.00", "示例003": "0.20"}
    assert Assessment.objects.get(member=members[0], since__year=2027).base == "6000.00"
    assert amounts(town, 2026, NEXT)["示例001"] == "90.00"


def test_a_carried_base_is_worked_out_by_the_new_rule(town: Town, members: list[Member]) -> None:
    assess(town.village, {members[0]: wage("3333.33"), members[1]: FARMER})
    Amendment.objects.create(
        unit=town.committee,
        parameter="dues_farmer_fen",
        value=50,
        since=date(2027, 1, 1),
        document="示发〔2026〕9号",
        made_by="小陈",
        made_at=AT,
    )
    assess(
        town.village,
        {members[0]: Entry(DuesClass.MONTHLY_SALARY), members[1]: FARMER},
        year=2027,
        starts=None,
        on=NEXT,
    )
    assert amounts(town, 2027, NEXT) == {"示例001": "33.33", "示例002": "0.50"}
    assert Assessment.objects.get(member=members[1], since__year=2027).document == "示发〔2026〕9号"


def test_a_base_is_not_carried_into_another_class(town: Town, members: list[Member]) -> None:
    assess(town.village, {members[0]: wage("6000")})
    with pytest.raises(RowsRefused) as refused:
        assess(town.village, {members[0]: Entry(DuesClass.RETIRED)}, year=2027, starts=None, on=NEXT)
    assert refused.value.errors == {members[0].pk: {"base": "类别变了，请填新的基数。"}}


def test_one_wrong_row_keeps_everything_out(town: Town, members: list[Member]) -> None:
    wrong = {members[0]: Entry(DuesClass.RETIRED), members[1]: Entry(None, Decimal(5)), members[2]: FARMER}
    with pytest.raises(RowsRefused) as refused:
        assess(town.village, wrong)
    assert refused.value.errors == {
        members[0].pk: {"base": "请填基数：每月的税后收入，没有就填 0。"},
        members[1].pk: {"kind": "填了基数，还要选交费类别。"},
    }
    assert Assessment.objects.count() == 0
    assert LogEntry.objects.filter(action__startswith="dues").count() == 0


def test_a_quarter_is_averaged_with_its_arithmetic(town: Town, members: list[Member]) -> None:
    quarter = Entry(DuesClass.SELF_EMPLOYED, None, tuple(map(Decimal, ("3000", "-2800", "3301"))))
    made = assess(town.village, {members[0]: quarter})[0]
    assert (made.base, str(made.amount)) == ("1167.00", "5.84")
    assert (
        made.arithmetic == "(3000 + (-2800) + 3301) ÷ 3 = 1167.00 元，1167 元 × 0.5% = 5.835 元，取 5.84 元"
    )


def test_a_trial_keeps_nothing(town: Town, members: list[Member]) -> None:
    sheet = year_sheet(town.village, 2026, on=ON, starts=JANUARY)
    found = try_year(sheet, {members[0].pk: wage("6000")})
    assert found[members[0].pk].assessed is not None
    assert (Assessment.objects.count(), LogEntry.objects.filter(action__startswith="dues").count()) == (0, 0)


def test_nothing_typed_saves_nothing(town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="至少一个人"):
        assess(town.village, {members[0]: Entry(None)})


def test_the_first_month_is_asked_for_once(town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="从哪个月起"):
        assess(town.village, {members[0]: FARMER}, starts=None)
    assess(town.village, {members[0]: FARMER}, starts=date(2026, 6, 1))
    made = assess(town.village, {members[1]: FARMER}, starts=date(2026, 9, 1))[0]
    assert made.since == date(2026, 6, 1)


def test_a_new_member_is_assessed_from_admission_and_one_who_came_from_then(
    town: Town, members: list[Member]
) -> None:
    new = add_member(
        branch=town.village,
        group=None,
        fields={"name": "新党员", "joined_on": date(2026, 9, 20)},
        reason=JoinReason.ADMITTED,
        on=date(2026, 9, 20),
        by=OPERATOR,
        at=AT,
    )
    came = add_member(
        branch=town.village,
        group=None,
        fields={"name": "转来的"},
        reason=JoinReason.TRANSFERRED_IN,
        on=date(2026, 10, 15),
        elsewhere="外镇",
        by=OPERATOR,
        at=AT,
    )
    assess(town.village, everybody(members))
    sheet = year_sheet(town.village, 2026, on=ON)
    shown = [(row.person.member.name, row.since, row.marks) for row in sheet.open_rows]
    assert shown == [
        ("新党员", date(2026, 9, 1), (RowMark.ADMITTED, RowMark.NEVER)),
        ("转来的", date(2026, 10, 1), (RowMark.ARRIVED, RowMark.NEVER)),
    ]
    assert sheet.waiting == 2
    made = assess(town.village, {new: FARMER, came: wage("6000")})
    assert [one.since for one in made] == [date(2026, 9, 1), date(2026, 10, 1)]


def test_who_moved_inside_the_town_brings_their_assessment(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    transfer(
        member=members[0], branch=town.other_village, group=None, on=date(2026, 6, 15), by=OPERATOR, at=AT
    )
    row = year_sheet(town.other_village, 2026, on=ON).rows[0]
    assert (row.is_open, str(row.own.amount if row.own else "")) == (False, "90.00")


def test_a_suspended_member_may_wait(town: Town, members: list[Member]) -> None:
    Condition.objects.create(member=members[0], kind=ConditionKind.SUSPENDED, starts_on=date(2026, 3, 1))
    assess(town.village, everybody(members[1:]))
    sheet = year_sheet(town.village, 2026, on=ON)
    assert (len(sheet.open_rows), sheet.waiting) == (1, 0)
    assert RowMark.SUSPENDED in sheet.open_rows[0].marks


def test_the_second_of_two_who_save_is_told_who_was_first(town: Town, members: list[Member]) -> None:
    seen = year_sheet(town.village, 2026, on=ON).version
    assess(town.village, everybody(members), version=seen)
    with pytest.raises(StaleAssessments, match=r"命令 tests在12月7日 15:00 已经保存过，没有重复保存"):
        assess(town.village, everybody(members, wage("6000")), version=seen)
    assert amounts(town, 2026)["示例001"] == "0.20"


def test_the_database_holds_one_assessment_from_a_month(town: Town, members: list[Member]) -> None:
    made = assess(town.village, everybody(members[:1]))[0]
    twin = replace_pk(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def replace_pk(made: Assessment) -> Assessment:
    fields = {field.attname: getattr(made, field.attname) for field in Assessment._meta.fields}
    del fields["id"]
    return Assessment(**fields)


@pytest.mark.parametrize(
    ("year", "on", "allowed"),
    [
        (2026, ON, True),
        (2027, ON, True),
        (2027, date(2026, 11, 30), False),
        (2028, ON, False),
        (2025, ON, False),
    ],
)
def test_a_year_is_assessed_in_its_time(
    year: int, on: date, town: Town, members: list[Member], *, allowed: bool
) -> None:
    if allowed:
        assert assess(town.village, everybody(members), year=year, starts=date(year, 1, 1), on=on)
        return
    with pytest.raises(Refused):
        assess(town.village, everybody(members), year=year, starts=date(year, 1, 1), on=on)


def test_dues_are_assessed_by_a_branch(town: Town) -> None:
    with pytest.raises(Refused, match="由党支部核定"):
        assess(town.groups[0], {}, version=0)


def test_a_change_in_the_year_needs_its_reason(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    with pytest.raises(Refused, match="写明原因"):
        again(town, members[0], reason=" ")
    made = again(town, members[0])
    assert (str(made.amount), made.reason) == ("20.00", "退休")
    assert [one.since for one in assessment_history(members[0])] == [date(2026, 7, 1), JANUARY]
    row = year_sheet(town.village, 2026, on=ON).rows[0]
    assert (str(row.own.amount if row.own else ""), row.changes) == ("20.00", 1)


def test_a_first_assessment_in_the_year_needs_none(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members[1:]))
    assert again(town, members[0], reason="").reason == ""


def test_a_base_is_kept_where_only_the_month_is_new(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    made = again(town, members[0], entry=Entry(DuesClass.MONTHLY_SALARY), reason="核对")
    assert made.base == "6000.00"


def test_two_from_the_same_month_are_refused(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    again(town, members[0])
    with pytest.raises(Refused, match=r"2026年7月起已经核定过一次（每月 20\.00 元）"):
        again(town, members[0])


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (date(2026, 5, 1), "从2026年6月起在这里收党费"),
        (date(2025, 12, 1), "已经过去"),
        (date(2028, 1, 1), "12月起可以核定"),
    ],
)
def test_a_change_begins_in_the_year_and_not_before_the_branch_did(
    since: date, sentence: str, town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members), starts=date(2026, 6, 1))
    with pytest.raises(Refused, match=sentence):
        again(town, members[0], since=since)


def test_before_the_branch_assessed_anybody_the_whole_is_done_first(
    town: Town, members: list[Member]
) -> None:
    with pytest.raises(Refused, match="全年核定"):
        again(town, members[0])


def test_a_change_without_a_class_or_base_is_refused(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members))
    with pytest.raises(Refused, match="请选交费类别"):
        again(town, members[0], entry=Entry(None))
    with pytest.raises(RowsRefused):
        again(town, members[0], entry=Entry(DuesClass.RETIRED))


def test_one_entered_wrongly_is_marked_void_and_made_again(town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage("6000")))
    wrong = again(town, members[0])
    void(assessment=wrong, reason="登记错了人", by=OPERATOR, on=ON, at=AT)
    wrong.refresh_from_db()
    assert (wrong.voided_by, wrong.void_reason) == ("命令 tests", "登记错了人")
    assert str(again(town, members[0], entry=wage("8000")).amount) == "120.00"
    assert len(assessment_history(members[0])) == 3


def test_void_needs_a_reason_and_happens_once(town: Town, members: list[Member]) -> None:
    made = assess(town.village, everybody(members[:1]))[0]
    with pytest.raises(Refused, match="作废的原因"):
        void(assessment=made, reason="", by=OPERATOR, on=ON, at=AT)
    void(assessment=made, reason="错", by=OPERATOR, on=ON, at=AT)
    with pytest.raises(Refused, match="已由命令 tests作废"):
        void(assessment=made, reason="错", by=OPERATOR, on=ON, at=AT)


def test_what_held_in_a_year_gone_by_is_not_touched(town: Town, members: list[Member]) -> None:
    made = assess(town.village, everybody(members[:1]))[0]
    with pytest.raises(Refused, match="往年的核定不再作废"):
        void(assessment=made, reason="错", by=OPERATOR, on=NEXT, at=AT)


def test_a_void_assessment_is_not_carried_over(town: Town, members: list[Member]) -> None:
    made = assess(town.village, everybody(members[:1], wage("6000")))[0]
    void(assessment=made, reason="错", by=OPERATOR, on=ON, at=AT)
    row = year_sheet(town.village, 2027, on=DECEMBER).rows[0]
    assert (row.own, row.before) == (None, None)
