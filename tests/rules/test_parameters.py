"""notice 四(二): numbers by day, by sector, and as each level of the tree amends them."""

from dataclasses import replace
from datetime import date

import pytest

from activityday.rules.parameters import (
    Amendment,
    Direction,
    NotAllowed,
    Parameter,
    ParameterValue,
    Rulebook,
    check_amendment,
    resolve,
)


def value(number: int | bool | str, since: date = date(2017, 5, 15), sector: str = "") -> ParameterValue:
    return ParameterValue(number, since, "notice 一", "樟发〔2017〕37号", sector)


LEAST = Parameter(
    "least",
    "最短时长",
    "schedule",
    "分钟",
    Direction.HIGHER,
    (value(180), value(200, date(2026, 1, 1)), value(120, sector="retired")),
    least=30,
    most=600,
)
FLAG = Parameter("flag", "开关", "schedule", "", Direction.FREE, (value(True),))
FIXED = Parameter("fixed", "固定", "schedule", "次", Direction.FIXED, (value(3),))
CHOICE = Parameter(
    "choice", "口径", "schedule", "", Direction.FREE, (value("a"),), choices={"a": "甲", "b": "乙"}
)
WEEKDAY = Parameter(
    "weekday", "星期几", "schedule", "", Direction.FREE, (value(1),), choices={"1": "星期一", "6": "星期六"}
)
BOOK = Rulebook({}, {parameter.key: parameter for parameter in (LEAST, FLAG, FIXED, CHOICE)})


def amended(
    number: int, since: date, until: date | None = None, sector: str = "", unit: str = "镇党委"
) -> Amendment:
    return Amendment("least", number, since, until, "枫发〔2026〕1号", unit, sector)


def least(on: date, *amendments: Amendment, sector: str = "village") -> int:
    return resolve(BOOK, on=on, sector=sector, amendments=amendments).integer("least")


def test_a_value_holds_from_its_day() -> None:
    assert (least(date(2025, 12, 31)), least(date(2026, 1, 1))) == (180, 200)


def test_a_sector_has_its_own_value() -> None:
    assert least(date(2026, 5, 1), sector="retired") == 120


def test_the_lowest_unit_that_amended_wins_while_its_amendment_holds() -> None:
    town = amended(210, date(2026, 3, 1))
    branch = amended(240, date(2026, 4, 1), date(2026, 6, 30), unit="兴塘村")
    found = [least(date(2026, month, 15), town, branch) for month in (2, 3, 5, 7)]
    assert found == [200, 210, 240, 210]


def test_a_floor_that_the_county_raises_later_lifts_the_town_below_it() -> None:
    county = amended(240, date(2026, 6, 1), unit="县委")
    town = amended(210, date(2026, 3, 1))
    assert [least(date(2026, month, 15), county, town) for month in (5, 7)] == [210, 240]


def test_the_floor_stands_beside_a_stricter_town() -> None:
    county, town = amended(210, date(2026, 6, 1), unit="县委"), amended(240, date(2026, 3, 1))
    parameters = resolve(BOOK, on=date(2026, 7, 1), sector="", amendments=[county, town])
    assert (parameters.integer("least"), parameters.source("least").amended_by) == (240, "镇党委")


def test_a_unit_may_loosen_what_it_tightened_itself() -> None:
    assert least(date(2026, 6, 1), amended(240, date(2026, 3, 1)), amended(210, date(2026, 5, 1))) == 210


def test_a_branch_named_like_its_general_branch_is_another_unit() -> None:
    general = replace(amended(210, date(2026, 5, 1), unit="兴塘村"), unit_path="0001")
    branch = replace(amended(240, date(2026, 3, 1), unit="兴塘村"), unit_path="00010001")
    assert least(date(2026, 6, 1), general, branch) == 240


def test_what_a_unit_amended_for_a_sector_stands_before_what_it_amended_for_all_later() -> None:
    special = amended(300, date(2026, 2, 1), sector="enterprise")
    general = amended(240, date(2026, 3, 1))
    assert least(date(2026, 4, 1), special, general, sector="enterprise") == 300


