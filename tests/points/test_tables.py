"""A committee's own table: from a month on, by a document, tried out before; voided where it was wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from activityday.judgement.points.actions import adopt, post_entries, void
from activityday.judgement.points.forms import TableForm, as_row
from activityday.judgement.points.models import PointEntry, PointTable
from activityday.judgement.points.preview import effect_of
from activityday.judgement.points.queries import points_of, points_of_member, timeline_of
from activityday.office.policy.queries import point_table, rulebook
from activityday.people.organisation.checks import Refused
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Condition, Member
from activityday.rules.point_table import Table
from activityday.rules.point_table_reading import parse_table
from tests.conftest import OPERATOR, Town
from tests.points.conftest import NOW

TODAY = date(2026, 11, 20)
ROW = {
    "new-1": "参加抗洪抢险",
    "new-1-category": "service",
    "new-1-points": "5",
    "new-1-evidence": "村里的证明",
    "new-1-confirmer": "branch",
}


def content(since: str = "2026-01-01", classes: list | None = None, **points: str) -> dict[str, object]:
    """The rulebook's table with other points for some rows."""
    rows = [as_row(rule) for rule in point_table().rules]
    return {
        "since": since,
        "document": "枫发〔2026〕9号",
        "floor": "0",
        "lines": ["90", "80", "60"],
        "class": [*(classes or []), {"key": "A", "label": "在册党员", "base": "60"}],
        "rule": [row | ({"points": points[row["key"]]} if row["key"] in points else {}) for row in rows],
    }


def parsed(given: dict[str, object]) -> Table:
    return parse_table(given, clauses=rulebook().clauses)


def adopted(town: Town, given: dict[str, object]) -> PointTable:
    return adopt(committee=town.committee, content=given, by=OPERATOR, at=NOW)


def points(member: Member) -> Decimal:
    found = points_of_member(member, 2026, on=TODAY)
    assert found is not None
    return found.total.points


def test_without_a_table_of_its_own_the_rulebooks_holds(town: Town) -> None:
    assert timeline_of(town.village).on(TODAY) == point_table()


