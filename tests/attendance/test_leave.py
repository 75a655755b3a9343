"""Leave before the day, explanations after it; the roll is never written by either."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from activityday.audit.models import Entry
from activityday.day.activity.models import Activity
from activityday.day.attendance.actions import answer_leave, ask_leave, grant_leave, save_roll, withdraw_leave
from activityday.day.attendance.enums import LeaveKind, LeaveState, State
from activityday.day.attendance.marks import Mark
from activityday.day.attendance.models import Leave, RollEntry
from activityday.day.attendance.queries import expected_at, roll_summary
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from activityday.rules.participation import Counts
from tests.conftest import OPERATOR, Town, instant

NOVEMBER = date(2026, 11, 1)
PAGE = "/units/xingtang/2026/11/leave/"


def ask(member: Member, town: Town, on: str) -> Leave:
    return ask_leave(
        member=member,
        branch=town.village,
        month=NOVEMBER,
        kind=LeaveKind.ILLNESS,
        reason="住院三天",
        by=OPERATOR,
        at=instant(f"{on} 20:00"),
    )


def summary(activity: Activity) -> Counts:
    return roll_summary(expected_at(activity, on=activity.held_on))


@pytest.mark.parametrize(
    ("on", "is_explanation"),
    [("2026-10-08", False), ("2026-11-02", False), ("2026-11-03", True), ("2026-11-09", True)],
)
def test_the_day_itself_is_still_leave_and_the_seventh_day_after_it_still_explains(
    activity: Activity, members: list[Member], town: Town, on: str, is_explanation: bool
) -> None:
    leave = ask(members[0], town, on)
    assert (leave.is_explanation, leave.state) == (is_explanation, LeaveState.ASKED)


def test_the_eighth_day_is_too_late(activity: Activity, members: list[Member], town: Town) -> None:
    with pytest.raises(Refused, match="说明要在 7 天之内，最晚2026年11月9日，现在已经过了"):
        ask(members[0], town, "2026-11-10")
    assert Leave.objects.count() == 0


def test_without_an_activity_the_calendar_says_the_day(members: list[Member], town: Town) -> None:
    assert ask(members[0], town, "2026-11-02").is_explanation is False
    assert ask(members[1], town, "2026-11-03").is_explanation is True


def test_asking_changes_no_figure_and_granting_writes_no_entry(
    activity: Activity, members: list[Member], town: Town
) -> None:
    leave = ask(members[0], town, "2026-11-01")
    assert summary(activity) == Counts(unrecorded=10)
    answer_leave(leave=leave, is_granted=True, note="", by=OPERATOR, at=instant("2026-11-01 21:00"))
    assert summary(activity) == Counts(unrecorded=9, leave=1)
    assert RollEntry.objects.count() == 0


def test_somebody_on_leave_who_came_is_present(activity: Activity, members: list[Member], town: Town) -> None:
    leave = ask(members[0], town, "2026-11-01")
    answer_leave(leave=leave, is_granted=True, note="", by=OPERATOR, at=instant("2026-11-01 21:00"))
    save_roll(
        activity=activity,
        entries={members[0].pk: Mark(State.PRESENT)},
        signed_count=1,
        base_version=0,
        by=OPERATOR,
        at=instant("2026-11-02 09:00"),
    )
    assert summary(activity) == Counts(present=1, unrecorded=9)


def test_an_accepted_explanation_turns_an_absence_into_leave(
    activity: Activity, members: list[Member], town: Town
) -> None:
    save_roll(
        activity=activity,
        entries={members[0].pk: Mark(State.ABSENT)},
        signed_count=None,
        base_version=0,
        by=OPERATOR,
        at=instant("2026-11-02 09:00"),
    )
    grant_leave(
        member=members[0],
        branch=town.village,
        month=NOVEMBER,
        kind=LeaveKind.DUTY,
        reason="",
        by=OPERATOR,
        at=instant("2026-11-05 09:00"),
    )
    assert summary(activity) == Counts(leave=1, unrecorded=9)


def test_nobody_asks_twice_and_a_withdrawn_leave_may_be_asked_again(
    activity: Activity, members: list[Member], town: Town
) -> None:
    first = ask(members[0], town, "2026-10-30")
    with pytest.raises(Refused, match="已经登记过了（待批）"):
        ask(members[0], town, "2026-10-31")
    withdraw_leave(leave=first, by=OPERATOR, at=instant("2026-10-31 09:00"))
    assert ask(members[0], town, "2026-10-31").state == LeaveState.ASKED


def test_a_leave_is_answered_once(activity: Activity, members: list[Member], town: Town) -> None:
    leave = ask(members[0], town, "2026-11-01")
    same = Leave.objects.get(pk=leave.pk)
    at = instant("2026-11-01 21:00")
    answer_leave(leave=leave, is_granted=True, note="", by=OPERATOR, at=at)
    with pytest.raises(Refused, match="刚刚有人办过"):
        answer_leave(leave=same, is_granted=False, note="", by=OPERATOR, at=at)
    with pytest.raises(Refused, match="已准，不用再批"):
        answer_leave(leave=leave, is_granted=True, note="", by=OPERATOR, at=at)
    assert Leave.objects.get().state == LeaveState.GRANTED


def test_only_members_of_the_branch_ask_there(
    activity: Activity, town: Town, make_members: Callable[..., list[Member]]
) -> None:
    stranger = make_members(town.other_village, 1, prefix="邻村")[0]
    with pytest.raises(Refused, match="不是兴塘村的党员"):
        ask(stranger, town, "2026-11-01")


def test_the_reason_is_sealed_and_in_no_log(activity: Activity, members: list[Member], town: Town) -> None:
    ask(members[0], town, "2026-11-01")
    with connection.cursor() as cursor:
        cursor.execute("select reason from attendance_leave")
        stored = cursor.fetchone()[0]
    assert "住院" not in stored
    assert Leave.objects.get().reason == "住院三天"
    assert not [
        entry for entry in Entry.objects.all() if "住院" in entry.changes or "illness" in entry.changes
    ]


# ---- the page


@pytest.fixture
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: instant("2026-11-01 12:00"))


@pytest.mark.usefixtures("_on_the_day")
@pytest.mark.parametrize(("post", "state"), [("secretary", "granted"), ("recorder", "asked")])
def test_the_secretary_grants_at_once_and_the_recorder_asks(
    activity: Activity, members: list[Member], client_of: Callable[[str], Client], post: str, state: str
) -> None:
    posted = {"member": str(members[0].pk), "kind": "private", "reason": "家里有事"}
    assert client_of(post).post(PAGE, posted).status_code == 302
    assert Leave.objects.get().state == state


@pytest.mark.usefixtures("_on_the_day")
def test_the_reason_is_shown_to_the_secretary_and_the_clerk_only(
    activity: Activity, members: list[Member], town: Town, client_of: Callable[[str], Client]
) -> None:
    ask(members[0], town, "2026-10-31")
    seen = {}
    for post in ("secretary", "clerk", "recorder"):
        page = client_of(post).get(PAGE).content.decode()
        seen[post] = ("· 病" in page, "住院三天" in page)
    assert seen == {"secretary": (True, True), "clerk": (True, True), "recorder": (True, False)}


@pytest.mark.usefixtures("_on_the_day")
@pytest.mark.parametrize(
    ("post", "what", "status", "state"),
    [
        ("secretary", "grant", 302, "granted"),
        ("secretary", "refuse", 302, "refused"),
        ("recorder", "grant", 404, "asked"),
        ("recorder", "withdraw", 302, "withdrawn"),
        ("clerk", "grant", 404, "asked"),
        ("other_secretary", "grant", 404, "asked"),
    ],
)
def test_who_answers_a_leave(
    activity: Activity,
    members: list[Member],
    town: Town,
    client_of: Callable[[str], Client],
    post: str,
    what: str,
    status: int,
    state: str,
) -> None:
    leave = ask(members[0], town, "2026-10-31")
    answer = client_of(post).post(f"{PAGE}answer/", {"leave": str(leave.pk), "answer": what})
    assert (answer.status_code, Leave.objects.get().state) == (status, state)


@pytest.mark.usefixtures("_on_the_day")
def test_a_leave_of_a_neighbour_is_not_answered_from_here(
    activity: Activity,
    town: Town,
    make_members: Callable[..., list[Member]],
    client_of: Callable[[str], Client],
) -> None:
    stranger = make_members(town.other_village, 1, prefix="邻村")[0]
    leave = ask_leave(
        member=stranger,
        branch=town.other_village,
        month=NOVEMBER,
        kind=LeaveKind.PRIVATE,
        reason="",
        by=OPERATOR,
        at=instant("2026-10-31 09:00"),
    )
    posted = {"leave": str(leave.pk), "answer": "grant"}
    assert client_of("secretary").post(f"{PAGE}answer/", posted).status_code == 404


@pytest.mark.usefixtures("_on_the_day")
def test_a_form_without_a_name_says_what_is_missing(
    activity: Activity, members: list[Member], client_of: Callable[[str], Client]
) -> None:
    answer = client_of("secretary").post(PAGE, {"member": "", "kind": ""})
    assert answer.status_code == 422
    assert "请选择党员。" in answer.content.decode()
    assert "请选择事由。" in answer.content.decode()
