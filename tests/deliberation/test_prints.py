"""Ballots, count sheets, results and the six tables, opened and read."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from activityday.contents.deliberation.actions import (
    add_exclusion,
    annul_vote,
    decide,
    end_matter,
    leave_out,
    publish,
)
from activityday.contents.deliberation.drafts import Decision, ExclusionDraft, Publication
from activityday.contents.deliberation.enums import Method, Stage
from activityday.contents.deliberation.models import Matter, Vote
from activityday.contents.deliberation.printing import ballots, count_sheet, tables, vote_result
from activityday.contents.deliberation.queries import body_of, matter_of, vote_of
from activityday.documents.papers.voting import MOST_BALLOTS
from activityday.people.roster.models import Member
from activityday.rules.voting import Body, Papers, Tally
from tests.conftest import Town, instant
from tests.deliberation.conftest import DAY, LATER, NOON
from tests.documents.looking import words
from tests.documents.samples import HOSTILE

pytestmark = pytest.mark.django_db
Make = Callable[..., Vote]


def read(vote: Vote) -> tuple[Vote, Body]:
    found = vote_of(vote.unit, vote.pk)
    assert found is not None
    return found, body_of(vote.unit, vote.body, on=vote.held_on)


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (8, 1), (9, 2), (45, 6)])
def test_ballots_are_eight_a_page(forty: list[Member], make_vote: Make, number: int, pages: int) -> None:
    vote, _ = read(make_vote(method=Method.BALLOT))
    found = words(ballots(vote, number))
    assert len(found) == pages
    assert "".join(found).count("修二组到三组的水渠") == number
    assert "".join(found).count("赞成反对弃权") == number


def test_no_more_ballots_are_printed_than_a_branch_can_need(forty: list[Member], make_vote: Make) -> None:
    vote, _ = read(make_vote(method=Method.BALLOT))
    assert "".join(words(ballots(vote, 100_000))).count("表决票") == MOST_BALLOTS


def test_an_election_has_its_names_and_room_for_another(make_vote: Make) -> None:
    names = [f"候选人{n}" for n in range(1, 13)]
    vote, body = read(
        make_vote(body="election", method=Method.BALLOT, question="选委员", candidates=names, seats=5)
    )
    page = words(ballots(vote, 1))[0]
    assert [name for name in names if name not in page] == []
    assert ("选举票" in page, page.count("另选他人"), "应选5名" in page) == (True, 3, True)
    sheet = "".join(words(count_sheet(vote, body)))
    assert [name for name in names if name not in sheet] == []
    assert "到会不少于应到的4/5才能表决；赞成超过应到的1/2才当选" in sheet


def test_a_count_sheet_of_hands_asks_for_no_papers(forty: list[Member], make_vote: Make) -> None:
    sheet = words(count_sheet(*read(make_vote())))[0]
    assert ("发出" in sheet, "赞成＋反对＋弃权＝实到" in sheet) == (False, True)


def test_a_result_has_its_arithmetic_and_no_ground(
    town: Town, forty: list[Member], make_vote: Make, counted: Callable[..., Vote]
) -> None:
    secretary = town.users["secretary"]
    draft = ExclusionDraft(forty[3].pk, "bedridden", DAY, DAY)
    add_exclusion(unit=town.village, member=forty[3], draft=draft, by=secretary, at=NOON)
    vote = counted(make_vote(method=Method.BALLOT), 39, 30, 25, papers=Papers(30, 29, 1), tellers="甲、乙")
    page = words(vote_result(*read(vote)))[0]
    for said in (
        "应到39人，不少于1/2，就是至少20人；实到30人，够法定人数，可以开会表决。",
        "应到39人，超过1/2，就是至少20票；赞成25票，通过。",
        "发出30张，收回29张，有效票28张，废票1张",
        "另有1名党员经上级同意、党员大会通过，不计入应到",
        "党支部工作条例第11条",
    ):
        assert said in page, said
    assert ("示例004" in page, "卧床" in page) == (False, False)
    annul_vote(vote=vote, why="票数抄错", by=secretary, at=NOON)
    assert "这次表决已作废：票数抄错" in words(vote_result(*read(vote)))[0]


def test_an_election_result_says_who_and_why(
    forty: list[Member], make_vote: Make, counted: Callable[..., Vote]
) -> None:
    vote = make_vote(body="election", method=Method.BALLOT, question="选人", candidates=["甲", "乙"], seats=1)
    tallies = {1: Tally(30, 6, 0), 2: Tally(5, 31, 0)}
    vote = counted(vote, 40, 36, 0, papers=Papers(36, 36, 0), tallies=tallies, tellers="丙")
    page = words(vote_result(*read(vote)))[0]
    assert "选举结果" in page
    assert "甲3060当选" in page
    assert "乙5310未当选" in page


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_is_typed_stays_words(make_vote: Make, forty: list[Member], hostile: str) -> None:
    vote, body = read(make_vote(question=hostile[:100], method=Method.BALLOT))
    for content in (ballots(vote, 2), count_sheet(vote, body)):
        assert PdfReader(BytesIO(content)).pages


def six(matter: Matter, on: date = date(2026, 12, 31)) -> list[str]:
    found = matter_of(matter.unit, matter.pk)
    assert found is not None
    return words(tables(found, on=on))


def test_six_tables_a_page_each(resolved: Matter) -> None:
    pages = six(resolved)
    assert len(pages) == 6
    for page, said in zip(
        pages,
        (
            "√党员群众建议",
            "村“两委”商议表",
            "应到40人，实到30人，到会30/40",
            "提前告知2026年11月10日",
            "过程和决议公开表",
            "实施结果公开表",
        ),
        strict=True,
    ):
        assert said in page
    assert "李明（副镇长）" in pages[0]
    assert ["还没有办" in page for page in pages] == [False] * 4 + [True] * 2


def test_a_step_left_out_is_printed_as_left_out(town: Town, matter: Matter) -> None:
    secretary = town.users["secretary"]
    leave_out(matter=matter, stage=Stage.PROPOSAL, why="抢险", by=secretary, at=LATER)
    assert "没有走这一步。原因：抢险" in six(matter)[0]
    end_matter(matter=matter, why="不修了", by=secretary, at=LATER)
    assert len(six(matter)) == 6


def test_two_steps_in_one_meeting_are_printed_so(matter: Matter, take_stage: Callable[..., Vote]) -> None:
    merged = {"body": "two_committees", "is_merged": True, "merged_why": "书记兼任主任", "figures": (8, 7, 6)}
    take_stage(matter, Stage.PROPOSAL, held_on=date(2026, 11, 3), **merged)
    assert "第一、二步合并开：书记兼任主任" in six(matter)[1]


def test_that_nobody_objected_is_not_printed_while_the_decision_hangs(town: Town, resolved: Matter) -> None:
    secretary, day = town.users["secretary"], date(2026, 12, 1)
    decision = Decision(day, "修三处", "修水渠", "张三", date(2026, 12, 30))
    decide(topic=resolved.topic, decision=decision, by=secretary, at=instant("2026-12-01 12:00"))
    posted = Publication("公开栏", day, date(2026, 12, 9), "程序合规", "周大山")
    publish(
        matter=resolved,
        stage=Stage.DECISION,
        publication=posted,
        by=secretary,
        at=instant("2026-12-01 12:00"),
    )
    while_it_hangs, afterwards = six(resolved, date(2026, 12, 9))[4], six(resolved, date(2026, 12, 10))[4]
    assert "没有人提出异议" not in while_it_hangs
    assert "公开期间没有人提出异议" in afterwards
    assert "修水渠，由张三办理，2026年12月30日前办结" in while_it_hangs
