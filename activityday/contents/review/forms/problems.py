"""What is typed about problems."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.contents.review.checks import LONGEST
from activityday.contents.review.drafts import Assignment, ProblemDraft
from activityday.contents.review.enums import Source
from activityday.contents.review.models import HeartTalk, LifeMeeting
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.models import Member
from activityday.ui.forms import Spoken

TWO = forms.Textarea(attrs={"rows": 2})


class ProblemForm(Spoken, forms.Form):
    """A problem, whose it is, and what is done about it if that is known already."""

    title = Words("问题", 100, required=True, help_text="一句话，写具体。加密保存。")
    measure = Words("整改措施", LONGEST, widget=TWO, help_text="现在定不下来的，三样都先空着，以后补。")
    owner = Words("责任人", 30)
    due_on = Day("整改期限", required=False)
    found_on = Day("发现日期")
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        members: Sequence[Member],
        meetings: Sequence[LifeMeeting],
        talks: Sequence[HeartTalk] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        self.meetings = {str(one.pk): one for one in meetings}
        self.talks = {str(one.pk): one for one in talks}
        self.fields["member"] = OneOf(
            "谁的问题",
            [(key, member.name) for key, member in self.members.items()],
            required=False,
            empty="支部的问题",
            help_text="个人的问题只有书记和记录人看得到写的是什么。",
        )
        self.fields["source"] = OneOf("来源", Source.choices)
        self.fields["meeting"] = OneOf(
            "哪次组织生活会",
            [(key, f"{one}（{one.planned_on:%m-%d}）") for key, one in self.meetings.items()],
            required=False,
            empty="不是会上的",
        )
        if talks:
            self.fields["talk"] = OneOf(
                "哪次谈话",
                [
                    (key, f"{one.held_on:%m-%d} {one.talker.name}、{one.listener.name}")
                    for key, one in self.talks.items()
                ],
                required=False,
                empty="不是谈话里的",
                help_text="只连到登记，不带谈话内容。",
            )
        self.order_fields(
            ["title", "member", "source", "meeting", "talk", "measure", "owner", "due_on", "found_on"]
        )

    def clean(self) -> dict[str, Any]:
        """Measure, owner and deadline go together."""
        cleaned: dict[str, Any] = super().clean() or {}
        given = [name for name in ("measure", "owner", "due_on") if cleaned.get(name)]
        if 0 < len(given) < 3:  # noqa: PLR2004 -- all three or none
            for name in ("measure", "owner", "due_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "措施、责任人、期限要一起写；现在定不下来的三样都空着。")
        return cleaned

    @property
    def draft(self) -> ProblemDraft:
        """What was typed; after `is_valid`."""
        data = self.cleaned_data
        return ProblemDraft(
            title=data["title"],
            found_on=data["found_on"],
            source=Source(data["source"]),
            meeting=self.meetings.get(data["meeting"]),
            talk=self.talks.get(data.get("talk") or ""),
            member=self.members.get(data["member"]),
        )

    @property
    def assignment(self) -> Assignment | None:
        """Measure, owner and deadline, or None; after `is_valid`."""
        data = self.cleaned_data
        return Assignment(data["measure"], data["owner"], data["due_on"]) if data["measure"] else None


class AssignForm(Spoken, forms.Form):
    """What is done about it, by whom, until when."""

    measure = Words("整改措施", LONGEST, required=True, widget=TWO)
    owner = Words("责任人", 30, required=True)
    due_on = Day("整改期限")


class TextForm(Spoken, forms.Form):
    """A few words."""

    text = Words("说明", LONGEST, required=True, widget=TWO)

    def __init__(self, *args: Any, label: str = "说明", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = f"请写明{label}。"


class ExtendForm(Spoken, forms.Form):
    """More time."""

    due_on = Day("新的期限")
    why = Words("为什么延期", LONGEST, required=True)


class CloseForm(Spoken, forms.Form):
    """What somebody saw who checked."""

    text = Words("谁核实的、看到什么", LONGEST, required=True, widget=TWO)
    on = Day("核实日期")
