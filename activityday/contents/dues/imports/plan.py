"""What a workbook of bases would change in the year's sheet; nothing is written here."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from activityday.contents.dues.actions.assessing import try_year
from activityday.contents.dues.amounts import plain
from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.imports.reading import BaseRow, BasesReading, Message
from activityday.contents.dues.models import Assessment
from activityday.contents.dues.queries.assessing import YearRow, YearSheet, bases_in
from activityday.contents.dues.trial import Entry, Trial
from activityday.privacy.sealed import fingerprint, seal, unseal
from activityday.rules.dues import quarter_average

PURPOSE = "bases-of-a-year"
SEVERAL = 2
DIFFERENT = "今年已经核定过，和表里的不一样，没有改。年内一般不变动；确需变的，请到本人页面写明原因重新核定。"


class NotSealedHere(Exception):  # noqa: N818 -- an answer to a person
    """What came back with the confirmation is not what this page gave out."""


@dataclass(frozen=True)
class Ready:
    """One row that will be assessed, and what it comes to."""

    line: BaseRow
    row: YearRow
    trial: Trial


@dataclass
class Plan:
    """What would be written, what is already so, what is not taken over and why, who is not in the file at all."""

    ready: list[Ready] = field(default_factory=list)
    unchanged: list[BaseRow] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to write because the year says the same already."""
        return bool(self.unchanged) and not self.ready

    @property
    def entries(self) -> dict[UUID, Entry]:
        """What is confirmed, by member."""
        return {
            one.row.key: Entry(one.trial.kind, one.line.entry.base, one.line.entry.incomes)
            for one in self.ready
        }


def plan_of(sheet: YearSheet, reading: BasesReading) -> Plan:
    """Compare a workbook with the year's sheet: the same queries for any number of rows."""
    plan = Plan(refused=list(reading.refused), notes=list(reading.notes))
    matched = _matched(sheet, reading.rows, plan)
    own = bases_in(row.own.pk for _, row in matched if row.own)
    drafts: dict[UUID, tuple[BaseRow, YearRow, Entry]] = {}
    for line, row in matched:
        if row.own is not None:
            _compare(line, own[row.own.pk], plan)
        elif (entry := _with_class(line, row)).kind is None:
            plan.refused.append(_of(line, "没有写交费类别，以前也没有核定过。请补上类别。"))
        else:
            drafts[row.key] = (line, row, entry)
    for key, trial in try_year(sheet, {key: entry for key, (_, _, entry) in drafts.items()}).items():
        line, row, _ = drafts[key]
        if trial.errors:
            plan.refused.append(_of(line, "".join(trial.errors.values())))
        else:
            plan.ready.append(Ready(line, row, trial))
    named = {row.key for _, row in matched}
    refused = {one.name for one in plan.refused}
    plan.missing = [
        name
        for row in sheet.open_rows
        if row.key not in named and (name := row.person.member.name) not in refused
    ]
    plan.refused.sort(key=lambda one: (one.sheet, one.row))
    return plan


def sealed(sheet: YearSheet, plan: Plan, *, by: object, filename: str) -> str:
    """What will be confirmed, encrypted, for the page to carry: no base stands readable in it or on the disk."""
    rows = [
        [str(key), entry.kind, _text(entry.base), [_text(one) for one in entry.incomes]]
        for key, entry in plan.entries.items()
    ]
    starts = sheet.starts.isoformat() if sheet.starts else ""
    content = {
        "for": [PURPOSE, sheet.branch.pk, sheet.year, str(by)],
        "version": sheet.version,
        "starts": starts,
        "filename": filename[-100:],
        "rows": rows,
    }
    return seal(json.dumps(content))


def opened(text: str, *, branch: object, year: int, by: object) -> dict[str, Any]:
    """What `sealed` gave out for this branch, year and person, its rows as entries. Raises NotSealedHere."""
    try:
        content = json.loads(unseal(text.strip()))
    except (ValueError, ImproperlyConfigured):
        raise NotSealedHere from None
    if not isinstance(content, dict) or content.get("for") != [PURPOSE, branch, year, str(by)]:
        raise NotSealedHere
    entries = {
        UUID(key): Entry(DuesClass(kind), _amount(base), tuple(map(Decimal, incomes)))
        for key, kind, base, incomes in content["rows"]
    }
    return {**content, "entries": entries}


def _matched(sheet: YearSheet, lines: Iterable[BaseRow], plan: Plan) -> list[tuple[BaseRow, YearRow]]:
    by_name: dict[str, list[YearRow]] = defaultdict(list)
    for row in sheet.rows:
        by_name[row.person.member.name].append(row)
    found: dict[UUID, BaseRow] = {}
    pairs = []
    for line in lines:
        who, sentence = _who(line, by_name)
        if who is None:
            plan.refused.append(_of(line, sentence))
        elif who.key in found:
            before = found[who.key].row
            plan.refused.append(_of(line, f"和第 {before} 行是同一个人，没有读这一行。请只留一行。"))
        else:
            found[who.key] = line
            pairs.append((line, who))
    return pairs


def _who(line: BaseRow, by_name: Mapping[str, list[YearRow]]) -> tuple[YearRow | None, str]:
    """The member a row means, else why it is not clear."""
    candidates = by_name.get(line.name, [])
    if not candidates:
        return None, "名册里现在没有这个人，请核对姓名；调走、去世的请从表里删去。"
    mark = fingerprint(line.identity)
    if mark and (same := [one for one in candidates if one.person.member.identity_fingerprint == mark]):
        return same[0], ""
    known = [one for one in candidates if one.person.member.identity_fingerprint]
    if mark and len(known) == len(candidates):
        return None, "身份证号和名册上的不一样，请核对是不是同名的另一个人。"
    if len(candidates) < SEVERAL:
        return candidates[0], ""
    same = [one for one in candidates if one.person.group and _is_group(line.group, one)]
    if len(same) == 1:
        return same[0], ""
    return None, f"支部里有 {len(candidates)} 个同名的，请写明党小组或者身份证号。"


def _is_group(written: str, row: YearRow) -> bool:
    group = row.person.group
    return bool(written and group) and written in {group.short_name, group.name}  # type: ignore[union-attr]


def _compare(line: BaseRow, own: Assessment, plan: Plan) -> None:
    entry = line.entry
    says_same_class = entry.kind is None or entry.kind == own.kind
    base = quarter_average(entry.incomes) if entry.incomes else entry.base
    says_same_base = base is None or not own.base or plain(base) == own.base
    if says_same_class and says_same_base:
        plan.unchanged.append(line)
    else:
        plan.refused.append(_of(line, DIFFERENT))


def _with_class(line: BaseRow, row: YearRow) -> Entry:
    kind = line.entry.kind or (DuesClass(row.before.kind) if row.before else None)
    return Entry(kind, line.entry.base, line.entry.incomes)


def _of(line: BaseRow, sentence: str) -> Message:
    return Message(line.sheet, line.row, line.name, sentence)


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None
