"""Runs the worked examples of rulebook/examples/dues.toml."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from activityday.office.policy.rulebook import load_tariffs
from activityday.rules.dues import (
    Amount,
    Belonging,
    DuesClass,
    DuesRule,
    FirstMonthReading,
    MonthDue,
    Obligation,
    Payer,
    Relief,
    assess,
    collector_of,
    is_large,
    month_due,
    quarter_average,
)
from activityday.rules.dues_account import Account, Money, longest_unpaid, settle
from activityday.rules.dues_consent import consent_comes_first, may_bring, waiver_allowed
from activityday.rules.parameters import Parameters

ROOT = Path(__file__).resolve().parents[3] / "rulebook"
TARIFFS = load_tariffs(ROOT)
Given = Mapping[str, Any]
Found = Mapping[str, object]


def day(text: str) -> date:
    return date.fromisoformat(text)


def the_assessed(given: Given, now: Parameters) -> Found:
    base = Decimal(given["base"]) if given["base"] else None
    found = assess(DuesClass(given["kind"]), base, given["month"], DuesRule.of(now, TARIFFS))
    return {**asdict(found), "amount": str(found.amount)}


def the_average(given: Given, now: Parameters) -> Found:
    return {"amount": str(quarter_average([Decimal(income) for income in given["incomes"]]))}


def the_month(given: Given, now: Parameters) -> Found:
    payer = Payer(
        given.get("admitted_on"),
        [Amount(day(since), Decimal(amount)) for since, amount in given["amounts"]],
        [
            Relief(day(since), day(until), Decimal(amount))
            for since, until, amount in given.get("reliefs", [])
        ],
    )
    found = month_due(
        given["month"],
        payer,
        in_use_since=date(2026, 1, 1),
        first_month=FirstMonthReading(now.choice("dues_first_month")),
        belonging=Belonging(given.get("belonging", "here")),
    )
    return {**asdict(found), "amount": str(found.amount)}


def account(given: Given, now: Parameters) -> Account:
    amount = Decimal(given["amount"])
    dues = [MonthDue(day(month), Obligation.DUE, amount, "", "dues 2017") for month in given["dues"]]
    money = [Money(day(on), Decimal(paid)) for on, paid in given["money"]]
    return settle(dues, money, on=given["on"], back_months=now.integer("dues_back_months"))


def the_account(given: Given, now: Parameters) -> Found:
    found = account(given, now)
    return {
        "states": [month.state for month in found.months],
        "paid": [str(month.paid) for month in found.months],
        "credit": str(found.credit),
        "arrears": str(found.arrears),
    }


def the_waiver(given: Given, now: Parameters) -> Found:
    return asdict(waiver_allowed(**given, most_months=now.integer("dues_waiver_months")))


RUNNERS: dict[str, Callable[[Given, Parameters], Found]] = {
    "assess": the_assessed,
    "quarter_average": the_average,
    "month_due": the_month,
    "settle": the_account,
    "longest_unpaid": lambda given, now: {"months": len(longest_unpaid(account(given, now)))},
    "collector_of": lambda given, _: {"post": collector_of(**given)},
    "is_large": lambda given, now: {
        "is_large": is_large(Decimal(given["amount"]), threshold=Decimal(now.integer("dues_large_yuan")))
    },
    "waiver_allowed": the_waiver,
    "may_bring": lambda given, _: asdict(may_bring(**given)),
    "consent_comes_first": lambda given, _: asdict(consent_comes_first(**given)),
}
