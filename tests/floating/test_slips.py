"""Slips: printed, back by code, or filled in on a page without an account (notice 二, 四(二))."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from activityday.audit.models import Entry
from activityday.day.activity.enums import State as Stage
from activityday.day.activity.enums import Step
from activityday.day.activity.models import Activity, ActivityStep
from activityday.day.attendance.actions import Mark, save_roll, withdraw_credit
from activityday.day.attendance.enums import State
from activityday.day.attendance.models import Credit, Pick
from activityday.day.attendance.queries import expected_at
from activityday.day.floating import actions, queries
from activityday.day.floating.checks import PAGE_OVER, check_not_returned, check_slip_here
from activityday.day.floating.codes import hash_of, new_page_code, read_slip_code, slip_code
from activityday.day.floating.enums import ClaimState, ClaimStep
from activityday.day.floating.models import Claim, Slip
from activityday.documents.codes import sheet_code
from activityday.people.organisation.checks import Refused
from activityday.people.roster.actions import come_home
from activityday.people.roster.models import Condition, Member
from tests.conftest import OPERATOR, Town, instant
from tests.floating.conftest import AT, HELD_ON, NOVEMBER

pytestmark = pytest.mark.django_db


def print_for(town: Town, *members: Member, days: int | None = None) -> list[actions.PrintedSlip]:
    return actions.print_slips(
        unit=town.village, members=members, month=NOVEMBER, page_days=days, by=OPERATOR, at=AT
    )


def record(slip: Slip, *, on: date = HELD_ON) -> Credit:
    return actions.record_slip(slip=slip, host_name="东莞示例社区", held_on=on, by=OPERATOR, at=AT)


def claim(code: str, *, on: date = HELD_ON, at: str = "2026-11-20 10:00") -> Claim:
    return actions.claim(
        page_code=code, host_name="东莞示例社区党委", held_on=on, confirmed_by="陈志强", at=instant(at)
    )


# ---- codes


def test_codes_of_slips_and_of_sheets_are_told_apart() -> None:
    assert read_slip_code(f" {slip_code(7).lower()} ") == slip_code(7)
    with pytest.raises(Refused, match="这是签到表的编号"):
        read_slip_code(sheet_code(7))
    with pytest.raises(Refused, match="不是回执编号"):
        read_slip_code("123")


def test_page_codes_are_long_and_forgive_how_they_are_typed() -> None:
    codes = {new_page_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 14 for code in codes)
    assert hash_of("a0b1-cdef-gh23") == hash_of("AOBI CDEF GH23")


# ---- a slip goes out and comes back


def test_the_same_month_is_the_same_slip(town: Town, away: Condition, members: list[Member]) -> None:
    first, second = print_for(town, members[0]), print_for(town, members[0], members[1])
    assert first[0].slip.code == second[0].slip.code != second[1].slip.code
    assert [one.slip.member.name for one in second] == [members[0].name, members[1].name]
    assert Slip.objects.count() == 2


def test_nobody_and_months_far_ahead_are_refused(town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="请先勾选"):
        print_for(town)
    with pytest.raises(Refused, match="最多打印 100 张"):
        print_for(town, *members * 11)
    with pytest.raises(Refused, match="还早"):
        actions.print_slips(
            unit=town.village, members=members[:1], month=date(2027, 1, 1), page_days=None, by=OPERATOR, at=AT
        )
    with pytest.raises(Refused, match="由党支部办"):
        actions.print_slips(
            unit=town.committee, members=members[:1], month=NOVEMBER, page_days=None, by=OPERATOR, at=AT
        )


def test_a_slip_that_comes_back_credits_its_member_and_month(
    town: Town, activity: Activity, away: Condition, members: list[Member]
) -> None:
    record(print_for(town, members[0])[0].slip)
    found = next(one for one in expected_at(activity, on=HELD_ON) if one.affiliated.member == members[0])
    assert (found.state, found.elsewhere[0].where) == (State.OTHER_MEANS, "东莞示例社区")


def test_a_code_used_twice_says_when_and_by_whom(town: Town, away: Condition, members: list[Member]) -> None:
    slip = print_for(town, members[0])[0].slip
    made = record(slip)
    with pytest.raises(Refused, match="2026-11-20已由命令 tests登记过"):
        record(slip)
    slip.refresh_from_db()
    with pytest.raises(Refused, match="不用再登记"):
        check_not_returned(slip)
    withdraw_credit(credited=made, why="看错了", by=OPERATOR, at=AT)
    assert record(slip).pk != made.pk


def test_a_code_of_another_branch_and_one_that_never_was(
    town: Town, away: Condition, members: list[Member]
) -> None:
    slip = print_for(town, members[0])[0].slip
    with pytest.raises(Refused, match="这是兴塘村的回执，不是柳堤村的"):
        check_slip_here(queries.slip_by_code(slip.code), town.other_village)
    with pytest.raises(Refused, match="没有打印过这个编号"):
        check_slip_here(queries.slip_by_code(slip_code(999)), town.village)
    assert check_slip_here(queries.slip_by_code(slip.code), town.village) == slip


def test_somebody_who_was_back_signs_at_home(town: Town, away: Condition, members: list[Member]) -> None:
    slip = print_for(town, members[0])[0].slip
    come_home(condition=away, on=date(2026, 10, 31), by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="可能已经返回"):
        record(slip)


def test_a_day_of_another_month_is_refused(town: Town, away: Condition, members: list[Member]) -> None:
    slip = print_for(town, members[0])[0].slip
    with pytest.raises(Refused, match="不在2026年11月"):
        record(slip, on=date(2026, 10, 30))
    assert not Credit.objects.exists()


def test_a_word_after_the_closing_waits_for_the_month_to_be_opened(
    town: Town, activity: Activity, away: Condition, members: list[Member]
) -> None:
    ActivityStep.objects.create(
        activity=activity, step=Step.CLOSE, state=Stage.CLOSED, by_name="甲", at=instant("2026-11-02 12:00")
    )
    Activity.objects.filter(pk=activity.pk).update(state=Stage.CLOSED)
    assert queries.late_words(town.village, on=AT.date()) == []
    record(print_for(town, members[0])[0].slip)
    late = queries.late_words(town.village, on=AT.date())
    assert [(one.member, one.month, one.where) for one in late] == [(members[0], NOVEMBER, "东莞示例社区")]
    assert queries.is_closed(town.village, NOVEMBER)
    assert queries.late_words(town.other_village, on=AT.date()) == []


def test_a_late_word_about_somebody_who_signed_at_home_is_no_reason_to_open_the_month(
    town: Town, activity: Activity, away: Condition, members: list[Member]
) -> None:
    seen = {members[0].pk: Mark(State.PRESENT)}
    save_roll(activity=activity, entries=seen, signed_count=None, base_version=0, by=OPERATOR, at=AT)
    ActivityStep.objects.create(
        activity=activity, step=Step.CLOSE, state=Stage.CLOSED, by_name="甲", at=instant("2026-11-02 12:00")
    )
    Activity.objects.filter(pk=activity.pk).update(state=Stage.CLOSED)
    made = record(print_for(town, members[0])[0].slip)
    assert queries.late_words(town.village, on=AT.date()) == []
    Pick.objects.create(member=members[0], month=NOVEMBER, picked=str(made.pk), by_name="甲", at=AT)
    assert [one.member for one in queries.late_words(town.village, on=AT.date())] == [members[0]]


# ---- the page without an account


def test_a_page_is_a_claim_until_somebody_accepts_it(
    town: Town, activity: Activity, away: Condition, members: list[Member]
) -> None:
    code = print_for(town, members[0], days=30)[0].page_code
    made = claim(code)
    assert [one.pk for one in queries.claims_waiting(town.committee)] == [made.pk]
    assert all(not one.elsewhere for one in expected_at(activity, on=HELD_ON))
    answered = actions.answer_claim(claimed=made, step=ClaimStep.ACCEPT, by=OPERATOR, at=AT)
    assert (answered.state, answered.credit.host_name) == (
        ClaimState.ACCEPTED,
        "东莞示例社区党委（陈志强证明）",
    )  # type: ignore[union-attr]
    assert [len(one.elsewhere) for one in expected_at(activity, on=HELD_ON)] == [1, *[0] * 9]
    with pytest.raises(Refused, match="已认定"):
        actions.answer_claim(claimed=made, step=ClaimStep.REFUSE, by=OPERATOR, at=AT)


def test_the_code_itself_is_kept_nowhere(town: Town, away: Condition, members: list[Member]) -> None:
    code = print_for(town, members[0], days=30)[0].page_code
    slip = Slip.objects.get()
    assert code not in (slip.page_hash or "")
    assert slip.page_expires_on == AT.date() + timedelta(days=30)
    assert code not in "".join(Entry.objects.values_list("changes", flat=True))


def test_a_page_is_filled_in_once(town: Town, away: Condition, members: list[Member]) -> None:
    code = print_for(town, members[0], days=30)[0].page_code
    claim(code)
    with pytest.raises(Refused, match=PAGE_OVER[:10]):
        claim(code)
    assert print_for(town, members[0], days=30)[0].page_code == ""


@pytest.mark.parametrize("at", ["2026-12-21 00:10", "2027-03-01 09:00"])
def test_a_page_expires(town: Town, away: Condition, members: list[Member], at: str) -> None:
    code = print_for(town, members[0], days=30)[0].page_code
    with pytest.raises(Refused, match="过期"):
        claim(code, at=at)
    claim(code, at="2026-12-20 23:50")


def test_a_page_is_revoked_by_hand_by_a_new_printing_and_by_the_paper(
    town: Town, away: Condition, members: list[Member]
) -> None:
    first = print_for(town, members[0], days=30)[0]
    second = print_for(town, members[0], days=30)[0]
    with pytest.raises(Refused):
        claim(first.page_code)
    actions.revoke_page(slip=second.slip, by=OPERATOR, at=AT)
    actions.revoke_page(slip=second.slip, by=OPERATOR, at=AT)
    with pytest.raises(Refused):
        claim(second.page_code)
    third = print_for(town, members[0], days=30)[0]
    print_for(town, members[0])
    record(third.slip)
    with pytest.raises(Refused):
        claim(third.page_code)
    assert Entry.objects.filter(action="floating.page_revoked").count() == 1


def test_a_page_wants_a_day_of_its_month(town: Town, away: Condition, members: list[Member]) -> None:
    code = print_for(town, members[0], days=30)[0].page_code
    with pytest.raises(Refused, match="要在这个月里"):
        claim(code, on=date(2026, 10, 30))
    with pytest.raises(Refused, match="不能晚于今天"):
        claim(code, on=date(2026, 11, 21))
    claim(code)


def test_a_claim_that_is_refused_frees_the_page(town: Town, away: Condition, members: list[Member]) -> None:
    made = claim(print_for(town, members[0], days=30)[0].page_code)
    actions.answer_claim(claimed=made, step=ClaimStep.REFUSE, by=OPERATOR, at=AT)
    again = claim(print_for(town, members[0], days=30)[0].page_code, at="2026-11-20 11:00")
    assert [one.pk for one in queries.claims_of(members[0], NOVEMBER)] == [again.pk, made.pk]
    assert not Credit.objects.exists()


def test_a_claim_beside_a_paper_that_came_first(town: Town, away: Condition, members: list[Member]) -> None:
    printed = print_for(town, members[0], days=30)[0]
    made = claim(printed.page_code)
    record(printed.slip)
    with pytest.raises(Refused, match="登记过"):
        actions.answer_claim(claimed=made, step=ClaimStep.ACCEPT, by=OPERATOR, at=AT)
    actions.answer_claim(claimed=made, step=ClaimStep.REFUSE, by=OPERATOR, at=AT)


def test_a_slip_is_found_by_its_branch(
    town: Town, away: Condition, members: list[Member], send_away: Callable[..., Condition]
) -> None:
    send_away(members[3])
    print_for(town, members[3], members[0])
    assert [one.member for one in queries.slips_of(town.village, NOVEMBER)] == [members[0], members[3]]
    assert queries.slips_of(town.other_village, NOVEMBER) == []
    made = claim(print_for(town, members[0], days=30)[0].page_code)
    assert queries.claim_of(town.village, made.pk) == made
    assert queries.claim_of(town.other_village, made.pk) is None