def test_what_is_fixed_is_not_moved_by_a_row_that_slipped_in() -> None:
    row = Amendment("fixed", 2, date(2026, 1, 1), None, "枫发〔2026〕1号", "镇党委")
    assert resolve(BOOK, on=date(2026, 2, 1), sector="", amendments=[row]).integer("fixed") == 3


def test_a_yes_or_no_that_is_fixed_is_not_moved_either() -> None:
    strict = Parameter("strict", "当月之内", "schedule", "", Direction.FIXED, (value(True),))
    with pytest.raises(NotAllowed, match="由上级统一规定"):
        check_amendment(strict, current=True, proposed=False)


def test_an_amendment_of_a_parameter_that_no_longer_exists_is_passed_over() -> None:
    row = Amendment("gone", 2, date(2026, 1, 1), None, "枫发〔2026〕1号", "镇党委")
    assert "gone" not in list(resolve(BOOK, on=date(2026, 2, 1), sector="", amendments=[row]))


def test_an_amendment_for_one_sector_leaves_the_others_alone() -> None:
    only = amended(300, date(2026, 1, 1), sector="enterprise")
    assert (least(date(2026, 2, 1), only), least(date(2026, 2, 1), only, sector="enterprise")) == (200, 300)


def test_the_source_says_who_amended_it() -> None:
    parameters = resolve(BOOK, on=date(2026, 5, 1), sector="", amendments=[amended(210, date(2026, 3, 1))])
    assert (parameters.source("least").document, parameters.source("least").amended_by) == (
        "枫发〔2026〕1号",
        "镇党委",
    )


def test_the_fingerprint_changes_with_a_value_and_only_then() -> None:
    plain = resolve(BOOK, on=date(2026, 5, 1), sector="", amendments=[])
    later = resolve(BOOK, on=date(2026, 6, 1), sector="", amendments=[])
    other = resolve(BOOK, on=date(2026, 5, 1), sector="", amendments=[amended(210, date(2026, 3, 1))])
    assert plain.fingerprint == later.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("parameter", "current", "proposed"),
    [
        (LEAST, 180, 170),
        (LEAST, 180, 601),
        (LEAST, 30, 29),
        (WEEKDAY, 1, 2),
        (WEEKDAY, 1, "6"),
        (LEAST, 180, True),
        (LEAST, 180, "x"),
        (FIXED, 3, 4),
        (FLAG, True, 1),
        (CHOICE, "a", "c"),
    ],
)
def test_what_may_not_be_amended_is_said_in_a_sentence(
    parameter: Parameter, current: object, proposed: object
) -> None:
    with pytest.raises(NotAllowed, match="“"):
        check_amendment(parameter, current, proposed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parameter", "current", "proposed"),
    [
        (LEAST, 180, 180),
        (WEEKDAY, 1, 6),
        (LEAST, 180, 240),
        (FIXED, 3, 3),
        (FLAG, True, False),
        (CHOICE, "a", "b"),
    ],
)
def test_what_may_be_amended(parameter: Parameter, current: object, proposed: object) -> None:
    check_amendment(parameter, current, proposed)  # type: ignore[arg-type]


def test_asking_for_the_wrong_kind_of_value_is_a_mistake_of_ours() -> None:
    parameters = resolve(BOOK, on=date(2026, 5, 1), sector="", amendments=[])
    for read, key in (
        (parameters.integer, "flag"),
        (parameters.boolean, "least"),
        (parameters.choice, "least"),
    ):
        with pytest.raises(TypeError):
            read(key)
    assert (parameters.boolean("flag"), parameters.choice("choice")) == (True, "a")
    assert list(parameters) == ["least", "flag", "fixed", "choice"]


def test_values_are_shown_as_people_read_them() -> None:
    assert [LEAST.shown(180), FLAG.shown(True), FLAG.shown(False), CHOICE.shown("b")] == [
        "180分钟",
        "是",
        "否",
        "乙",
    ]


def test_a_lower_only_parameter_may_not_rise() -> None:
    lower = Parameter("days", "几天", "schedule", "天", Direction.LOWER, (value(3),))
    check_amendment(lower, 3, 2)
    with pytest.raises(NotAllowed):
        check_amendment(lower, 3, 4)


def test_before_the_first_day_the_first_value_holds() -> None:
    assert least(date(2016, 1, 1)) == 180
