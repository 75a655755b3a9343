"""Who is cared for is known to the secretary alone: sealed, logged, and nothing of it anywhere else."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client

from activityday.audit.models import Entry
from activityday.contents.service.actions import (
    amend_care,
    annul_visit,
    end_care,
    enter_old_members,
    look,
)
from activityday.contents.service.drafts import CareDraft
from activityday.contents.service.enums import CareKind, HelpKind
from activityday.contents.service.models import CareEntry, CareLook, CareVisit
from activityday.contents.service.queries import (
    care_counts,
    care_due,
    care_of,
    old_members_missing,
)
from activityday.office.policy.models import Amendment
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.service.conftest import BRING, DAY, HOME, ILLNESS, NOON, SAID, SECRET

pytestmark = pytest.mark.django_db
CareFor, Visit, SignIn = Callable[..., CareEntry], Callable[..., CareVisit], Callable[[str], Client]
ROOM = "/units/xingtang/service/"
SECRETS = (SECRET, ILLNESS, BRING, HOME, SAID)
OTHERS = ("clerk", "leader", "recorder", "group_leader", "other_secretary", "county_officer", "operator")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def everything(twelve: list[Member], care_for: CareFor, visit: Visit) -> tuple[CareEntry, CareVisit]:
    """示例012 in hardship and one of the people, both visited with money; the member's name is a secret here too."""
    entry = care_for(twelve[11])
    visit(care_for(), DAY, amount=Decimal("260.50"))
    return entry, visit(entry, date(2026, 8, 3), amount=Decimal(300))


def addresses(found: tuple[CareEntry, CareVisit]) -> list[str]:
    entry, made = found
    return [
        f"{ROOM}care/",
        f"{ROOM}care/new/",
        f"{ROOM}care/old/",
        f"{ROOM}care/list.pdf",
        f"{ROOM}care/{entry.pk}/",
        f"{ROOM}care/{entry.pk}/amend/",
        f"{ROOM}care/{entry.pk}/visit/",
        f"{ROOM}care/{entry.pk}/end/",
        f"{ROOM}care/visits/{made.pk}/annul/",
    ]


@pytest.mark.parametrize("post", OTHERS)
def test_no_other_post_opens_any_page_of_the_register(
    client_of: SignIn, everything: tuple[CareEntry, CareVisit], post: str
) -> None:
    client, number = client_of(post), CareVisit.objects.count()
    for address in addresses(everything):
        assert client.get(address).status_code in {404, 405}, address
        assert client.post(address, {"why": "试一试"}).status_code in {404, 405}, address
    assert (CareVisit.objects.count(), CareLook.objects.count()) == (number, 0)


@pytest.mark.parametrize("post", ["clerk", "leader", "recorder", "secretary"])
def test_no_other_page_says_who_is_in_the_register(
    client_of: SignIn, everything: tuple[CareEntry, CareVisit], post: str
) -> None:
    client = client_of(post)
    for address in (
        f"{ROOM}2026/",
        f"{ROOM}2026/people/",
        f"{ROOM}2026/pledges/",
        f"{ROOM}2026/posts/",
        f"{ROOM}2026/registrations/",
        "/",
        "/units/fenggang/service/2026/",
        "/units/xingtang/2026/11/",
    ):
        response = client.get(address)
        page = response.content.decode()
        assert [one for one in (*SECRETS, "示例012") if one in page] == [], (address, post)


def test_the_town_sees_numbers_only(client_of: SignIn, everything: tuple[CareEntry, CareVisit]) -> None:
    page = client_of("clerk").get("/units/fenggang/service/2026/").content.decode()
    assert "560.50 元" in page
    assert "帮扶在册" in page


def test_what_is_said_is_ciphertext_in_the_database(everything: tuple[CareEntry, CareVisit]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM service_careentry")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT * FROM service_carevisit")
        stored += str(cursor.fetchall())
    assert [one for one in SECRETS if one in stored] == []


