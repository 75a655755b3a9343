"""Registering who went away and who came here (notice 二, RULES §6), and keeping in touch."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry
from activityday.people.organisation.checks import Refused
from activityday.people.roster import actions
from activityday.people.roster import floating_queries as queries
from activityday.people.roster.actions import Registration
from activityday.people.roster.enums import ConditionKind, ContactWay, LeaveReason
from activityday.people.roster.models import Arrival, Condition, Departure, Member
from tests.conftest import OPERATOR, Town, instant

pytestmark = pytest.mark.django_db
AT = instant("2026-11-20 09:00")
TODAY = AT.date()
MONTHS = 6


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    return make_members(town.village, 4)


def registration(**changes: object) -> Registration:
    fields: dict[str, object] = {
        "reason": "work", "employer": "示例电子厂", "address": "工业路8号宿舍", "phone": "13800001111",
        "contact_member": None, "host_unit": None, "host_name": "东莞示例社区党委", "host_phone": "0769-0000000",
        "reported_on": date(2026, 3, 5), "way": "host", "dues_place": "home", "back_on": None, "is_settled": False,
    }  # fmt: skip
    on = changes.pop("on", date(2026, 3, 1))
    place = str(changes.pop("place", "广东省东莞市长安镇"))
    contact = str(changes.pop("contact", "王秀兰"))
    assert isinstance(on, date)
    return Registration(on, place, contact, {**fields, **changes})


def depart(member: Member, **changes: object) -> Departure:
    return actions.depart(
        member=member, registration=registration(**changes), months=MONTHS, by=OPERATOR, at=AT
    )


# ---- going away


def test_a_departure_begins_the_condition_of_a_floating_member(members: list[Member]) -> None:
    departure = depart(members[0])
    condition = departure.condition
    assert (condition.kind, condition.starts_on, condition.place, condition.contact) == (
        "floating",
        date(2026, 3, 1),
        "广东省东莞市长安镇",
        "王秀兰",
    )
    assert (departure.masked_phone, departure.masked_address) == ("138****1111", "工业路8号宿****")


def test_a_contact_from_the_roster_stands_by_name_in_the_condition(members: list[Member]) -> None:
    assert depart(members[0], contact_member=members[1], contact="").condition.contact == members[1].name


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"back_on": date(2026, 8, 31)}, "登记请假就行"),
        ({"back_on": date(2026, 2, 1)}, "预计返回日期早于外出日期"),
        ({"contact": " "}, "请选一名本支部党员做联系人"),
        ({"place": " "}, "请写明外出流向"),
        ({"on": date(1800, 1, 1)}, "日期1800-01-01不合理"),
    ],
)
def test_a_departure_that_is_none_is_refused(
    members: list[Member], changes: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        depart(members[0], **changes)
    assert Condition.objects.count() == 0


def test_nobody_is_their_own_contact(members: list[Member]) -> None:
    with pytest.raises(Refused, match="联系人不能是本人"):
        depart(members[0], contact_member=members[0])


def test_two_times_away_never_overlap_and_a_second_follows_the_first(members: list[Member]) -> None:
    first = depart(members[0])
    with pytest.raises(Refused, match="已经登记为“流动党员（流出）”"):
        depart(members[0], on=date(2026, 5, 1))
    actions.come_home(condition=first.condition, on=date(2026, 10, 31), by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="外出日期要晚于这一天"):
        depart(members[0], on=date(2026, 10, 31))
    depart(members[0], on=date(2026, 11, 1))
    assert [row.starts_on for row in queries.departures_of(members[0])] == [
        date(2026, 11, 1),
        date(2026, 3, 1),
    ]


def test_somebody_who_left_the_branch_is_not_registered(members: list[Member]) -> None:
    actions.end_affiliation(
        member=members[0],
        reason=LeaveReason.TRANSFERRED_OUT,
        on=date(2026, 2, 1),
        elsewhere="外县",
        by=OPERATOR,
        at=AT,
    )
    with pytest.raises(Refused, match="组织关系已经不在本党委"):
        depart(members[0])


def test_a_member_from_the_workbook_is_filled_in_later(members: list[Member]) -> None:
    condition = Condition.objects.create(
        member=members[0], kind=ConditionKind.FLOATING, starts_on=date(2025, 1, 1), place="广东"
    )
    actions.amend_departure(
        condition=condition,
        registration=registration(on=date(2025, 2, 1)),
        base_version=0,
        months=MONTHS,
        by=OPERATOR,
        at=AT,
    )
    condition.refresh_from_db()
    assert (condition.starts_on, condition.place, condition.departure.version) == (
        date(2025, 2, 1),
        "广东省东莞市长安镇",
        1,
    )


def test_the_second_of_two_editors_is_told(members: list[Member]) -> None:
    condition = depart(members[0]).condition
    again = {"condition": condition, "months": MONTHS, "by": OPERATOR, "at": AT}
    actions.amend_departure(registration=registration(employer="另一家"), base_version=1, **again)
    with pytest.raises(Refused, match="别人改过这份登记"):
        actions.amend_departure(registration=registration(employer="第三家"), base_version=1, **again)
    assert Departure.objects.get().employer == "另一家"


def test_a_registration_that_ended_is_not_changed(members: list[Member]) -> None:
    condition = depart(members[0]).condition
    actions.come_home(condition=condition, on=date(2026, 10, 1), by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="再次外出请另外登记"):
        actions.amend_departure(
            condition=condition,
            registration=registration(),
            base_version=1,
            months=MONTHS,
            by=OPERATOR,
            at=AT,
        )


def test_the_log_never_holds_telephone_or_address(members: list[Member]) -> None:
    depart(members[0])
    logged = "".join(Entry.objects.values_list("changes", flat=True))
    assert "示例电子厂" in logged
    assert "13800001111" not in logged
    assert "工业路" not in logged


# ---- keeping in touch


def note(condition: Condition, *, reached: bool = True, on: date = TODAY, word: str = "都好") -> None:
    actions.note_contact(
        condition=condition,
        on=on,
        way=ContactWay.PHONE,
        by_name="王秀兰",
        is_reached=reached,
        word=word,
        by=OPERATOR,
        at=AT,
    )


def test_the_newest_contact_and_the_newest_answer_are_two_days(town: Town, members: list[Member]) -> None:
    condition = depart(members[0]).condition
    note(condition, on=date(2026, 8, 1))
    note(condition, reached=False, on=date(2026, 11, 1))
    found = queries.floating_of(town.village, on=TODAY)[0]
    assert (found.reached_on, found.asked_on) == (date(2026, 8, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("on", "said"), [(date(2026, 11, 21), "不能晚于今天"), (date(2026, 2, 28), "早于外出日期")]
)
def test_a_contact_lies_between_the_departure_and_today(members: list[Member], on: date, said: str) -> None:
    condition = depart(members[0]).condition
    with pytest.raises(Refused, match=said):
        note(condition, on=on)


def test_a_double_click_writes_one_contact(members: list[Member]) -> None:
    condition = depart(members[0]).condition
    note(condition)
    with pytest.raises(Refused, match="已经记过了"):
        note(condition)
    assert [one.word for one in queries.contacts_of(members[0])] == ["都好"]


def test_what_was_said_is_not_in_the_log(members: list[Member]) -> None:
    note(depart(members[0]).condition, word="在住院")
    assert "住院" not in "".join(Entry.objects.values_list("changes", flat=True))


def test_out_of_touch_is_said_by_a_person_and_ends_by_a_person(town: Town, members: list[Member]) -> None:
    condition = depart(members[0]).condition
    actions.lose_touch(condition=condition, on=date(2026, 5, 1), by=OPERATOR, at=AT)
    lost = queries.floating_of(town.village, on=TODAY)[0].lost
    assert lost is not None
    actions.find_again(lost=lost, on=date(2026, 11, 19), by=OPERATOR, at=AT)
    assert queries.floating_of(town.village, on=TODAY)[0].lost is None


def test_coming_home_ends_being_out_of_touch(members: list[Member]) -> None:
    condition = depart(members[0]).condition
    actions.lose_touch(condition=condition, on=date(2026, 5, 1), by=OPERATOR, at=AT)
    actions.come_home(condition=condition, on=date(2026, 11, 1), by=OPERATOR, at=AT)
    assert not Condition.objects.filter(ends_on=None).exists()


# ---- coming here


def test_a_member_of_another_branch_arrives_and_the_home_branch_sees_it(
    town: Town, members: list[Member]
) -> None:
    arrival = actions.arrive(
        unit=town.other_village, member=members[0], on=date(2026, 3, 5), by=OPERATOR, at=AT
    )
    here = queries.arrivals_of(town.other_village, on=TODAY)
    assert [(one.arrival.pk, one.home_name) for one in here] == [(arrival.pk, "兴塘村")]
    assert [one.arrival.pk for one in queries.arrivals_elsewhere(town.village, on=TODAY)] == [arrival.pk]
    assert queries.arrivals_elsewhere(town.other_village, on=TODAY) == []


def test_an_outsider_arrives_by_name(town: Town) -> None:
    who = {
        "name": " 周外来 ",
        "home_organisation": "外县示例村党支部",
        "home_phone": "",
        "phone": "13900002222",
    }
    arrival = actions.arrive(unit=town.village, outsider=who, on=TODAY, by=OPERATOR, at=AT)
    assert (arrival.person, arrival.masked_phone) == ("周外来", "139****2222")
    with pytest.raises(Refused, match="周外来已经登记在这里"):
        actions.arrive(unit=town.village, outsider=who, on=TODAY, by=OPERATOR, at=AT)


def test_arrivals_that_are_none_are_refused(town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="本来就是兴塘村的党员"):
        actions.arrive(unit=town.village, member=members[0], on=TODAY, by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="请到党支部的页面"):
        actions.arrive(unit=town.committee, member=members[0], on=TODAY, by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="请填写姓名和流出地党组织"):
        actions.arrive(unit=town.village, outsider={"name": "甲"}, on=TODAY, by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="请按外来党员登记"):
        actions.arrive(unit=town.other_village, member=members[0], on=date(2009, 1, 1), by=OPERATOR, at=AT)
    assert Arrival.objects.count() == 0


def test_somebody_moves_on_once_and_may_arrive_again(town: Town, members: list[Member]) -> None:
    arrival = actions.arrive(
        unit=town.other_village, member=members[0], on=date(2026, 3, 5), by=OPERATOR, at=AT
    )
    with pytest.raises(Refused, match="结束日期早于开始日期"):
        actions.move_on(arrival=arrival, on=date(2026, 3, 4), by=OPERATOR, at=AT)
    actions.move_on(arrival=arrival, on=date(2026, 10, 1), by=OPERATOR, at=AT)
    with pytest.raises(Refused, match="已经登记离开"):
        actions.move_on(arrival=arrival, on=date(2026, 10, 2), by=OPERATOR, at=AT)
    actions.arrive(unit=town.other_village, member=members[0], on=date(2026, 10, 2), by=OPERATOR, at=AT)
    assert queries.numbers_here(town.committee, on=TODAY) == {town.other_village.pk: 1}


def test_numbers_are_counted_by_branch(town: Town, members: list[Member]) -> None:
    depart(members[0])
    depart(members[1])
    assert queries.numbers_away(town.committee, on=TODAY) == {town.village.pk: 2}
    assert queries.numbers_away(town.other_village, on=TODAY) == {}


def test_a_list_of_any_length_takes_as_many_queries(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    asked = []
    for number in (1, 8):
        for member in make_members(town.village, number, prefix=f"外出{number}"):
            note(depart(member).condition)
        with CaptureQueriesContext(connection) as found:
            queries.floating_of(town.committee, on=TODAY)
        asked.append(len(found))
    assert asked == [5, 5]
