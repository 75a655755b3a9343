"""The invented town is built once, from a workbook, through the product's own actions, and never beside real data."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.core.management import CommandError, call_command

from activityday.audit.models import Entry
from activityday.audit.queries import committees, first_break
from activityday.demo.people import everybody, identity_number
from activityday.demo.town import BRANCHES, CAST
from activityday.demo.workbook import roster_workbook
from activityday.judgement.closing.models import Closing, Finding
from activityday.judgement.standing.models import Talk
from activityday.leadership.supervision.models import Circular, Sample, Shortcoming
from activityday.leadership.supervision.queries import board_of
from activityday.office.filings.models import Filing
from activityday.people.accounts.queries import cast_of_demo
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import instant

TODAY = date(2026, 11, 23)


@pytest.fixture
def demo(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.DEMO, settings.VAR = True, tmp_path  # type: ignore[attr-defined]
    with time_machine.travel(instant("2026-11-23 09:00"), tick=False):
        yield


def test_the_town_has_its_real_size() -> None:
    assert (len(BRANCHES), sum(branch.size for branch in BRANCHES)) == (27, 820)


def test_the_same_seed_gives_the_same_people_and_no_number_of_a_real_county() -> None:
    first, second = everybody(on=TODAY), everybody(on=TODAY)
    assert first == second
    numbers = [person.identity_number for people in first.values() for person in people]
    assert len(set(numbers)) == len(numbers)
    assert {number[:6] for number in numbers} == {"430699"}
    assert identity_number(date(1986, 7, 1), 123)[:17] == "43069919860701123"


def test_about_four_in_ten_village_members_are_away() -> None:
    people = everybody(on=TODAY)
    villages = [person for branch in BRANCHES if branch.sector == "village" for person in people[branch.code]]
    assert 0.3 < sum(bool(person.away) for person in villages) / len(villages) < 0.45


def test_the_workbook_is_one_as_offices_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(roster_workbook(everybody(on=TODAY), on=TODAY))
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 28
    assert book["兴塘村"]["A1"].value == "兴塘村党支部党员花名册"
    assert [str(merged) for merged in book["兴塘村"].merged_cells.ranges if "I3" in str(merged)] == ["I3:J3"]


@pytest.mark.django_db
def test_it_is_refused_outside_demo_mode() -> None:
    with pytest.raises(CommandError, match="只有示例模式"):
        call_command("demo", quiet=True)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo", "town")
def test_it_is_refused_beside_other_data() -> None:
    Unit.objects.filter(code="fenggang").update(code="real-town")
    with pytest.raises(CommandError, match="请换一个空的库"):
        call_command("demo", quiet=True)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_story_of_the_town(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo", quiet=True)
    assert Member.objects.count() == 820
    assert Closing.objects.count() == 27 * 8 - 2
    assert sorted(Finding.objects.values_list("kind", flat=True)) == [
        "review_run",
        "warning_run",
        "warning_run",
    ]
    assert Filing.objects.filter(state="asked", verb="approval").count() == 3
    board = board_of(Unit.objects.get(code="fenggang"), 2026, on=TODAY)
    rows = {row.unit.short_name: row for row in board.rows}
    assert [row.unit.short_name for row in board.rows if row.is_below] == ["东港村"]
    assert (rows["柳堤村"].cells[10].sign, rows["双合村"].cells[10].sign, rows["长堤社区"].cells[6].sign) == (
        "未",
        "逾",
        "改",
    )
    states = Shortcoming.objects.filter(inspection__unit__code="xingtang").values_list("state", flat=True)
    assert sorted(states) == ["reported", "under_way"]
    assert Circular.objects.get().state == "issued"
    assert Talk.objects.get().branch.code == "wenchang"
    by_command = set(Entry.objects.filter(by_name__startswith="命令").values_list("object_kind", flat=True))
    assert by_command.isdisjoint({"activity", "filing", "payment", "talk", "inspection"})
    assert "fg-2026-0017" in Sample.objects.values_list("seed", flat=True)
    cast = {post.user.username for post in cast_of_demo(on=TODAY)}
    assert cast == {name for name, *_ in CAST} | {"wenchang"}
    assert [first_break(committee) for committee in committees()] == [None, None]
    call_command("demo", quiet=True)
    assert Member.objects.count() == 820
