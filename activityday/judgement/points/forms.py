"""What people type about points: something entered by hand, an answer, a notice, a committee's table."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from activityday.judgement.points.checks import LONGEST_DOCUMENT, LONGEST_EVIDENCE, LONGEST_NOTE
from activityday.judgement.points.queries.people import Person
from activityday.people.organisation.enums import Sector
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.rules.point_table import (
    CATEGORY_LABELS,
    CONFIRMER_LABELS,
    Category,
    Kind,
    PointRule,
    Table,
)
from activityday.rules.point_table_reading import LONGEST_LABEL

NEW_ROWS = 3
NEEDED_OF_A_ROW = {
    "": "填了别的，没有填项目名称；不要这一项的，请都清空。",
    "-category": "请选择类别。",
    "-points": "请填分值，不能是 0。",
    "-evidence": "请写凭什么登记，例如“村里的证明”。",
}
OWN_CATEGORIES = (Category.SERVICE, Category.COMMENDATION, Category.DEDUCTION)
HALVES = {"invalid": "请填数字，例如 2 或 0.5。", "max_decimal_places": "最多一位小数，例如 0.5。"}
POSTED = "例如“村部党务公开栏”。只在支部内张贴，不上网。"


class ManualForm(forms.Form):
    """For whom, for what, when, by what evidence."""

    on = Day("日期")
    evidence = forms.CharField(
        label="依据",
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写清事实，让另一个人看得出该不该记。加密保存，不进公示。",
        error_messages={
            "required": "请写明依据。",
            "max_length": f"依据不超过 {LONGEST_EVIDENCE} 个字，请写短一些。",
        },
    )
    document = Words(
        "文号或者凭证",
        LONGEST_DOCUMENT,
        required=True,
        help_text="文件的文号，或者纸质凭证放在哪里、第几页。",
    )

    def __init__(
        self, *args: Any, people: Sequence[Person], rules: Sequence[PointRule], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.member.pk): person for person in people}
        names = [(key, person.member.name) for key, person in self.people.items()]
        self.fields["member"] = OneOf("党员", [("", "请选择"), *names])
        self.fields["rule"] = OneOf(
            "事项", [(rule.key, _described(rule)) for rule in rules], widget=forms.RadioSelect
        )
        self.order_fields(["member", "rule", "on", "evidence", "document"])

    def clean_member(self) -> Person:
        """The member with where they belong."""
        return self.people[self.cleaned_data["member"]]


class AnswerForm(forms.Form):
    """What the second person says."""

    answer = OneOf(
        "复核意见", [("confirm", "属实，复核通过"), ("refuse", "不通过")], widget=forms.RadioSelect
    )
    note = Words("说明", LONGEST_NOTE, help_text="不通过的必须写明原因；通过的可以不写。")

    def clean(self) -> dict[str, Any]:
        """A refusal needs its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "refuse" and not cleaned.get("note", "").strip():
            self.add_error("note", "不通过的，请写明原因，让登记人知道怎么办。")
        return cleaned


class CounterForm(forms.Form):
    """Why a confirmed entry is taken back."""

    reason = forms.CharField(
        label="为什么冲正",
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明为什么冲正。", "max_length": f"不超过 {LONGEST_EVIDENCE} 个字。"},
    )
    document = Words("凭证", LONGEST_DOCUMENT, help_text="没有新的凭证，可以不填。")


class ReasonForm(forms.Form):
    """Why a table is voided."""

    reason = Words("作废原因", 120, required=True, help_text="例如“分值录错了”。原来的内容会留着。")


class PostingForm(forms.Form):
    """From which day a notice hangs, and where."""

    starts_on = Day("从哪天起张贴")
    where = Words("张贴在哪里", 100, required=True, help_text=POSTED)


class PointsField(forms.DecimalField):
    """A number in steps of one half."""

    def __init__(self, label: str, *, required: bool = False, **kwargs: Any) -> None:
        messages = {**HALVES, "required": f"请填写{label}。"}
        super().__init__(
            label=label,
            required=required,
            max_digits=5,
            decimal_places=1,
            error_messages=messages,
            **kwargs,
        )
        self.widget.attrs.update({"step": "0.5", "inputmode": "decimal"})