def test_the_log_knows_that_something_was_written_not_of_whom(
    town: Town, twelve: list[Member], everything: tuple[CareEntry, CareVisit]
) -> None:
    entry, made = everything
    by = town.users["secretary"]
    draft = CareDraft(CareKind.OLD, entry.starts_on, twelve[11], situation="又住院了", bring="奶粉")
    amend_care(entry=entry, draft=draft, by=by, at=NOON)
    annul_visit(visit=made, why="记成了别人", by=by, at=NOON)
    end_care(entry=entry, why="搬去县城女儿家", on=DAY, by=by, at=NOON)
    look(unit=town.village, entry=entry, what="page", by=by, on=DAY, at=NOON)
    rows = Entry.objects.filter(action__startswith="service.care")
    words = json.dumps([[one.object_label, one.changes] for one in rows], ensure_ascii=False)
    said = (*SECRETS, "示例012", "又住院了", "奶粉", "记成了别人", "女儿家", str(twelve[11].pk), "300")
    assert [one for one in said if one in words] == []
    amended = Entry.objects.get(action="service.care_amended")
    assert json.loads(amended.changes) == {"fields": ["address", "bring", "kind", "situation"]}


def test_the_secretary_reads_everything_and_each_look_is_logged_once_a_day(
    client_of: SignIn, everything: tuple[CareEntry, CareVisit]
) -> None:
    entry, _ = everything
    client = client_of("secretary")
    for _ in range(2):
        page = client.get(f"{ROOM}care/{entry.pk}/")
        assert [one for one in (ILLNESS, BRING, HOME, SAID) if one not in page.content.decode()] == []
        assert "示例012" in client.get(f"{ROOM}care/").content.decode()
    assert "no-store" in page["Cache-Control"]
    looks = Entry.objects.filter(action="service.care_viewed").order_by("sequence")
    assert [json.loads(one.changes)["what"] for one in looks] == ["page", "register"]
    assert {one.by_name for one in looks} == {"书记老王（secretary）"}
    with time_machine.travel("2026-11-03 12:00+08:00", tick=False):
        client_of("secretary").get(f"{ROOM}care/{entry.pk}/")
    assert Entry.objects.filter(action="service.care_viewed").count() == 3


def test_a_secretary_of_another_branch_finds_no_entry_under_their_own_address(
    client_of: SignIn, everything: tuple[CareEntry, CareVisit]
) -> None:
    entry, made = everything
    client = client_of("other_secretary")
    assert client.get("/units/liudi/service/care/").status_code == 200
    for address in (f"care/{entry.pk}/", f"care/visits/{made.pk}/annul/", f"care/{entry.pk}/amend/"):
        assert client.get(f"/units/liudi/service/{address}").status_code == 404


def test_the_next_visit_counts_from_the_last_that_stands(
    town: Town, everything: tuple[CareEntry, CareVisit]
) -> None:
    entry, made = everything
    due = {line.entry: line.due for line in care_of(town.village, on=DAY)}
    assert due[entry].due_on == date(2026, 11, 1)
    assert (care_due(town.village, on=DAY).overdue, care_due(town.village, on=DAY).most_days) == (1, 1)
    annul_visit(visit=made, why="记错了", by=town.users["secretary"], at=NOON)
    (line,) = [line for line in care_of(town.village, on=DAY) if line.entry == entry]
    assert (line.last, line.due.due_on) == (None, date(2026, 4, 5))


def test_an_interval_of_ones_own_stands_before_that_of_the_kind(
    town: Town, twelve: list[Member], care_for: CareFor
) -> None:
    care_for(twelve[0], interval_days=30)
    Amendment.objects.create(
        unit=town.committee,
        parameter="care_interval_hardship",
        value=60,
        since=date(2026, 1, 1),
        document="枫发〔2026〕1号",
        made_by="党建办小陈",
        made_at=NOON,
    )
    care_for(twelve[1])
    assert [line.due.due_on for line in care_of(town.village, on=DAY)] == [
        date(2026, 2, 4),
        date(2026, 3, 6),
    ]


def test_the_desk_says_how_many_are_overdue_to_the_secretary_only(
    client_of: SignIn, everything: tuple[CareEntry, CareVisit]
) -> None:
    assert "走访帮扶过期 1 人" in client_of("secretary").get("/").content.decode()
    for post in ("recorder", "group_leader", "clerk", "leader"):
        assert "走访帮扶过期" not in client_of(post).get("/").content.decode(), post


