"""The seed before the draw, the draw from the seed, and what was seen (notice 四(一), 四(四))."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from io import BytesIO

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.chain import short_code
from activityday.audit.models import Entry
from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.enums import Seen, Step
from activityday.leadership.supervision.models import (
    Inspection,
    InspectionAnswer,
    Sample,
    Shortcoming,
    ShortcomingStep,
)
from activityday.office.policy.queries import inspection_items
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from tests.conftest import OPERATOR, START, Town, instant
from tests.supervision.conftest import NOW, TODAY, draft

pytestmark = pytest.mark.django_db
TOWN = "/units/fenggang/supervision/"


def fix(town: Town, seed: str = "778812", title: str = "") -> Sample:
    return actions.fix_seed(committee=town.committee, title=title, seed=seed, by=town.users["clerk"], at=NOW)


def more_branches(town: Town, number: int) -> None:
    for n in range(number):
        establish(
            parent=town.committee,
            code=f"more-{n}",
            name=f"第{n}村党支部",
            level=Level.BRANCH,
            by=OPERATOR,
            at=START,
        )


def words(content: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(content)).pages)


def test_the_seed_stands_in_the_log_before_anything_is_drawn(town: Town) -> None:
    sample = fix(town)
    entry = Entry.objects.get(action="supervision.seed.fixed")
    assert json.loads(entry.changes) == {"seed": "778812", "candidates": 2}
    assert sample.audit_code == entry.code
    assert not Entry.objects.filter(action="supervision.sample.drawn").exists()
    assert set(sample.candidates.values_list("is_drawn", "digest")) == {(False, "")}
    actions.draw_sample(sample=sample, planned_on=TODAY, by=OPERATOR, at=instant("2026-11-27 10:05"))
    drawn = Entry.objects.get(action="supervision.sample.drawn")
    assert drawn.sequence > entry.sequence


def test_anyone_draws_the_same_again_from_what_is_printed(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    more_branches(town, 25)
    sample = fix(town, seed="2026-1127")
    actions.draw_sample(sample=sample, planned_on=TODAY, by=OPERATOR, at=NOW)
    sheet = words(client_of("clerk").get(f"{TOWN}samples/{sample.pk}/list.pdf").content)
    assert "种子2026-1127" in sheet
    assert short_code(sample.audit_code) in sheet
    assert "27个党支部，抽中9个" in sheet
    assert "SHA-256" in sheet
    # with nothing but the paper: seed, codes, share
    codes = list(sample.candidates.values_list("code", flat=True))
    digests = {code: sha256(f"2026-1127/{code}".encode()).hexdigest() for code in codes}
    again = set(sorted(codes, key=digests.__getitem__)[: -(-27 * 30 // 100)])
    assert set(Inspection.objects.values_list("unit__code", flat=True)) == again
    for code in codes:
        mark = "√抽中" if code in again else ""
        assert f"30%{digests[code][:16]}{mark}" in sheet
    # in the order of the tree, not of the digests
    assert sheet.index("兴塘村党支部") < sheet.index("柳堤村党支部") < sheet.index("第24村党支部")


def test_one_seed_is_drawn_once(town: Town) -> None:
    sample = fix(town)
    actions.draw_sample(sample=sample, planned_on=TODAY, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="一个种子只抽一次"):
        actions.draw_sample(sample=sample, planned_on=TODAY, by=OPERATOR, at=NOW)
    assert Inspection.objects.count() == 1


def test_a_second_seed_cannot_be_laid_beside_the_first(town: Town) -> None:
    first = fix(town)
    with pytest.raises(Refused, match="还没有抽"):
        fix(town, seed="9999")
    actions.withdraw_sample(sample=first, why="种子念错了", by=OPERATOR, at=NOW)
    assert [fix(town, seed="9999").title, Sample.objects.count()] == ["2026年第2次抽查", 2]
    with pytest.raises(Refused, match="作废"):
        actions.draw_sample(sample=first, planned_on=TODAY, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="不用再办"):
        actions.withdraw_sample(sample=first, why="再来", by=OPERATOR, at=NOW)


def test_a_seed_that_was_used_before_is_refused_because_everybody_knows_whom_it_draws(town: Town) -> None:
    actions.draw_sample(sample=fix(town), planned_on=TODAY, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="种子 778812 在2026年第1次抽查用过了"):
        fix(town)
    assert [fix(town, seed="9999").number, Sample.objects.count()] == [2, 2]


@pytest.mark.parametrize("seed", ["", "abc", "种子一二三", "a b c d", "x" * 65])
def test_a_seed_that_cannot_be_typed_from_paper_is_refused(town: Town, seed: str) -> None:
    with pytest.raises(Refused, match="种子用 4 到 64 个"):
        fix(town, seed=seed)


def test_only_a_town_with_branches_samples(town: Town) -> None:
    for unit, sentence in ((town.village, "由镇党委"), (None, "还没有可以抽的")):
        committee = unit or establish(
            parent=town.county, code="empty", name="空镇", level=Level.COMMITTEE, by=OPERATOR, at=START
        )
        with pytest.raises(Refused, match=sentence):
            actions.fix_seed(committee=committee, title="", seed="1234", by=OPERATOR, at=NOW)


def test_a_draw_into_the_past_or_onto_a_planned_visit_writes_nothing(town: Town) -> None:
    sample = fix(town)
    with pytest.raises(Refused, match="已经过去"):
        actions.draw_sample(sample=sample, planned_on=date(2026, 11, 26), by=OPERATOR, at=NOW)
    for unit in (town.village, town.other_village):
        actions.plan_inspection(unit=unit, planned_on=TODAY, purpose="看看", by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="已经安排了督查"):
        actions.draw_sample(sample=sample, planned_on=TODAY, by=OPERATOR, at=NOW)
    sample.refresh_from_db()
    assert (sample.drawn_at, Inspection.objects.count()) == (None, 2)


def test_a_withdrawn_sample_takes_its_visits_back_but_not_once_somebody_went(town: Town) -> None:
    sample = fix(town)
    visit = actions.draw_sample(sample=sample, planned_on=TODAY, by=OPERATOR, at=NOW)[0]
    actions.withdraw_sample(sample=sample, why="比例定错了", by=OPERATOR, at=NOW)
    visit.refresh_from_db()
    assert visit.cancelled_why == "抽查已作废"
    second = fix(town, seed="4321")
    visit = actions.draw_sample(sample=second, planned_on=TODAY, by=OPERATOR, at=NOW)[0]
    actions.record_inspection(inspection=visit, draft=draft(), by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="已经按这次抽查去督查过了"):
        actions.withdraw_sample(sample=second, why="不要了", by=OPERATOR, at=NOW)


def test_two_clean_samples_in_a_row_lower_the_share_and_one_shortcoming_raises_it(town: Town) -> None:
    branches = [town.village, town.other_village]
    percents = []
    for month, wanting in ((1, None), (3, None), (5, {"dues": "没有公示"})):
        at = instant(f"2026-0{month}-10 09:00")
        sample = actions.fix_seed(
            committee=town.committee, title="", seed=f"seed-{month}", by=OPERATOR, at=at
        )
        # the share of every branch in the test is 100 % so that both are visited
        sample.candidates.update(percent=100)
        for visit in actions.draw_sample(sample=sample, planned_on=at.date(), by=OPERATOR, at=at):
            seen = wanting if visit.unit_id == town.village.pk else None
            actions.record_inspection(
                inspection=visit, draft=draft(seen, held_on=at.date()), by=OPERATOR, at=at
            )
        shares = queries.shares_of(branches, on=at.date())
        percents.append([shares[branch.pk].percent for branch in branches])
    assert percents == [[30, 30], [15, 15], [30, 15]]
    frozen = fix(town).candidates.values_list("percent", "reason")
    assert list(frozen) == [(30, "按 30% 抽。"), (15, "最近 3 次抽查都没有发现问题，按 15% 抽。")]


def test_a_shortcoming_withdrawn_later_does_not_count_against_the_branch(
    town: Town, inspect: Callable[..., Inspection]
) -> None:
    sample = fix(town)
    sample.candidates.update(percent=100)
    for visit in actions.draw_sample(sample=sample, planned_on=TODAY, by=OPERATOR, at=NOW):
        actions.record_inspection(inspection=visit, draft=draft({"dues": "没有公示"}), by=OPERATOR, at=NOW)
    assert queries.shares_of([town.village], on=TODAY)[town.village.pk].sentence == "按 30% 抽。"
    found = Shortcoming.objects.get(unit=town.village)
    actions.take_step(shortcoming=found, step=Step.WITHDRAW, note="公示在村务栏", by=OPERATOR, at=NOW)
    assert "最近连续 1 次" in queries.shares_of([town.village], on=TODAY)[town.village.pk].sentence


def test_each_line_of_what_is_wanting_becomes_a_shortcoming(
    town: Town, inspect: Callable[..., Inspection]
) -> None:
    found = inspect(town.village, {"record": "没有原件\n\n三个代签", "dues": "没有公示"})
    assert list(found.shortcomings.order_by("number").values_list("number", "title", "clause", "text")) == [
        (1, "党费收缴", "notice 三(五)", "没有公示"),
        (2, "签到和纪实", "notice 四(四)", "没有原件"),
        (3, "签到和纪实", "notice 四(四)", "三个代签"),
    ]
    assert InspectionAnswer.objects.count() == len(inspection_items())
    assert set(ShortcomingStep.objects.values_list("step", "state")) == {("find", "found")}


def test_an_inspection_is_recorded_once_and_then_never_changes(
    town: Town, inspect: Callable[..., Inspection]
) -> None:
    found = inspect(town.village)
    for write in (
        lambda: actions.record_inspection(inspection=found, draft=draft(), by=OPERATOR, at=NOW),
        lambda: actions.cancel_inspection(inspection=found, why="不去了", by=OPERATOR, at=NOW),
    ):
        with pytest.raises(Refused, match="登记过的不能再改"):
            write()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"held_on": date(2026, 11, 28)}, "还没有到"),
        ({"answers": {}}, "还没有选结果"),
        ({"answers": {item.key: (Seen.NOT_SEEN, "") for item in inspection_items()}}, "一项都没有看"),
        ({"answers": {item.key: (Seen.SHORTCOMING, " ") for item in inspection_items()}}, "请写明是什么问题"),
        ({"answers": {item.key: (Seen.FINE, "长" * 201) for item in inspection_items()}}, "不超过 200 个字"),
    ],
)
def test_a_record_that_is_not_whole_is_refused(town: Town, change: dict, sentence: str) -> None:
    made = actions.plan_inspection(unit=town.village, planned_on=TODAY, purpose="看", by=OPERATOR, at=NOW)
    said = {**vars(draft()), **change}
    with pytest.raises(Refused, match=sentence):
        actions.record_inspection(inspection=made, draft=actions.InspectionDraft(**said), by=OPERATOR, at=NOW)
    assert InspectionAnswer.objects.count() == 0


def test_a_cancelled_visit_makes_room_for_another(town: Town) -> None:
    made = actions.plan_inspection(unit=town.village, planned_on=TODAY, purpose="看", by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="不用再排"):
        actions.plan_inspection(unit=town.village, planned_on=TODAY, purpose="看", by=OPERATOR, at=NOW)
    actions.cancel_inspection(inspection=made, why="下大雨", by=OPERATOR, at=NOW)
    actions.plan_inspection(unit=town.village, planned_on=TODAY, purpose="看", by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="取消"):
        actions.cancel_inspection(inspection=made, why="再来", by=OPERATOR, at=NOW)
    for unit, day, sentence in (
        (town.committee, TODAY, "选一个党支部"),
        (town.village, date(2026, 1, 1), "已经过去"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.plan_inspection(unit=unit, planned_on=day, purpose="看", by=OPERATOR, at=NOW)


def test_what_lies_ahead_is_for_those_who_go(town: Town, client_of: Callable[[str], Client]) -> None:
    made = actions.plan_inspection(
        unit=town.village, planned_on=date(2099, 1, 1), purpose="暗访", by=OPERATOR, at=NOW
    )
    here = "/units/xingtang/supervision/inspections/"
    for post in ("secretary", "leader", "county_officer"):
        client = client_of(post)
        assert "暗访" not in client.get(here).content.decode()
        assert client.get(f"{here}{made.pk}/").status_code == 404
    assert "暗访" in client_of("clerk").get(here).content.decode()
    assert client_of("clerk").get(f"{here}{made.pk}/").status_code == 200


def test_a_draft_with_something_missing_comes_back_as_it_was_typed(
    town: Town, client_of: Callable[[str], Client]
) -> None:
    made = actions.plan_inspection(
        unit=town.village, planned_on=date(2099, 1, 1), purpose="看", by=OPERATOR, at=NOW
    )
    address = f"{TOWN}inspections/{made.pk}/record/"
    typed = {
        "held_on": "2026-01-05",
        "inspectors": "陈思齐",
        "seen-dues": "shortcoming",
        "note-record": "很乱" * 150,
    }
    page = client_of("clerk").post(address, typed)
    assert page.status_code == 422
    text = page.content.decode()
    for words_ in (
        "选了有问题，请写明是什么问题",
        "每行不超过 200 个字",
        "请选结果；没有看的，选“没有看”",
        "党费收缴：问题或说明",
        'value="陈思齐"',
        "很乱很乱",
        'name="seen-dues" value="shortcoming" checked',
    ):
        assert words_ in text, words_


def test_a_sample_in_the_browser(town: Town, client_of: Callable[[str], Client]) -> None:
    clerk = client_of("clerk")
    assert "兴塘村" in clerk.get(f"{TOWN}samples/new/").content.decode()
    assert clerk.post(f"{TOWN}samples/new/", {"seed": "坏"}).status_code == 422
    assert clerk.post(f"{TOWN}samples/new/", {"seed": ""}).status_code == 302
    sample = Sample.objects.get()
    assert len(sample.seed) == 16
    here = f"{TOWN}samples/{sample.pk}/"
    assert clerk.get(f"{here}list.pdf").status_code == 404
    assert clerk.post(f"{here}draw/", {"planned_on": "2020-01-01"}).status_code == 422
    assert clerk.post(f"{here}draw/", {"planned_on": "2099-01-01"}).status_code == 302
    assert clerk.post(f"{here}draw/", {"planned_on": "2099-01-01"}).status_code == 422
    assert "一个种子只抽一次" in clerk.post(f"{here}draw/", {"planned_on": "2099-01-01"}).content.decode()
    assert clerk.post(f"{here}withdraw/", {"why": ""}).status_code == 302
    assert clerk.post(f"{here}withdraw/", {"why": "念错"}).status_code == 302
    assert "已作废" in clerk.get(here).content.decode()
    assert "已作废：念错" in words(clerk.get(f"{here}list.pdf").content)
    assert clerk.get(f"{TOWN}samples/00000000-0000-0000-0000-000000000001/").status_code == 404
    for post in ("secretary", "leader", "county_officer", "recorder"):
        assert client_of(post).get(here).status_code == 404
        assert client_of(post).post(f"{here}draw/", {"planned_on": "2099-01-01"}).status_code == 404


def test_the_list_of_inspections_asks_as_often_for_forty_as_for_two(
    town: Town, inspect: Callable[..., Inspection], client_of: Callable[[str], Client]
) -> None:
    more_branches(town, 20)
    client, asked = client_of("clerk"), []
    for batch in ([town.village], list(queries.coverage_of(town.committee, on=TODAY).branches)[2:]):
        for one in batch:
            inspect(getattr(one, "unit", one), {"dues": "没有公示"})
        client.get(f"{TOWN}inspections/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"{TOWN}inspections/")
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_the_sheet_to_take_along_has_every_item(town: Town, client_of: Callable[[str], Client]) -> None:
    made = actions.plan_inspection(unit=town.village, planned_on=TODAY, purpose="例行", by=OPERATOR, at=NOW)
    sheet = words(client_of("clerk").get(f"{TOWN}inspections/{made.pk}/sheet.pdf").content)
    for item in inspection_items():
        assert item.title in sheet
        assert item.look_at[:12] in sheet