def test_a_table_holds_from_its_month_on_and_entries_keep_their_version(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    table = adopted(town, content("2026-10-01", attended="1"))
    close_month(town.village, 9, {}, twelve)
    close_month(town.village, 10, {}, twelve)
    post_entries(branch=town.village, year=2026, by=OPERATOR, at=NOW)
    rows = PointEntry.objects.filter(member=twelve[0]).order_by("month").values_list("points", "table")
    assert list(rows) == [(Decimal(2), point_table().fingerprint), (Decimal(1), table.fingerprint)]


def test_a_table_for_months_gone_by_corrects_what_was_posted(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    post_entries(branch=town.village, year=2026, by=OPERATOR, at=NOW)
    table = adopted(town, content(attended="1"))
    assert points(twelve[0]) == 61
    assert post_entries(branch=town.village, year=2026, by=OPERATOR, at=NOW) == 12
    void(table=table, reason="分值录错了", by=OPERATOR, at=NOW)
    assert points(twelve[0]) == 62
    assert post_entries(branch=town.village, year=2026, by=OPERATOR, at=NOW) == 12
    rows = PointEntry.objects.filter(member=twelve[0]).order_by("number").values_list("points", flat=True)
    assert [f"{row:f}" for row in rows] == ["2.0", "-1.0", "1.0"]


def test_who_is_left_out_is_not_scored_and_everybody_else_is(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    Condition.objects.create(member=twelve[0], kind=ConditionKind.FLOATING, starts_on=date(2020, 1, 1))
    Condition.objects.create(member=twelve[1], kind=ConditionKind.FLOATING, starts_on=date(2026, 3, 1))
    Member.objects.filter(pk=twelve[2].pk).update(born_on=date(1945, 12, 31))
    Member.objects.filter(pk=twelve[3].pk).update(born_on=date(1946, 1, 2))
    close_month(town.village, 9, {}, twelve)
    classes = [
        {"key": "F", "label": "流动党员", "base": "60", "conditions": ["floating"], "scored": False},
        {"key": "O", "label": "年满80岁的党员", "base": "60", "age_from": 80, "scored": False},
    ]
    adopted(town, content(classes=classes))
    found = points_of(town.village, 2026, on=TODAY)
    assert [one.of_class.label for one in found[:4]] == [
        "流动党员",
        "在册党员",
        "年满80岁的党员",
        "在册党员",
    ]
    assert [one.total.points for one in found[:4]] == [60, 62, 60, 62]
    post_entries(branch=town.village, year=2026, by=OPERATOR, at=NOW)
    assert PointEntry.objects.filter(member__in=[twelve[0], twelve[2]]).count() == 0


def test_a_retired_branch_may_be_left_out(town: Town, make_members: Callable) -> None:
    town.other_village.sector = "retired"
    town.other_village.save()
    make_members(town.other_village, 1)
    classes = [{"key": "R", "label": "离退休", "base": "50", "sectors": ["retired"], "scored": False}]
    adopted(town, content(classes=classes))
    assert [one.is_scored for one in points_of(town.other_village, 2026, on=TODAY)] == [False]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (content("2026-10-02"), "从一个月的1日起用"),
        (content("2025-12-01"), "最早从2026年1月1日起用"),
        ({**content(), "document": " "}, "文号"),
        (
            {**content(), "rule": [{**as_row(point_table().rules[6]), "label": "手机打卡"}]},
            "国办函〔2026〕12号",
        ),
        ({**content(), "rule": [{**as_row(point_table().rules[0]), "points": "99"}]}, "一次不超过 50 分"),
    ],
)
def test_a_table_that_cannot_stand_is_refused_with_a_sentence(
    town: Town, given: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        adopted(town, given)
    assert sentence in str(refused.value)
    assert PointTable.objects.count() == 0


def test_only_a_committee_adopts(town: Town) -> None:
    with pytest.raises(Refused, match="由基层党委制定"):
        adopt(committee=town.village, content=content(), by=OPERATOR, at=NOW)


def test_two_tables_from_one_month_are_refused_also_at_once(town: Town) -> None:
    first = adopted(town, content())
    with pytest.raises(Refused, match="从2026年1月起已经有一张规则表"):
        adopted(town, content(attended="1"))
    first.pk, first._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_a_table_is_voided_once_and_with_a_reason(town: Town) -> None:
    table = adopted(town, content())
    with pytest.raises(Refused, match="请写明为什么作废"):
        void(table=table, reason="", by=OPERATOR, at=NOW)
    void(table=table, reason="录错", by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="已由命令 tests作废，不用再办"):
        void(table=table, reason="录错", by=OPERATOR, at=NOW)
    adopted(town, content(attended="1"))


def test_the_preview_counts_people_by_row_and_names_nobody(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {twelve[0]: "缺", twelve[1]: "未"}, twelve)
    effect = effect_of(town.committee, parsed(content(attended="1", unexcused="-3")), on=TODAY)
    assert (effect.people, effect.changed, effect.left_out) == (12, 11, 0)
    assert effect.by_rule == (("参加活动日", 10), ("无故不参加活动日", 1))


def test_a_table_of_later_months_is_tried_on_this_year(
    town: Town, twelve: list[Member], close_month: Callable
) -> None:
    close_month(town.village, 9, {}, twelve)
    effect = effect_of(town.committee, parsed(content("2027-01-01", attended="1")), on=TODAY)
    assert (effect.changed, effect.tried_from) == (12, date(2026, 1, 1))
    later = effect_of(town.committee, parsed(content("2026-10-01", attended="1")), on=TODAY)
    assert (later.changed, later.tried_from) == (0, date(2026, 10, 1))


def test_the_preview_asks_as_many_questions_for_a_town_as_for_one_member(
    town: Town, make_members: Callable
) -> None:
    make_members(town.village, 1)
    proposed = parsed(content(attended="1"))
    with CaptureQueriesContext(connection) as one:
        effect_of(town.committee, proposed, on=TODAY)
    make_members(town.village, 30, prefix="甲")
    make_members(town.other_village, 30, prefix="乙")
    with CaptureQueriesContext(connection) as many:
        effect_of(town.committee, proposed, on=TODAY)
    assert len(many) == len(one)


def form(**typed: object) -> TableForm:
    table = point_table()
    blank = TableForm(table=table, initial={"since": date(2026, 12, 1)})
    data = {name: blank[name].value() for name in blank.fields}
    data = {name: value for name, value in data.items() if value is not None}
    return TableForm({**data, "document": "枫发〔2026〕9号", **typed}, table=table)


def test_a_form_left_as_it_was_is_the_same_table() -> None:
    unchanged = form()
    assert unchanged.is_valid(), unchanged.errors
    table = parsed(unchanged.content())
    assert table.rules == point_table().rules
    assert table.classes == point_table().classes


def test_the_form_changes_leaves_out_and_adds() -> None:
    typed = form(
        **{
            "points-attended": "1.5",
            "cap-attended": "",
            "off-dues_late": "on",
            "leaves_out_retired": "on",
            "leaves_out_floating": "on",
            "leaves_out_from": "80",
            "new-1": "参加义务植树",
            "new-1-category": "service",
            "new-1-points": "0.5",
            "new-1-cap": "5",
            "new-1-evidence": "村里的登记",
            "new-1-confirmer": "branch",
        }
    )
    assert typed.is_valid(), typed.errors
    table = parsed(typed.content())
    attended, own = table.rule("attended"), table.rule("own_202612_1")
    assert attended is not None
    assert own is not None
    assert (attended.points, attended.cap, attended.document) == (Decimal("1.5"), None, "枫发〔2026〕9号")
    assert (own.points, own.cap_label, own.since) == (Decimal("0.5"), "全年至多 5 分", date(2026, 12, 1))
    assert table.rule("dues_late") is None
    assert [(one.key, one.is_scored) for one in table.classes] == [
        ("R", False),
        ("F", False),
        ("O", False),
        ("A", True),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"points-attended": "很多"}, "points-attended"),
        ({"points-attended": "0.25"}, "points-attended"),
        ({"leaves_out_from": "30"}, "leaves_out_from"),
        ({"document": ""}, "document"),
        ({"since": "明年"}, "since"),
        (ROW | {"new-1": ""}, "new-1"),
        (ROW | {"new-1-category": ""}, "new-1-category"),
        (ROW | {"new-1-points": ""}, "new-1-points"),
        (ROW | {"new-1-points": "0"}, "new-1-points"),
        (ROW | {"new-1-points": "很多"}, "new-1-points"),
        (ROW | {"new-1-evidence": " "}, "new-1-evidence"),
    ],
)
def test_what_was_typed_wrongly_is_said_at_its_field(typed: dict, field: str) -> None:
    wrong = form(**typed)
    assert list(wrong.errors) == [field]
