"""A circular: drafted from the records, worded by a person, issued once and frozen; branches, never people or ranks."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.circulars.gathering import facts_now, facts_of
from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.checks.circulars import length_allowed
from activityday.leadership.supervision.circulars import Fact, fill, unknown_in, whole
from activityday.leadership.supervision.enums import CircularState, Order
from activityday.leadership.supervision.models import Circular, CircularEvent, Shortcoming
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.roster.models import Member
from activityday.rules.circular import Period, Span
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, START, Town, instant
from tests.reports.conftest import FIRST_HALF, JUNE, NOW, PAPER
from tests.supervision.conftest import inspect, ordered  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db


def values(town: Town, period: Period = FIRST_HALF, order: Order = Order.TREE) -> dict[str, str]:
    return {fact.name: fact.value for fact in facts_of(town.committee, period, order, at=NOW)}


def test_the_figures_are_what_the_records_say(town: Town, half_of_xingtang: None) -> None:
    found = values(town)
    assert {
        name: found[name]
        for name in ("支部数", "应开展", "已归档", "未归档", "逾期", "改期", "参与率", "参与率算式")
    } == {
        "支部数": "2",
        "应开展": "12",
        "已归档": "5",
        "未归档": "1",
        "逾期": "6",
        "改期": "0",
        "参与率": "91.6%",
        "参与率算式": "55÷60",
    }
    assert found["逾期支部"] == "柳堤村（1月、2月、3月、4月、5月、6月）"
    assert found["未归档支部"] == "兴塘村（6月）"
    assert (found["达标支部数"], found["未达标支部数"], found["不计算支部数"]) == ("1", "0", "1")
    assert found["报备未到支部"] == (
        "兴塘村（2026年上半年逾期未报，期限7月10日）、柳堤村（2026年上半年逾期未报，期限7月10日）"
    )


def test_the_line_is_pass_or_fail_with_its_fraction(town: Town, half_of_xingtang: None) -> None:
    may = values(town, Period(Span.MONTH, 2026, 5))
    assert may["未达标支部"] == "兴塘村（7÷12，58.3%）"
    assert may["参与率标准"] == "80%"


def test_a_period_counts_its_own_months_only(town: Town, half_of_xingtang: None) -> None:
    first_quarter = values(town, Period(Span.QUARTER, 2026, 1))
    assert (first_quarter["应开展"], first_quarter["已归档"], first_quarter["逾期"]) == ("6", "3", "3")


def test_open_rectifications_are_counted_by_branch(
    town: Town,
    ordered: Shortcoming,  # noqa: F811
) -> None:
    at = instant("2027-01-20 09:00")
    found = {
        fact.name: fact.value
        for fact in facts_of(town.committee, Period(Span.MONTH, 2026, 12), Order.TREE, at=at)
    }
    assert found["未销号支部"] == "兴塘村（1个）"
    assert found["超期支部"] == "兴塘村（1个）"


def test_branches_stand_by_tree_or_by_pinyin_never_by_figures(town: Town, half_of_xingtang: None) -> None:
    assert values(town)["报备未到支部"].index("兴塘村") < values(town)["报备未到支部"].index("柳堤村")
    by_sound = values(town, order=Order.PINYIN)["报备未到支部"]
    assert by_sound.index("柳堤村") < by_sound.index("兴塘村")
    assert set(Order) == {Order.TREE, Order.PINYIN}


def test_a_draft_names_branches_and_no_person(
    town: Town,
    half_of_xingtang: None,
    twelve: list[Member],  # noqa: F811
    draft: Callable[..., Circular],
) -> None:
    made = draft()
    text = whole(made.words, made.figures)
    assert "柳堤村" in text
    assert queries.names_in(town.committee, text) == []
    people = {member.name for member in twelve} | {"王秀兰", "刘小燕"} | {u.name for u in town.users.values()}
    everything = text + str(made.facts)
    assert [name for name in people if name in everything] == []


def test_a_name_that_the_clerk_typed_is_pointed_out(town: Town, twelve: list[Member]) -> None:  # noqa: F811
    assert queries.names_in(town.committee, "请示例003说明") == ["示例003"]


def test_only_what_somebody_lacks_is_said(town: Town, draft: Callable[..., Circular]) -> None:
    made = draft()
    assert made.problems == "没有发现需要点名的问题。"
    assert "对照通报" not in made.demands


def test_each_figure_keeps_value_version_and_time(
    town: Town, half_of_xingtang: None, draft: Callable[..., Circular]
) -> None:
    figures = {fact.name: fact for fact in draft().figures}
    assert figures["参与率"].version.startswith("归档 5 份 · ")
    assert "；规则 " in figures["参与率"].version
    assert figures["参与率"].at == NOW
    assert figures["党费未公示支部"].units == ()


def test_a_figure_is_refreshed_alone_and_the_rest_stays(
    town: Town,
    half_of_xingtang: None,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    draft: Callable[..., Circular],
) -> None:
    made = draft()
    close_month(town.other_village, 6, {}, [])
    fresh = facts_now(made, at=instant("2026-07-21 09:00"))
    changed = actions.refresh_facts(
        circular=made, names=["已归档"], facts=fresh, by=town.users["clerk"], at=instant("2026-07-21 09:00")
    )
    made.refresh_from_db()
    figures = {fact.name: fact for fact in made.figures}
    assert changed == ["已归档"]
    assert (figures["已归档"].value, figures["逾期"].value) == ("6", "6")
    assert figures["已归档"].at > figures["逾期"].at
    # and all of them at once
    actions.refresh_facts(circular=made, names=[], facts=fresh, by=town.users["clerk"], at=NOW)
    made.refresh_from_db()
    assert {fact.name: fact.value for fact in made.figures}["逾期"] == "5"


def test_a_figure_that_rests_on_another_version_is_told_apart() -> None:
    old = Fact("参与率", "80.0%", version="归档 1 份 · aaaa", as_of="2026-07-01T09:00+08:00")
    assert old.is_same(replace(old, as_of="2026-07-02T09:00+08:00"))
    assert not old.is_same(replace(old, version="归档 1 份 · bbbb"))


def test_words_point_at_figures_by_their_names() -> None:
    facts = [Fact("已归档", "5")]
    assert fill("归档【已归档】次【别的】", facts) == "归档5次【别的】"
    assert unknown_in("【已归档】【别的】【别的】", facts) == ["别的"]


def test_words_are_kept_and_a_stranger_s_figure_is_refused(
    town: Town, draft: Callable[..., Circular]
) -> None:
    made = draft()
    words = replace(made.words, problems="柳堤村要抓紧。")
    actions.rewrite_circular(circular=made, words=words, base_version=1, by=OPERATOR, at=NOW)
    made.refresh_from_db()
    assert (made.problems, made.version) == ("柳堤村要抓紧。", 2)
    with pytest.raises(Refused, match="【满意度】”不是这份通报里的数"):
        actions.rewrite_circular(
            circular=made, words=replace(words, problems="【满意度】"), base_version=2, by=OPERATOR, at=NOW
        )
    with pytest.raises(Refused, match="又改过"):
        actions.rewrite_circular(circular=made, words=words, base_version=1, by=OPERATOR, at=NOW)
    for wrong in ({"title": " "}, {"demands": "\n"}):
        with pytest.raises(Refused):
            actions.rewrite_circular(
                circular=made, words=replace(words, **wrong), base_version=2, by=OPERATOR, at=NOW
            )


def test_four_thousand_characters_and_no_more(town: Town, draft: Callable[..., Circular]) -> None:
    made = draft()
    rest = length_allowed(made.words, made.figures, parameters_for(town.committee, on=NOW.date())).characters
    room = 4000 - rest + len(made.problems)
    words = replace(made.words, problems="字" * room)
    actions.rewrite_circular(circular=made, words=words, base_version=1, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="超过 4000 字，请再精简 1 字"):
        actions.rewrite_circular(
            circular=made,
            words=replace(words, problems="字" * (room + 1)),
            base_version=2,
            by=OPERATOR,
            at=NOW,
        )


def test_one_draft_of_a_period_at_a_time(town: Town, draft: Callable[..., Circular]) -> None:
    made = draft(JUNE)
    with pytest.raises(Refused, match="已经有人在起草"):
        draft(JUNE)
    actions.drop_circular(circular=made, by=OPERATOR, at=NOW)
    assert draft(JUNE).pk != made.pk
    with pytest.raises(Refused, match="不用再办"):
        actions.drop_circular(circular=made, by=OPERATOR, at=NOW)


def test_a_circular_is_a_town_s_and_about_what_has_begun(town: Town) -> None:
    for unit, period, words in (
        (town.village, JUNE, "不单独印发"),
        (town.committee, Period(Span.MONTH, 2026, 8), "还没有开始"),
    ):
        with pytest.raises(Refused, match=words):
            actions.draft_circular(
                committee=unit, period=period, order=Order.TREE, facts=[], by=OPERATOR, at=NOW
            )


def test_what_is_issued_stays_as_it_was_issued(
    town: Town,
    half_of_xingtang: None,
    close_month: Callable[..., Closing],  # noqa: F811
    draft: Callable[..., Circular],
) -> None:
    made = draft()
    issued = actions.issue_circular(circular=made, issuing=PAPER, by=town.users["clerk"], at=NOW)
    before = issued.content
    assert before["sections"][0][1][0].startswith("2个党支部应开展活动12次，已开展并归档5次")
    close_month(town.other_village, 6, {}, [])
    town.other_village.short_name = "改了名"
    town.other_village.save()
    issued.refresh_from_db()
    assert issued.content == before
    assert (issued.state, issued.number, issued.issued_at) == ("issued", "枫发〔2026〕12号", NOW)
    assert issued.audit_code == Entry.objects.get(action="supervision.circular.issued").code
    for write in (
        lambda: actions.rewrite_circular(
            circular=issued, words=issued.words, base_version=issued.version, by=OPERATOR, at=NOW
        ),
        lambda: actions.refresh_facts(circular=issued, names=[], facts=[], by=OPERATOR, at=NOW),
    ):
        with pytest.raises(Refused, match="不用再办"):
            write()


def test_a_double_click_issues_once(town: Town, draft: Callable[..., Circular]) -> None:
    made = draft()
    actions.issue_circular(circular=made, issuing=PAPER, by=town.users["clerk"], at=NOW)
    with pytest.raises(Refused, match=r"已由党建办小陈.*现在是“已印发”，不用再办"):
        actions.issue_circular(circular=made, issuing=PAPER, by=town.users["clerk"], at=NOW)
    assert list(CircularEvent.objects.values_list("step", flat=True)) == ["draft", "issue"]
    assert Entry.objects.filter(action="supervision.circular.issued").count() == 1


def test_who_did_not_see_the_newest_draft_does_not_issue_it(
    town: Town, draft: Callable[..., Circular]
) -> None:
    made = draft()
    actions.rewrite_circular(circular=made, words=made.words, base_version=1, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="又改过"):
        actions.issue_circular(circular=made, issuing=PAPER, by=OPERATOR, at=NOW)


def test_a_number_is_written_by_the_standard_and_used_once(
    town: Town, draft: Callable[..., Circular]
) -> None:
    first, second = draft(), draft(JUNE)
    with pytest.raises(Refused, match="年份要用六角括号"):
        actions.issue_circular(
            circular=first, issuing=replace(PAPER, number="枫发[2026]12号"), by=OPERATOR, at=NOW
        )
    with pytest.raises(Refused, match="主送"):
        actions.issue_circular(circular=first, issuing=replace(PAPER, addressees=" "), by=OPERATOR, at=NOW)
    actions.issue_circular(circular=first, issuing=PAPER, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="已经用在另一份通报上"):
        actions.issue_circular(circular=second, issuing=PAPER, by=OPERATOR, at=NOW)
    second.refresh_from_db()
    assert (second.state, second.content) == (CircularState.DRAFT, None)


def test_withdrawn_with_a_reason_and_still_to_be_read(town: Town, draft: Callable[..., Circular]) -> None:
    made = draft()
    with pytest.raises(Refused, match="不用再办"):
        actions.withdraw_circular(circular=made, why="数错了", by=OPERATOR, at=NOW)
    actions.issue_circular(circular=made, issuing=PAPER, by=OPERATOR, at=NOW)
    for why in ("", "字" * 201):
        with pytest.raises(Refused):
            actions.withdraw_circular(circular=made, why=why, by=OPERATOR, at=NOW)
    actions.withdraw_circular(circular=made, why="数错了", by=OPERATOR, at=NOW)
    found = queries.circulars_of(town.village).get()
    assert (found.state, found.withdrawn_why, found.content is None) == ("withdrawn", "数错了", False)
    assert queries.circulars_issued([town.committee], 2026) == {}


def test_the_database_knows_that_issued_means_a_number(town: Town, draft: Callable[..., Circular]) -> None:
    made = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Circular.objects.filter(pk=made.pk).update(issued_at=NOW)


def test_a_hundred_branches_ask_no_more_than_two(town: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            facts_of(town.committee, FIRST_HALF, Order.TREE, at=NOW)
        return len(captured)

    two = asked()
    for n in range(30):
        establish(
            parent=town.committee,
            code=f"more-{n}",
            name=f"第{n}村党支部",
            short_name=f"第{n}村",
            level=Level.BRANCH,
            by=OPERATOR,
            at=START,
        )
    assert asked() == two
    assert two <= 40
