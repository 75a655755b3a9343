"""What is typed about duty posts and registrations in communities."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from activityday.contents.service.checks import LONGEST_WHY
from activityday.contents.service.drafts import RegistrationDraft
from activityday.contents.service.forms.fields import TWO, People
from activityday.people.organisation.models import Unit
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.models import Member
from activityday.ui.forms import Spoken


class PostForm(Spoken, forms.Form):
    """A duty post, with its holders where they are known."""

    name = Words("岗位", 40, required=True, help_text="比如“政策宣传岗”。")
    duties = Words("职责", 200, required=True, widget=TWO)
    starts_on = Day("设岗日期")

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = People("谁上岗", members, required=False, help_text="可以以后再定。")


class TakePostForm(Spoken, forms.Form):
    """Who takes a post."""

    on = Day("上岗日期")

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = People("谁上岗", members)
        self.order_fields(["members", "on"])


class EndForm(Spoken, forms.Form):
    """The last day of something."""

    on = Day("哪天止")


class RegisterForm(Spoken, forms.Form):
    """Several members who register in the same community."""

    outside = Words("外地社区的名称", 60, help_text="不在本镇的填这里，印回执给社区签。")
    on = Day("报到日期")
    duty = Words("认领的事", 100, required=True, help_text="比如“每月参加一次小区清扫”。")

    def __init__(
        self, *args: Any, members: Iterable[Member], communities: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.communities = {unit.code: unit for unit in communities}
        choices = [(code, unit.short_name) for code, unit in self.communities.items()]
        self.fields["members"] = People("党员", members)
        self.fields["community"] = OneOf("本镇的社区（村）", choices, required=False, empty="不在本镇")
        self.order_fields(["members", "community", "outside", "on", "duty"])

    def clean(self) -> dict[str, Any]:
        """One community, here or outside."""
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("community")) == bool(str(cleaned.get("outside") or "").strip()):
            self.add_error("community", "请选一个社区（村）；外地的就填名称，只填一样。")
        return cleaned

    @property
    def draft(self) -> RegistrationDraft:
        """The registration as typed. The form is valid."""
        data = self.cleaned_data
        return RegistrationDraft(
            data["members"],
            data["on"],
            data["duty"],
            self.communities.get(data["community"]),
            data["outside"],
        )


class ConfirmForm(Spoken, forms.Form):
    """What the community says; needed only where it sends somebody back."""

    word = Words("社区的话", LONGEST_WHY)


class SlipForm(Spoken, forms.Form):
    """A paper slip that came back."""

    code = Words("回执编号", 12, required=True, help_text="印在回执右上角，六个字。")
    on = Day("社区确认的日期")
    confirmed_by = Words("社区签字人", 60, required=True)
