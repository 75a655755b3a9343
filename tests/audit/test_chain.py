"""The log is a chain: what is changed, taken out, put in or cut off is found at its place."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from threading import Thread
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from activityday.audit.actions import Command, Event, record, record_all
from activityday.audit.chain import canonical, code_of, short_code
from activityday.audit.models import Chain, Entry
from activityday.audit.queries import committees, first_break, head_of, history_of
from tests.conftest import instant

AT = instant("2026-11-02 09:00")
BY = Command("tests")


def written(number: int = 5, committee: str = "fenggang") -> list[Entry]:
    events = [Event("did", "thing", n, f"事{n}", {"n": n}) for n in range(1, number + 1)]
    record_all(events, committee=committee, by=BY, at=AT)
    return list(Entry.objects.filter(committee=committee).order_by("sequence"))


def break_of(committee: str = "fenggang") -> tuple[int, str] | None:
    found = first_break(committee)
    return found and (found.sequence, found.sentence)


@pytest.mark.django_db
def test_an_untouched_chain_holds() -> None:
    entries = written()
    assert break_of() is None
    assert [entry.previous for entry in entries[1:]] == [entry.code for entry in entries[:-1]]
    assert head_of("fenggang") == entries[-1].code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("by_name", "别人"),
        ("at", datetime(2026, 11, 2, 1, 0, 0, 1, tzinfo=UTC)),
        ("changes", '{"n": 4}'),
        ("object_label", "事三 "),
        ("action", "undid"),
        ("code", "0" * 64),
        ("previous", "0" * 64),
    ],
)
def test_a_changed_entry_is_found_at_its_place(field: str, value: object) -> None:
    written()
    Entry.objects.filter(sequence=3).update(**{field: value})
    assert break_of() == (3, "第 3 条被改动过")


@pytest.mark.django_db
def test_a_changed_entry_with_its_code_made_anew_breaks_the_next() -> None:
    third = written()[2]
    third.changes = '{"n": 99}'
    third.code = code_of({name: getattr(third, name) for name in (
        "committee", "sequence", "at", "by_id", "by_name", "action", "object_kind", "object_id",
        "object_label", "changes", "previous",
    )})  # fmt: skip
    third.save()
    assert break_of() == (4, "第 4 条被改动过")


@pytest.mark.django_db
def test_an_entry_taken_out_of_the_middle_is_missed() -> None:
    written()
    Entry.objects.filter(sequence=3).delete()
    assert break_of() == (3, "第 3 条不见了")


@pytest.mark.django_db
def test_an_entry_cut_off_the_end_is_missed_too() -> None:
    written()
    Entry.objects.filter(sequence=5).delete()
    assert break_of() == (5, "链尾与最后一条对不上，末尾的记录可能被删去")


@pytest.mark.django_db
def test_a_chain_emptied_or_without_its_head_is_no_chain() -> None:
    written()
    Entry.objects.all().delete()
    assert break_of() == (1, "链尾与最后一条对不上，末尾的记录可能被删去")
    written(committee="beihe")
    Chain.objects.all().delete()
    assert committees() == ["beihe"]
    assert break_of("beihe") == (6, "链尾与最后一条对不上，末尾的记录可能被删去")


@pytest.mark.django_db
def test_two_entries_that_changed_places_are_found() -> None:
    written()
    Entry.objects.filter(sequence=2).update(sequence=99)
    Entry.objects.filter(sequence=3).update(sequence=2)
    Entry.objects.filter(sequence=99).update(sequence=3)
    assert break_of() == (2, "第 2 条被改动过")


@pytest.mark.django_db
def test_committees_have_chains_of_their_own() -> None:
    written()
    written(2, "beihe")
    Entry.objects.filter(committee="beihe", sequence=1).update(by_name="别人")
    assert (break_of("fenggang"), break_of("beihe")) == (None, (1, "第 1 条被改动过"))


@pytest.mark.django_db
def test_what_was_rolled_back_left_no_entry_and_no_gap() -> None:
    written(2)

    with transaction.atomic():
        record(Event("did", "thing", 3, "事"), committee="fenggang", by=BY, at=AT)
        transaction.set_rollback(True)
    record(Event("did", "thing", 4, "事"), committee="fenggang", by=BY, at=AT)
    assert [entry.object_id for entry in Entry.objects.order_by("sequence")] == ["1", "2", "4"]
    assert break_of() is None


@pytest.mark.django_db
def test_values_are_logged_as_plain_text_and_unknown_kinds_refused() -> None:
    changes = {"day": date(2026, 11, 2), "sum": Decimal("1.50"), "id": UUID(int=1), "at": AT}
    record(Event("did", "thing", UUID(int=7), "事", changes), committee="fenggang", by=BY, at=AT)
    entry = history_of("thing", UUID(int=7)).get()
    assert json.loads(entry.changes) == {
        "at": "2026-11-02T09:00:00+08:00",
        "day": "2026-11-02",
        "id": "00000000-0000-0000-0000-000000000001",
        "sum": "1.50",
    }
    with pytest.raises(TypeError, match="not loggable: object"):
        record(Event("did", "thing", 1, "事", {"x": object()}), committee="fenggang", by=BY, at=AT)


def test_the_code_depends_on_the_moment_and_not_on_its_time_zone() -> None:
    assert (
        canonical({"at": AT, "b": 1, "a": "字"}) == '{"a":"字","at":"2026-11-02T01:00:00.000000+00:00","b":1}'
    )
    assert canonical({"at": AT.astimezone(UTC)}) == canonical({"at": AT})
    assert short_code("3f2a90bc" + "0" * 56) == "3F2A-90BC"


@pytest.mark.django_db
def test_the_command_names_the_broken_place_and_fails() -> None:
    written()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "fenggang：5 条完整" in out.getvalue()
    Entry.objects.filter(sequence=2).delete()
    with pytest.raises((CommandError, SystemExit)):
        call_command("verify_audit", stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time by itself")
def test_writers_at_the_same_time_wait_for_one_another() -> None:
    record(Event("did", "thing", 0, "事"), committee="fenggang", by=BY, at=AT)

    def write(name: str) -> None:
        try:
            for n in range(20):
                record(Event("did", name, n, "事"), committee="fenggang", by=BY, at=AT)
        finally:
            connection.close()

    threads = [Thread(target=write, args=(f"writer{n}",)) for n in range(4)]
    _run(threads, Thread.start)
    _run(threads, Thread.join)
    assert Entry.objects.count() == 81
    assert break_of() is None


def _run(threads: list[Thread], step: Callable[[Thread], object]) -> None:
    for thread in threads:
        step(thread)
