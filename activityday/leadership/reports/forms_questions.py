"""A question as a person puts it: which columns, under which conditions, as of when. Only what stands in the list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from activityday.day.activity.views.places import FIRST_YEAR, LAST_YEAR
from activityday.leadership.reports.enums import Subject
from activityday.leadership.reports.questions.asking import Condition, Question
from activityday.leadership.reports.questions.fields import Field, Kind
from activityday.ui.forms import DayInput, Spoken

HOW = (("contains", "包含"), ("equal", "等于"))
YES_NO = (("", "不限"), ("yes", "是"), ("no", "否"))
PERIODS = (("this_year", "今年"), ("last_year", "去年"), ("chosen", "自己选起止月份"))
ORDERS = (("tree", "党组织顺序"), ("date", "活动日期"))
LONGEST, MOST = 60, 1_000_000


class QuestionForm(Spoken, forms.Form):
    """Columns and conditions of one subject; built from the list of fields, so that nothing else can be asked."""

    show = forms.MultipleChoiceField(
        label="要看的栏目", widget=forms.CheckboxSelectMultiple, error_messages={"required": "请至少选一栏。"}
    )

    def __init__(
        self, *args: Any, subject: Subject, fields: Sequence[Field], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subject, self.asked, self.today = subject, {one.key: one for one in fields}, today
        self.fields["show"].choices = [(one.key, one.label) for one in fields]  # type: ignore[attr-defined]
        self.fields.update(_time(subject))
        for one in fields:
            self.fields.update(_conditions(one))

    def clean(self) -> dict[str, Any]:
        """From is not after to; a chosen period has both ends within the years kept."""
        data = self.cleaned_data
        for key in self.asked:
            least, most = data.get(f"{key}-from"), data.get(f"{key}-to")
            if least is not None and most is not None and least > most:
                self.add_error(f"{key}-to", "“到”不能早于“从”，请对调或者改一个。")
        for name in ("on", "first", "last"):
            day = data.get(name)
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, f"请选 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间的日子。")
        if data.get("period") == "chosen":
            self._check_ends()
        return data

    def _check_ends(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        for name, day in (("first", first), ("last", last)):
            if day is None and name not in self.errors:
                self.add_error(name, "选了“自己选起止月份”，请填写起止。")
        if first and last and first > last:
            self.add_error("last", "结束不能早于开始，请对调或者改一个。")

    def question(self) -> Question:
        """What was asked. Call only when the form is valid."""
        data = self.cleaned_data
        first, last = self._period()
        return Question(
            subject=self.subject,
            fields=tuple(one for key, one in self.asked.items() if key in data["show"]),
            on=data.get("on") or self.today,
            first=first,
            last=last,
            conditions=tuple(
                found for one in self.asked.values() if (found := _condition(one, data)) is not None
            ),
            by_date=data.get("order") == "date",
        )

    def kept(self) -> dict[str, list[str]]:
        """What was filled in, to be asked again; empty answers left out."""
        found = {name: [str(one) for one in _listed(self[name].value())] for name in self.fields}
        return {name: values for name, values in found.items() if any(values)}

    def _period(self) -> tuple[date, date]:
        data = self.cleaned_data
        if data.get("period") == "chosen":
            return data["first"].replace(day=1), data["last"].replace(day=1)
        year = self.today.year - (data.get("period") == "last_year")
        return date(year, 1, 1), date(year, 12, 1)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """For the page: what can be filled in about each field."""
        return [[self[name] for name in self.fields if name.startswith(f"{key}-")] for key in self.asked]

    @property
    def is_limited(self) -> bool:
        """Whether any condition is filled in, or wrong."""
        names = [name for name in self.fields if "-" in name and not name.endswith("-how")]
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def times(self) -> list[forms.BoundField]:
        """For the page: as of when, over what, in which order."""
        return [self[name] for name in self.fields if name in {"on", "period", "first", "last", "order"}]


class NameForm(Spoken, forms.Form):
    """Under which name a question is kept."""

    name = forms.CharField(label="存成", max_length=40)


def _time(subject: Subject) -> dict[str, forms.Field]:
    if subject != Subject.ACTIVITIES:
        return {
            "on": forms.DateField(
                label="截至哪天", required=False, widget=DayInput, help_text="不填就是今天。"
            )
        }
    return {
        "period": forms.ChoiceField(label="期间", choices=PERIODS),
        "first": forms.DateField(label="从哪个月（选当月任一天）", required=False, widget=DayInput),
        "last": forms.DateField(label="到哪个月", required=False, widget=DayInput),
        "order": forms.ChoiceField(label="排列", choices=ORDERS, help_text="只有这两种，不按数字排名次。"),
    }


def _conditions(one: Field) -> dict[str, forms.Field]:
    key, label = one.key, one.label
    if one.kind == Kind.YES_NO:
        return {f"{key}-is": forms.ChoiceField(label=label, choices=YES_NO, required=False)}
    if one.kind == Kind.CHOICE:
        choices = [("", "不限"), *((word, word) for word in one.choices)]
        return {f"{key}-word": forms.ChoiceField(label=label, choices=choices, required=False)}
    if one.kind == Kind.TEXT:
        return {
            f"{key}-how": forms.ChoiceField(label=f"{label}：比法", choices=HOW, required=False),
            f"{key}-word": forms.CharField(label=label, max_length=LONGEST, required=False),
        }
    made = _day if one.kind == Kind.DAY else _number
    return {f"{key}-from": made(f"{label}从"), f"{key}-to": made(f"{label}到")}


def _day(label: str) -> forms.Field:
    return forms.DateField(label=label, required=False, widget=DayInput)


def _number(label: str) -> forms.Field:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST)


def _condition(one: Field, data: dict[str, Any]) -> Condition | None:
    key = one.key
    if one.kind == Kind.YES_NO:
        word = data.get(f"{key}-is")
        return Condition(key, "is", wanted=word == "yes") if word else None
    if one.kind in {Kind.TEXT, Kind.CHOICE}:
        word = data.get(f"{key}-word")
        how = "equal" if one.kind == Kind.CHOICE else data.get(f"{key}-how") or "contains"
        return Condition(key, how, word=word) if word else None
    least, most = data.get(f"{key}-from"), data.get(f"{key}-to")
    if least is None and most is None:
        return None
    return Condition(key, "between", least=least, most=most)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
