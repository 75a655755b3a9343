"""What a member pays each month (dues 1–12, 2017): one band picks one rate, and the rate multiplies the whole base."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from activityday.rules.clauses import cites
from activityday.rules.parameters import Parameters

FEN = Decimal("0.01")
YUAN = Decimal(1)
HUNDRED = Decimal(100)
MONTHS_OF_A_QUARTER = 3


class DuesClass(StrEnum):
    """By what a member's dues are worked out."""

    MONTHLY_SALARY = "monthly_salary"
    ANNUAL_SALARY = "annual_salary"
    SELF_EMPLOYED = "self_employed"
    RETIRED = "retired"
    FARMER = "farmer"
    STUDENT = "student"
    UNEMPLOYED = "unemployed"
    RELIEF = "relief"


FLAT = {DuesClass.FARMER, DuesClass.STUDENT, DuesClass.UNEMPLOYED, DuesClass.RELIEF}


class Rounding(StrEnum):
    """Readings of how exact an amount is: no national rule was found."""

    FEN = "fen"
    JIAO = "jiao"
    YUAN = "yuan"


class BaseReading(StrEnum):
    """Readings of how exact the base is."""

    EXACT = "exact"
    WHOLE_YUAN = "whole_yuan"


class FirstMonthReading(StrEnum):
    """Readings of 从支部大会通过之日起."""

    MONTH_OF_ADMISSION = "month_of_admission"
    MONTH_AFTER = "month_after"


STEPS = {Rounding.FEN: FEN, Rounding.JIAO: Decimal("0.1"), Rounding.YUAN: YUAN}


@dataclass(frozen=True)
class Band:
    """Up to `up_to` yuan (itself included; None for all above) the rate is `percent` of the whole base."""

    up_to: Decimal | None
    percent: Decimal


@dataclass(frozen=True)
class Tariff:
    """The bands of some classes from a day on, by a clause of a document."""

    classes: tuple[DuesClass, ...]
    since: date
    clause: str
    document: str
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Flat:
    """A flat monthly amount in yuan, by a document."""

    amount: Decimal
    document: str

    @classmethod
    def of(cls, parameters: Parameters, key: str) -> "Flat":
        """The flat amount behind `key`, which counts in fen."""
        return cls(parameters.integer(key) * FEN, parameters.source(key).document)


@dataclass(frozen=True)
class DuesRule:
    """The numbers and readings in force."""

    tariffs: tuple[Tariff, ...]
    cap: Decimal
    farmer: Flat
    flat: Flat
    rounding: Rounding
    base_reading: BaseReading

    @classmethod
    def of(cls, parameters: Parameters, tariffs: Sequence[Tariff]) -> "DuesRule":
        """The rule in force, from the parameters of a unit on a day and the rulebook's bands."""
        return cls(
            tariffs=tuple(tariffs),
            cap=Decimal(parameters.integer("dues_cap_yuan")),
            farmer=Flat.of(parameters, "dues_farmer_fen"),
            flat=Flat.of(parameters, "dues_flat_fen"),
            rounding=Rounding(parameters.choice("dues_rounding")),
            base_reading=BaseReading(parameters.choice("dues_base_reading")),
        )

    @property
    def step(self) -> Decimal:
        """The smallest part of an amount: 0.01, 0.1 or 1 yuan."""
        return STEPS[self.rounding]


@dataclass(frozen=True)
class Assessed:
    """A monthly amount in yuan with its arithmetic, clause and document."""

    amount: Decimal
    arithmetic: str
    clause: str
    document: str
    is_capped: bool = False


class NotAssessable(ValueError):  # noqa: N818 -- reads as the sentence it carries
    """A base that cannot be assessed, as a Chinese sentence."""


