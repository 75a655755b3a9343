"""What is typed about opinions and topics."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from activityday.contents.deliberation.checks import LONGEST
from activityday.contents.deliberation.enums import (
    KINDS_OF_SECTOR,
    LIGHT,
    Source,
    Subject,
    TopicKind,
)
from activityday.contents.deliberation.models import Topic, Vote
from activityday.day.activity.models import Segment
from activityday.people.organisation.models import Unit
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.ui.forms import Spoken

LINES = forms.Textarea(attrs={"rows": 3})
NO_VOTE = "none"


class OpinionForm(Spoken, forms.Form):
    """What somebody said."""

    source = OneOf("来源", Source.choices, widget=forms.RadioSelect)
    subject = OneOf("关于", Subject.choices, widget=forms.RadioSelect)
    text = Words("意见建议", LONGEST, required=True, widget=LINES, help_text="照提出人的意思写，几句就行。")
    given_on = Day("提出日期")
    given_by = Words("提出人", 30, help_text="可以不填。加密保存，不印在任何表上，只有记录的人能看。")
    form_id = forms.UUIDField(widget=forms.HiddenInput)


class AnswerForm(Spoken, forms.Form):
    """An answer where no topic is needed."""

    answer = Words("答复", LONGEST, required=True, widget=LINES, help_text="写明怎么办的，或者为什么不能办。")


class JoinForm(Spoken, forms.Form):
    """Into which topic an opinion is taken up."""

    def __init__(self, *args: Any, topics: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = {str(topic.pk): topic for topic in topics}
        self.fields["topic"] = OneOf("议题", [(key, topic.title) for key, topic in self.topics.items()])

    def clean_topic(self) -> Topic:
        """The topic itself."""
        return self.topics[self.cleaned_data["topic"]]


class TopicForm(Spoken, forms.Form):
    """A topic as it is proposed; the kinds are those of the unit's sector."""

    title = Words("议题", 60, required=True, help_text="一句话，比如“修二组到三组的水渠”。")
    source = OneOf("来源", Source.choices, widget=forms.RadioSelect)
    text = Words("事由和初步方案", 500, widget=forms.Textarea(attrs={"rows": 4}))
    on = Day("提出日期")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = KINDS_OF_SECTOR[unit.sector]
        self.fields["kind"] = OneOf(
            "类别",
            [(kind.value, kind.label) for kind in kinds],
            widget=forms.RadioSelect,
            help_text="重要事项要表决；讨论、建言可以不表决。",
        )
        self.order_fields(["title", "kind", "source", "text", "on"])

    def clean_kind(self) -> TopicKind:
        """The kind as such."""
        return TopicKind(self.cleaned_data["kind"])


class MatterForm(Spoken, forms.Form):
    """A motion that goes through the four steps."""

    title = Words("事项", 60, required=True, help_text="一句话，比如“修二组到三组的水渠”。")
    source = OneOf("动议", Source.choices, widget=forms.RadioSelect)
    text = Words(
        "动议事由和初步方案", 500, required=True, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明为什么办、怎么办、花多少钱、钱从哪里来。",
    )  # fmt: skip
    moved_on = Day("动议日期")


class DiscussForm(Spoken, forms.Form):
    """Where, when and with what words something was talked over."""

    on = Day("讨论日期", required=False, help_text="选了活动日的，就是活动那一天，不用填。")
    points = Words("要点", 500, widget=LINES, help_text="一行一条，只记主要的意见和理由。")

    def __init__(self, *args: Any, segments: Sequence[Segment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.segments = {str(segment.pk): segment for segment in segments}
        self.fields["segment"] = OneOf(
            "在哪次活动上",
            [(key, segment_label(one)) for key, one in self.segments.items()],
            required=False,
            empty="不在活动日上",
            help_text="在活动日讨论的，选那个环节；活动纪实里写过的要点不用再写。",
        )
        self.order_fields(["segment", "on", "points"])

    def clean_segment(self) -> Segment | None:
        """The segment itself, or None."""
        return self.segments.get(self.cleaned_data["segment"])

    def clean(self) -> dict[str, Any]:
        """On an activity day it was talked over on the day of the activity; else the day is asked for."""
        cleaned: dict[str, Any] = super().clean() or {}
        if segment := cleaned.get("segment"):
            cleaned["on"] = segment.activity.held_on
        elif cleaned.get("on") is None and "on" not in self.errors:
            self.add_error("on", "请填写讨论日期。")
        return cleaned


class PlaceForm(Spoken, forms.Form):
    """In which part of an agenda a topic is to be talked over."""

    def __init__(self, *args: Any, segments: Sequence[Segment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.segments = {str(segment.pk): segment for segment in segments}
        choices = [(key, segment_label(one)) for key, one in self.segments.items()]
        self.fields["segment"] = OneOf("列入哪个环节", choices)

    def clean_segment(self) -> Segment:
        """The segment itself."""
        return self.segments[self.cleaned_data["segment"]]


class DecideForm(Spoken, forms.Form):
    """What was decided, and who does it until when."""

    on = Day("决定日期")
    resolution = Words("决定的内容", 500, required=True, widget=LINES)
    task = Words("要办的事", 100, required=True, help_text="一句话，写在督办清单上。")
    owner = Words("责任人", 30, required=True)
    due_on = Day("办结期限")

    def __init__(self, *args: Any, topic: Topic, votes: Sequence[Vote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.votes = {str(vote.pk): vote for vote in votes}
        choices = [
            (key, f"{vote.held_on:%Y-%m-%d} 表决通过：{vote.question}") for key, vote in self.votes.items()
        ]
        if topic.kind in LIGHT:
            choices.append((NO_VOTE, "没有表决，讨论一致"))
        self.fields["vote"] = OneOf("依据", choices, widget=forms.RadioSelect)
        if len(choices) == 1:
            self.fields["vote"].initial = choices[0][0]
        self.order_fields(["vote", "on", "resolution", "task", "owner", "due_on"])

    def clean_vote(self) -> Vote | None:
        """The vote it rests on, or None."""
        return self.votes.get(self.cleaned_data["vote"])


class WhyForm(Spoken, forms.Form):
    """A reason."""

    why = Words("原因", LONGEST, required=True, widget=forms.Textarea(attrs={"rows": 2}))


def segment_label(segment: Segment) -> str:
    """12月7日 兴塘村：议水渠维修."""
    activity = segment.activity
    return f"{activity.held_on.year}年{activity.held_on.month}月{activity.held_on.day}日 {activity.host.short_name}：{segment.title}"
