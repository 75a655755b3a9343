"""What a collector fills in: the cash counted, and for some members what differs from the usual."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms

from activityday.contents.dues.checks.collecting import REASON_LENGTH
from activityday.contents.dues.enums import Channel
from activityday.contents.dues.money import NotMoney, yuan_from
from activityday.contents.dues.queries.books import NO_OFFER, NOTHING, Line, Table
from activityday.contents.dues.reckoning import Entry, Step, Taking
from activityday.people.roster.fields import Day, Words

BROKEN = "这张表没有传完整，没有保存。请刷新页面再填；已经存下的都还在。"
PAID, UNPAID = "paid", "unpaid"


class Yuan(forms.CharField):
    """An amount of money as people type it."""

    def __init__(
        self, label: str, *, required: bool = True, may_be_negative: bool = False, **kwargs: Any
    ) -> None:
        self.may_be_negative = may_be_negative
        super().__init__(
            label=label,
            required=required,
            max_length=20,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
            error_messages={"required": f"请填写{label}。", "max_length": f"{label}太长，请核对。"},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Yuan with two decimals; None when empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return yuan_from(text, may_be_negative=self.may_be_negative)
        except NotMoney as error:
            raise forms.ValidationError(str(error)) from error


@dataclass(frozen=True)
class Typed:
    """What stands in the fields of one line."""

    mark: str = ""
    pay: str = ""
    amount: str = ""
    is_transfer: bool = False
    payer: str = ""
    relation: str = ""
    has_consent: bool = False
    extra: str = ""

    # what the fields of the second part opened with, as the page sent it along
    opened: str = ""

    @property
    def opening(self) -> str:
        """What the fields that open filled in say now."""
        return "|".join((self.pay, self.payer, self.relation))

    @property
    def is_touched(self) -> bool:
        """Whether anything but the mark was filled in: compared with what the page opened with, never with what the
        server would open with by now."""
        return bool(self.amount or self.extra or self.is_transfer or self.opening != self.opened)


@dataclass(frozen=True)
class Row:
    """A line of the table with what stands in its fields, and what is to be changed there."""

    number: int
    line: Line
    typed: Typed
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the second part is unfolded: something was filled in, or has to be mended."""
        return bool(self.error) or self.typed.is_touched


def usual_of(line: Line) -> Typed:
    """What the fields of a line open with."""
    proxy = line.proxy
    usual = Typed(
        pay=line.usual_offer,
        payer=proxy.payer if proxy else "",
        relation=proxy.relation if proxy else "",
    )
    return replace(usual, opened=usual.opening)


class TableForm(forms.Form):
    """A collection table as it comes back. `wrong` holds a sentence for each line that cannot be read."""

    cash = Yuan("清点现金", required=False, may_be_negative=True)
    collected_on = Day("收取日期")
    number = forms.IntegerField(min_value=1, error_messages={"required": BROKEN, "invalid": BROKEN})
    version = forms.IntegerField(min_value=0, error_messages={"required": BROKEN, "invalid": BROKEN})
    do = forms.TypedChoiceField(
        choices=[(step.value, step.value) for step in Step],
        coerce=Step,
        error_messages={"required": BROKEN, "invalid_choice": BROKEN},
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.wrong: dict[UUID, str] = {}

    def rows(self, wrong: dict[UUID, str] | None = None) -> list[Row]:
        """The lines with what was typed, else with what they open with."""
        wrong = wrong or self.wrong
        return [
            Row(number, line, _offered(line, self.typed(line)), wrong.get(line.key, ""))
            for number, line in enumerate(self.table.lines, start=1)
        ]

    def typed(self, line: Line) -> Typed:
        """What stands in the fields of a line."""
        if not self.is_bound or f"pay-{line.key}" not in self.data:
            return usual_of(line)

        def text(name: str) -> str:
            return str(self.data.get(f"{name}-{line.key}", "")).strip()

        return Typed(
            mark=text("mark"),
            pay=text("pay"),
            amount=text("amount"),
            is_transfer=text("transfer") != "",
            payer=text("payer"),
            relation=text("relation"),
            has_consent=text("consent") != "",
            extra=text("extra"),
            opened=text("opened"),
        )

    def taking(self) -> Taking:
        """What was filled in, as the action takes it. Only of a valid form; fills `wrong`."""
        data = self.cleaned_data
        marked = list(self._marked())
        return Taking(
            entries=dict(self._entries(marked)),
            unpaid=frozenset(line.key for line, typed in marked if typed.mark == UNPAID),
            collected_on=data["collected_on"],
            number=data["number"],
            version=data["version"],
            cash=data["cash"],
            step=data["do"],
        )

    def _marked(self) -> Iterator[tuple[Line, Typed]]:
        for line in self.table.lines:
            typed = self.typed(line)
            if typed.mark or typed.is_touched:
                yield line, typed

    def _entries(self, marked: list[tuple[Line, Typed]]) -> Iterator[tuple[UUID, Entry]]:
        for line, typed in marked:
            if typed.mark == UNPAID:
                continue
            try:
                yield line.key, _entry(line, typed)
            except NotMoney as error:
                self.wrong[line.key] = str(error)


def _offered(line: Line, typed: Typed) -> Typed:
    """With a way to pay that there still is: a select shows its first option for one that is gone."""
    if typed.pay in {NO_OFFER, *(offer.key for offer in line.offers)}:
        return typed
    usual = usual_of(line)
    was_touched = typed.is_touched
    shown = replace(typed, pay=usual.pay)
    return shown if was_touched else replace(shown, opened=shown.opening)


def _entry(line: Line, typed: Typed) -> Entry:
    return Entry(
        amount=_amount(line, typed),
        extra=yuan_from(typed.extra) if typed.extra else NOTHING,
        channel=Channel.TRANSFER if typed.is_transfer else Channel.CASH,
        payer=typed.payer,
        relation=typed.relation,
        has_consent=typed.has_consent,
    )


def _amount(line: Line, typed: Typed) -> Any:
    if typed.amount:
        amount = yuan_from(typed.amount)
        if not amount:
            raise NotMoney("金额要大于 0。没有交的，请点“没交”。")
        return amount
    if typed.pay == NO_OFFER or not line.offers:
        return NOTHING
    offer = next((one for one in line.offers if one.key == typed.pay), None)
    if offer is None:
        raise NotMoney("选的交法现在没有了，请重新选一次。")
    return offer.amount


class CorrectionForm(forms.Form):
    """Why an entry is reversed."""

    reason = Words(
        "冲正原因",
        REASON_LENGTH,
        required=True,
        help_text="原来那一笔不删，另记一笔相反的，两笔都看得见。",
    )
