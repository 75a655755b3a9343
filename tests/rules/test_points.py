"""Points as pure rules: caps in any order, corrections that settle, tables that refuse what the burden rules forbid."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.office.policy.rulebook import RulebookError, load_points
from activityday.rules.clauses import CITED
from activityday.rules.point_table import (
    Confirmer,
    Period,
    PointClass,
    Table,
    shown,
    signed,
)
from activityday.rules.point_table_reading import TableError, parse_table
from activityday.rules.points import (
    Fact,
    NewEntry,
    Standing,
    StoredEntry,
    Timeline,
    Urgency,
    class_of,
    corrections,
    derive,
    grade,
    quarter_notice,
    quarter_of,
    total,
)
from activityday.rules.uncounted import FORBIDDEN, refused_word

ROOT = Path(__file__).resolve().parents[2] / "rulebook"
TABLE = load_points(ROOT)
CLAUSES = {"notice 四(四)", "notice 三(四)", "notice 三(五)", "notice 二"}
YEAR = date(2026, 1, 1)


def row(**changes: object) -> dict[str, object]:
    given_row = {
        "key": "volunteering",
        "label": "参加志愿服务",
        "kind": "manual",
        "category": "service",
        "points": "2",
        "cap": "20",
        "period": "year",
        "evidence": "服务登记簿",
        "confirmed_by": "branch",
        "clause": "notice 三(四)",
        "document": "樟发〔2027〕3号",
        "since": "2026-01-01",
    }
    return {key: value for key, value in {**given_row, **changes}.items() if value is not ...}


def content(*rows: dict[str, object], **changes: object) -> dict[str, object]:
    given_table: dict[str, object] = {
        "since": "2026-01-01",
        "document": "樟发〔2027〕3号",
        "floor": "0",
        "lines": ["90", "80", "60"],
        "class": [{"key": "A", "label": "在册党员", "base": "60"}],
        "rule": list(rows),
    }
    return {key: value for key, value in {**given_table, **changes}.items() if value is not ...}


def parse(*rows: dict[str, object], **changes: object) -> Table:
    return parse_table(content(*rows, **changes), clauses=CLAUSES)


def fact(key: str, number: int, month: int = 1, source: str = "manual") -> Fact:
    return Fact(key, source, str(number), date(2026, month, 1), date(2026, month, 1 + number % 28))


# --- the rulebook's own table


def test_the_rulebooks_table_has_the_points_that_are_documented() -> None:
    assert {rule.key: shown(rule.points) for rule in TABLE.rules} == {
        "attended": "2",
        "excused": "0",
        "unexcused": "−2",
        "unrecorded": "0",
        "dues_on_time": "1",
        "dues_late": "−1",
        "volunteering": "2",
        "commended_county": "5",
        "commended_city": "8",
        "commended_province": "10",
        "punished": "0",
    }
    assert [rule.key for rule in TABLE.rules if rule.is_veto] == ["punished"]
    assert (TABLE.classes[0].base, TABLE.floor, TABLE.shows_grade) == (60, 0, True)
    assert {rule.key: rule.cap_label for rule in TABLE.rules if rule.cap} == {
        "attended": "全年至多 24 分",
        "volunteering": "全年至多 20 分",
    }
    assert {rule.key: rule.confirmer_label for rule in TABLE.manual_rules} == {
        "volunteering": "支部另一人",
        "commended_county": "基层党委",
        "commended_city": "基层党委",
        "commended_province": "基层党委",
        "punished": "基层党委",
    }
    assert TABLE.rules[0].confirmer_label == ""
    assert TABLE.rules[0].category_label == "组织生活"


def test_the_ban_is_carried_out_by_a_rule() -> None:
    assert CITED["burden-2026 五不得"] == ["activityday.rules.uncounted.refused_word"]


def test_a_broken_table_is_named_by_file_and_row(tmp_path: Path) -> None:
    (tmp_path / "clauses.toml").write_text("", encoding="utf-8")
    (tmp_path / "points.toml").write_text("since = 2026-01-01\n", encoding="utf-8")
    with pytest.raises(RulebookError, match=r"points\.toml.*规则表.*缺少"):
        load_points(tmp_path)


# --- tables that cannot be used

HOSTILE = [
    (row(label="手机打卡"), "打卡"),
    (row(label="打 卡"), "打卡"),
    (row(label="点\u200b赞"), "点赞"),
    (row(label="打·卡签到"), "打卡"),
    (row(label="在线学习"), "在线"),
    (row(label="ＡＰＰ使用"), "app"),
    (row(label="A.P.P 使用"), "app"),
    (row(label="每日登录"), "登录"),
    (row(label="微信投票拉票"), "微信投票"),
    (row(key="daily_login", label="热心"), "login"),
    (row(key="likes", label="热心"), "likes"),
    (row(label="转发文章"), "转发"),
    (row(label="人脸签到"), "人脸"),
    (row(label="热心", evidence="手机截图"), "截图"),
]


@pytest.mark.parametrize(("hostile", "word"), HOSTILE)
def test_what_the_burden_rules_forbid_cannot_stand_in_a_table(hostile: dict, word: str) -> None:
    with pytest.raises(TableError, match=word) as refused:
        parse(hostile)
    assert refused.value.clause == "burden-2026 五不得"


@pytest.mark.parametrize("word", FORBIDDEN)
def test_every_forbidden_word_is_found_whatever_stands_around_it(word: str) -> None:
    assert refused_word("own_1", f"党员{word[0]}　{word[1:]}活动") == word


@pytest.mark.parametrize(
    "label", ["参加义务植树", "志愿服务时长", "软件开发支农", "happy 邻里", "应用技术推广"]
)
def test_ordinary_work_may_stand_in_a_table(label: str) -> None:
    assert refused_word("own_1", label) == ""
    assert parse(row(label=label)).rules[0].label == label


REFUSED = [
    (row(label=...), "缺少 label"),
    (row(key="Volunteering"), "编码只能用小写字母"),
    (row(key="x" * 41), "编码只能用小写字母"),
    (row(label=""), "请写 1 到 40 个字"),
    (row(label="长" * 41), "请写 1 到 40 个字"),
    (row(label="两\n行"), "不换行"),
    (row(clause="notice 九"), "没有条款“notice 九”"),
    (row(document=" "), "请写 1 到 60 个字"),
    (row(since="2026-13-01"), "日期写得不对"),
    (row(kind="magic"), "写得不对"),
    (row(category="rank"), "写得不对"),
    (row(confirmed_by="nobody"), "写得不对"),
    (row(period="decade"), "写得不对"),
    (row(points=0.5), "0.5 的倍数"),
    (row(points=True), "0.5 的倍数"),
    (row(points="0.3"), "0.5 的倍数"),
    (row(points="NaN"), "0.5 的倍数"),
    (row(points="Infinity"), "0.5 的倍数"),
    (row(points="二"), "0.5 的倍数"),
    (row(points="51", cap=..., period=...), "一次不超过 50 分"),
    (row(points="-2", cap=..., period=...), "只能加分"),
    (row(category="deduction", points="2"), "只能扣分"),
    (row(period=...), "要么都填"),
    (row(cap=...), "要么都填"),
    (row(cap="1"), "封顶分不能小于"),
    (row(evidence=""), "凭什么登记"),
    (row(evidence="凭" * 101), "凭什么登记"),
    (row(category="dues"), "不能另外登记"),
    (row(key="attended"), "由人登记"),
    (row(kind="derived"), "由人登记"),
    (row(is_veto=True), "一票否决只作标记"),
    (row(is_veto=True, category="deduction", points="-2", cap=..., period=...), "一票否决只作标记"),
    (
        row(key="excused", kind="derived", category="organisation_life", points="-1", cap=..., period=...),
        "不加分也不扣分",
    ),
    (
        row(key="attended", kind="derived", category="organisation_life", points="-1", cap=..., period=...),
        "只能加分",
    ),
    (row(key="dues_late", kind="derived", category="dues", points="1", cap=..., period=...), "只能扣分"),
]


@pytest.mark.parametrize(("hostile", "sentence"), REFUSED)
def test_a_row_that_cannot_be_used_is_refused_with_a_sentence(hostile: dict, sentence: str) -> None:
    with pytest.raises(TableError, match=sentence):
        parse(hostile)


A = {"key": "A", "label": "在册党员", "base": "60"}
WHOLE = [
    (content(**{"class": []}), "最后一类"),
    (content(**{"class": [A, {**A, "key": "B"}]}), "最后一类"),
    (content(**{"class": [{**A, "sectors": ["retired"]}]}), "最后一类"),
    (content(**{"class": [{**A, "age_from": 80}, A]}), "编码相同"),
    (content(**{"class": [{**A, "age_from": 30}]}), "年龄请填 60 到 120"),
    (content(**{"class": [{**A, "age_from": True}]}), "年龄请填 60 到 120"),
    (content(**{"class": [{**A, "base": "201"}]}), "基础分在 0 到 200"),
    (content(**{"class": [{"key": "A"}]}), "缺少 base、label"),
    (content(**{"class": "A"}), "应是一列值"),
    (content(**{"class": ["A"]}), "写成一组项目"),
    (content(row(), row()), "编码相同"),
    (content(*[row(key=f"k{n}") for n in range(41)]), "最多 40 项"),
    (content(lines=["80", "90"]), "从高到低"),
    (content(lines=["80", "80"]), "从高到低"),
    (content(lines=["八十"]), "0.5 的倍数"),
    (content(floor="-1"), "不能是负数"),
    (content(floor="61"), "不能是负数"),
    (content(since=...), "缺少 since"),
    (content(document=""), "文号"),
]


@pytest.mark.parametrize(("hostile", "sentence"), WHOLE)
def test_a_table_that_cannot_be_used_is_refused_with_a_sentence(hostile: dict, sentence: str) -> None:
    with pytest.raises(TableError, match=sentence):
        parse_table(hostile, clauses=CLAUSES)


def test_a_table_may_have_halves_months_quarters_and_classes() -> None:
    table = parse(
        row(points="0.5", cap="1.5", period="quarter"),
        row(key="own_1", label="敬老", points=1, cap=2, period="month", confirmed_by="committee"),
        **{
            "class": [{"key": "R", "label": "离退休", "base": 50, "sectors": ["retired"], "scored": False}, A]
        },
        shows_grade=False,
    )
    assert [rule.cap_label for rule in table.rules] == ["每季度至多 1.5 分", "每月至多 2 分"]
    assert table.rules[1].confirmed_by == Confirmer.COMMITTEE
    assert (table.shows_grade, table.classes[0].is_scored) == (False, False)
    assert table.rule("nothing") is None


def test_every_change_of_a_table_is_another_version() -> None:
    assert parse(row()).fingerprint == parse(row()).fingerprint
    assert parse(row()).fingerprint != parse(row(points="1")).fingerprint


# --- classes


@pytest.mark.parametrize(
    ("standing", "label"),
    [
        (Standing("retired"), "离退休"),
        (Standing("village", frozenset({"floating"})), "流动"),
        (Standing("village", age=80), "高龄"),
        (Standing("village", age=79), "在册党员"),
        (Standing("village"), "在册党员"),
        (Standing("village", frozenset({"suspended"})), "在册党员"),
    ],
)
def test_the_first_class_that_fits_is_the_members(standing: Standing, label: str) -> None:
    none: frozenset[str] = frozenset()
    classes = (
        PointClass("R", "离退休", Decimal(60), sectors=frozenset({"retired"})),
        PointClass("F", "流动", Decimal(60), conditions=frozenset({"floating"})),
        PointClass("O", "高龄", Decimal(60), age_from=80),
        PointClass("A", "在册党员", Decimal(60), none, none),
    )
    assert class_of(standing, replace(TABLE, classes=classes)).label == label


# --- deriving

DRAWN = st.lists(
    st.tuples(
        st.sampled_from(["attended", "unexcused", "volunteering", "commended_county", "dues_on_time"]),
        st.integers(1, 12),
    ),
    max_size=60,
)


@given(DRAWN, st.randoms(use_true_random=False))
def test_caps_are_never_exceeded_in_whatever_order_facts_come(drawn: list, shuffle: Callable) -> None:
    facts = [fact(key, number, month) for number, (key, month) in enumerate(drawn)]
    derived = derive(facts, Timeline((TABLE,)))
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for entry in derived:
        sums[entry.rule.key] += entry.points
    for key, points in sums.items():
        rule = TABLE.rule(key)
        assert rule is not None
        assert rule.cap is None or points <= rule.cap
    shuffle.shuffle(facts)
    assert derive(facts, Timeline((TABLE,))) == derived


@pytest.mark.parametrize(
    ("period", "months", "points"),
    [
        (Period.MONTH, [1, 1, 1, 2], ["2", "1", "0", "2"]),
        (Period.QUARTER, [1, 2, 3, 4], ["2", "1", "0", "2"]),
        (Period.YEAR, [1, 4, 7, 10], ["2", "1", "0", "0"]),
    ],
)
def test_a_cap_holds_for_its_period(period: Period, months: list[int], points: list[str]) -> None:
    table = parse(row(cap="3", period=period.value))
    facts = [fact("volunteering", n, month) for n, month in enumerate(months)]
    derived = derive(facts, Timeline((table,)))
    assert [shown(entry.points) for entry in derived] == points


def test_deductions_have_caps_too() -> None:
    table = parse(row(category="deduction", points="-2", cap="3"))
    derived = derive([fact("volunteering", n) for n in range(3)], Timeline((table,)))
    assert [signed(entry.points) for entry in derived] == ["−2", "−1", "0"]


def test_a_fact_counts_by_the_table_of_its_month() -> None:
    later = replace(parse(row(points="1", since="2026-07-01")), since=date(2026, 7, 1))
    derived = derive(
        [fact("volunteering", 1, 6), fact("volunteering", 2, 7), fact("attended", 3, 7)],
        Timeline((TABLE, later)),
    )
    assert [(entry.points, entry.table) for entry in derived] == [
        (2, TABLE.fingerprint),
        (1, later.fingerprint),
    ]
    assert Timeline((later,)).on(date(2020, 1, 1)) == later


def test_a_row_counts_from_its_own_day() -> None:
    table = parse(row(since="2026-03-01"))
    derived = derive([fact("volunteering", 1, 2), fact("volunteering", 2, 3)], Timeline((table,)))
    assert [entry.fact.month.month for entry in derived] == [3]


def test_the_arithmetic_is_said_for_rows_without_a_cap() -> None:
    derived = derive([replace(fact("dues_late", 1), words="2月党费3月2日交")], Timeline((TABLE,)))
    assert derived[0].text == "2月党费3月2日交：没有按时交纳党费，记 −1 分。"


# --- sums


@given(st.lists(st.sampled_from([Decimal(-2), Decimal("0.5"), Decimal(2)]), max_size=80))
def test_a_sum_is_its_parts_and_never_under_the_floor(amounts: list[Decimal]) -> None:
    found = total(Decimal(60), amounts, floor=Decimal(0))
    assert found.points == max(found.base + found.plus - found.minus, Decimal(0))
    assert found.plus >= 0
    assert found.minus >= 0


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("120", "90分以上"),
        ("90", "90分以上"),
        ("89.5", "80分以上、不到90分"),
        ("60", "60分以上、不到80分"),
        ("59.5", "不到60分"),
        ("0", "不到60分"),
    ],
)
def test_a_sum_lies_between_lines_and_is_never_a_verdict(points: str, words: str) -> None:
    found = grade(Decimal(points), TABLE.lines)
    assert found == words
    assert not {"优秀", "合格", "基本合格", "不合格"} & {found}


def test_without_lines_there_is_no_grade() -> None:
    assert grade(Decimal(90), ()) == ""


# --- corrections


def kept(entries: tuple[NewEntry, ...], before: tuple[StoredEntry, ...] = ()) -> tuple[StoredEntry, ...]:
    return (
        *before,
        *(
            StoredEntry(
                id=UUID(int=len(before) + n),
                source=one.source,
                source_key=one.source_key,
                number=one.number,
                rule=one.rule,
                label=one.label,
                category=one.category,
                month=one.month,
                on=one.on,
                points=one.points,
            )
            for n, one in enumerate(entries, start=1)
        ),
    )


KEYS = st.sampled_from(["attended", "excused", "unexcused", "unrecorded", ""])
TWELVE = st.lists(KEYS, min_size=12, max_size=12)


def months(keys: list[str]) -> list[Fact]:
    return [
        Fact(key, "attendance", f"2026-{n:02}", date(2026, n, 1), date(2026, n, 7))
        for n, key in enumerate(keys, start=1)
        if key
    ]


@given(st.lists(TWELVE, min_size=1, max_size=5))
def test_after_any_history_the_entries_are_what_the_facts_say_and_a_second_run_writes_nothing(
    history: list[list[str]],
) -> None:
    stored: tuple[StoredEntry, ...] = ()
    for keys in history:
        derived = derive(months(keys), Timeline((TABLE,)))
        written = corrections(stored, derived)
        stored = kept(written, stored)
        sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for entry in stored:
            sums[entry.source_key, entry.rule] += entry.points
        wanted = {(entry.fact.source_key, entry.rule.key): entry.points for entry in derived if entry.points}
        assert {key: points for key, points in sums.items() if points} == wanted
        assert corrections(stored, derived) == ()
        numbers = [(entry.source, entry.source_key, entry.number) for entry in stored]
        assert len(set(numbers)) == len(numbers)
        assert all(entry.points for entry in stored)


def test_a_correction_names_what_it_corrects_and_why() -> None:
    first = kept(corrections((), derive(months(["unexcused"]), Timeline((TABLE,)))))
    gone = corrections(first, ())
    assert [(one.corrects, signed(one.points), one.table) for one in gone] == [(UUID(int=1), "+2", "")]
    assert gone[0].text == "更正：原按“无故不参加活动日”记 −2 分，现在这件事不成立或者不计分，应记 0 分。"


def test_a_changed_cap_is_said_in_the_correction() -> None:
    stored = kept(corrections((), derive(months(["attended"]), Timeline((TABLE,)))))
    other = replace(TABLE, rules=tuple(replace(rule, points=Decimal(1)) for rule in TABLE.rules[:1]))
    again = corrections(stored, derive(months(["attended"]), Timeline((other,))))
    assert [signed(one.points) for one in again] == ["−1"]
    assert again[0].text.startswith("更正：原按“参加活动日”记 +2 分，现在应记 +1 分。")


# --- quarters


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 5, 20), date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_is_three_whole_months(day: date, first: date, last: date) -> None:
    assert quarter_of(day) == (first, last)


def test_before_anything_was_posted_the_last_quarter_is_due() -> None:
    found = quarter_notice(None, date(2027, 1, 10), within_days=30)
    assert (found.starts_on, found.urgency) == (date(2026, 10, 1), Urgency.DUE)


@pytest.mark.parametrize(
    ("number", "plain", "with_sign"),
    [("2.0", "2", "+2"), ("0.5", "0.5", "+0.5"), ("-2", "−2", "−2"), ("0", "0", "0"), ("20", "20", "+20")],
)
def test_points_are_written_without_needless_noughts(number: str, plain: str, with_sign: str) -> None:
    assert (shown(Decimal(number)), signed(Decimal(number))) == (plain, with_sign)
