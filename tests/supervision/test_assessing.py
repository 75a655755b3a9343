"""The yearly assessment: evidence from the records, counts from paper, results by people; nothing is scored or ranked."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.day.activity.models import Activity
from activityday.judgement.closing.models import Closing
from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.enums import Grade
from activityday.leadership.supervision.models import AssessedSecretary, AssessmentRound, Inspection
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from activityday.rules.ballots import Ballots
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, START, Town, instant
from tests.supervision.conftest import NOW, TODAY
from tests.supervision.test_inspecting import words

pytestmark = pytest.mark.django_db
FORMS = Ballots(40, 38, 20, 12, 5, 0, 1)
TOWN = "/units/fenggang/supervision/assessments/2026/"
STATEMENT = "/units/xingtang/supervision/statement/2026/"


@pytest.fixture
def round_(town: Town) -> AssessmentRound:
    """The round of 2026 of both villages."""
    return actions.open_round(
        committee=town.committee,
        year=2026,
        branches=[town.village, town.other_village],
        statements_due_on=date(2026, 12, 10),
        by=town.users["clerk"],
        at=NOW,
    )


def one(town: Town) -> AssessedSecretary:
    return AssessedSecretary.objects.select_related("round", "unit__committee").get(unit=town.village)


def decide(assessed: AssessedSecretary, **change: object) -> None:
    said = {
        "name": "王秀兰",
        "grade": Grade.FAIR,
        "comment": "实",
        "decided_on": TODAY,
        "document": "记录",
    } | change
    actions.decide(assessed=assessed, by=OPERATOR, at=NOW, **said)


def lines(town: Town) -> dict[str, tuple[str, str]]:
    sheet = queries.evidence_of_many([town.village], 2026, on=TODAY)[town.village.pk]
    return {line.label: (line.value, line.note) for line in sheet.lines}


def test_a_round_takes_the_names_the_roster_knows(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    secretary = make_members(town.village, 1)[0]
    Post.objects.create(
        member=secretary, unit=town.village, kind=PostKind.SECRETARY, starts_on=date(2020, 1, 1)
    )
    actions.open_round(
        committee=town.committee,
        year=2026,
        branches=[town.village, town.other_village],
        statements_due_on=TODAY,
        by=OPERATOR,
        at=NOW,
    )
    assert [(row.unit.code, row.name) for row in queries.assessed_ones(AssessmentRound.objects.get())] == [
        ("xingtang", "示例001"),
        ("liudi", ""),
    ]


def test_a_year_has_one_round(town: Town, round_: AssessmentRound) -> None:
    for committee, branches, year, sentence in (
        (town.committee, [town.village], 2026, "已经发起"),
        (town.committee, [], 2027, "没有可以考核的"),
        (town.village, [town.village], 2027, "由镇党委"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.open_round(
                committee=committee,
                year=year,
                branches=branches,
                statements_due_on=TODAY,
                by=OPERATOR,
                at=NOW,
            )


def test_every_figure_comes_from_the_records(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    hold: Callable[..., Activity],  # noqa: F811
    inspect: Callable[..., Inspection],
) -> None:
    close_month(town.village, 8, {}, twelve, leader_present=True)
    close_month(town.village, 9, {twelve[n]: "缺" for n in range(6)}, twelve, leader_present=False)
    hold(town.village, 10, {}, twelve)
    inspect(town.village, {"dues": "没有公示", "record": "没有原件"})
    said = lines(town)
    assert {label: said[label][0] for label in ("应开展活动", "已开展", "已归档", "经批准改期", "逾期")} == {
        "应开展活动": "4 次",
        "已开展": "3 次",
        "已归档": "2 次",
        "经批准改期": "0 次",
        "逾期": "1 次",
    }
    assert said["参与率"][0] == "75.0%"
    assert said["参与率"][1].startswith("18 ÷ 24，")
    assert said["负责人带头参加"] == ("1 次", "3 次活动中，缺 1 次，纪实没写 1 次")
    assert said["集中交纳党费"][0] == "2 个月"
    assert said["督查查出的问题"] == ("2 个", "已销号 0 个，还在整改 2 个")
    assert said["迟报"][0] == "0 件"


def test_every_figure_leads_to_where_it_stands(town: Town, client_of: Callable[[str], Client]) -> None:
    sheet = queries.evidence_of_many([town.village], 2026, on=TODAY)[town.village.pk]
    secretary = client_of("secretary")
    for address in {line.url for line in sheet.lines}:
        assert address.startswith("/units/xingtang/")
        assert secretary.get(address).status_code == 200


def test_evidence_asks_as_often_for_forty_as_for_one(town: Town) -> None:
    branches, asked = [town.village], []
    for number in range(2):
        with CaptureQueriesContext(connection) as found:
            queries.evidence_of_many(branches, 2026, on=TODAY)
        asked.append(len(found))
        branches.extend(
            establish(
                parent=town.committee,
                code=f"m-{number}-{n}",
                name=f"第{n}村",
                level=Level.BRANCH,
                by=OPERATOR,
                at=START,
            )
            for n in range(40)
        )
    assert asked[0] == asked[1] <= 20


def test_points_are_kept_one_a_line_until_the_round_is_closed(town: Town, round_: AssessmentRound) -> None:
    actions.write_statement(assessed=one(town), text=" · 办了活动日\n\n修了水渠 ", by=OPERATOR, at=NOW)
    assert one(town).statement == ["办了活动日", "修了水渠"]
    for text, sentence in (
        ("\n", "至少写一条"),
        ("\n".join("条" for _ in range(13)), "不超过 12 条"),
        ("长" * 201, "不超过 200 个字"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.write_statement(assessed=one(town), text=text, by=OPERATOR, at=NOW)
    assert one(town).statement == ["办了活动日", "修了水渠"]


def test_the_count_must_add_up_and_a_correction_keeps_the_old_figures_in_the_log(
    town: Town, round_: AssessmentRound
) -> None:
    with pytest.raises(Refused, match="差 1 张"):
        actions.count(assessed=one(town), ballots=Ballots(40, 38, 20, 12, 5, 0, 0), by=OPERATOR, at=NOW)
    assert one(town).counted_at is None
    actions.count(assessed=one(town), ballots=FORMS, by=OPERATOR, at=NOW)
    actions.count(assessed=one(town), ballots=Ballots(40, 38, 19, 13, 5, 0, 1), by=OPERATOR, at=NOW)
    newest = Entry.objects.filter(action="supervision.ballots.counted").order_by("-sequence").first()
    assert newest is not None
    assert '"good": [20, 19]' in newest.changes


def test_no_grade_follows_from_the_count(town: Town, round_: AssessmentRound) -> None:
    with pytest.raises(Refused, match="先把收回的测评表数清"):
        decide(one(town))
    actions.count(assessed=one(town), ballots=FORMS, by=OPERATOR, at=NOW)
    assert one(town).grade == ""
    for change, sentence in (({"decided_on": date(2027, 1, 1)}, "还没有到"), ({"name": " "}, "书记姓名")):
        with pytest.raises(Refused, match=sentence):
            decide(one(town), **change)
    decide(one(town), grade=Grade.ORDINARY)
    assert one(town).grade == Grade.ORDINARY


def test_a_round_is_closed_with_everybody_and_then_frozen(town: Town, round_: AssessmentRound) -> None:
    for assessed in AssessedSecretary.objects.select_related("round", "unit__committee")[:1]:
        actions.count(assessed=assessed, ballots=FORMS, by=OPERATOR, at=NOW)
        decide(assessed)
    with pytest.raises(Refused, match="还有 1 名书记没有登记评定：柳堤村"):
        actions.close_round(round_=round_, by=OPERATOR, at=NOW)
    left = AssessedSecretary.objects.get(unit=town.other_village)
    actions.count(assessed=left, ballots=FORMS, by=OPERATOR, at=NOW)
    decide(left)
    actions.close_round(round_=round_, by=OPERATOR, at=NOW)
    assert one(town).evidence[0][0] == "应开展活动"
    for write in (
        lambda: actions.close_round(round_=round_, by=OPERATOR, at=NOW),
        lambda: actions.write_statement(assessed=one(town), text="晚了", by=OPERATOR, at=NOW),
        lambda: actions.count(assessed=one(town), ballots=FORMS, by=OPERATOR, at=NOW),
        lambda: decide(one(town)),
    ):
        with pytest.raises(Refused, match="办结"):
            write()


def test_the_secretary_reads_the_result_only_after_the_end_and_only_their_own(
    town: Town, round_: AssessmentRound, client_of: Callable[[str], Client]
) -> None:
    for assessed in AssessedSecretary.objects.select_related("round", "unit__committee"):
        actions.count(assessed=assessed, ballots=FORMS, by=OPERATOR, at=NOW)
        decide(assessed, comment="点评原话")
    secretary = client_of("secretary")
    before = secretary.get(STATEMENT).content.decode()
    assert "点评原话" not in before
    assert "好 20" not in before
    actions.close_round(round_=round_, by=OPERATOR, at=NOW)
    after = secretary.get(STATEMENT).content.decode()
    assert "点评原话" in after
    assert "好 20 + 较好 12" in after
    assert secretary.get("/units/liudi/supervision/statement/2026/").status_code == 404
    assert secretary.post(STATEMENT, {"points": "晚了"}).status_code == 422
    for post in ("recorder", "leader", "county_officer", "clerk", "group_leader", "operator"):
        assert client_of(post).get(STATEMENT).status_code == 404


def test_only_the_office_opens_the_round(
    town: Town, round_: AssessmentRound, client_of: Callable[[str], Client]
) -> None:
    addresses = [
        "/units/fenggang/supervision/assessments/",
        TOWN,
        f"{TOWN}form.pdf",
        f"{TOWN}evidence.pdf",
        "/units/xingtang/supervision/assessment/2026/",
    ]
    for address in addresses:
        assert client_of("clerk").get(address).status_code == 200
        for post in ("secretary", "other_secretary", "recorder", "leader", "county_officer", "group_leader"):
            assert client_of(post).get(address).status_code == 404, (post, address)
    for address in (
        TOWN.replace("2026", "2025"),
        TOWN.replace("2026", "1999"),
        "/units/xingtang/supervision/assessment/2025/",
        "/units/xingtang/supervision/assessments/",
    ):
        assert client_of("clerk").get(address).status_code == 404


def test_the_blank_form_has_every_secretary_in_the_order_of_the_tree(
    town: Town, round_: AssessmentRound, client_of: Callable[[str], Client]
) -> None:
    AssessedSecretary.objects.filter(unit=town.village).update(name="欧阳菊兰")
    paper = words(client_of("clerk").get(f"{TOWN}form.pdf").content)
    assert "2026年度党支部书记抓党建工作述职评议考核测评表" in paper
    assert "党员活动日开展" in paper
    assert paper.index("1兴塘村欧阳菊兰") < paper.index("2柳堤村")
    assert "排名" not in paper.replace("不排名次", "")


def test_the_evidence_sheet_prints_a_page_for_each(
    town: Town, round_: AssessmentRound, client_of: Callable[[str], Client]
) -> None:
    actions.write_statement(assessed=one(town), text="修了水渠", by=OPERATOR, at=NOW)
    paper = words(client_of("clerk").get(f"{TOWN}evidence.pdf").content)
    assert paper.count("2026年度述职评议考核依据表") == 2
    assert "1.修了水渠" in paper
    own = words(client_of("secretary").get(f"{STATEMENT}evidence.pdf").content)
    assert own.count("2026年度述职评议考核依据表") == 1
    assert "柳堤村" not in own


def test_wrong_figures_come_back_at_their_field(
    town: Town, round_: AssessmentRound, client_of: Callable[[str], Client]
) -> None:
    address = "/units/xingtang/supervision/assessment/2026/"
    typed = {
        "action": "count",
        "handed_out": 40,
        "collected": 38,
        "good": 20,
        "fair": 12,
        "ordinary": 5,
        "poor": 0,
    }
    clerk = client_of("clerk")
    page = clerk.post(address, typed | {"invalid": 0})
    assert page.status_code == 422
    assert "同收回的 38 张差 1 张，请再数一遍" in page.content.decode()
    assert 'value="12"' in page.content.decode()
    assert clerk.post(address, typed | {"invalid": ""}).status_code == 422
    assert clerk.post(address, typed | {"invalid": 1}).status_code == 302
    assert clerk.post(address, {"action": "decide", "name": "王"}).status_code == 422


def test_the_office_chooses_villages_or_everybody(town: Town, client_of: Callable[[str], Client]) -> None:
    establish(
        parent=town.committee,
        code="office",
        name="机关党支部",
        level=Level.BRANCH,
        by=OPERATOR,
        at=instant("2026-01-02 09:00"),
    )
    clerk = client_of("clerk")
    here = "/units/fenggang/supervision/assessments/"
    assert clerk.post(here, {"scope": "villages"}).status_code == 422
    assert clerk.post(here, {"scope": "villages", "statements_due_on": "2026-12-10"}).status_code == 302
    assert set(AssessedSecretary.objects.values_list("unit__code", flat=True)) == {"xingtang", "liudi"}
    assert clerk.post(here, {"scope": "all", "statements_due_on": "2026-12-10"}).status_code == 422
