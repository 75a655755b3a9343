"""What is agreed to beside the amount: reductions from above, and who may bring the money."""

from datetime import date

import pytest

from activityday.rules.dues_consent import (
    consent_comes_first,
    last_month_of,
    may_bring,
    waiver_allowed,
)

DECEMBER = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("since", "until", "allowed"),
    [
        (DECEMBER, DECEMBER, True),
        (DECEMBER, date(2027, 11, 1), True),
        (DECEMBER, date(2027, 12, 1), False),
        (date(2027, 3, 1), date(2028, 2, 1), True),
        (date(2027, 3, 1), date(2027, 2, 1), False),
        (date(2026, 11, 1), DECEMBER, False),
    ],
)
def test_a_reduction_is_for_whole_months_from_this_one_on(since: date, until: date, *, allowed: bool) -> None:
    found = waiver_allowed(since, until, this_month=DECEMBER, most_months=12)
    assert (found.is_allowed, found.clause) == (allowed, "dues 7")


def test_the_sentence_names_the_last_month() -> None:
    found = waiver_allowed(DECEMBER, date(2028, 1, 1), this_month=DECEMBER, most_months=12)
    assert found.sentence == "一次最多 12 个月，最晚到2027年11月。到期仍有困难，可以再报。"


def test_one_month_ends_where_it_begins() -> None:
    assert last_month_of(DECEMBER, 1) == DECEMBER


@pytest.mark.parametrize("payer", ["王小军", " 王 小军 ", "欧阳村生", "社小红", "玛依拉·买买提"])
def test_a_person_may_bring_the_money(payer: str) -> None:
    assert may_bring(payer, member="王秀兰", organisations={"兴塘村"}).is_allowed


@pytest.mark.parametrize(
    "payer",
    [
        "党支部",
        "兴塘村委会",
        "兴塘 村委会",
        "镇党委",
        "组织代交",
        "村集体",
        "示例公司",
        "财务室",
        "兴塘村",
        "居委会",
        "第一党小组",
    ],
)
def test_an_organisation_may_not(payer: str) -> None:
    found = may_bring(payer, member="王秀兰", organisations={"兴塘村"})
    assert (found.is_allowed, found.clause) == (False, "dues 14")


@pytest.mark.parametrize(
    ("payer", "sentence"), [("  ", "请写代交人的姓名。"), ("王 秀兰", "本人自己交，不用登记代交。")]
)
def test_somebody_else_has_a_name(payer: str, sentence: str) -> None:
    found = may_bring(payer, member="王秀兰")
    assert (found.is_allowed, found.sentence) == (False, sentence)


@pytest.mark.parametrize(
    ("since", "consented_on", "allowed"),
    [
        (DECEMBER, date(2026, 12, 7), True),
        (date(2027, 1, 1), date(2026, 12, 7), True),
        (date(2026, 11, 1), date(2026, 12, 7), False),
        (DECEMBER, date(2026, 12, 8), False),
    ],
)
def test_the_branch_agrees_first(since: date, consented_on: date, *, allowed: bool) -> None:
    assert consent_comes_first(since, consented_on, on=date(2026, 12, 7)).is_allowed == allowed
