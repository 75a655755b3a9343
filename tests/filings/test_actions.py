"""What is sent upward is answered once, by its steps only."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from activityday.audit.queries import first_break, history_of
from activityday.office.filings import actions
from activityday.office.filings.enums import TRANSITIONS, State, Step
from activityday.office.filings.models import Filing, FilingStep
from activityday.office.filings.queries import answered_by, asked_by, filing_of, following, waiting_for
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from tests.conftest import OPERATOR, START, Town, instant

pytestmark = pytest.mark.django_db
NOW = instant("2026-11-23 09:00")
Make = Callable[..., Filing]


def steps(filing: Filing) -> list[tuple[int, str, str, str]]:
    return [(one.number, one.step, one.state, one.note) for one in filing.steps.order_by("number")]


def test_asking_keeps_what_is_asked_and_waits_at_the_superior(town: Town, make_filing: Make) -> None:
    filing = make_filing(late_note="原定日后 2 天提出")
    assert (filing.state, filing.late_note, filing.committee) == (
        State.ASKED,
        "原定日后 2 天提出",
        town.committee,
    )
    assert steps(filing) == [(1, "ask", "asked", "")]
    assert [list(waiting_for(unit)) for unit in (town.committee, town.county, town.village)] == [
        [filing],
        [],
        [],
    ]
    assert [list(asked_by(unit)) for unit in (town.village, town.other_village)] == [[filing], []]


@pytest.mark.parametrize(("step", "state"), [(Step.APPROVE, State.APPROVED), (Step.REFUSE, State.REFUSED)])
def test_an_answer_ends_the_waiting_and_says_who_and_why(
    town: Town, make_filing: Make, step: Step, state: State
) -> None:
    filing = make_filing()
    actions.answer(filing=filing, step=step, note="按原定日办", by=town.users["clerk"], at=NOW)
    filing.refresh_from_db()
    assert filing.state == state
    assert steps(filing)[1:] == [(2, step, state, "按原定日办")]
    assert [list(waiting_for(town.committee)), list(answered_by(town.committee))] == [[], [filing]]
    assert [entry.action for entry in history_of("filing", filing.pk)] == [
        f"filings.{step.value}",
        "filings.ask",
    ]
    assert first_break("fenggang") is None


def test_a_refusal_without_its_reason_is_refused(town: Town, make_filing: Make) -> None:
    filing = make_filing()
    with pytest.raises(Refused, match="请写明原因"):
        actions.answer(filing=filing, step=Step.REFUSE, note="  ", by=town.users["clerk"], at=NOW)
    with pytest.raises(Refused, match="不超过 300 个字"):
        actions.answer(filing=filing, step=Step.APPROVE, note="好" * 301, by=town.users["clerk"], at=NOW)
    with pytest.raises(Refused, match="请选择同意或不同意"):
        actions.answer(filing=filing, step=Step.WITHDRAW, note="", by=town.users["clerk"], at=NOW)
    assert steps(filing) == [(1, "ask", "asked", "")]


ENDS = [Step.APPROVE, Step.REFUSE, Step.WITHDRAW]


def take(filing: Filing, step: Step, town: Town) -> None:
    if step == Step.WITHDRAW:
        actions.withdraw(filing=filing, note="", by=town.users["secretary"], at=NOW)
    else:
        actions.answer(filing=filing, step=step, note="已阅", by=town.users["clerk"], at=NOW)


@pytest.mark.parametrize("first", ENDS)
@pytest.mark.parametrize("second", ENDS)
def test_nothing_follows_an_end_not_even_from_a_page_that_is_stale(
    town: Town, make_filing: Make, first: Step, second: Step
) -> None:
    filing = make_filing()
    stale = Filing.objects.get(pk=filing.pk)
    take(filing, first, town)
    with pytest.raises(Refused, match=f"已由.+{first.label}，不用再办"):
        take(stale, second, town)
    assert len(steps(filing)) == 2


@pytest.mark.parametrize("second", ENDS)
def test_the_second_of_two_at_the_very_same_moment_is_told_who_was_first(
    town: Town, make_filing: Make, monkeypatch: pytest.MonkeyPatch, second: Step
) -> None:
    filing = make_filing()
    read = Filing.refresh_from_db

    def answered_just_after_reading(self: Filing, *args: Any, **kwargs: Any) -> None:
        read(self, *args, **kwargs)
        FilingStep.objects.create(
            filing=self, number=2, step=Step.APPROVE, state=State.APPROVED, by_name="县委老周", at=NOW
        )

    monkeypatch.setattr(Filing, "refresh_from_db", answered_just_after_reading)
    with pytest.raises(Refused, match="已由县委老周同意，不用再办"):
        take(filing, second, town)
    assert Filing.objects.get().state == State.ASKED


def test_states_change_only_along_the_table(make_filing: Make) -> None:
    assert {state for state, _ in TRANSITIONS} == {State.ASKED}
    assert set(TRANSITIONS.values()) == {State.APPROVED, State.REFUSED, State.WITHDRAWN}


def test_several_are_answered_each_for_itself(town: Town, make_filing: Make) -> None:
    one, two, three = make_filing("一"), make_filing("二"), make_filing("三")
    take(two, Step.WITHDRAW, town)
    outcome = actions.answer_all(
        filings=[one, two, three], step=Step.APPROVE, note="", by=town.users["clerk"], at=NOW
    )
    assert [filing.subject for filing in outcome.answered] == ["一", "三"]
    assert [(filing.subject, sentence) for filing, sentence in outcome.refused] == [
        ("二", "这件申请已由书记老王（secretary）撤回，不用再办。")
    ]


def test_the_oldest_deadline_stands_first_and_what_has_none_last(town: Town, make_filing: Make) -> None:
    later, none, sooner = (
        make_filing("晚", due_on=date(2026, 12, 5)),
        make_filing("无", due_on=None),
        make_filing("早", due_on=date(2026, 11, 25)),
    )
    assert list(waiting_for(town.committee)) == [sooner, later, none]
    assert [following(town.committee, one) for one in (sooner, later, none)] == [later, none, sooner]
    take(sooner, Step.APPROVE, town)
    take(none, Step.APPROVE, town)
    assert following(town.committee, later) is None


def test_the_towns_office_also_answers_for_its_general_branches(town: Town, make_filing: Make) -> None:
    general = establish(
        parent=town.committee,
        code="general",
        name="枫港社区党总支",
        level=Level.GENERAL_BRANCH,
        by=OPERATOR,
        at=START,
    )
    branch = establish(
        parent=general, code="north", name="社区北支部", level=Level.BRANCH, by=OPERATOR, at=START
    )
    filing = make_filing(unit=branch, answered_by=general)
    assert [list(waiting_for(unit)) for unit in (general, town.committee, town.county)] == [
        [filing],
        [filing],
        [],
    ]


def test_a_filing_is_found_only_from_where_it_belongs(town: Town, make_filing: Make) -> None:
    filing = make_filing()
    seen = {
        unit.code: filing_of(unit, filing.pk) == filing
        for unit in (town.county, town.committee, town.village, town.other_village, town.groups[0])
    }
    assert seen == {"county": True, "fenggang": True, "xingtang": True, "liudi": False, "xingtang-1": False}


@pytest.mark.parametrize("number", [1, 40])
def test_the_list_costs_the_same_queries_for_one_and_for_forty(
    town: Town, make_filing: Make, django_assert_num_queries: Callable[..., Any], number: int
) -> None:
    for n in range(number):
        make_filing(f"第 {n} 件")
    with django_assert_num_queries(2):
        assert len([filing.steps.all()[0].by_name for filing in waiting_for(town.committee)]) == number
