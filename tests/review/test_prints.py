"""方案, 记录, 清单, 登记簿, 台账, opened and read: as PDF, as Word, as a workbook. What was said in talks stands in none."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document

from activityday.contents.review import printing
from activityday.contents.review.actions import finish, gather_opinions, tell_absent
from activityday.contents.review.models import HeartTalk, LifeMeeting, Meeting, Problem
from activityday.contents.review.queries import (
    counters_of,
    life_meeting_of,
    life_meetings_of,
    meetings_of,
    problems_of,
    segments_in_year,
    talk_of,
    talks_of,
)
from activityday.day.activity.models import Activity
from activityday.documents.papers.review import ReviewPaper, render_docx, render_pdf
from activityday.people.roster.models import Member
from tests.closing.conftest import hold  # noqa: F401 -- fixture
from tests.conftest import Town
from tests.documents.looking import words
from tests.documents.samples import HOSTILE
from tests.review.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
SECRET = "爱人生病欠了债"
TODAY = date(2026, 11, 26)


def pdf(paper: ReviewPaper) -> str:
    return "".join(words(render_pdf(paper)))


def docx(paper: ReviewPaper) -> str:
    document = Document(BytesIO(render_docx(paper)))
    said = [paragraph.text for paragraph in document.paragraphs]
    said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join(said).split())


@pytest.fixture
def meeting(
    town: Town,
    people: list[Member],
    plan_meeting: Callable[..., LifeMeeting],
    hold_meeting: Callable[..., LifeMeeting],
    list_problem: Callable[..., Problem],
    enter: Callable[..., HeartTalk],
) -> LifeMeeting:
    """Held, two away of whom one was told, one silent, two problems, one opinion, one talk."""
    planned, by = plan_meeting(), town.users["secretary"]
    gather_opinions(meeting=planned, lines=["会上总是那几个人说"], people_asked=9, by=by, at=NOON)
    enter(0, 4, content=SECRET, meeting=planned)
    held = hold_meeting(planned, people, away=people[10:], silent=[people[4]])
    tell_absent(meeting=held, members=[people[10].pk], on=DAY, by=by, at=NOON)
    list_problem(title="学习不经常", meeting=held, assigned=True)
    list_problem(title="爱打麻将", meeting=held, member=people[7])
    found = life_meeting_of(town.village, held.pk)
    assert found is not None
    return found


@pytest.mark.parametrize("read", [pdf, docx])
def test_the_plan_says_what_is_done_before_at_and_after(
    meeting: LifeMeeting, people: list[Member], read: Callable[[ReviewPaper], str]
) -> None:
    full, outside = (read(printing.life_plan(meeting, full=full)) for full in (True, False))
    for said in (
        "组织生活会方案",
        "学党章守纪律",
        "2026年11月20日",
        "问了9人",
        "会上总是那几个人说",
        "爱打麻将",
    ):
        assert said in full
    for said in ("会上总是那几个人说", "爱打麻将", people[7].name):
        assert said not in outside
    assert ("学习不经常" in outside, "另有个人问题1个" in outside, SECRET in full + outside) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("read", [pdf, docx])
def test_the_record_names_the_exceptions_only_where_they_belong(
    meeting: LifeMeeting, people: list[Member], read: Callable[[ReviewPaper], str]
) -> None:
    found = read(printing.life_record(meeting))
    for said in (
        "应到12人，到会10人",
        f"{people[10].name}（11月20日告知）、{people[11].name}（还没有告知）",
        f"除{people[4].name}以外，到会的都作了自我批评。",
        "到会的都提了批评意见。",
        "书记先作了对照检查。",
        "有表决权的党员12人，到会10人，达到三分之二",
        "逐人发言",
        f"爱打麻将（{people[7].name}）",
    ):
        assert said in found
    assert SECRET not in found


@pytest.mark.parametrize("read", [pdf, docx])
def test_the_list_masks_personal_problems_unless_the_branch_asks(
    town: Town, meeting: LifeMeeting, people: list[Member], read: Callable[[ReviewPaper], str]
) -> None:
    rows = list(problems_of(town.village))
    for make in (
        lambda names: printing.problems_of_meeting(meeting, with_names=names),
        lambda names: printing.rectification_list(town.village, rows, with_names=names),
    ):
        masked, named = read(make(False)), read(make(True))
        assert ("学习不经常" in masked, "每月学一次，专人记" in masked, "2026年12月20日" in masked) == (
            True,
        ) * 3
        assert ("爱打麻将" in masked, people[7].name in masked) == (False, False)
        assert "另有个人问题1个，不在这里写名字和内容。" in masked
        assert (f"爱打麻将（{people[7].name}）" in named, "另有个人问题" in named) == (True, False)


def test_a_list_without_any_problem_of_the_branch_says_so(town: Town) -> None:
    assert "没有列出支部的问题" in pdf(printing.rectification_list(town.village, [], with_names=False))


def test_the_register_has_names_and_days_and_never_what_was_said(
    town: Town, meeting: LifeMeeting, people: list[Member], enter: Callable[..., HeartTalk]
) -> None:
    enter(1, 5, content=SECRET, held_on=date(2026, 3, 2))
    found = pdf(printing.talk_register(town.village, list(talks_of(town.village, 2026)), year=2026))
    for said in ("2026年谈心谈话登记", people[4].name, people[5].name, "2026年3月2日", "谈话内容不印"):
        assert said in found
    assert SECRET not in found
    assert found.index("2026年3月2日") < found.index("2026年11月20日")
    assert "今年还没有登记" in pdf(printing.talk_register(town.village, [], year=2025))


def test_one_talk_prints_what_was_said_only_when_it_is_handed_over(town: Town, meeting: LifeMeeting) -> None:
    talk = talk_of(town.village, talks_of(town.village, 2026)[0].pk)
    assert talk is not None
    bare, full = pdf(printing.talk_record(talk, "")), pdf(printing.talk_record(talk, SECRET))
    assert (SECRET in bare, "（内容不印）" in bare, SECRET in full) == (False, True, True)


def ledger_of(town: Town) -> tuple[Any, list[printing.LedgerLine]]:
    found = counters_of(town.village, 2026, on=TODAY)
    parts = segments_in_year(town.village, 2026, on=TODAY)
    life = [one for one in life_meetings_of(town.village, 2026) if one.is_held]
    return found, printing.ledger_lines(parts, list(meetings_of(town.village, 2026)), life)


def test_the_ledger_has_the_quarters_and_every_meeting(
    town: Town,
    people: list[Member],
    meeting: LifeMeeting,
    meet: Callable[..., Meeting],
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    activity = hold(town.village, 10, {}, people)
    activity.segments.filter(position=1).update(form="lecture", title="党的纪律")
    meet()
    found, lines = ledger_of(town)
    assert [(line.held_on, line.duty) for line in lines if line.title == "党的纪律"] == [
        (activity.held_on, "党课")
    ]
    said = pdf(printing.ledger(found, lines))
    for words_ in ("2026年三会一课台账", "第四季度", "党的纪律", "研究冬修", "3／3", "1／3，差1"):
        assert words_ in said
    book = openpyxl.load_workbook(BytesIO(printing.ledger_xlsx(found, lines)))
    assert book.sheetnames == ["各季度", "每一次"]
    assert [row[0].value for row in book["各季度"].iter_rows(min_row=4, max_row=7)] == [
        "党员大会",
        "支委会",
        "党小组会",
        "党课",
    ]
    assert [row[2].value for row in book["每一次"].iter_rows(min_row=4)][:3] == [
        line.title for line in lines[:3]
    ]


def test_an_empty_ledger_says_so(town: Town) -> None:
    assert "今年还没有记下的会" in pdf(printing.ledger(*ledger_of(town)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_was_typed_is_printed_as_text(
    town: Town, list_problem: Callable[..., Problem], meet: Callable[..., Meeting], hostile: str
) -> None:
    title = hostile[:100].strip() or "空"
    problem = list_problem(title=title, assigned=True)
    finish(problem=problem, text="好", by=town.users["recorder"], at=NOON)
    meet(title=title)
    paper = printing.rectification_list(town.village, list(problems_of(town.village)), with_names=True)
    assert render_pdf(paper)[:5] == b"%PDF-"
    assert "已整改，待核实" in docx(paper)
    found, lines = ledger_of(town)
    assert openpyxl.load_workbook(BytesIO(printing.ledger_xlsx(found, lines)))["每一次"].max_row >= 4


def test_a_long_list_of_a_large_branch_stays_on_its_pages(
    town: Town, people: list[Member], list_problem: Callable[..., Problem]
) -> None:
    for number in range(40):
        list_problem(title=f"第{number}个问题：" + "长" * 80, assigned=True)
    paper = printing.rectification_list(town.village, list(problems_of(town.village)), with_names=True)
    found = words(render_pdf(paper))
    assert (len(found) > 3, all("整改措施" in page for page in found[:-1])) == (True, True)
    assert render_docx(paper) == render_docx(paper)
