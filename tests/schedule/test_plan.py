"""A year is drafted from what is known, kept by its differences, sent up whole."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from activityday.audit.queries import first_break, history_of
from activityday.day.schedule import plan_actions
from activityday.day.schedule.enums import Content, Form
from activityday.day.schedule.models import AnnualPlan, PlanEntry, PlanFiling, Suggestion
from activityday.day.schedule.plan import (
    LAST_YEAR,
    SUGGESTED,
    PlannedMonth,
    Suggested,
    as_json,
    drafted,
    from_json,
)
from activityday.day.schedule.plan_actions import (
    file_plan,
    keep_plan,
    publish_suggestion,
    withdraw_suggestion,
)
from activityday.day.schedule.plan_checks import StalePlan
from activityday.day.schedule.plan_queries import (
    changes_of,
    filed_states,
    planned_for,
    suggestions_for,
    year_of,
)
from activityday.day.schedule.queries import months_of
from activityday.office.filings.actions import answer, withdraw
from activityday.office.filings.enums import Kind, Step, Verb
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from tests.conftest import Town, instant

NOW = instant("2026-01-05 09:00")
MONTHS = months_of(2026)
JUNE = date(2026, 6, 1)
SUGGESTION = Suggested(Content.STUDY, Form.LECTURE, "学习新党章", 60)
BLANK = [PlannedMonth(month, theme=f"{month.month}月主题") for month in MONTHS]
Keep = Callable[..., AnnualPlan]


def changed(months: Sequence[PlannedMonth], number: int, **values: Any) -> list[PlannedMonth]:
    return [replace(one, **values) if one.month.month == number else one for one in months]


@pytest.fixture
def keep(town: Town) -> Keep:
    def kept(
        months: Sequence[PlannedMonth] = BLANK, *, base_version: int = 0, unit: Unit | None = None
    ) -> AnnualPlan:
        return keep_plan(
            unit=unit or town.village,
            year=2026,
            months=months,
            drafted=BLANK,
            base_version=base_version,
            by=town.users["secretary"],
            at=NOW,
        )

    return kept


@pytest.fixture
def suggest(town: Town) -> Callable[..., Suggestion]:
    def suggested(month: date = JUNE, *, sectors: Sequence[str] = (), **values: Any) -> Suggestion:
        return publish_suggestion(
            committee=town.committee,
            month=month,
            suggested=replace(SUGGESTION, **values),
            sectors=sectors,
            by=town.users["clerk"],
            at=NOW,
        )

    return suggested


def test_a_draft_takes_the_town_s_suggestion_first_then_last_year_and_invents_nothing() -> None:
    last = {
        6: PlannedMonth(date(2025, 6, 1), "旧主题", ("service",), "volunteering", "老张", "旧备注"),
        7: PlannedMonth(date(2025, 7, 1), "七一党课", ("study",), "lecture", "老张", "旧备注"),
    }
    suggestions = {JUNE: [SUGGESTION, replace(SUGGESTION, content="service", title="清河")]}
    found = {one.month.month: one for one in drafted(MONTHS, suggestions, last, in_charge="王秀兰")}
    assert found[6] == PlannedMonth(
        JUNE, "学习新党章", ("study", "service"), "lecture", "老张", "", SUGGESTED
    )
    assert found[7] == PlannedMonth(
        date(2026, 7, 1), "七一党课", ("study",), "lecture", "老张", "", LAST_YEAR
    )
    assert found[8] == PlannedMonth(date(2026, 8, 1), in_charge="王秀兰")
    assert (found[8].is_empty, found[7].is_empty) == (True, False)


def test_what_is_kept_reads_as_it_was() -> None:
    months = changed(BLANK, 6, contents=("study", "dues"), form="lecture", remark="在村部")
    assert from_json(as_json(months)) == months
    assert (months[5].contents_label, months[5].form_label) == ("组织学习教育、集中交纳党费", "讲授党课")


@pytest.mark.django_db
def test_the_first_keeping_takes_the_draft_up_and_stores_only_what_differs(town: Town, keep: Keep) -> None:
    assert year_of(town.village, 2026, BLANK).is_kept is False
    plan = keep(changed(BLANK, 6, theme="防汛"))
    found = year_of(town.village, 2026)
    assert (found.version, [one.theme for one in found.months][4:7]) == (1, ["5月主题", "防汛", "7月主题"])
    assert [(row.month, row.theme, row.changed_by) for row in PlanEntry.objects.all()] == [
        (JUNE, "防汛", "书记老王（secretary）")
    ]
    assert [entry.action for entry in history_of("annual_plan", plan.pk)] == ["schedule.plan_kept"]
    assert first_break("fenggang") is None


@pytest.mark.django_db
def test_a_later_change_is_another_row_and_the_older_one_stays(town: Town, keep: Keep) -> None:
    keep(changed(BLANK, 6, theme="防汛"))
    plan = keep(changed(BLANK, 6, theme="防汛", remark="改到堤上"), base_version=1)
    assert [(row.version, row.remark) for row in changes_of(plan)] == [(2, "改到堤上"), (1, "")]
    assert planned_for(town.village, JUNE) == PlannedMonth(JUNE, "防汛", remark="改到堤上")


@pytest.mark.django_db
def test_nothing_different_is_no_new_version(town: Town, keep: Keep) -> None:
    keep()
    assert keep(base_version=0).version == 1
    assert not PlanEntry.objects.exists()


@pytest.mark.django_db
def test_the_second_editor_is_told_and_loses_nothing(town: Town, keep: Keep) -> None:
    keep()
    keep(changed(BLANK, 6, theme="防汛"), base_version=1)
    with pytest.raises(StalePlan, match="别人改过这份计划") as told:
        keep(changed(BLANK, 7, theme="七一"), base_version=1)
    assert told.value.version == 2
    assert planned_for(town.village, date(2026, 7, 1)) == PlannedMonth(date(2026, 7, 1), "7月主题")


@pytest.mark.django_db
def test_two_who_take_the_draft_up_at_once_meet_at_the_table(
    town: Town, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep()
    monkeypatch.setattr(plan_actions, "year_of", lambda *_: year_of(town.other_village, 2026, BLANK))
    with pytest.raises(StalePlan):
        keep(changed(BLANK, 7, theme="七一"))
    assert AnnualPlan.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("months", "said"),
    [
        (BLANK[:11], "十二个月"),
        (changed(BLANK, 3, theme="长" * 101), "3月写得太长"),
        (changed(BLANK, 3, contents=("travel",)), "不在五项之内"),
    ],
)
def test_what_does_not_fit_is_refused(keep: Keep, months: list[PlannedMonth], said: str) -> None:
    with pytest.raises(Refused, match=said):
        keep(months)


@pytest.mark.django_db
def test_a_party_group_follows_its_branch(town: Town, keep: Keep) -> None:
    with pytest.raises(Refused, match="随所在党支部"):
        keep(unit=town.groups[0])
    keep(changed(BLANK, 6, theme="防汛"))
    found = planned_for(town.groups[0], JUNE)
    assert found is not None
    assert found.theme == "防汛"
    assert planned_for(town.other_village, JUNE) is None


@pytest.mark.django_db
def test_the_plan_is_sent_up_whole_and_frozen(town: Town, keep: Keep) -> None:
    plan = keep(changed(BLANK, 6, theme="防汛", contents=("service",), in_charge="王秀兰"))
    filed = file_plan(plan=plan, by=town.users["secretary"], at=NOW)
    filing = filed.filing
    assert (filing.kind, filing.verb, filing.answered_by) == (Kind.ANNUAL_PLAN, Verb.RECORD, town.committee)
    assert dict(filing.details)["6月"] == "防汛（服务党员群众），王秀兰"
    keep(changed(BLANK, 6, theme="改了"), base_version=1)
    assert from_json(PlanFiling.objects.get().content)[5].theme == "防汛"
    assert filed_states([town.village, town.other_village], 2026) == {town.village.pk: filed}


@pytest.mark.django_db
def test_a_plan_waits_once_and_is_sent_again_only_when_it_changed(town: Town, keep: Keep) -> None:
    plan, secretary = keep(), town.users["secretary"]
    first = file_plan(plan=plan, by=secretary, at=NOW)
    with pytest.raises(Refused, match="正等上级收"):
        file_plan(plan=plan, by=secretary, at=NOW)
    answer(filing=first.filing, step=Step.APPROVE, note="", by=town.users["clerk"], at=NOW)
    with pytest.raises(Refused, match="报送以后没有改过"):
        file_plan(plan=plan, by=secretary, at=NOW)
    keep(changed(BLANK, 6, theme="防汛"), base_version=1)
    second = file_plan(plan=plan, by=secretary, at=NOW)
    assert second.number == 2
    withdraw(filing=second.filing, note="", by=secretary, at=NOW)
    assert filed_states([town.village], 2026)[town.village.pk].number == 1


@pytest.mark.django_db
def test_months_to_come_need_a_theme_and_past_ones_do_not(town: Town, keep: Keep) -> None:
    plan = keep(changed(changed(BLANK, 3, theme=""), 9, theme=""))
    with pytest.raises(Refused, match="9月还没有写主题"):
        file_plan(plan=plan, by=town.users["secretary"], at=instant("2026-05-05 09:00"))
    with pytest.raises(Refused, match="3月、9月还没有写主题"):
        file_plan(plan=plan, by=town.users["secretary"], at=NOW)


@pytest.mark.django_db
def test_the_second_of_two_who_send_at_the_same_moment_is_told(
    town: Town, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, secretary = keep(), town.users["secretary"]
    first = file_plan(plan=plan, by=secretary, at=NOW)
    withdraw(filing=first.filing, note="", by=secretary, at=NOW)
    monkeypatch.setattr(plan_actions, "next_number", lambda _: 1)
    with pytest.raises(Refused, match="刚刚已经有人报送"):
        file_plan(plan=plan, by=secretary, at=NOW)
    assert PlanFiling.objects.count() == 1


@pytest.mark.django_db
def test_a_county_s_plan_has_nobody_to_go_to(town: Town) -> None:
    plan = AnnualPlan.objects.create(unit=town.county, year=2026, drafted=as_json(BLANK), version=1)
    with pytest.raises(Refused, match="没有上级可以报送"):
        file_plan(plan=plan, by=town.users["county_officer"], at=NOW)


@pytest.mark.django_db
def test_a_suggestion_reaches_the_sectors_it_is_for_until_it_is_withdrawn(
    town: Town, suggest: Callable[..., Suggestion]
) -> None:
    everybody, villages = suggest(), suggest(title="秋收互助", sectors=["village"])
    suggest(title="机关讨论", sectors=["department"])
    units = (town.village, town.groups[0], town.committee)
    assert [[one.title for one in suggestions_for(unit, [JUNE]).get(JUNE, [])] for unit in units] == [
        ["学习新党章", "秋收互助"],
        ["学习新党章", "秋收互助"],
        ["学习新党章"],
    ]
    for _ in range(2):
        withdraw_suggestion(suggestion=everybody, by=town.users["clerk"], at=NOW)
    assert [one.title for one in suggestions_for(town.village, [JUNE])[JUNE]] == [villages.title]
    assert len(history_of("suggestion", everybody.pk)) == 2
    with pytest.raises(Refused, match="请填写题目"):
        suggest(title=" ")


@pytest.mark.django_db
def test_a_year_costs_the_same_queries_for_one_change_and_for_many(
    town: Town, keep: Keep, django_assert_num_queries: Callable[..., Any]
) -> None:
    keep(changed(BLANK, 6, theme="防汛"))
    with django_assert_num_queries(2):
        year_of(town.village, 2026)
    keep([replace(one, remark="改") for one in BLANK], base_version=1)
    with django_assert_num_queries(2):
        year_of(town.village, 2026)
