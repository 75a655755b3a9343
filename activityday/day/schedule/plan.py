"""A year as it is planned 年度计划: twelve months with theme, content, form and who is in charge. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from activityday.day.schedule.enums import Content, Form

SUGGESTED, LAST_YEAR = "镇里建议", "去年同月"


@dataclass(frozen=True)
class PlannedMonth:
    """What is planned for one month. `source` says where a drafted month came from; it is shown, never kept apart."""

    month: date
    theme: str = ""
    contents: tuple[str, ...] = ()
    form: str = ""
    in_charge: str = ""
    remark: str = ""
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned yet but who is in charge."""
        return not (self.theme or self.contents or self.form)

    @property
    def contents_label(self) -> str:
        """The kinds of content in words, in the order of the notice."""
        return "、".join(str(kind.label) for kind in Content if kind.value in self.contents)

    @property
    def form_label(self) -> str:
        """The form in a word."""
        return str(Form(self.form).label) if self.form else ""

    @property
    def written(self) -> tuple[object, ...]:
        """What a change is told by."""
        return (self.theme, self.contents, self.form, self.in_charge, self.remark)


@dataclass(frozen=True)
class Suggested:
    """One thing that the town suggests for a month."""

    content: str
    form: str
    title: str
    minutes: int
    material: str = ""
    material_version_id: Any = None


def drafted(
    months: Sequence[date],
    suggestions: Mapping[date, Sequence[Suggested]],
    last_year: Mapping[int, PlannedMonth],
    *,
    in_charge: str,
) -> list[PlannedMonth]:
    """The year as a beginning: the town's suggestion where there is one, else the same month of last year, by its number.

    What nobody knows stays empty; nothing is invented (notice 四(一)).
    """
    return [
        _drafted(month, suggestions.get(month, ()), last_year.get(month.month), in_charge) for month in months
    ]


def _drafted(
    month: date, suggestions: Sequence[Suggested], last: PlannedMonth | None, in_charge: str
) -> PlannedMonth:
    who = last.in_charge if last and last.in_charge else in_charge
    if suggestions:
        kinds = {one.content for one in suggestions}
        return PlannedMonth(
            month=month,
            theme=suggestions[0].title,
            contents=ordered(kinds),
            form=suggestions[0].form,
            in_charge=who,
            source=SUGGESTED,
        )
    if last is not None and not last.is_empty:
        return replace(last, month=month, in_charge=who, remark="", source=LAST_YEAR)
    return PlannedMonth(month=month, in_charge=who)


def ordered(kinds: Iterable[str]) -> tuple[str, ...]:
    """Kinds of content in the order of the notice; unknown ones fall away."""
    wanted = set(kinds)
    return tuple(kind.value for kind in Content if kind.value in wanted)


def as_json(months: Iterable[PlannedMonth]) -> list[dict[str, Any]]:
    """The months as they are kept."""
    return [
        {
            "month": one.month.isoformat(),
            "theme": one.theme,
            "contents": list(one.contents),
            "form": one.form,
            "in_charge": one.in_charge,
            "remark": one.remark,
            "source": one.source,
        }
        for one in months
    ]


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[PlannedMonth]:
    """What was kept."""
    return [
        PlannedMonth(**{**one, "month": date.fromisoformat(one["month"]), "contents": tuple(one["contents"])})
        for one in kept
    ]
