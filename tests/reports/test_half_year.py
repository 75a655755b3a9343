"""A half-year is generated from what was closed, says what is missing, and is sent, received or returned."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.audit.queries import first_break, history_of
from activityday.day.schedule.actions import ask_for_day
from activityday.judgement.closing.actions import reopen
from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.enums import Filed, MonthState
from activityday.leadership.reports.half_year import actions
from activityday.leadership.reports.half_year.actions import draft_of
from activityday.leadership.reports.half_year.checks import gaps_of
from activityday.leadership.reports.half_year.facts import as_json, from_json
from activityday.leadership.reports.half_year.gathering import problems_of
from activityday.leadership.reports.half_year.queries import (
    half_years_due,
    report_by_filing,
    reports_of,
    rows_of,
    standing_of,
)
from activityday.leadership.reports.models import HalfYearReport
from activityday.office.filings.actions import answer, withdraw
from activityday.office.filings.enums import Kind, State, Step, Verb
from activityday.office.filings.queries import waiting_for
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level, Sector
from activityday.people.roster.models import Member
from activityday.rules.half_year import Half
from activityday.rules.participation import Counts
from tests.conftest import OPERATOR, START, Town, instant
from tests.reports.conftest import FIRST, SENT_AT

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 6)
Send = Callable[..., HalfYearReport]


def receive(report: HalfYearReport, town: Town, step: Step = Step.APPROVE, note: str = "") -> None:
    answer(filing=report.filing, step=step, note=note, by=town.users["clerk"], at=instant("2026-07-07 09:00"))
    report.filing.refresh_from_db()


def test_the_figures_are_those_that_were_frozen(town: Town, whole_half: list[Closing]) -> None:
    report = draft_of(town.village, FIRST, on=JULY).report
    assert (report.due, report.held) == (6, 6)
    assert [line.counts for line in report.lines] == [Counts(present=12)] * 5 + [Counts(present=11, absent=1)]
    assert [(rate.numerator, rate.denominator, rate.shown) for rate in report.rates] == [
        (71, 72, "98.6%")
    ] * 3
    assert report.lines[0].days_in_words == "1月5日"
    assert [posted.sentence for _, posted in report.posted] == ["2026年上半年：7月1日至7月7日，村务公开栏"]
    assert report.moved == []


def test_what_the_records_call_a_problem_is_offered_again_by_month(
    town: Town, whole_half: list[Closing]
) -> None:
    assert problems_of(town.village, FIRST).splitlines()[:2] == ["1月：1月缺凳子", "2月：2月缺凳子"]


def test_what_is_kept_reads_as_it_was(town: Town, whole_half: list[Closing]) -> None:
    report = draft_of(town.village, FIRST, on=JULY).report
    assert from_json(as_json(report)) == report


def test_a_rescheduling_is_told_with_its_approval(
    town: Town, twelve: list[Member], close_month: Callable[..., Closing]
) -> None:
    asked = ask_for_day(
        unit=town.village,
        month=date(2026, 6, 1),
        new_on=date(2026, 6, 3),
        reason="防汛",
        by=OPERATOR,
        on=date(2026, 5, 28),
        at=instant("2026-05-28 09:00"),
    )
    answer(
        filing=asked.filing,
        step=Step.APPROVE,
        note="",
        by=town.users["clerk"],
        at=instant("2026-05-29 09:00"),
    )
    close_month(town.village, 6, {}, twelve)
    report = draft_of(town.village, FIRST, on=JULY).report
    assert [moved.sentence for _, moved in report.moved] == [
        "6月1日改到6月3日（防汛），枫港镇党委5月29日同意"
    ]


def test_what_is_missing_is_said_with_the_way_to_it(
    town: Town, twelve: list[Member], close_month: Callable[..., Closing], hold: Callable[..., Any]
) -> None:
    close_month(town.village, 4, {}, twelve)
    hold(town.village, 5, {}, twelve)
    draft = draft_of(town.village, FIRST, on=JULY)
    assert [line.state for line in draft.report.lines] == [
        *[MonthState.BEFORE] * 3,
        MonthState.RECORDED,
        MonthState.UNRECORDED,
        MonthState.MISSING,
    ]
    assert (draft.report.due, draft.report.held) == (3, 1)
    assert gaps_of(draft.items) == [
        "5月的活动已开展，还没有归档。",
        "6月没有开展记录。确实开展了的请补录；没有开展的，请在下面写明原因。",
        "这半年没有党费公示的记录。",
    ]
    assert [item.url for item in draft.items if item.url] == [
        "/units/xingtang/2026/5/",
        "/units/xingtang/2026/6/",
    ]


def test_a_reopened_month_gives_no_figures_until_it_is_closed_again(
    town: Town, whole_half: list[Closing]
) -> None:
    reopen(activity=whole_half[5].activity, reason="漏记一人", by=OPERATOR, at=instant("2026-07-02 09:00"))
    line = draft_of(town.village, FIRST, on=JULY).report.lines[5]
    assert (line.state, line.counts) == (MonthState.UNRECORDED, Counts())


def test_who_is_not_recorded_is_no_gap_but_makes_the_rate_incomplete(
    town: Town, twelve: list[Member], close_month: Callable[..., Closing]
) -> None:
    close_month(town.village, 6, {twelve[0]: "未", twelve[1]: "缺", twelve[2]: "缺"}, twelve)
    items = draft_of(town.village, FIRST, on=JULY).items
    warned = [item.sentence for item in items if not item.passed and not item.is_gap]
    assert warned[0] == "有 1 人次未记录或待核实，不算缺席，参与率注明不完整。"
    assert warned[1].startswith("参与率：9 ÷ 12 = 75.0%")
    assert warned[1].endswith("不到 80%。")


def test_sending_freezes_the_half_and_waits_at_the_superior(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    report = send_half(town.village)
    filing = report.filing
    assert (filing.kind, filing.verb, filing.answered_by) == (Kind.HALF_YEAR, Verb.RECORD, town.committee)
    assert (filing.state_word, filing.late_note, report.version) == ("待收", "", 1)
    assert dict(filing.details)["参与率"] == "98.6%（71÷72）"
    assert list(waiting_for(town.committee)) == [filing]
    reopen(activity=whole_half[0].activity, reason="改错", by=OPERATOR, at=instant("2026-07-08 09:00"))
    assert from_json(HalfYearReport.objects.get().content).held == 6


def test_the_log_proves_the_content_without_repeating_it(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    report = send_half(town.village, problems="外出党员多")
    entries = list(history_of("filing", report.pk))
    assert [entry.action for entry in entries] == ["reports.half_year_sent", "filings.ask"]
    assert "外出" not in entries[0].changes
    assert (entries[0].code, first_break("fenggang")) == (report.audit_code, None)


def test_nothing_is_sent_before_the_last_activity_day(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    with pytest.raises(Refused, match="最后一次活动日是2026年6月1日，那天以后再报送"):
        send_half(town.village, at=instant("2026-05-31 09:00"))
    with pytest.raises(Refused, match="请书记签名"):
        send_half(town.village, secretary_name=" ")
    with pytest.raises(Refused, match="各不超过 1500 个字"):
        send_half(town.village, problems="多" * 1501)
    assert not HalfYearReport.objects.exists()


def test_gaps_need_a_reason_and_the_reason_goes_up_with_them(
    town: Town, twelve: list[Member], close_month: Callable[..., Closing], send_half: Send
) -> None:
    close_month(town.village, 5, {}, twelve)
    with pytest.raises(Refused, match="还有缺项"):
        send_half(town.village)
    report = send_half(town.village, gaps_reason="6月全村抗洪，没有办。")
    details = dict(report.filing.details)
    assert details["缺项说明"] == "6月全村抗洪，没有办。"
    assert len(report.gaps) == 2


@pytest.mark.parametrize("code", ["xingtang-1", "county"])
def test_a_party_group_and_the_top_do_not_file(town: Town, send_half: Send, code: str) -> None:
    unit = town.groups[0] if code == "xingtang-1" else town.county
    with pytest.raises(Refused, match="不单独报送"):
        send_half(unit)


def test_while_one_waits_no_other_is_sent(town: Town, whole_half: list[Closing], send_half: Send) -> None:
    first = send_half(town.village)
    with pytest.raises(Refused, match="已经报送，正等上级收"):
        send_half(town.village)
    withdraw(filing=first.filing, note="", by=town.users["secretary"], at=SENT_AT)
    assert standing_of(town.village, FIRST, on=JULY).state == Filed.SOON
    assert send_half(town.village).version == 2


def test_what_is_returned_is_sent_again_as_a_new_version(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    first = send_half(town.village)
    with pytest.raises(Refused, match="退回的，请写明要改什么"):
        receive(first, town, Step.REFUSE)
    receive(first, town, Step.REFUSE, "请写明五月为什么少两人")
    assert (first.filing.state_word, standing_of(town.village, FIRST, on=JULY).state) == (
        "已退回",
        Filed.RETURNED,
    )
    second = send_half(town.village)
    assert [one.version for one in reports_of(town.village, FIRST)] == [2, 1]
    receive(second, town)
    assert standing_of(town.village, FIRST, on=JULY).state == Filed.RECEIVED
    assert second.filing.state == State.APPROVED


def test_what_was_received_is_corrected_only_with_the_reason(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    receive(send_half(town.village), town)
    with pytest.raises(Refused, match="请写明更正了什么"):
        send_half(town.village)
    assert send_half(town.village, correction="六月补记一人").version == 2


def test_the_second_of_two_at_the_same_moment_is_told(
    town: Town, whole_half: list[Closing], send_half: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = send_half(town.village)
    receive(first, town, Step.REFUSE, "补一补")
    monkeypatch.setattr(actions, "next_version", lambda *_: 1)
    with pytest.raises(Refused, match="刚刚已经有人报送"):
        send_half(town.village)
    assert HalfYearReport.objects.count() == 1
    assert len(waiting_for(town.committee)) == 0


def test_what_comes_late_says_by_how_much(town: Town, whole_half: list[Closing], send_half: Send) -> None:
    report = send_half(town.village, at=instant("2026-07-13 09:00"))
    assert report.filing.late_note == "比期限晚 3 天"


def test_the_town_sums_up_its_branches_and_names_who_has_not_sent(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    draft = draft_of(town.committee, FIRST, on=JULY)
    assert [(branch.short_name, branch.due, branch.held) for branch in draft.report.branches] == [
        ("兴塘村", 6, 6),
        ("柳堤村", 6, 0),
    ]
    assert (draft.report.due, draft.report.held) == (12, 6)
    assert gaps_of(draft.items) == ["兴塘村、柳堤村的半年报备还没有收到。"]
    receive(send_half(town.village), town)
    receive(send_half(town.other_village, gaps_reason="没有办"), town)
    draft = draft_of(town.committee, FIRST, on=JULY)
    assert gaps_of(draft.items) == []
    assert [branch.filed_label for branch in draft.report.branches] == ["已收到", "已收到"]
    report = send_half(town.committee)
    assert (report.filing.answered_by, report.filing.state_word) == (town.county, "待收")


def test_a_town_has_ten_days_more_than_its_branches(town: Town, whole_half: list[Closing]) -> None:
    rows = rows_of(town.committee, 2026, on=date(2026, 7, 13))
    assert [(row.unit.short_name, [cell.state for cell in row.cells]) for row in rows] == [
        ("枫港镇党委", [Filed.SOON, Filed.NOT_DUE]),
        ("兴塘村", [Filed.OVERDUE, Filed.NOT_DUE]),
        ("柳堤村", [Filed.OVERDUE, Filed.NOT_DUE]),
    ]
    assert [row.unit for row in rows_of(town.county, 2026, on=JULY)] == [town.committee]


def test_half_years_before_the_system_was_used_are_nobody_s_debt(
    town: Town, whole_half: list[Closing]
) -> None:
    cells = [cell for row in rows_of(town.committee, 2025, on=JULY) for cell in row.cells]
    assert {(cell.state, cell.label) for cell in cells} == {(Filed.NOT_DUE, "启用以前")}


def test_what_is_due_is_listed_for_the_first_page(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    due = half_years_due(town.committee, on=JULY)
    assert [(one.unit.short_name, one.half, one.state) for one in due] == [
        ("枫港镇党委", FIRST, Filed.SOON),
        ("兴塘村", FIRST, Filed.SOON),
        ("柳堤村", FIRST, Filed.SOON),
    ]
    send_half(town.village)
    assert half_years_due(town.village, on=JULY) == []
    assert half_years_due(town.village, on=date(2026, 11, 1)) == []
    assert [one.half for one in half_years_due(town.other_village, on=date(2026, 12, 30))] == [
        FIRST,
        Half(2026, 2),
    ]


def test_a_half_year_is_found_behind_its_filing_only_from_where_it_belongs(
    town: Town, whole_half: list[Closing], send_half: Send
) -> None:
    report = send_half(town.village)
    units = (town.county, town.committee, town.village, town.other_village)
    assert [report_by_filing(unit, report.pk) == report for unit in units] == [True, True, True, False]


def test_a_board_and_a_sum_of_thirty_branches_ask_as_often_as_those_of_two(
    town: Town, whole_half: list[Closing]
) -> None:
    asked = []
    for number in (0, 30):
        for n in range(number):
            establish(
                parent=town.committee,
                code=f"branch-{n}",
                name=f"第{n}支部",
                level=Level.BRANCH,
                sector=Sector.VILLAGE,
                by=OPERATOR,
                at=START,
            )
        for read in (
            lambda: rows_of(town.committee, 2026, on=JULY),
            lambda: draft_of(town.committee, FIRST, on=JULY),
            lambda: half_years_due(town.committee, on=JULY),
        ):
            with CaptureQueriesContext(connection) as queries:
                read()
            asked.append(len(queries))
    assert asked[:3] == asked[3:]
    assert max(asked) <= 25
