"""A collection table as it was filled in, and what its sums say beside the cash counted. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from activityday.contents.dues.enums import Channel
from activityday.contents.dues.queries.books import NOTHING, Line, Table


class Step(StrEnum):
    """What is to happen with what was filled in."""

    CHECK = "check"
    SAVE = "save"
    REST = "rest"
    CLOSE = "close"


@dataclass(frozen=True)
class Entry:
    """What a collector says of one member: dues, more of free will beside it, how it came, who brought it."""

    amount: Decimal
    extra: Decimal = NOTHING
    channel: Channel = Channel.CASH
    payer: str = ""
    relation: str = ""
    has_consent: bool = False

    @property
    def total(self) -> Decimal:
        """Everything that changed hands."""
        return self.amount + self.extra


@dataclass(frozen=True)
class Taking:
    """One form of one collector: whom money came from, who did not pay, the cash counted, and the book it was opened on."""

    entries: Mapping[UUID, Entry]
    collected_on: date
    number: int
    version: int
    unpaid: frozenset[UUID] = frozenset()
    cash: Decimal | None = None
    step: Step = Step.SAVE


@dataclass(frozen=True)
class Reckoning:
    """The sums: in the book already, on the form, the others at their usual amounts, and the cash counted."""

    booked: Decimal
    typed: Decimal
    typed_people: int
    transferred: Decimal
    rest: Decimal
    rest_people: int
    counted: Decimal | None = None
    rest_lines: tuple[Line, ...] = field(default=(), repr=False)

    @property
    def entered(self) -> Decimal:
        """The cash of the book with the form."""
        return self.booked + self.typed

    @property
    def with_rest(self) -> Decimal:
        """The same when everybody else has paid the usual amount."""
        return self.entered + self.rest

    @property
    def is_even(self) -> bool:
        """Whether the cash counted is what was entered."""
        return self.counted == self.entered

    @property
    def is_even_with_rest(self) -> bool:
        """Whether the cash counted is what it must be when everybody else has paid."""
        return bool(self.rest_people) and self.counted == self.with_rest

    @property
    def sentence(self) -> str:
        """How the cash stands to the sums, in words and yuan."""
        if self.counted is None:
            return "先清点现金，把数填上，才能核对。"
        if self.is_even_with_rest:
            return f"现金 {self.counted:f} 元，正好是其余 {self.rest_people} 人都交了的数。"
        if self.is_even:
            return f"现金 {self.counted:f} 元，与记下的一致。"
        return f"{self.arithmetic}。{difference(self.counted, self.entered)}"

    @property
    def arithmetic(self) -> str:
        """The addition."""
        parts = [f"账上 {self.booked:f}"] if self.booked or not self.typed_people else []
        if self.typed_people:
            parts.append(f"这张表上 {self.typed_people} 人 {self.typed:f}")
        return (
            f"记下的现金 {self.entered:f} 元"
            if len(parts) == 1
            else f"{' + '.join(parts)} = {self.entered:f} 元"
        )


def reckon(table: Table, taking: Taking) -> Reckoning:
    """The sums of a form on its table; people marked unpaid and people already recorded are not of the rest."""
    cash = [entry.total for entry in taking.entries.values() if entry.channel == Channel.CASH]
    rest = tuple(
        line for line in table.waiting if line.key not in taking.entries and line.key not in taking.unpaid
    )
    return Reckoning(
        booked=table.cash,
        typed=sum(cash, NOTHING),
        typed_people=len(taking.entries),
        transferred=sum((entry.total for entry in taking.entries.values()), NOTHING) - sum(cash, NOTHING),
        rest=sum((line.usual for line in rest), NOTHING),
        rest_people=len(rest),
        counted=taking.cash,
        rest_lines=rest,
    )


def usual_entry(line: Line) -> Entry:
    """The usual amount in cash, brought by whom the branch agreed to."""
    proxy = line.proxy
    if proxy is None:
        return Entry(line.usual)
    return Entry(line.usual, payer=proxy.payer, relation=proxy.relation, has_consent=True)


def difference(counted: Decimal, entered: Decimal) -> str:
    """`现金比记下的少 5.00 元` with what to look for."""
    if counted < entered:
        return f"清点的现金 {counted:f} 元，比记下的少 {entered - counted:f} 元：看看是不是有人没交、转账，或者数错了。"
    return f"清点的现金 {counted:f} 元，比记下的多 {counted - entered:f} 元：看看是不是有人交了还没有记，或者多交了。"
