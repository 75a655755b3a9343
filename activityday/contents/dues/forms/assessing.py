"""A whole year's assessment as it comes back from the page, and one member's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from activityday.contents.dues.amounts import NoAmount, quarter_of, yuan_of
from activityday.contents.dues.checks.assessing import REASON_LENGTH
from activityday.contents.dues.enums import DuesClass
from activityday.contents.dues.forms.fields import BROKEN, Month, Yuan, months_from
from activityday.contents.dues.queries.assessing import YearRow, YearSheet
from activityday.contents.dues.trial import BASE, KIND, Entry
from activityday.people.roster.fields import OneOf, Words
from activityday.rules.dues import FLAT

LONGEST = 60
MONTHS = 12
FLAT_CLASSES = [(kind.value, kind.label) for kind in DuesClass if kind.value in {one.value for one in FLAT}]
UNKNOWN_KIND = "请在名单中选择交费类别。"


@dataclass(frozen=True)
class TypedRow:
    """One open row as it stands on the page: what was typed, else what was so far."""

    row: YearRow
    kind: str
    base: str
    errors: Mapping[str, str]

    @property
    def keeps_base(self) -> bool:
        """An empty base means: as before."""
        return bool(self.row.before and self.row.before.kind == self.kind)


class YearForm(forms.Form):
    """The open rows of a sheet: `kind-<member>` and `base-<member>` each, and the version they were shown at."""

    version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": BROKEN, "invalid": BROKEN}
    )
    starts = Month("从哪个月起收", required=False)
    rest = OneOf("没有选类别的都按", FLAT_CLASSES, required=False, empty="不统一选")

    def __init__(self, *args: Any, sheet: YearSheet, month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.row_errors: dict[UUID, dict[str, str]] = {}
        self.fields["version"].initial = sheet.version
        if sheet.used_since is not None:
            del self.fields["starts"]
            return
        first = date(sheet.year, 1, 1)
        self.fields["starts"].offer(months_from(first, MONTHS))  # type: ignore[attr-defined]
        self.fields["starts"].initial = (month if month.year == sheet.year else first).isoformat()

    def clean(self) -> dict[str, Any]:
        """Adds `entries`: member → entry, for every open row with something in it."""
        super().clean()
        self.cleaned_data["entries"] = dict(self._entries())
        if self.row_errors:
            self.add_error(None, f"有 {len(self.row_errors)} 人的内容要改，见红字。什么都还没有保存。")
        return self.cleaned_data

    def rows(self, more: Mapping[UUID, Mapping[str, str]] | None = None) -> list[TypedRow]:
        """The open rows with what was typed, with the form's errors and `more`."""
        errors = {**(more or {}), **self.row_errors}
        return [TypedRow(row, *self._typed(row), errors.get(row.key, {})) for row in self.sheet.open_rows]

    def _typed(self, row: YearRow) -> tuple[str, str]:
        if self.is_bound and f"{KIND}-{row.key}" in self.data:
            kind, base = self.data[f"{KIND}-{row.key}"], self.data.get(f"{BASE}-{row.key}", "")[:LONGEST]
            return kind or ("" if base.strip() or row.may_wait else self._rest()), base
        return (row.before.kind if row.before and not row.may_wait else ""), ""

    def _rest(self) -> str:
        chosen = str(self.data.get("rest", ""))
        return chosen if chosen in dict(FLAT_CLASSES) else ""

    def _entries(self) -> Iterator[tuple[UUID, Entry]]:
        for row in self.sheet.open_rows:
            if f"{KIND}-{row.key}" not in self.data:
                continue
            kind, base = self._typed(row)
            if kind and kind not in DuesClass.values:
                self.row_errors[row.key] = {KIND: UNKNOWN_KIND}
                continue
            try:
                yield row.key, entry_of(kind, base)
            except NoAmount as refusal:
                self.row_errors[row.key] = {BASE: str(refusal)}


class MemberForm(forms.Form):
    """A dated assessment of one member."""

    since = Month("从哪个月起")
    kind = OneOf("交费类别", DuesClass.choices)
    base = Yuan(
        "基数（元/月）",
        required=False,
        help_text="税后的固定收入，不含社保、公积金、改革性补贴。不填就沿用原来的基数；农民等交定额的不用填。",
    )
    incomes = Words(
        "上季度三个月的纯收入",
        LONGEST,
        help_text="只有个体经营的填，用空格隔开，例如 3000 2800 3200；填了就按三个月平均算基数。",
    )
    reason = Words("原因", REASON_LENGTH, help_text="今年已经核定过的必须写，例如：退休、工资调整。")

    def __init__(self, *args: Any, month: date, used_since: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = MONTHS if month.month < MONTHS else MONTHS * 2
        months = months_from(date(month.year, 1, 1), last)
        offered = [one for one in months if used_since is None or one >= used_since]
        self.fields["since"].offer(offered)  # type: ignore[attr-defined]
        self.fields["since"].initial = month.isoformat()

    def clean(self) -> dict[str, Any]:
        """Adds `entry`."""
        super().clean()
        quarter: list[Decimal] | None = None
        if text := self.cleaned_data.get("incomes"):
            quarter = quarter_of(text)
            if quarter is None:
                self.add_error("incomes", "请填三个月的数，用空格隔开，例如 3000 2800 3200。")
            elif self.cleaned_data.get("kind") != DuesClass.SELF_EMPLOYED:
                self.add_error("incomes", "只有“个体经营等不按月取得收入”的填这一格。")
        if not self.errors:
            kind = DuesClass(self.cleaned_data["kind"])
            self.cleaned_data["entry"] = Entry(kind, self.cleaned_data["base"], tuple(quarter or ()))
        return self.cleaned_data


class VoidForm(forms.Form):
    """Why an assessment is marked void."""

    why = Words("作废的原因", REASON_LENGTH, required=True, help_text="例如：登记错了人。")


def entry_of(kind: str, base: str) -> Entry:
    """What a row says; three months of a quarter may stand where the base does. Raises NoAmount."""
    known = DuesClass(kind) if kind else None
    if not base.strip():
        return Entry(known)
    if known == DuesClass.SELF_EMPLOYED and (quarter := quarter_of(base)):
        return Entry(known, None, tuple(quarter))
    return Entry(known, yuan_of(base))
