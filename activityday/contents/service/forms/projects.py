"""What is typed about a project, who signed up, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms

from activityday.contents.service.checks import (
    LONGEST_NEED,
    LONGEST_RESULT,
    LONGEST_TITLE,
    LONGEST_WHY,
)
from activityday.contents.service.drafts import ProjectDraft, ResultDraft
from activityday.contents.service.enums import Kind
from activityday.contents.service.forms.fields import PUBLIC, THREE, TWO, Hours, Number, People
from activityday.contents.service.models.projects import MOST_HOURS
from activityday.contents.service.queries import PersonLine
from activityday.office.policy.queries import features
from activityday.people.organisation.models import Unit
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.ui.forms import Spoken

MOST_HELPERS = 9999


class ProjectForm(Spoken, forms.Form):
    """A project as it is planned; the features are those of the branch's sector first."""

    title = Words("项目", LONGEST_TITLE, required=True, help_text="一句话，比如“清理二组水渠”。")
    kind = OneOf("形式", Kind.choices, widget=forms.RadioSelect)
    for_whom = Words("服务对象", LONGEST_TITLE, required=True, help_text=f"比如“二组村民”。{PUBLIC}")
    need = Words("要解决什么", LONGEST_NEED, required=True, widget=TWO)
    place = Words("地点", 100)
    starts_on = Day("哪天")
    ends_on = Day("到哪天", required=False, help_text="只办一天的不用填。")
    hours = Hours("每人几小时", help_text="多数人的时数，个别不一样的办结时再改。")
    helpers = Number("党员以外参加的人数", MOST_HELPERS, help_text="只记人数。没有就空着。")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = [one for one in features() if not one.sectors or unit.sector in one.sectors]
        others = [one for one in features() if one not in usual]
        self.fields["feature"] = OneOf(
            "特色活动",
            [(one.key, one.label) for one in (*usual, *others)],
            required=False,
            empty="不是这几样",
            help_text="通知列举的特色活动，方便年终归类。",
        )
        order = ("title", "kind", "feature", "for_whom", "need", "place", "starts_on", "ends_on", "hours")
        self.order_fields([*order, "helpers", "version"])

    def clean(self) -> dict[str, Any]:
        """One day where no other end is given; the days in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("ends_on", "结束日期早于开始日期，请改一下。")
        if isinstance(first, date) and last is None:
            cleaned["ends_on"] = first
        return cleaned

    @property
    def draft(self) -> ProjectDraft:
        """The project as typed. The form is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return ProjectDraft(**{**data, "kind": Kind(data["kind"]), "helpers": data["helpers"] or 0})


class SignUpForm(Spoken, forms.Form):
    """Who signed up, ticked on the roster."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[PersonLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = People(
            "报名的党员",
            [line.member for line in lines],
            required=False,
            initial=[str(line.member.pk) for line in lines if line.is_signed_up],
            help_text="电话里说的、签在报名表上的，勾上就行。",
        )


class WhyForm(Spoken, forms.Form):
    """A reason."""

    why = Words("原因", LONGEST_WHY, required=True)


@dataclass(frozen=True)
class Row:
    """One member on the page of the result: ticked or not, the hours as typed, what is wrong with them."""

    line: PersonLine
    is_ticked: bool
    hours: str
    error: str


class ResultForm(Spoken, forms.Form):
    """What came of a project: those who signed up are ticked, or those taken over from the roll; exceptions are changed."""

    result = Words(
        "结果", LONGEST_RESULT, required=True, widget=THREE, help_text=f"一两句，一行一条。{PUBLIC}"
    )
    done_on = Day("办结日期")
    usual = Hours("每人几小时")
    helpers = Number("党员以外参加的人数", MOST_HELPERS)
    why = Words("为什么更正", LONGEST_WHY, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: Sequence[PersonLine], is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.is_correction = lines, is_correction
        self.typed_hours: dict[UUID, Decimal] = {}
        self.faults: dict[UUID, str] = {}
        if is_correction:
            self.fields["why"].required = True
            self.fields["why"].error_messages["required"] = "请写明为什么更正。"
        else:
            del self.fields["why"]

    @property
    def was_seen(self) -> bool:
        """Whether somebody is down as having taken part already, so that signing up says nothing any more."""
        return any(line.took_part for line in self.lines)

    @property
    def rows(self) -> list[Row]:
        """The members with what is ticked and typed now."""
        return [
            Row(line, self._is_ticked(line), self._hours(line), self.faults.get(line.member.pk, ""))
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """The hours of those whose hours are not the usual ones."""
        cleaned: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            typed = self._hours(line)
            if typed and self._is_ticked(line):
                self._read(line, typed)
        if self.faults:
            self.add_error(None, "有几位的时数要改，见名单里的红字。")
        return cleaned

    @property
    def draft(self) -> ResultDraft:
        """The result as typed. The form is valid."""
        data = self.cleaned_data
        return ResultDraft(
            done_on=data["done_on"],
            result=data["result"],
            people=[line.member for line in self.lines if self._is_ticked(line)],
            hours=self.typed_hours,
            usual=data["usual"],
            helpers=data["helpers"] or 0,
        )

    def _read(self, line: PersonLine, typed: str) -> None:
        try:
            hours = Decimal(typed)
            is_right = hours.is_finite() and 0 <= hours <= MOST_HOURS and hours == round(hours, 1)
        except InvalidOperation:
            is_right = False
        if not is_right:
            self.faults[line.member.pk] = "时数请填数字，比如 1.5。"
        elif hours != self.cleaned_data.get("usual"):
            self.typed_hours[line.member.pk] = round(hours, 1)

    def _is_ticked(self, line: PersonLine) -> bool:
        if self.is_bound:
            return str(line.member.pk) in self.data.getlist("people")  # type: ignore[attr-defined]
        if self.is_correction or self.was_seen:
            return line.took_part
        return line.is_signed_up and (line.person is None or line.person.took_part is not False)

    def _hours(self, line: PersonLine) -> str:
        if self.is_bound:
            return str(self.data.get(f"hours-{line.member.pk}", "")).strip()
        own = line.person.hours if line.person else None
        return "" if own is None else f"{own:f}"
