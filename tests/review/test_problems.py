"""A problem goes from the list to somebody, to done, to checked; until then it comes back."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from activityday.audit.models import Entry
from activityday.contents.review.actions import (
    assign,
    close_out,
    extend,
    finish,
    place_problems,
    reopen,
    report,
    send_back,
    strike,
)
from activityday.contents.review.actions.problems import agenda_title
from activityday.contents.review.drafts import Assignment
from activityday.contents.review.enums import ProblemState, ProblemStep
from activityday.contents.review.models import LifeMeeting, Problem, ProblemEntry
from activityday.contents.review.queries import (
    open_problems,
    preparing_activity,
    problem_of,
    problems_settled,
)
from activityday.day.activity.enums import Content, Form
from activityday.day.activity.models import Activity, Segment
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from activityday.rules.follow_up import Urgency
from tests.conftest import Town
from tests.review.conftest import DAY, LATER, NOON

pytestmark = pytest.mark.django_db
List = Callable[..., Problem]
TODAY = date(2026, 11, 26)
WHAT = Assignment("每月学一次", "张三", date(2026, 12, 20))


def steps(problem: Problem) -> list[str]:
    return list(
        ProblemEntry.objects.filter(problem=problem).order_by("number").values_list("step", flat=True)
    )


def test_a_problem_is_given_to_somebody_done_checked_and_off_the_list(town: Town, list_problem: List) -> None:
    problem, by = list_problem(), town.users["recorder"]
    assign(problem=problem, assignment=WHAT, by=by, at=NOON)
    report(problem=problem, text="学了一次", by=by, at=NOON)
    finish(problem=problem, text="学了三次，有记录", by=by, at=LATER)
    send_back(problem=problem, text="记录不全", by=by, at=LATER)
    finish(problem=problem, text="补齐了", by=by, at=LATER)
    assert [one.problem for one in open_problems(town.village, on=TODAY)] == [problem]
    close_out(problem=problem, text="书记看过记录", on=TODAY, by=by, at=LATER)
    problem.refresh_from_db()
    assert (problem.state, problem.closed_on) == (ProblemState.CLOSED_OUT, TODAY)
    assert (open_problems(town.village, on=TODAY), list(problems_settled(town.village))) == ([], [problem])
    assert steps(problem) == ["enter", "assign", "report", "finish", "send_back", "finish", "close_out"]
    reopen(problem=problem, text="又不学了", by=by, at=LATER)
    problem.refresh_from_db()
    assert (problem.state, problem.closed_on) == (ProblemState.WORKING, None)


def test_a_step_that_is_not_its_turn_is_refused_and_writes_nothing(town: Town, list_problem: List) -> None:
    problem, by = list_problem(), town.users["recorder"]
    acts = (
        lambda: report(problem=problem, text="x", by=by, at=NOON),
        lambda: finish(problem=problem, text="x", by=by, at=NOON),
        lambda: close_out(problem=problem, text="x", on=DAY, by=by, at=NOON),
        lambda: reopen(problem=problem, text="x", by=by, at=NOON),
        lambda: extend(problem=problem, due_on=date(2027, 1, 1), why="x", by=by, at=NOON),
    )
    for act in acts:
        with pytest.raises(Refused, match="这个问题现在是“待定措施”"):
            act()
    assert steps(problem) == [ProblemStep.ENTER]


def test_measure_owner_and_deadline_are_set_once(town: Town, list_problem: List) -> None:
    problem, by = list_problem(assigned=True), town.users["recorder"]
    with pytest.raises(Refused, match="不能再“定措施"):
        assign(problem=problem, assignment=WHAT, by=by, at=NOON)
    early = list_problem(title="台账不全")
    with pytest.raises(Refused, match="整改期限早于发现日期"):
        assign(problem=early, assignment=Assignment("补", "张三", date(2026, 11, 19)), by=by, at=NOON)
    with pytest.raises(Refused, match="请写明责任人"):
        assign(problem=early, assignment=Assignment("补", " ", date(2026, 12, 19)), by=by, at=NOON)


def test_more_time_is_later_and_has_a_reason(town: Town, list_problem: List) -> None:
    problem, by = list_problem(assigned=True), town.users["recorder"]
    with pytest.raises(Refused, match="延期要更晚"):
        extend(problem=problem, due_on=date(2026, 12, 20), why="等人", by=by, at=NOON)
    with pytest.raises(Refused, match="请写明为什么延期"):
        extend(problem=problem, due_on=date(2027, 1, 20), why=" ", by=by, at=NOON)
    extend(problem=problem, due_on=date(2027, 1, 20), why="等人", by=by, at=NOON)
    problem.refresh_from_db()
    assert problem.due_on == date(2027, 1, 20)


def test_what_was_no_problem_leaves_the_list_with_its_reason(town: Town, list_problem: List) -> None:
    problem = list_problem()
    strike(problem=problem, text="重复了", by=town.users["recorder"], at=NOON)
    assert open_problems(town.village, on=TODAY) == []
    with pytest.raises(Refused, match="现在是“不再列”"):
        strike(problem=problem, text="再来", by=town.users["recorder"], at=NOON)


def test_a_check_is_not_of_tomorrow(town: Town, list_problem: List) -> None:
    problem, by = list_problem(assigned=True), town.users["recorder"]
    finish(problem=problem, text="好了", by=by, at=NOON)
    with pytest.raises(Refused, match="核实日期还没有到"):
        close_out(problem=problem, text="看过", on=date(2026, 11, 21), by=by, at=NOON)


def test_a_problem_that_cannot_be_is_refused(
    town: Town, list_problem: List, plan_meeting: Callable[..., LifeMeeting]
) -> None:
    for changed, sentence in (
        ({"title": " "}, "请写明问题"),
        ({"title": "长" * 101}, "不超过 100 个字"),
        ({"found_on": date(2026, 11, 21)}, "发现日期还没有到"),
        ({"unit": town.committee}, "记在党支部名下"),
        ({"meeting": plan_meeting(unit=town.other_village)}, "不是本支部的"),
    ):
        with pytest.raises(Refused, match=sentence):
            list_problem(**changed)
    form_id = uuid4()
    list_problem(form_id=form_id)
    with pytest.raises(Refused, match="刚刚已经列入了"):
        list_problem(form_id=form_id)
    assert Problem.objects.count() == 1


def test_the_nearest_day_comes_first_and_without_a_day_last(town: Town, list_problem: List) -> None:
    bare = list_problem(title="没有措施")
    later = list_problem(title="还早", assigned=True, due_on=date(2027, 3, 1))
    soon = list_problem(title="快到", assigned=True, due_on=date(2026, 12, 10))
    late = list_problem(title="超期", assigned=True, due_on=date(2026, 11, 25))
    neighbour = list_problem(title="邻村的", unit=town.other_village)
    found = open_problems(town.village, on=TODAY)
    assert [(one.problem, one.urgency, one.is_overdue) for one in found] == [
        (late, Urgency.OVERDUE, True),
        (soon, Urgency.SOON, False),
        (later, Urgency.LATER, False),
        (bare, None, False),
    ]
    assert neighbour in [one.problem for one in open_problems(town.committee, on=TODAY)]
    finish(problem=late, text="好了", by=town.users["recorder"], at=NOON)
    assert not open_problems(town.village, on=TODAY)[0].is_overdue


def test_every_word_of_a_problem_is_sealed_and_in_no_entry_of_the_log(
    town: Town, people: list[Member], list_problem: List
) -> None:
    problem, by = list_problem(title="爱打麻将", member=people[7]), town.users["secretary"]
    assign(problem=problem, assignment=Assignment("家人监督", "组长", date(2026, 12, 20)), by=by, at=NOON)
    report(problem=problem, text="这周没有去", by=by, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, measure FROM review_problem")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT text FROM review_problementry")
        stored += str(cursor.fetchall())
    said = ("爱打麻将", "家人监督", "这周没有去", people[7].name)
    assert [words for words in said if words in stored] == []
    entries = Entry.objects.filter(action__startswith="review")
    assert [entry for entry in entries for words in said if words in entry.changes + entry.object_label] == []


def test_open_ones_go_on_the_agenda_by_title_and_personal_ones_by_number(
    town: Town, people: list[Member], list_problem: List, december: Activity
) -> None:
    by = town.users["secretary"]
    first = list_problem(title="学习不经常")
    second = list_problem(title="爱打麻将", member=people[7])
    assert preparing_activity(town.village, on=TODAY) == december
    segment = place_problems(unit=town.village, activity=december, problems=[first, second], by=by, at=NOON)
    again = place_problems(unit=town.village, activity=december, problems=[first, second], by=by, at=NOON)
    assert (segment.content, segment.form) == (Content.ANALYSIS, Form.TOPIC_DISCUSSION)
    assert (segment.title, again) == ("问题整改：学习不经常（另有个人问题 1 个）", segment)
    found = problem_of(town.village, second.pk)
    assert found is not None
    assert found.segment == segment
    assert Segment.objects.filter(title__contains="麻将").count() == 0
    with pytest.raises(Refused, match="没有要列入议程的问题"):
        place_problems(unit=town.village, activity=december, problems=[], by=by, at=NOON)
    december.state = "held"
    with pytest.raises(Refused, match="已经开展"):
        place_problems(unit=town.village, activity=december, problems=[first], by=by, at=NOON)


def test_a_long_agenda_is_cut_before_its_tail(people: list[Member], list_problem: List) -> None:
    many = [list_problem(title=f"第{n}个问题的题目相当长相当长") for n in range(12)]
    personal = list_problem(title="爱打麻将", member=people[7])
    title = agenda_title([*many, personal])
    assert (len(title), title.endswith("…（另有个人问题 1 个）")) == (100, True)
    assert agenda_title([personal]) == "问题整改：个人问题 1 个"
