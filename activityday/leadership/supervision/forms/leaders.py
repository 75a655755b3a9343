"""Forms of leaders, links and guidance visits."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.leadership.supervision.models import Leader
from activityday.people.accounts.models import User
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.ui.forms import DayInput, Spoken


def named(units: Sequence[Unit]) -> list[tuple[str, str]]:
    """The units as choices in the order given; a Party group is set in under its branch."""
    return [
        (unit.code, f"　　{unit.short_name}" if unit.level == Level.GROUP else unit.short_name)
        for unit in units
    ]


def _to_choose(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Where there is more than one, none stands chosen before somebody chose."""
    return choices if len(choices) == 1 else [("", "请选择"), *choices]


class LeaderForm(Spoken, forms.Form):
    """A member of the leading team."""

    name = forms.CharField(label="姓名", max_length=30)
    post_title = forms.CharField(
        label="职务", max_length=60, help_text="照任职文件写，如：镇党委委员、宣传委员。"
    )
    user = forms.ChoiceField(
        label="登录账号", required=False, help_text="本人要上来看联系点的才选；不用账号的留空。"
    )
    starts_on = forms.DateField(label="任职日期", widget=DayInput)

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user in users}
        choices = [("", "不用账号"), *((key, user.display_name) for key, user in self.users.items())]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]

    def clean_user(self) -> User | None:
        """The user behind the choice."""
        return self.users.get(self.cleaned_data["user"])


class PlaceForm(Spoken, forms.Form):
    """A branch or Party group from a day."""

    unit = forms.ChoiceField(label="联系点")
    starts_on = forms.DateField(label="从哪天起", widget=DayInput)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self.fields["unit"].choices = [("", "请选择"), *named(units)]  # type: ignore[attr-defined]

    def clean_unit(self) -> Unit:
        """The unit behind the choice."""
        return self.units[self.cleaned_data["unit"]]


class EndForm(Spoken, forms.Form):
    """The last day."""

    on = forms.DateField(label="最后一天", widget=DayInput)


class WhyForm(Spoken, forms.Form):
    """Why something is declared void or called off."""

    why = forms.CharField(label="原因", max_length=120)


class VisitForm(Spoken, forms.Form):
    """A guidance visit: who, where, when, what was looked at, what was suggested."""

    leader = forms.ChoiceField(label="班子成员")
    unit = forms.ChoiceField(label="到哪个党组织")
    visited_on = forms.DateField(label="指导日期", widget=DayInput)
    looked_at = forms.CharField(
        label="看了什么", max_length=300, help_text="如：参加了活动日，看了签到表和党费日记账。"
    )
    suggestions = forms.CharField(
        label="建议",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一条，三条就够；支部能看到。",
    )
    follow_up = forms.CharField(
        label="后续落实",
        required=False,
        max_length=300,
        help_text="当场就办了的写在这里；以后的，谁落实谁补写。",
    )

    def __init__(self, *args: Any, leaders: Sequence[Leader], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaders = {str(leader.pk): leader for leader in leaders}
        self.units = {unit.code: unit for unit in units}
        people = [(key, str(one)) for key, one in self.leaders.items()]
        self.fields["leader"].choices = _to_choose(people)  # type: ignore[attr-defined]
        self.fields["unit"].choices = _to_choose(named(units))  # type: ignore[attr-defined]

    def clean_leader(self) -> Leader:
        """The leader behind the choice."""
        return self.leaders[self.cleaned_data["leader"]]

    def clean_unit(self) -> Unit:
        """The unit behind the choice."""
        return self.units[self.cleaned_data["unit"]]


class FollowUpForm(Spoken, forms.Form):
    """What became of the suggestions."""

    text = forms.CharField(label="后续落实", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
