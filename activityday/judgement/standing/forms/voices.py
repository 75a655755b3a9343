"""What the member says against the facts or the decision, and what is answered."""

from django import forms

from activityday.judgement.standing.enums import AppealResult
from activityday.judgement.standing.forms.fields import Text
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.ui.forms import Spoken


class ObjectionForm(Spoken, forms.Form):
    """What the member objects to."""

    raised_on = Day("哪天提的")
    text = Text("异议", help_text="照本人的话写。加密保存。答复以前，不能表决、批准、宣布。")


class ObjectionAnswerForm(Spoken, forms.Form):
    """What the branch answers."""

    answer = Text(
        "答复", help_text="查了什么、是不是这样。月份记错的，请先重新打开那个月改正，认定会自己撤销。"
    )


class AppealForm(Spoken, forms.Form):
    """An appeal."""

    lodged_on = Day("哪天提出")
    text = Text("申诉的内容", help_text="照本人的话写，或者写明所附材料。加密保存。申诉期间处置照常。")


class AppealAnswerForm(Spoken, forms.Form):
    """Who answered it and how."""

    answered_on = Day("哪天答复")
    unit = Words("哪一级党组织答复", 60, required=True)
    result = OneOf("结果", AppealResult.choices, widget=forms.RadioSelect)
    text = Text("答复的内容", rows=3)
    base = forms.IntegerField(widget=forms.HiddenInput)
