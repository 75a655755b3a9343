"""What people type about a roll, leave, exemptions and guests."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from activityday.day.attendance.actions.elsewhere import InboundMark
from activityday.day.attendance.checks import MOST_GUESTS, MOST_SIGNATURES, NOTE_LENGTH
from activityday.day.attendance.enums import (
    ExemptionGround,
    ExemptionKind,
    GuestKind,
    LeaveKind,
    Mode,
    State,
)
from activityday.day.attendance.marks import Mark, marked
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.queries import Affiliated

BROKEN = "这张表没有传完整，没有保存。请刷新页面再填；已经存下的都还在。"
REASON_LENGTH, GUEST_NAME = 200, 30
SEPARATORS = re.compile(r"[、，,；;\s]+")
STATE, MODE, NOTE, PICK, MINE = "state-", "mode-", "note-", "pick-", "mine-"
INBOUND, INBOUND_WAS = "inbound-", "inbound-was-"


class RollForm(forms.Form):
    """A roll as it comes back: the control total, the version it was opened at, and one mark a person."""

    signed_count = forms.IntegerField(
        label="签名人数",
        required=False,
        min_value=0,
        max_value=MOST_SIGNATURES,
        error_messages={
            "invalid": "签名人数请填数字。",
            "min_value": "签名人数不能小于 0。",
            "max_value": "签名人数太大，请数一数签到表。",
        },
    )
    version = forms.IntegerField(min_value=0, error_messages={"required": BROKEN, "invalid": BROKEN})
    why = forms.CharField(
        label="改动原因",
        required=False,
        max_length=NOTE_LENGTH,
        error_messages={"max_length": f"改动原因不超过 {NOTE_LENGTH} 个字。"},
    )

    def clean(self) -> dict[str, Any]:
        """Adds `entries`: member id → mark, for everybody about whom the form says something, and `inbound`: arrival
        id → mark, for those who belong elsewhere."""
        super().clean()
        try:
            self.cleaned_data["entries"] = dict(self._entries())
            self.cleaned_data["inbound"] = dict(self._inbound())
        except ValueError:
            raise forms.ValidationError(BROKEN) from None
        return self.cleaned_data

    def _entries(self) -> Iterator[tuple[UUID, Mark]]:
        for name in self.data:
            if name.startswith(STATE):
                key = name.removeprefix(STATE)
                yield UUID(key), marked(self.data[name], self._mode(key), self.data.get(NOTE + key, ""))
            elif name.startswith(PICK) and self.data[name] == "mine":
                key = name.removeprefix(PICK)
                yield UUID(key), marked(*self.data.get(MINE + key, "").split("|", 2))

    def _inbound(self) -> Iterator[tuple[UUID, InboundMark]]:
        for name in self.data:
            if name.startswith(INBOUND_WAS):
                key = name.removeprefix(INBOUND_WAS)
                yield UUID(key), InboundMark(self.data.get(INBOUND + key, ""), self.data[name])

    def _mode(self, key: str) -> str:
        mode = self.data.get(MODE + key, "")
        return Mode(mode).value if mode and self.data[STATE + key] == State.OTHER_MEANS else ""


class LeaveForm(forms.Form):
    """Who cannot come, and why."""

    kind = OneOf("事由", LeaveKind.choices, widget=forms.RadioSelect)
    reason = Words(
        "具体情况", REASON_LENGTH, help_text="可以不填。加密保存，只有支部书记和镇党委党建办能看。"
    )

    def __init__(self, *args: Any, people: Sequence[Affiliated], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.member.pk): person for person in people}
        choices = [(key, _with_group(person)) for key, person in self.people.items()]
        self.fields["member"] = OneOf("党员", [("", "请选择"), *choices])
        self.order_fields(["member", "kind", "reason"])

    def clean_member(self) -> Affiliated:
        """The member with the branch they belonged to on the day."""
        return self.people[self.cleaned_data["member"]]


class AnswerForm(forms.Form):
    """What is decided about one leave."""

    leave = forms.UUIDField()
    answer = forms.ChoiceField(choices=[("grant", "准"), ("refuse", "不准"), ("withdraw", "撤回")])
    note = forms.CharField(required=False, max_length=NOTE_LENGTH)


class ExemptionForm(forms.Form):
    """Members for whom the branch asks, what for, and how long."""

    kind = OneOf("申请事项", ExemptionKind.choices, widget=forms.RadioSelect)
    ground = OneOf(
        "原因",
        ExemptionGround.choices,
        widget=forms.RadioSelect,
        help_text="加密保存，只有审批人和本支部书记能看，不印在申请表上。",
    )
    starts_on = Day("从哪天起")
    ends_on = Day("到哪天止")

    def __init__(self, *args: Any, people: Sequence[Affiliated], last_day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.member.pk): person for person in people}
        self.fields["members"] = forms.MultipleChoiceField(
            label="党员",
            choices=[(key, person.member.name) for key, person in self.people.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "请先勾选是哪几位党员。",
                "invalid_choice": "名册刚有变动，请重新勾选。",
            },
        )
        self.fields["ends_on"].initial = last_day
        self.order_fields(["members", "kind", "ground", "starts_on", "ends_on"])

    def clean_members(self) -> list[Affiliated]:
        """The members themselves, in roster order."""
        chosen = set(self.cleaned_data["members"])
        return [person for key, person in self.people.items() if key in chosen]


class GuestForm(forms.Form):
    """Guests by name, or by number only."""

    kind = OneOf("身份", GuestKind.choices, widget=forms.RadioSelect)
    names = Words("姓名", 600, help_text="多人用顿号隔开。不知道姓名就空着，只填人数。")
    count = forms.IntegerField(
        label="人数",
        required=False,
        min_value=1,
        max_value=MOST_GUESTS,
        error_messages={
            "invalid": "人数请填数字。",
            "min_value": "人数至少是 1。",
            "max_value": "人数太多，请核对。",
        },
    )

    def clean_names(self) -> list[str]:
        """One name each, none longer than a name is."""
        names = [name for name in SEPARATORS.split(self.cleaned_data["names"]) if name]
        if too_long := [name for name in names if len(name) > GUEST_NAME]:
            raise forms.ValidationError(f"“{too_long[0][:10]}…”太长，姓名之间请用顿号隔开。")
        return names

    def clean(self) -> dict[str, Any]:
        """Names or a number."""
        super().clean()
        if not self.errors and not self.cleaned_data["names"] and not self.cleaned_data["count"]:
            raise forms.ValidationError("请填姓名，或者填人数。")
        return self.cleaned_data


def _with_group(person: Affiliated) -> str:
    return f"{person.member.name}（{person.group.short_name}）" if person.group else person.member.name


class RenewForm(forms.Form):
    """Which exemption is asked again."""

    exemption = forms.UUIDField()


class RemoveGuestForm(forms.Form):
    """Which line is taken back."""

    guest = forms.IntegerField()