@cites("dues 2", "dues 3", "dues 4", "dues 5", "dues 6", "dues 2017")
def assess(kind: DuesClass, base: Decimal | None, month: date, rule: DuesRule) -> Assessed:
    """The monthly amount of a member of this class from `month` on.

    `base` is yuan a month, 0 or more; None (and ignored) for those who pay a flat amount. Raises NotAssessable.
    """
    if kind in FLAT:
        return _flat(kind, rule)
    if base is None:
        raise NotAssessable("请填基数：每月的税后收入，没有就填 0。")
    if base < 0:
        raise NotAssessable("基数不能小于 0。")
    tariff = tariff_for(kind, month, rule.tariffs)
    return _banded(base, tariff, rule)


def tariff_for(kind: DuesClass, month: date, tariffs: Sequence[Tariff]) -> Tariff:
    """The bands of this class in force in `month`: the newest that had begun, before the first the first."""
    own = [tariff for tariff in tariffs if kind in tariff.classes]
    begun = [tariff for tariff in own if tariff.since <= month]
    return max(begun, key=lambda tariff: tariff.since) if begun else own[0]


@cites("dues 4")
def quarter_average(incomes: Sequence[Decimal]) -> Decimal:
    """The average month of the quarter before: its three months together by three, to the fen.

    A month may be a loss; the average is never below 0. Raises NotAssessable for anything but three months.
    """
    if len(incomes) != MONTHS_OF_A_QUARTER:
        raise NotAssessable("请填上季度三个月的纯收入。")
    return max((sum(incomes, Decimal()) / MONTHS_OF_A_QUARTER).quantize(FEN, ROUND_HALF_UP), Decimal())


def _flat(kind: DuesClass, rule: DuesRule) -> Assessed:
    flat = rule.farmer if kind == DuesClass.FARMER else rule.flat
    return Assessed(flat.amount, f"定额，每月 {flat.amount:f} 元", "dues 6", flat.document)


def _banded(base: Decimal, tariff: Tariff, rule: DuesRule) -> Assessed:
    counted = base.quantize(YUAN, ROUND_HALF_UP) if rule.base_reading == BaseReading.WHOLE_YUAN else base
    percent = rate_of(counted, tariff.bands)
    exact = counted * percent / HUNDRED
    amount = exact.quantize(rule.step, ROUND_HALF_UP)
    text = f"{_plain(counted)} 元 × {_plain(percent)}% = {_plain(exact)} 元"
    if counted != base:
        text = f"基数 {_plain(base)} 元取整为 {_plain(counted)} 元，{text}"
    if amount != exact:
        text += f"，取 {_plain(amount)} 元"
    is_capped = bool(rule.cap) and amount > rule.cap
    if is_capped:
        text += f"，超过 {_plain(rule.cap)} 元，按 {_plain(rule.cap)} 元核定，自愿可以多交"
        amount = rule.cap
    return Assessed(amount.quantize(FEN), text, tariff.clause, tariff.document, is_capped)


def rate_of(base: Decimal, bands: Sequence[Band]) -> Decimal:
    """The one rate, in per cent, that multiplies the whole base: of the first band that reaches up to it."""
    return next(one.percent for one in bands if one.up_to is None or base <= one.up_to)


class Obligation(StrEnum):
    """What one month asks of one member."""

    NOT_DUE = "not_due"
    UNASSESSED = "unassessed"
    DUE = "due"
    WAIVED = "waived"


