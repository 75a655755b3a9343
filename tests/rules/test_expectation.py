"""notice 二: who is expected, on what ground, and when silence is asked about."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.rules.expectation import Ground, Standing, expectation, question_for_contact


@pytest.mark.parametrize(
    ("standing", "ground", "clause"),
    [
        (Standing(), Ground.EXPECTED, "notice 二"),
        (Standing(is_floating=True), Ground.FLOATING, "notice 二"),
        (Standing(takes_part_by_other_means=True), Ground.OTHER_MEANS, "notice 二"),
        (Standing(is_exempt=True), Ground.EXEMPT, "notice 二"),
        (Standing(is_suspended=True), Ground.SUSPENDED, "education 24"),
    ],
)
def test_each_ground_stands_on_its_clause(standing: Standing, ground: Ground, clause: str) -> None:
    found = expectation(standing)
    assert (found.ground, found.clause) == (ground, clause)


def test_silence_of_a_floating_member_is_not_absence() -> None:
    assert expectation(Standing(is_floating=True)).sentence == (
        "流动党员，在流入地或流出地参加都算；没有消息先记待核实，不算缺席。"
    )


@given(st.builds(Standing, st.booleans(), st.booleans(), st.booleans(), st.booleans()))
def test_of_several_grounds_the_one_that_asks_least_stands(standing: Standing) -> None:
    order = (
        ("is_suspended", Ground.SUSPENDED),
        ("is_exempt", Ground.EXEMPT),
        ("takes_part_by_other_means", Ground.OTHER_MEANS),
        ("is_floating", Ground.FLOATING),
    )
    holds = asdict(standing)
    least = next((ground for name, ground in order if holds[name]), Ground.EXPECTED)
    assert expectation(standing).ground == least


@pytest.mark.parametrize(("months", "asks"), [(0, False), (2, False), (3, True)])
def test_the_contact_is_asked_after_the_months_of_the_parameter(months: int, asks: bool) -> None:
    assert bool(question_for_contact(months, most=2)) is asks
