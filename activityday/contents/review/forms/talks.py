"""What is typed about talks."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.contents.review.drafts import TalkDraft
from activityday.contents.review.enums import Occasion
from activityday.contents.review.models import LifeMeeting
from activityday.people.accounts.models import User
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.models import Member
from activityday.ui.forms import Spoken

SAID = forms.Textarea(attrs={"rows": 5})
HIDDEN = "加密保存。除了您和下面选的人，谁也看不到，不进任何表和导出；每次打开都留记录。可以不写。"


def readers_field(readers: Sequence[User]) -> forms.TypedMultipleChoiceField:
    """Who else may read what was said."""
    return forms.TypedMultipleChoiceField(
        label="还可以给谁看",
        choices=[(str(user.pk), user.name) for user in readers],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选就只有您自己看得到内容。",
        error_messages={"invalid_choice": "请在列出的人里选。"},
    )


class TalkForm(Spoken, forms.Form):
    """Who with whom, when, for what."""

    held_on = Day("谈话日期")
    place = Words("地点", 60)
    content = Words("谈了什么", 2000, widget=SAID, help_text=HIDDEN)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        members: Sequence[Member],
        meetings: Sequence[LifeMeeting],
        readers: Sequence[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        self.meetings = {str(one.pk): one for one in meetings}
        names = [(key, member.name) for key, member in self.members.items()]
        self.fields["talker"] = OneOf("谈话人", [("", "请选择"), *names])
        self.fields["listener"] = OneOf("谈话对象", [("", "请选择"), *names])
        self.fields["occasion"] = OneOf("事由", Occasion.choices)
        if meetings:
            self.fields["meeting"] = OneOf(
                "为哪次组织生活会",
                [(key, str(one)) for key, one in self.meetings.items()],
                required=False,
                empty="不为开会",
            )
        if readers:
            self.fields["readers"] = readers_field(readers)
        self.order_fields(
            ["talker", "listener", "held_on", "place", "occasion", "meeting", "content", "readers"]
        )

    @property
    def draft(self) -> TalkDraft:
        """What was typed; after `is_valid`."""
        data = self.cleaned_data
        return TalkDraft(
            talker=self.members[data["talker"]],
            listener=self.members[data["listener"]],
            occasion=Occasion(data["occasion"]),
            held_on=data["held_on"],
            place=data["place"],
            content=data["content"],
            meeting=self.meetings.get(data.get("meeting") or ""),
            readers=data.get("readers") or (),
        )


class ContentForm(Spoken, forms.Form):
    """What was said, and who else may read it."""

    content = Words("谈了什么", 2000, widget=SAID, help_text=HIDDEN)

    def __init__(self, *args: Any, readers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if readers:
            self.fields["readers"] = readers_field(readers)


class AnnulForm(Spoken, forms.Form):
    """A reason for taking an entry out."""

    why = Words("为什么注销", 120, required=True)