class TableForm(forms.Form):
    """A committee's own table: the one in force with other figures, rows left out, and up to three rows of its own."""

    since = Day("从哪天起", help_text="一个月的 1 日。往年的积分不再改。")
    document = Words("文号", 60, required=True, help_text="例如“樟发〔2027〕3号”。没有文件依据的，不能改。")
    base = PointsField("基础分", required=True, help_text="年初定一次，年内改的从下一年起。")
    floor = PointsField("最低分", required=True)
    lines = Words("分档线", 30, required=True, help_text="从高到低，用顿号隔开。分档只供民主评议参考。")
    shows_grade = forms.BooleanField(label="年度积分单上写分档", required=False)
    leaves_out_retired = forms.BooleanField(label="离退休干部党支部的党员", required=False)
    leaves_out_floating = forms.BooleanField(label="流动党员（流出）", required=False)
    leaves_out_from = forms.IntegerField(
        label="年满几岁的党员",
        required=False,
        min_value=60,
        max_value=120,
        help_text="不填就是不按年龄。",
        error_messages={
            "invalid": "年龄请填整数。",
            "min_value": "最小 60 岁。",
            "max_value": "最大 120 岁。",
        },
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        kwargs["initial"] = {**_initial(table), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.table = table
        for rule in table.rules:
            self.fields[f"points-{rule.key}"] = PointsField(f"{rule.label}的分值", initial=rule.points)
            self.fields[f"cap-{rule.key}"] = PointsField(f"{rule.label}的封顶分", initial=rule.cap)
            self.fields[f"off-{rule.key}"] = forms.BooleanField(label=f"不要“{rule.label}”", required=False)
        for n in range(1, NEW_ROWS + 1):
            self.fields[f"new-{n}"] = Words(f"新项目 {n}", LONGEST_LABEL)
            self.fields[f"new-{n}-category"] = OneOf(
                "类别", [(one.value, CATEGORY_LABELS[one]) for one in OWN_CATEGORIES], required=False
            )
            self.fields[f"new-{n}-points"] = PointsField("分值")
            self.fields[f"new-{n}-cap"] = PointsField("全年至多")
            self.fields[f"new-{n}-evidence"] = Words("凭什么登记", 100)
            self.fields[f"new-{n}-confirmer"] = OneOf(
                "由谁复核", [(one.value, label) for one, label in CONFIRMER_LABELS.items()], required=False
            )

    def rows(self) -> Iterator[tuple[PointRule, Any, Any, Any]]:
        """Each row of the table with its three fields."""
        for rule in self.table.rules:
            yield rule, self[f"points-{rule.key}"], self[f"cap-{rule.key}"], self[f"off-{rule.key}"]

    def new_rows(self) -> Iterator[list[Any]]:
        """The fields of each row that may be added."""
        for n in range(1, NEW_ROWS + 1):
            parts = ("", "-category", "-points", "-cap", "-evidence", "-confirmer")
            yield [self[f"new-{n}{part}"] for part in parts]

    def clean(self) -> dict[str, Any]:
        """A row of one's own is whole or empty: what is missing is said beside it, nothing is left out silently."""
        cleaned: dict[str, Any] = super().clean() or {}
        for n in range(1, NEW_ROWS + 1):
            typed = {part: cleaned.get(f"new-{n}{part}") for part in (*NEEDED_OF_A_ROW, "-cap")}
            if not any(value not in {None, ""} for value in typed.values()):
                continue
            for part, sentence in NEEDED_OF_A_ROW.items():
                if not typed[part] and f"new-{n}{part}" not in self.errors:
                    self.add_error(f"new-{n}{part}", sentence)
        return cleaned

    def content(self) -> dict[str, object]:
        """The table as the loader of the rulebook reads it; after `is_valid`."""
        data = self.cleaned_data
        return {
            "since": data["since"].isoformat(),
            "document": data["document"].strip(),
            "clause": "notice 四(四)",
            "floor": _plain(data["floor"]),
            "lines": [
                line for line in data["lines"].replace("，", "、").replace(",", "、").split("、") if line
            ],
            "shows_grade": data["shows_grade"],
            "class": _classes(data),
            "rule": [*self._kept(data), *self._added(data)],
        }

    def _kept(self, data: Mapping[str, Any]) -> Iterator[dict[str, object]]:
        for rule in self.table.rules:
            if data[f"off-{rule.key}"]:
                continue
            points, cap = data[f"points-{rule.key}"], data[f"cap-{rule.key}"]
            row = as_row(rule) | {"points": _plain(rule.points if points is None else points)}
            row |= {"cap": "", "period": ""}
            if cap is not None:
                row |= {"cap": _plain(cap), "period": (rule.period or "year")}
            if row != as_row(rule):
                row |= {"since": data["since"].isoformat(), "document": data["document"].strip()}
            yield row

    def _added(self, data: Mapping[str, Any]) -> Iterator[dict[str, object]]:
        for n in range(1, NEW_ROWS + 1):
            if not (label := data[f"new-{n}"].strip()):
                continue
            cap = data[f"new-{n}-cap"]
            yield {
                "key": f"own_{data['since']:%Y%m}_{n}",
                "label": label,
                "kind": Kind.MANUAL.value,
                "category": data[f"new-{n}-category"],
                "points": _plain(data[f"new-{n}-points"] or Decimal()),
                "cap": "" if cap is None else _plain(cap),
                "period": "" if cap is None else "year",
                "evidence": data[f"new-{n}-evidence"].strip(),
                "confirmed_by": data[f"new-{n}-confirmer"] or "branch",
                "clause": "notice 四(四)",
                "document": data["document"].strip(),
                "since": data["since"].isoformat(),
            }


def as_row(rule: PointRule) -> dict[str, object]:
    """A row as a file of the rulebook has it."""
    return {
        "key": rule.key,
        "label": rule.label,
        "kind": rule.kind.value,
        "category": rule.category.value,
        "points": _plain(rule.points),
        "cap": "" if rule.cap is None else _plain(rule.cap),
        "period": rule.period.value if rule.period else "",
        "evidence": rule.evidence,
        "confirmed_by": rule.confirmed_by.value,
        "is_veto": rule.is_veto,
        "clause": rule.clause,
        "document": rule.document,
        "since": rule.since.isoformat(),
    }


def _initial(table: Table) -> dict[str, object]:
    out = [one for one in table.classes if not one.is_scored]
    return {
        "base": table.classes[-1].base,
        "floor": table.floor,
        "lines": "、".join(_plain(line) for line in table.lines),
        "shows_grade": table.shows_grade,
        "leaves_out_retired": any(Sector.RETIRED in one.sectors for one in out),
        "leaves_out_floating": any(ConditionKind.FLOATING in one.conditions for one in out),
        "leaves_out_from": next((one.age_from for one in out if one.age_from), None),
    }


def _classes(data: Mapping[str, Any]) -> list[dict[str, object]]:
    base, age = _plain(data["base"]), data["leaves_out_from"]
    found: list[dict[str, object]] = []
    if data["leaves_out_retired"]:
        found.append({"key": "R", "label": "离退休干部党支部的党员", "sectors": [Sector.RETIRED.value]})
    if data["leaves_out_floating"]:
        found.append({"key": "F", "label": "流动党员", "conditions": [ConditionKind.FLOATING.value]})
    if age:
        found.append({"key": "O", "label": f"年满{age}岁的党员", "age_from": age})
    left_out = [{**one, "base": base, "scored": False} for one in found]
    return [*left_out, {"key": "A", "label": "在册党员", "base": base}]


def _described(rule: PointRule) -> str:
    points = "只作标记" if rule.is_veto else f"{'+' if rule.points > 0 else ''}{_plain(rule.points)} 分"
    limit = f"，{rule.cap_label}" if rule.cap_label else ""
    return f"{rule.label}（{points}{limit}；凭{rule.evidence}；{rule.confirmer_label}复核）"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
