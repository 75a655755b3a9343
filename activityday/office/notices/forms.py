"""What is typed about a notice that hangs: why it comes down, what somebody objects, what is answered."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.office.notices.checks import LONGEST
from activityday.office.notices.enums import Verdict
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.queries import Affiliated
from activityday.ui.forms import Spoken

LINES = forms.Textarea(attrs={"rows": 3})


class WithdrawForm(Spoken, forms.Form):
    """Why a notice comes down before its time."""

    why = Words("为什么撤下", 120, required=True, help_text="原来的内容和异议都留着，页面上写明已撤下。")


class ObjectionForm(Spoken, forms.Form):
    """What somebody says is wrong."""

    raised_on = Day("提出日期")
    raised_by = Words(
        "提出人", 30, help_text="可以不填。加密保存，不印在任何表上，只有张贴公示和答复的人能看。"
    )
    text = Words("异议内容", LONGEST, required=True, widget=LINES, help_text="照提出人的意思写，几句就行。")

    def __init__(self, *args: Any, people: Sequence[Affiliated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.member.pk): person.member for person in people}
        names = [(key, member.name) for key, member in self.people.items()]
        self.fields["member"] = OneOf("涉及哪名党员", names, required=False, empty="不是哪一个人的事")
        self.order_fields(["raised_on", "raised_by", "member", "text"])

    def clean_member(self) -> Any:
        """The member, or None."""
        return self.people.get(self.cleaned_data["member"])


class AnswerForm(Spoken, forms.Form):
    """What was found, in words for the person who objected."""

    verdict = OneOf("结论", Verdict.choices, widget=forms.RadioSelect)
    answer = Words("答复", LONGEST, required=True, widget=LINES, help_text="写明查了什么、怎么办的。")