class Belonging(StrEnum):
    """Where a member's formal affiliation was on the activity day of a month."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class Amount:
    """An assessed monthly amount from the first day of a month on."""

    since: date
    amount: Decimal


@dataclass(frozen=True)
class Relief:
    """What the superior approved: at most `amount` a month (0: nothing) from the first to the last month."""

    since: date
    until: date
    amount: Decimal


@dataclass(frozen=True)
class MonthDue:
    """What a member owes for one month, and why."""

    month: date
    obligation: Obligation
    amount: Decimal
    sentence: str
    clause: str
    assessed: Decimal = Decimal()


@dataclass(frozen=True)
class Payer:
    """What is known of a member for working out what they owe."""

    admitted_on: date | None
    amounts: Sequence[Amount]
    reliefs: Sequence[Relief] = ()


@cites("dues 7", "dues 8", "dues 9", "dues 2017", "education 24")
def month_due(
    month: date,
    payer: Payer,
    *,
    in_use_since: date | None,
    first_month: FirstMonthReading,
    belonging: Belonging = Belonging.HERE,
) -> MonthDue:
    """What `month` (its first day) asks of a member.

    Nothing of who belonged elsewhere or was suspended, nothing before the branch assessed anybody here
    (`in_use_since`), nothing before admission. An approved relief lowers the amount, never raises it.
    """
    nothing = _nothing_due(month, payer, in_use_since, first_month, belonging)
    if nothing:
        return MonthDue(month, Obligation.NOT_DUE, Decimal(), *nothing)
    begun = [amount for amount in payer.amounts if amount.since <= month]
    if not begun:
        return MonthDue(month, Obligation.UNASSESSED, Decimal(), "还没有核定，先核定再收。", "dues 2017")
    return _due(month, max(begun, key=lambda amount: amount.since).amount, payer.reliefs)


def _nothing_due(
    month: date,
    payer: Payer,
    in_use_since: date | None,
    first_month: FirstMonthReading,
    belonging: Belonging,
) -> tuple[str, str] | None:
    """Why nothing is due, as a sentence with its clause; None where something is."""
    if belonging == Belonging.ELSEWHERE:
        return "活动日当天组织关系不在这里。", "dues 9"
    if belonging == Belonging.SUSPENDED:
        return "停止党籍期间不交。", "education 24"
    if in_use_since is None or month < in_use_since:
        return "党支部还没有在这里核定党费。", "dues 2017"
    if payer.admitted_on and month < first_month_of(payer.admitted_on, first_month):
        return "还没有接收为预备党员。", "dues 8"
    return None


def _due(month: date, assessed: Decimal, reliefs: Sequence[Relief]) -> MonthDue:
    relief = next((one for one in reliefs if one.since <= month <= one.until), None)
    if relief is None or relief.amount >= assessed:
        sentence = f"核定每月 {assessed:f} 元。"
        return MonthDue(month, Obligation.DUE, assessed, sentence, "dues 2017", assessed)
    if relief.amount == 0:
        sentence = "经上一级党委批准免交。"
        return MonthDue(month, Obligation.WAIVED, Decimal(), sentence, "dues 7", assessed)
    sentence = f"经上一级党委批准少交，每月 {relief.amount:f} 元。"
    return MonthDue(month, Obligation.DUE, relief.amount, sentence, "dues 7", assessed)


def first_month_of(admitted_on: date, reading: FirstMonthReading) -> date:
    """The first month (its first day) for which somebody admitted on the day pays (dues 8)."""
    first = admitted_on.replace(day=1)
    return first if reading == FirstMonthReading.MONTH_OF_ADMISSION else next_month(first)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


class CollectorPost(StrEnum):
    """Who collects."""

    GROUP_LEADER = "group_leader"
    ORGANISATION = "organisation"
    SECRETARY = "secretary"


@cites("notice 三(五)")
def collector_of(*, is_in_group: bool, has_committee: bool) -> CollectorPost:
    """Who collects from a member: the leader of their Party group; without one the organisation commissioner of the
    branch committee; without a committee the secretary."""
    if is_in_group:
        return CollectorPost.GROUP_LEADER
    return CollectorPost.ORGANISATION if has_committee else CollectorPost.SECRETARY


@cites("dues 11", "dues 2017")
def is_large(amount: Decimal, *, threshold: Decimal) -> bool:
    """Whether a single voluntary payment goes its own way to the centre: `threshold` yuan and more."""
    return amount >= threshold


def _plain(value: Decimal) -> str:
    """Without needless noughts: 3000, 0.5, 30.0001."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
