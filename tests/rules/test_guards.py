"""notice 一, 三, 四(三): half a day, real content, no forbidden spending."""

import pytest

from activityday.rules.guards import PlannedSegment, Severity, allowed_expense, half_day, real_content

STUDY = PlannedSegment("study", "collective_study", 60)
DUES = PlannedSegment("dues", "dues", 20)
LABOUR = PlannedSegment("service", "labour", 180)
ASSIGNMENT = PlannedSegment("study", "assignment", 60)


@pytest.mark.parametrize(("minutes", "passes"), [(180, True), (179, False), (0, False), (240, True)])
def test_half_a_day_is_the_number_itself(minutes: int, passes: bool) -> None:
    assert half_day(minutes, least=180).passed is passes


def test_a_shorter_day_needs_a_reason_and_is_then_flagged() -> None:
    assert (
        half_day(120, least=180).sentence == "共 120 分钟，比半天（180 分钟）少 60 分钟。请补足，或写明原因。"
    )
    excused = half_day(120, least=180, reason="暴雨转移群众")
    assert (excused.passed, excused.severity) == (True, Severity.WARN)
    assert half_day(120, least=180, reason="   ").passed is False


@pytest.mark.parametrize(
    ("segments", "passes"),
    [
        ([STUDY], True),
        ([STUDY, LABOUR], True),
        ([DUES], False),
        ([LABOUR], False),
        ([LABOUR, ASSIGNMENT, DUES], False),
        ([], False),
        ([PlannedSegment("service", "volunteering", 90)], True),
    ],
)
def test_labour_or_handing_out_work_cannot_stand_for_the_day(
    segments: list[PlannedSegment], passes: bool
) -> None:
    assert real_content(segments).passed is passes


@pytest.mark.parametrize("reason", ["", "下雨"])
def test_a_day_without_times_has_no_length_whatever_the_reason(reason: str) -> None:
    assert half_day(0, least=180, reason=reason).sentence == "还没有填开始和结束时间，算不出时长。请填上。"


@pytest.mark.parametrize(
    ("segments", "instead"),
    [
        ([], "现在还没有"),
        ([DUES], "现在只有交纳党费"),
        ([LABOUR, ASSIGNMENT, DUES], "现在只有义务劳动、工作布置、交纳党费"),
        ([PlannedSegment("", "other", 30)], "现在只有其他环节"),
    ],
)
def test_the_guard_names_what_cannot_stand_alone(segments: list[PlannedSegment], instead: str) -> None:
    assert f"，{instead}。" in real_content(segments).sentence


def test_the_guard_says_what_is_there_instead() -> None:
    assert (
        real_content([LABOUR]).sentence
        == "至少要有学习教育、党性分析、民主议事、服务群众中的一项，现在只有义务劳动。请加一项。"
    )


@pytest.mark.parametrize("kind", ["travel", "allowance", "souvenir", "banquet"])
def test_forbidden_spending_is_refused_by_name(kind: str) -> None:
    found = allowed_expense(kind)
    assert (found.passed, found.clause) == (False, "notice 四(三)")


def test_books_may_be_bought() -> None:
    assert allowed_expense("material").passed
