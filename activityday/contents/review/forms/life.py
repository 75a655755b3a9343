"""What is typed about a life meeting."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from activityday.contents.review.checks import LONGEST
from activityday.contents.review.drafts import LifePlan, LifeRecord, ResultPosting, Seen
from activityday.contents.review.enums import Body
from activityday.day.activity.models import Segment
from activityday.people.organisation.models import Unit
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.queries import Affiliated
from activityday.ui.forms import Spoken

LINES = forms.Textarea(attrs={"rows": 5})


class PlanForm(Spoken, forms.Form):
    """Theme, day, form, chair."""

    theme = Words("主题", 100, help_text="这次围绕什么查摆，一句话。可以先空着，会前补上。")
    planned_on = Day("哪天开")
    chair = Words("主持人", 30)
    place = Words("地点", 100)

    def __init__(self, *args: Any, unit: Unit, groups: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [Body.MEMBERS, *([Body.COMMITTEE] if unit.has_committee else [])]
        bodies += [Body.GROUP] if groups else []
        self.groups = {group.code: group for group in groups}
        self.fields["body"] = OneOf(
            "用什么形式开", [(body.value, body.label) for body in bodies], widget=forms.RadioSelect
        )
        if groups:
            self.fields["group"] = OneOf(
                "哪个党小组",
                [(group.code, group.short_name) for group in groups],
                required=False,
                help_text="只有用党小组会的形式开才选。",
            )
        self.order_fields(["theme", "planned_on", "body", "group", "chair", "place"])

    @property
    def draft(self) -> LifePlan:
        """What was typed; after `is_valid`."""
        data = dict(self.cleaned_data)
        return LifePlan(
            **{**data, "body": Body(data["body"]), "group": self.groups.get(data.get("group") or "")}
        )


class OpinionsForm(Spoken, forms.Form):
    """What people said before the meeting."""

    people_asked = forms.IntegerField(
        label="问了几个人", min_value=0, max_value=9999, error_messages={"required": "请填写问了几个人。"}
    )
    lines = Words(
        "意见", 20_000, widget=LINES, help_text="一行一条，只写说了什么，不写谁说的。加密保存。"
    )  # fmt: skip

    def clean_lines(self) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]


class RecordForm(Spoken, forms.Form):
    """Who was there and who criticised: everybody, but for those who are ticked."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    secretary_first = forms.BooleanField(label="书记先作了对照检查", required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Affiliated],
        segment: Segment | None,
        roll: Mapping[UUID, bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.segment, self.roll = people, segment, roll
        if segment is None:
            self.fields["held_on"] = Day("开会日期")
            self.fields["chair"] = Words("主持人", 30, required=True)
            self.fields["recorder"] = Words("记录人", 30)
            self.fields["points"] = Words("要点", 1000, widget=LINES, help_text="一行一条，三条就够。")
            self.fields["signed"] = forms.IntegerField(
                label="签到表上几个签名",
                min_value=1,
                max_value=9999,
                help_text="先数签名，再点谁没有到会，两边要对得上。",
                error_messages={"required": "请填写签到表上几个签名。"},
            )
        choices = [(str(person.member.pk), person.member.name) for person in people]
        for name in ("away", "no_self", "no_others"):
            self.fields[name] = forms.MultipleChoiceField(
                choices=choices,
                required=False,
                error_messages={"invalid_choice": "名单变了，请刷新页面再记。"},
            )
        self.order_fields(["held_on", "chair", "recorder", "signed", "secretary_first", "points"])

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields above the table."""
        return [field for field in self if field.name not in {"away", "no_self", "no_others", "version"}]

    @property
    def lines(self) -> list[tuple[Affiliated, str, dict[str, bool]]]:
        """Each person with what the roll says (a word, or empty) and which boxes are ticked."""
        ticked = {name: set(self[name].value() or ()) for name in ("away", "no_self", "no_others")}
        return [
            (
                person,
                self._word(person),
                {name: str(person.member.pk) in chosen for name, chosen in ticked.items()},
            )
            for person in self.people
        ]

    @property
    def record(self) -> LifeRecord:
        """What was recorded; after `is_valid`."""
        data = self.cleaned_data
        away, silent, mild = (set(data[name]) for name in ("away", "no_self", "no_others"))
        seen = {}
        for person in self.people:
            key = str(person.member.pk)
            present = self.roll.get(person.member.pk, False) if self.segment else key not in away
            seen[person.member.pk] = Seen(present, key not in silent, key not in mild)
        held_on = self.segment.activity.held_on if self.segment else data["held_on"]
        rest = {name: data.get(name) or "" for name in ("chair", "recorder", "points")}
        return LifeRecord(
            held_on=held_on,
            people=seen,
            secretary_first=data["secretary_first"],
            segment=self.segment,
            signed=data.get("signed"),
            **rest,
        )

    def _word(self, person: Affiliated) -> str:
        if self.segment is None:
            return ""
        return "到" if self.roll.get(person.member.pk) else "没到"


class ToldForm(Spoken, forms.Form):
    """Who was told, and when."""

    on = Day("哪天告知的")

    def __init__(self, *args: Any, absent: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = forms.MultipleChoiceField(
            label="告知了谁",
            choices=absent,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "请点选告知了谁。", "invalid_choice": "请在名单里选。"},
        )
        self.order_fields(["members", "on"])

    def clean_members(self) -> list[UUID]:
        """Their keys."""
        return [UUID(key) for key in self.cleaned_data["members"]]


class ResultForm(Spoken, forms.Form):
    """Where and how long the result hangs."""

    where = Words("张贴地点", 100, required=True, help_text="在一定范围通报就行，比如支部活动室。")
    starts_on = Day("从哪天起")
    ends_on = Day("到哪天止")
    with_personal = forms.BooleanField(
        label="把个人问题连名字一起写上",
        required=False,
        help_text="不勾，个人问题只写几个。支部商量过、本人同意的才勾。",
    )

    @property
    def posting(self) -> ResultPosting:
        """What was typed; after `is_valid`."""
        return ResultPosting(**self.cleaned_data)


class HowForm(Spoken, forms.Form):
    """How else it was told."""

    how = Words("在哪里、对谁通报的", 100, required=True, help_text="比如“12月7日党员大会上通报”。")


class WhyForm(Spoken, forms.Form):
    """A reason."""

    why = Words("为什么", LONGEST, required=True)
