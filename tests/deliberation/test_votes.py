"""A vote is counted from paper; who should come is on the roll; what came of it is worked out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from activityday.audit.models import Entry
from activityday.contents.deliberation.actions import (
    add_exclusion,
    annul_vote,
    count_vote,
    decide,
    end_exclusion,
)
from activityday.contents.deliberation.drafts import Count, Decision, ExclusionDraft
from activityday.contents.deliberation.enums import ExclusionGround, Method, VoteState
from activityday.contents.deliberation.models import Exclusion, Topic, Vote
from activityday.contents.deliberation.queries import (
    body_of,
    exclusions_of,
    last_vote_of,
    roll_figures,
    vote_of,
    votes_of,
)
from activityday.day.activity.models import Activity
from activityday.office.policy.models import Amendment
from activityday.people.organisation.checks import Refused
from activityday.people.roster.enums import Category, ConditionKind, PostKind
from activityday.people.roster.models import Condition, Member, Post
from activityday.privacy.sealed import unseal
from activityday.rules.voting import Papers, Tally
from tests.closing.conftest import hold  # noqa: F401 -- a fixture
from tests.conftest import LONG_AGO, Town
from tests.deliberation.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
Make = Callable[..., Vote]
Counted = Callable[..., Vote]


def figures(vote: Vote) -> Any:
    return roll_figures(vote, body_of(vote.unit, vote.body, on=vote.held_on))


@pytest.fixture
def exclude(town: Town) -> Callable[..., Exclusion]:
    def excluded(member: Member, **changed: Any) -> Exclusion:
        draft = {
            "member": member.pk,
            "ground": ExclusionGround.BEDRIDDEN,
            "agreed_on": date(2026, 9, 1),
            "approved_on": date(2026, 10, 8),
        }
        secretary = town.users["secretary"]
        draft = ExclusionDraft(**{**draft, **changed})
        return add_exclusion(unit=town.village, member=member, draft=draft, by=secretary, at=NOON)

    return excluded


def test_those_entitled_are_the_full_members_of_the_day(forty: list[Member], make_vote: Make) -> None:
    forty[0].full_on, forty[0].category = date(2026, 12, 1), Category.PROBATIONARY
    forty[0].save()
    Condition.objects.create(member=forty[1], kind=ConditionKind.SUSPENDED, starts_on=LONG_AGO)
    Condition.objects.create(member=forty[2], kind=ConditionKind.FLOATING, starts_on=LONG_AGO)
    found = figures(make_vote())
    assert (found.entitled, found.present, found.everybody, found.excluded) == (38, None, None, ())


def test_the_third_step_asks_of_everybody_too(forty: list[Member], make_vote: Make) -> None:
    forty[0].full_on, forty[0].category = date(2026, 12, 1), Category.PROBATIONARY
    forty[0].save()
    found = figures(make_vote(body="four_steps_members"))
    assert (found.entitled, found.everybody) == (39, 40)


def test_only_who_was_lawfully_agreed_is_not_counted(
    forty: list[Member], make_vote: Make, exclude: Callable[..., Exclusion], counted: Counted
) -> None:
    row = exclude(forty[5])
    exclude(forty[6], approved_on=DAY)
    found = figures(make_vote())
    assert (found.entitled, [one.member for one in found.excluded]) == (38, [forty[5], forty[6]])
    assert figures(make_vote(held_on=date(2026, 10, 7))).entitled == 40
    vote = counted(make_vote(question="修路"), 38, 20, 20)
    kept = vote_of(vote.unit, vote.pk)
    assert kept is not None
    assert [(one.member, one.ground) for one in kept.exclusions.all()] == [
        (forty[5], "bedridden"),
        (forty[6], "bedridden"),
    ]
    assert row.ground == "bedridden"


def test_a_listed_member_who_comes_is_counted_after_all(
    town: Town,
    forty: list[Member],
    make_vote: Make,
    exclude: Callable[..., Exclusion],
    hold: Callable[..., Activity],  # noqa: F811
) -> None:
    exclude(forty[5])
    exclude(forty[6])
    activity = hold(town.village, 11, {forty[6]: "缺", forty[7]: "其", forty[8]: "缺"}, forty)
    found = figures(make_vote(activity=activity))
    assert (found.entitled, found.present, found.came) == (39, 37, (forty[5].name,))


def test_a_committee_is_known_from_the_posts(town: Town, forty: list[Member], make_vote: Make) -> None:
    held = (
        (forty[0], PostKind.SECRETARY),
        (forty[1], PostKind.ORGANISATION),
        (forty[1], PostKind.PUBLICITY),
        (forty[2], PostKind.GROUP_LEADER),
    )
    for member, kind in held:
        Post.objects.create(member=member, unit=town.village, kind=kind, starts_on=LONG_AGO)
    assert figures(make_vote(body="committee_meeting")).entitled == 2


def test_a_committee_without_posts_is_asked_for(forty: list[Member], make_vote: Make) -> None:
    assert figures(make_vote(body="committee_meeting")).entitled is None


def test_a_group_votes_with_its_own_members(town: Town, forty: list[Member], make_vote: Make) -> None:
    assert figures(make_vote(body="group_meeting", group=town.groups[0])).entitled == 20
    with pytest.raises(Refused, match="请选是哪个党小组"):
        make_vote(body="group_meeting", question="别的")


def test_villagers_are_not_on_our_roll(make_vote: Make) -> None:
    assert figures(make_vote(body="villagers_representatives")).entitled is None


def test_a_vote_without_a_quorum_is_never_passed(
    forty: list[Member], make_vote: Make, counted: Counted
) -> None:
    vote = counted(make_vote(), 40, 19, 19)
    vote.refresh_from_db()
    assert (vote.state, vote.is_passed) == (VoteState.COUNTED, False)
    assert vote.outcome == "到会的不够法定人数，这次表决不算数。请另外定时间再开。"
    assert vote.quorum_words == (
        "应到 40 人，不少于 1/2，就是至少 20 人；实到 19 人，还差 1 人，不够法定人数。"
    )
    assert (vote.lines.get().is_passed, vote.lines.get().arithmetic) == (False, "")


@pytest.mark.parametrize(
    ("present", "ayes", "is_passed"), [(20, 20, False), (21, 21, True), (40, 20, False), (40, 21, True)]
)
def test_a_majority_is_more_than_half_of_those_entitled(
    forty: list[Member], make_vote: Make, counted: Counted, present: int, ayes: int, is_passed: bool
) -> None:
    vote = counted(make_vote(), 40, present, ayes)
    assert vote.is_passed == is_passed
    assert (vote.clauses, vote.document) == ("branch 11", "中国共产党支部工作条例（试行）")


def test_a_secret_ballot_must_add_up(forty: list[Member], make_vote: Make, counted: Counted) -> None:
    vote = make_vote(method=Method.BALLOT)
    for papers, tally, sentence in (
        (None, Tally(25, 2, 1), "请填写发出、收回和废票"),
        (Papers(31, 30, 0), Tally(25, 2, 3), "比实到 30 人还多"),
        (Papers(30, 31, 0), Tally(25, 2, 4), "要重新投票"),
        (Papers(30, 29, 30), Tally(25, 2, 1), "废票 30 张"),
        (Papers(30, 29, 1), Tally(25, 2, 2), "赞成 25 ＋ 反对 2 ＋ 弃权 2 ＝ 29，同有效票 28 张对不上"),
    ):
        more = {"papers": papers} if papers else {}
        with pytest.raises(Refused, match=sentence):
            counted(vote, 40, 30, 0, tallies={1: tally}, **more)
    done = counted(vote, 40, 30, 25, papers=Papers(30, 29, 1), tellers="甲、乙")
    assert (done.is_passed, done.issued, done.returned, done.spoiled, done.valid) == (True, 30, 29, 1, 28)


def test_a_number_that_is_not_the_roll_s_says_why(
    forty: list[Member], make_vote: Make, counted: Counted
) -> None:
    vote = make_vote()
    with pytest.raises(Refused, match="名册上应到 40 人，这里填了 39 人。请写明为什么不一样"):
        counted(vote, 39, 30, 25)
    done = counted(vote, 39, 30, 25, difference="一名刚转走，名册还没有改")
    assert (done.entitled, done.entitled_by_roll, done.difference) == (39, 40, "一名刚转走，名册还没有改")


def test_a_vote_is_counted_once(town: Town, forty: list[Member], make_vote: Make, counted: Counted) -> None:
    vote = make_vote()
    counted(vote, 40, 30, 25)
    with pytest.raises(Refused, match="现在是“已计票”"):
        counted(vote, 40, 30, 10)
    vote.refresh_from_db()
    assert vote.lines.get().ayes == 25


def test_a_vote_of_a_later_day_is_not_counted_yet(
    forty: list[Member], make_vote: Make, counted: Counted
) -> None:
    with pytest.raises(Refused, match="还没有到"):
        counted(make_vote(held_on=date(2026, 11, 3)), 40, 30, 25)


def test_a_double_click_prepares_one_vote(forty: list[Member], make_vote: Make) -> None:
    make_vote()
    with pytest.raises(Refused, match="刚刚已经准备好了"):
        make_vote()
    assert Vote.objects.count() == 1


def test_a_vote_with_a_mistake_is_annulled_and_held_again(
    town: Town, forty: list[Member], make_vote: Make, counted: Counted
) -> None:
    vote, secretary = counted(make_vote(), 40, 30, 25), town.users["secretary"]
    with pytest.raises(Refused, match="请写明为什么作废"):
        annul_vote(vote=vote, why=" ", by=secretary, at=NOON)
    annul_vote(vote=vote, why="票数抄错", by=secretary, at=NOON)
    with pytest.raises(Refused, match="已由书记老王（secretary）作废"):
        annul_vote(vote=vote, why="再作废", by=secretary, at=NOON)
    again = make_vote()
    assert last_vote_of(town.village, "members_meeting") is None
    assert set(votes_of(town.village)) == {again, vote}
    vote.refresh_from_db()
    assert (vote.lines.get().ayes, vote.annulled_why) == (25, "票数抄错")


def test_a_vote_on_which_a_decision_rests_is_not_annulled(
    town: Town, forty: list[Member], make_topic: Callable[..., Topic], make_vote: Make, counted: Counted
) -> None:
    topic, secretary = make_topic(discussed=True), town.users["secretary"]
    vote = counted(make_vote(topic=topic), 40, 30, 25)
    decision = Decision(DAY, "修", "修水渠", "张三", date(2026, 12, 1), vote)
    decide(topic=topic, decision=decision, by=secretary, at=NOON)
    with pytest.raises(Refused, match="不能作废"):
        annul_vote(vote=vote, why="后悔了", by=secretary, at=NOON)


def test_the_database_holds_what_a_count_must_be(
    forty: list[Member], make_vote: Make, counted: Counted
) -> None:
    vote = counted(make_vote(), 40, 30, 25)
    for wrong in ({"present": 41}, {"issued": 31, "returned": 1, "spoiled": 0}, {"is_passed": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.objects.filter(pk=vote.pk).update(**wrong)


@pytest.fixture
def election(make_vote: Make) -> Vote:
    return make_vote(
        body="election", method=Method.BALLOT, question="选举支部委员", candidates=["甲", "乙", "丙"], seats=2
    )


def test_an_election_elects_those_over_half_of_all(
    election: Vote, forty: list[Member], counted: Counted
) -> None:
    tallies = {1: Tally(30, 4, 1), 2: Tally(20, 10, 5), 3: Tally(21, 10, 4)}
    done = counted(
        election,
        40,
        36,
        0,
        papers=Papers(36, 36, 1),
        tallies=tallies,
        written_in=[("丁", 3)],
        tellers="戊、己",
    )
    assert [(line.label, line.arithmetic, line.is_written_in) for line in done.lines.all()] == [
        ("甲", "当选", False),
        ("乙", "未当选", False),
        ("丙", "当选", False),
        ("丁", "未当选", True),
    ]
    assert (done.is_passed, done.clauses) == (True, "election quorum、election majority")


def test_equal_votes_at_the_edge_are_voted_on_again(
    election: Vote, forty: list[Member], counted: Counted
) -> None:
    tallies = {1: Tally(30, 5, 0), 2: Tally(22, 13, 0), 3: Tally(22, 10, 3)}
    done = counted(election, 40, 36, 0, papers=Papers(36, 35, 0), tallies=tallies, tellers="戊")
    assert [line.arithmetic for line in done.lines.all()] == [
        "当选",
        "票数相等，再投一次",
        "票数相等，再投一次",
    ]
    assert not done.is_passed


def test_an_election_without_four_fifths_elects_nobody(
    election: Vote, forty: list[Member], counted: Counted
) -> None:
    tallies = dict.fromkeys((1, 2, 3), Tally(31, 0, 0))
    done = counted(election, 40, 31, 0, papers=Papers(31, 31, 0), tallies=tallies, tellers="戊")
    assert (done.is_passed, done.outcome) == (False, "到会的不够法定人数，选举无效。请另外定时间再开。")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"method": Method.HANDS}, "选举要无记名投票"),
        ({"candidates": []}, "请写候选人姓名"),
        ({"candidates": ["甲", "甲"]}, "候选人里有重名"),
        ({"seats": 4}, "应选名额"),
        ({"seats": None}, "应选名额"),
        ({"question": " "}, "请写明表决事项"),
    ],
)
def test_an_election_is_prepared_properly(make_vote: Make, changed: dict[str, Any], sentence: str) -> None:
    given = {
        "body": "election",
        "method": Method.BALLOT,
        "question": "选举支部委员",
        "candidates": ["甲", "乙"],
        "seats": 1,
    }
    with pytest.raises(Refused, match=sentence):
        make_vote(**{**given, **changed})


def test_names_written_in_are_new_names_and_no_more_than_the_papers(
    election: Vote, forty: list[Member], counted: Counted
) -> None:
    tallies = dict.fromkeys((1, 2, 3), Tally(35, 0, 0))
    for written, sentence in (([("甲", 1)], "写了两次"), ([("丁", 36)], "另选他人的票数")):
        with pytest.raises(Refused, match=sentence):
            counted(election, 40, 36, 0, papers=Papers(36, 35, 0), tallies=tallies, written_in=written)


def test_without_a_committee_there_is_no_committee_meeting(town: Town, make_vote: Make) -> None:
    with pytest.raises(Refused, match="不设支委会"):
        make_vote(body="committee_meeting", unit=town.other_village)
    with pytest.raises(Refused, match="到党支部的页面去办"):
        make_vote(unit=town.committee)


def test_grounds_are_sealed_and_the_two_days_stand_in_order(
    town: Town, forty: list[Member], exclude: Callable[..., Exclusion]
) -> None:
    with pytest.raises(Refused, match="要先报上级党组织同意"):
        exclude(forty[0], agreed_on=date(2026, 10, 9))
    with pytest.raises(Refused, match="还没有到"):
        exclude(forty[0], approved_on=date(2026, 12, 1))
    exclude(forty[0])
    with pytest.raises(Refused, match="已经登记过"):
        exclude(forty[0])
    with connection.cursor() as cursor:
        cursor.execute("select ground from deliberation_exclusion")
        (kept,) = cursor.fetchone()
    assert unseal(kept) == "bedridden" != kept
    assert not Entry.objects.filter(changes__contains="bedridden").exists()


def test_a_member_is_counted_again_from_a_day(
    town: Town, forty: list[Member], exclude: Callable[..., Exclusion]
) -> None:
    row, secretary = exclude(forty[0]), town.users["secretary"]
    with pytest.raises(Refused, match="早于开始日期"):
        end_exclusion(exclusion=row, on=date(2026, 10, 7), by=secretary, at=NOON)
    end_exclusion(exclusion=row, on=date(2026, 10, 31), by=secretary, at=NOON)
    with pytest.raises(Refused, match="已经恢复计入"):
        end_exclusion(exclusion=row, on=DAY, by=secretary, at=NOON)
    assert exclusions_of(town.village, on=date(2026, 10, 31)) == [row]
    assert exclusions_of(town.village, on=DAY) == []


def test_nobody_below_may_loosen_the_reading_of_half(
    town: Town, forty: list[Member], make_vote: Make, counted: Counted
) -> None:
    given = {"body": "four_steps_members", "question": "修路"}
    strict = counted(make_vote(**given), 40, 30, 20, everybody=40, everybody_present=30)
    Amendment.objects.create(
        unit=town.county,
        parameter="four_steps_majority",
        value="half",
        since=date(2026, 11, 2),
        document="示例县办法",
        made_by="周",
        made_at=NOON,
    )
    mild = counted(make_vote(**{**given, "question": "修渠"}), 40, 30, 20, everybody=40, everybody_present=30)
    assert (strict.is_passed, mild.is_passed) == (False, False)


def test_figures_take_the_same_questions_for_few_and_many(
    town: Town,
    make_members: Callable[..., list[Member]],
    make_vote: Make,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    vote = make_vote()
    body = body_of(vote.unit, vote.body, on=vote.held_on)
    make_members(town.village, 1, prefix="少")
    with django_assert_num_queries(3):
        roll_figures(vote, body)
    make_members(town.village, 200)
    with django_assert_num_queries(3):
        assert roll_figures(vote, body).entitled == 201


def test_a_count_says_nothing_about_lines_it_does_not_know(
    forty: list[Member], town: Town, make_vote: Make
) -> None:
    count = Count(entitled=40, present=30, tallies={1: Tally(30, 0, 0), 2: Tally(1, 0, 0)})
    done = count_vote(vote=make_vote(), count=count, by=town.users["secretary"], at=NOON)
    assert done.lines.count() == 1
