"""Reads a table of points from data, and refuses what may not stand in it (notice 四(四); burden rules)."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from activityday.rules.point_table import (
    Category,
    Confirmer,
    FactKind,
    Kind,
    Period,
    PointClass,
    PointRule,
    Table,
    shown,
)
from activityday.rules.uncounted import refused_word

BURDEN = "burden-2026 五不得"
HALF = Decimal("0.5")
MOST_POINTS, MOST_BASE, MOST_RULES = Decimal(50), Decimal(200), 40
LONGEST_LABEL, LONGEST_EVIDENCE, LONGEST_DOCUMENT = 40, 100, 60
OLDEST = range(60, 121)
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
# the way in which a row may point: +1 only up, −1 only down, 0 neither
SIGNS: dict[str, int] = {
    FactKind.ATTENDED: 1,
    FactKind.EXCUSED: 0,
    FactKind.UNEXCUSED: -1,
    FactKind.UNRECORDED: 0,
    FactKind.DUES_ON_TIME: 1,
    FactKind.DUES_LATE: -1,
    Category.SERVICE: 1,
    Category.COMMENDATION: 1,
    Category.DEDUCTION: -1,
}


class TableError(ValueError):
    """A table that cannot be used: the row or field it concerns, and a Chinese sentence."""

    def __init__(self, where: str, sentence: str, clause: str = "") -> None:
        super().__init__(f"“{where}”：{sentence}")
        self.where, self.sentence, self.clause = where, sentence, clause


def parse_table(content: Mapping[str, object], *, clauses: Collection[str]) -> Table:
    """The table in `content` (from a rulebook file or a committee's own). Raises TableError naming the row."""
    _needed(content, "规则表", {"since", "document", "floor", "lines", "class", "rule"})
    classes = tuple(_class(entry) for entry in _rows(content, "class"))
    rules = tuple(_rule(entry, clauses) for entry in _rows(content, "rule"))
    table = Table(
        since=_day(content["since"], "生效日期"),
        document=_words(content["document"], "文号", LONGEST_DOCUMENT),
        floor=_number(content["floor"], "最低分"),
        lines=tuple(_number(line, "分档线") for line in _sequence(content["lines"], "分档线")),
        shows_grade=content.get("shows_grade", True) is True,
        classes=classes,
        rules=rules,
        fingerprint=fingerprint_of(content),
    )
    _check_whole(table)
    return table


def fingerprint_of(content: Mapping[str, object]) -> str:
    """SHA-256 of a table's content: what an entry keeps of the table it rests on."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def _check_whole(table: Table) -> None:
    for name, keys in (
        ("分类", [one.key for one in table.classes]),
        ("项目", [one.key for one in table.rules]),
    ):
        if len(set(keys)) != len(keys):
            raise TableError(name, "有两行的编码相同，请改一个。")
    if len(table.rules) > MOST_RULES:
        raise TableError("规则表", f"最多 {MOST_RULES} 项，请合并一些。")
    if not table.classes or not table.classes[-1].is_for_all or any(c.is_for_all for c in table.classes[:-1]):
        raise TableError("分类", "最后一类要包括其余所有党员，而且只有最后一类不设条件。")
    if list(table.lines) != sorted(set(table.lines), reverse=True):
        raise TableError("分档线", "请从高到低写，不要重复。")
    if table.floor < 0 or any(table.floor > one.base for one in table.classes):
        raise TableError("最低分", "不能是负数，也不能高于基础分。")


def _class(entry: Mapping[str, object]) -> PointClass:
    where = str(entry.get("label") or entry.get("key") or "分类")[:LONGEST_LABEL]
    _needed(entry, where, {"key", "label", "base"})
    base = _number(entry["base"], where)
    if not 0 <= base <= MOST_BASE:
        raise TableError(where, f"基础分在 0 到 {shown(MOST_BASE)} 之间。")
    age = entry.get("age_from")
    if age is not None and (isinstance(age, bool) or not isinstance(age, int) or age not in OLDEST):
        raise TableError(where, f"年龄请填 {OLDEST[0]} 到 {OLDEST[-1]} 的整数。")
    return PointClass(
        key=_words(entry["key"], where, LONGEST_LABEL),
        label=_words(entry["label"], where, LONGEST_LABEL),
        base=base,
        sectors=frozenset(map(str, _sequence(entry.get("sectors", []), where))),
        conditions=frozenset(map(str, _sequence(entry.get("conditions", []), where))),
        age_from=age,
        is_scored=entry.get("scored", True) is True,
    )


def _rule(entry: Mapping[str, object], clauses: Collection[str]) -> PointRule:
    where = str(entry.get("label") or entry.get("key") or "项目")[:LONGEST_LABEL]
    _needed(entry, where, {"key", "label", "kind", "category", "points", "clause", "document", "since"})
    try:
        kind, category = Kind(str(entry["kind"])), Category(str(entry["category"]))
        period = Period(str(entry["period"])) if entry.get("period") else None
        confirmer = Confirmer(str(entry.get("confirmed_by", Confirmer.BRANCH)))
    except ValueError as error:
        raise TableError(where, "来源、类别、封顶期间或复核人写得不对。") from error
    rule = PointRule(
        key=str(entry["key"]),
        label=_words(entry["label"], where, LONGEST_LABEL),
        kind=kind,
        category=category,
        points=_number(entry["points"], where),
        cap=_number(entry["cap"], where) if entry.get("cap") not in {None, ""} else None,
        period=period,
        clause=str(entry["clause"]),
        document=_words(entry["document"], where, LONGEST_DOCUMENT),
        since=_day(entry["since"], where),
        evidence=str(entry.get("evidence", "")).strip(),
        confirmed_by=confirmer,
        is_veto=entry.get("is_veto", False) is True,
    )
    _check_rule(rule, where, clauses)
    return rule


def _check_rule(rule: PointRule, where: str, clauses: Collection[str]) -> None:
    if word := refused_word(rule.key, f"{rule.label} {rule.evidence}"):
        raise TableError(where, f"不能给“{word}”记分：打卡、点赞、登录、在线时长都不得作为积分依据。", BURDEN)
    if not KEY.fullmatch(rule.key):
        raise TableError(where, "编码只能用小写字母、数字和下划线。")
    if rule.clause not in clauses:
        raise TableError(where, f"规则手册里没有条款“{rule.clause}”。")
    _check_kind(rule, where)
    _check_points(rule, where)


def _check_kind(rule: PointRule, where: str) -> None:
    if (rule.kind == Kind.DERIVED) != (rule.key in set(FactKind)):
        raise TableError(where, "只有参加活动日和交党费的事实能自动记分，其他的要由人登记、复核。")
    if rule.kind == Kind.MANUAL and not 0 < len(rule.evidence) <= LONGEST_EVIDENCE:
        raise TableError(where, f"登记的项目要写明凭什么登记，不超过 {LONGEST_EVIDENCE} 个字。")
    if rule.kind == Kind.MANUAL and rule.category in {Category.ORGANISATION_LIFE, Category.DUES}:
        raise TableError(where, "组织生活和党费由事实推出，不能另外登记。")
    if rule.is_veto and (rule.points or rule.category != Category.DEDUCTION):
        raise TableError(where, "一票否决只作标记，不加分也不扣分，归在扣分一类。")


def _check_points(rule: PointRule, where: str) -> None:
    if abs(rule.points) > MOST_POINTS:
        raise TableError(where, f"一次不超过 {shown(MOST_POINTS)} 分。")
    sign = SIGNS[rule.key if rule.kind == Kind.DERIVED else rule.category]
    if sign == 0 and rule.points:
        raise TableError(where, "请假、免、未记录和待核实的不加分也不扣分。")
    if rule.points * sign < 0:
        raise TableError(where, "这一项只能加分。" if sign > 0 else "这一项只能扣分。")
    if (rule.cap is None) != (rule.period is None):
        raise TableError(where, "封顶分和封顶期间要么都填，要么都不填。")
    if rule.cap is not None and rule.cap < abs(rule.points):
        raise TableError(where, "封顶分不能小于一次的分值。")


def _needed(entry: Mapping[str, object], where: str, names: set[str]) -> None:
    if missing := names - set(entry):
        raise TableError(where, f"缺少 {'、'.join(sorted(missing))}。")


def _rows(content: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    rows = _sequence(content[name], name)
    if not all(isinstance(row, Mapping) for row in rows):
        raise TableError(name, "每一行都要写成一组项目。")
    return [row for row in rows if isinstance(row, Mapping)]


def _sequence(value: object, where: str) -> Sequence[object]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TableError(where, "应是一列值。")
    return value


def _number(value: object, where: str) -> Decimal:
    if isinstance(value, bool | float) or not isinstance(value, int | str | Decimal):
        raise TableError(where, "分值请写整数或者 0.5 的倍数。")
    try:
        number = Decimal(value)
        is_half = number.is_finite() and number % HALF == 0
    except InvalidOperation:
        is_half = False
    if not is_half:
        raise TableError(where, f"分值请写整数或者 0.5 的倍数，不能是“{str(value)[:20]}”。")
    return number


def _day(value: object, where: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise TableError(where, "日期写得不对，应是 2026-01-01 这样。") from error


def _words(value: object, where: str, most: int) -> str:
    words = str(value).strip()
    if not 0 < len(words) <= most or "\n" in words:
        raise TableError(where, f"请写 1 到 {most} 个字，不换行。")
    return words
