"""What the branch asks of the superior for a member in hardship, and what it agrees to itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from activityday.contents.dues.checks.agreeing import GROUND_LENGTH, REASON_LENGTH
from activityday.contents.dues.enums import ArrangementKind, WaiverKind
from activityday.contents.dues.forms.fields import Month, Yuan, months_from
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.queries import Affiliated

AHEAD = 12


class OfMember(forms.Form):
    """A form about one of these people."""

    def __init__(self, *args: Any, people: Sequence[Affiliated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.member.pk): person for person in people}
        choices = [(key, _with_group(person)) for key, person in self.people.items()]
        self.fields["member"] = OneOf("党员", [("", "请选择"), *choices])

    def clean_member(self) -> Affiliated:
        """The member as they stand in the branch."""
        return self.people[self.cleaned_data["member"]]


class WaiverForm(OfMember):
    """Who, less or nothing, why, considered when, for which months."""

    kind = OneOf("申请事项", WaiverKind.choices, widget=forms.RadioSelect)
    amount = Yuan("减后每月交（元）", required=False, help_text="选“少交”的填。")
    ground = forms.CharField(
        label="困难情况",
        max_length=GROUND_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="加密保存，只有审批人和本支部书记能看，不印在申请表上。",
        error_messages={
            "required": "请写困难情况，审批的人要看。",
            "max_length": f"困难情况不超过 {GROUND_LENGTH} 个字，请写短一些。",
        },
    )
    considered_on = Day("支部研究日期")
    since = Month("从哪个月起", help_text="不能早于本月。")
    until = Month("到哪个月止")

    def __init__(self, *args: Any, month: date, most_months: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ahead = months_from(month, AHEAD)
        self.fields["since"].offer(ahead)  # type: ignore[attr-defined]
        self.fields["until"].offer(months_from(month, AHEAD + most_months - 1))  # type: ignore[attr-defined]
        self.fields["until"].initial = months_from(month, most_months)[-1].isoformat()
        self.order_fields(["member", "kind", "amount", "ground", "considered_on", "since", "until"])


class ArrangementForm(OfMember):
    """Who, what, since when; and who brings the money."""

    kind = OneOf("事项", ArrangementKind.choices, widget=forms.RadioSelect)
    payer = Words(
        "代交人", 30, help_text="委托代交的填：亲属或其他党员的姓名。党组织、村里和单位不能替党员交。"
    )
    relation = Words("与本人关系", 20, help_text="例如：儿子、同组党员。")
    reason = Words("原因", REASON_LENGTH, required=True, help_text="例如：在外务工、行动不便。")
    consented_on = Day("支部同意日期")
    since = Month("从哪个月起")
    until = Month("到哪个月止", required=False)

    def __init__(self, *args: Any, month: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].offer(months_from(month, AHEAD))  # type: ignore[attr-defined]
        self.fields["until"].offer(months_from(month, AHEAD * 2), empty="停用为止")  # type: ignore[attr-defined]
        self.order_fields(["member", "kind", "payer", "relation", "reason", "consented_on", "since", "until"])

    def clean(self) -> dict[str, Any]:
        """Who brings the money stands with their relation, where somebody does."""
        super().clean()
        if self.cleaned_data.get("kind") == ArrangementKind.PROXY:
            for field, what in (("payer", "代交人"), ("relation", "与本人关系")):
                if field not in self.errors and not self.cleaned_data[field]:
                    self.add_error(field, f"委托代交的，请填写{what}。")
        return self.cleaned_data


def _with_group(person: Affiliated) -> str:
    return f"{person.member.name}（{person.group.short_name}）" if person.group else person.member.name