def test_counts_are_of_the_year_and_leave_out_what_was_annulled(
    town: Town, everything: tuple[CareEntry, CareVisit], visit: Visit
) -> None:
    _, made = everything
    annul_visit(visit=made, why="记错了", by=town.users["secretary"], at=NOON)
    units = [town.village, town.other_village]
    counts = care_counts(units, 2026, on=DAY)
    assert (counts[town.village.pk].people, counts[town.village.pk].visits) == (2, 1)
    assert counts[town.village.pk].help == Decimal("260.50")
    assert counts[town.other_village.pk].people == 0
    assert care_counts(units, 2025, on=DAY)[town.village.pk].people == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"visited_on": date(2026, 11, 3)}, "走访日期还没有到"),
        ({"visitors": " "}, "请写明谁去的"),
        ({"help": HelpKind.MONEY}, "要填金额或折价"),
        ({"help": HelpKind.LABOUR, "amount": Decimal(5)}, "其他的不填金额"),
        ({"help": HelpKind.GOODS, "amount": Decimal(0)}, "金额要大于 0"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(
    twelve: list[Member], care_for: CareFor, visit: Visit, changed: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        visit(care_for(twelve[0]), **{"on": DAY, **_with_day(changed)})
    assert not CareVisit.objects.exists()


def test_the_same_form_twice_is_written_once(twelve: list[Member], care_for: CareFor, visit: Visit) -> None:
    entry, form_id = care_for(twelve[0]), uuid4()
    visit(entry, form_id=form_id)
    with pytest.raises(Refused, match="刚刚已经记下了"):
        visit(entry, form_id=form_id)
    with pytest.raises(Refused, match="示例001已经在走访帮扶里了"):
        care_for(twelve[0])
    form = uuid4()
    care_for(form_id=form)
    with pytest.raises(Refused, match="刚刚已经登记了"):
        care_for(form_id=form)
    assert (CareVisit.objects.count(), CareEntry.objects.count()) == (1, 2)


def test_members_and_the_people_are_not_mixed_up(twelve: list[Member], care_for: CareFor) -> None:
    with pytest.raises(Refused, match="困难群众请填姓名"):
        care_for(twelve[0], kind=CareKind.MASSES)
    with pytest.raises(Refused, match="困难群众请填姓名"):
        care_for(kind=CareKind.OLD)
    with pytest.raises(Refused, match="请写明姓名"):
        care_for(person="")
    with pytest.raises(Refused, match="在 1 到 366 之间"):
        care_for(twelve[0], interval_days=400)


def test_whoever_left_the_register_is_visited_no_more_and_may_come_back(
    town: Town, twelve: list[Member], care_for: CareFor, visit: Visit
) -> None:
    entry, by = care_for(twelve[0]), town.users["secretary"]
    with pytest.raises(Refused, match="早于列入日期"):
        end_care(entry=entry, why="搬走了", on=date(2025, 1, 1), by=by, at=NOON)
    end_care(entry=entry, why="搬走了", on=DAY, by=by, at=NOON)
    for again in (lambda: visit(entry), lambda: end_care(entry=entry, why="x", on=DAY, by=by, at=NOON)):
        with pytest.raises(Refused, match="这一条已于2026-11-02结束"):
            again()
    assert care_of(town.village, on=DAY) == []
    care_for(twelve[0])


def test_old_members_are_proposed_and_people_decide(
    town: Town, twelve: list[Member], care_for: CareFor
) -> None:
    for member, year in ((twelve[0], 1950), (twelve[1], 1956), (twelve[2], 1957), (twelve[3], 1940)):
        Member.objects.filter(pk=member.pk).update(born_on=date(year, 11, 2))
    care_for(twelve[3])
    assert old_members_missing(town.village, on=DAY) == twelve[:2]
    made = enter_old_members(unit=town.village, members=twelve[:1], by=OPERATOR, at=NOON)
    assert [(one.kind, one.member) for one in made] == [("old", twelve[0])]
    assert old_members_missing(town.village, on=DAY) == [twelve[1]]
    with pytest.raises(Refused, match="请先勾选要列入的老党员"):
        enter_old_members(unit=town.village, members=[], by=OPERATOR, at=NOON)


def test_the_register_reads_as_many_times_for_one_as_for_many(
    town: Town, twelve: list[Member], care_for: CareFor, django_assert_max_num_queries: Any
) -> None:
    for member in twelve:
        care_for(member)
    with django_assert_max_num_queries(3):
        care_of(town.village, on=DAY)
    with django_assert_max_num_queries(3):
        care_due(town.village, on=DAY)


def _with_day(changed: dict[str, Any]) -> dict[str, Any]:
    return {("on" if name == "visited_on" else name): value for name, value in changed.items()}
