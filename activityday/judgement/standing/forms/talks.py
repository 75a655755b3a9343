"""What is typed about a talk."""

from collections.abc import Sequence
from typing import Any

from django import forms

from activityday.judgement.standing.forms.fields import Text
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.ui.forms import Spoken


class TalkerForm(Spoken, forms.Form):
    """Who talks: a post of the branch where posts are known, else a name."""

    def __init__(self, *args: Any, talkers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if talkers:
            choices = [(talker, talker) for talker in talkers]
            self.fields["talker"] = OneOf("谈话人", choices)
            self.fields["talker"].initial = talkers[0]
        else:
            self.fields["talker"] = Words(
                "谈话人", 60, required=True, help_text="花名册上还没有登记党内职务，请写姓名和职务。"
            )
        self.order_fields(["talker"])


class ArrangeForm(TalkerForm):
    """Whom to ask, and by when."""

    due_on = Day("哪天以前谈")


class HoldForm(TalkerForm):
    """What came of a talk."""

    held_on = Day("哪天谈的")
    place = Words("在哪里谈的", 60, required=True)
    said = Text("本人怎么说", help_text="加密保存，只有支部书记和镇党委党建办能看。")
    agreed = Text("谈了什么、约定什么", rows=3)
    is_education = forms.BooleanField(
        label="这次谈话同时作为批评教育",
        required=False,
        help_text="以后要研究处置的，必须先有批评教育。只是了解情况的，不勾。",
    )


class AttemptForm(Spoken, forms.Form):
    """That a talk could not be held."""

    tried_on = Day("哪天")
    reason = Text(
        "为什么没有谈成", longest=500, rows=2, help_text="怎么联系的、为什么没有谈成。谈话仍然待办。"
    )
