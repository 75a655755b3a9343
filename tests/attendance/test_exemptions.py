"""What the primary committee agrees to for old or frail members: asked, limited, reminded, asked again."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from activityday.audit.models import Entry
from activityday.day.activity.models import Activity
from activityday.day.attendance.actions import (
    ask_exemptions,
    mark_rest_present,
    renew_exemption,
    save_roll,
)
from activityday.day.attendance.enums import ExemptionGround, ExemptionKind, Ground, Standing, State
from activityday.day.attendance.marks import Mark
from activityday.day.attendance.models import Exemption
from activityday.day.attendance.queries import agreements_of, exemptions_ending, expected_at, roll_summary
from activityday.office.filings.actions import answer, withdraw
from activityday.office.filings.enums import Step
from activityday.office.filings.models import Filing
from activityday.people.accounts.models import User
from activityday.people.organisation.checks import Refused
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Condition, Member
from activityday.rules.participation import Counts
from tests.conftest import LONG_AGO, OPERATOR, Town, instant

ASKED = date(2026, 10, 8)
AT = instant("2026-10-08 09:00")
PAGE = "/units/xingtang/exemptions/"


def ask(
    town: Town,
    *members: Member,
    kind: ExemptionKind = ExemptionKind.EXEMPT,
    starts_on: date = ASKED,
    ends_on: date = date(2027, 10, 7),
) -> list[Exemption]:
    return ask_exemptions(
        unit=town.village,
        members=members,
        kind=kind,
        ground=ExemptionGround.MOBILITY,
        starts_on=starts_on,
        ends_on=ends_on,
        by=OPERATOR,
        on=ASKED,
        at=AT,
    )


def approve(*exemptions: Exemption) -> None:
    for exemption in exemptions:
        answer(filing=exemption.filing, step=Step.APPROVE, note="", by=OPERATOR, at=AT)


def grounds(activity: Activity, on: date | None = None) -> list[Ground]:
    return [expected.ground for expected in expected_at(activity, on=on or activity.held_on)]


def test_nothing_holds_before_the_committee_approves(
    activity: Activity, members: list[Member], town: Town
) -> None:
    exemption = ask(town, members[0])[0]
    assert grounds(activity)[0] == Ground.EXPECTED
    approve(exemption)
    assert grounds(activity)[0] == Ground.EXEMPT
    assert roll_summary(expected_at(activity, on=activity.held_on)) == Counts(exempt=1, unrecorded=9)


def test_refused_and_withdrawn_hold_nothing(activity: Activity, members: list[Member], town: Town) -> None:
    first, second = ask(town, members[0], members[1])
    answer(filing=first.filing, step=Step.REFUSE, note="情况不符", by=OPERATOR, at=AT)
    withdraw(filing=second.filing, note="", by=OPERATOR, at=AT)
    assert grounds(activity)[:2] == [Ground.EXPECTED, Ground.EXPECTED]


@pytest.mark.parametrize(
    ("on", "ground"),
    [
        (date(2026, 10, 7), Ground.EXPECTED),
        (date(2026, 10, 8), Ground.OTHER_MEANS),
        (date(2027, 10, 7), Ground.OTHER_MEANS),
        (date(2027, 10, 8), Ground.EXPECTED),
    ],
)
def test_a_term_holds_on_its_first_and_last_day(
    activity: Activity, members: list[Member], town: Town, on: date, ground: Ground
) -> None:
    approve(*ask(town, members[0], kind=ExemptionKind.OTHER_MEANS))
    assert grounds(activity, on)[0] == ground


def test_an_exempt_member_who_came_is_present_and_counts(
    activity: Activity, members: list[Member], town: Town
) -> None:
    approve(*ask(town, members[0]))
    at = instant("2026-11-02 09:00")
    saved = save_roll(
        activity=activity,
        entries={members[0].pk: Mark(State.PRESENT)},
        signed_count=10,
        base_version=0,
        by=OPERATOR,
        at=at,
    )
    mark_rest_present(activity=activity, base_version=saved.roll.version, by=OPERATOR, at=at)
    assert roll_summary(expected_at(activity, on=activity.held_on)) == Counts(present=10)


def test_the_rest_leaves_out_who_need_not_sign(activity: Activity, members: list[Member], town: Town) -> None:
    approve(*ask(town, members[0]))
    approve(*ask(town, members[1], kind=ExemptionKind.OTHER_MEANS))
    for member, kind in ((members[2], ConditionKind.FLOATING), (members[3], ConditionKind.SUSPENDED)):
        Condition.objects.create(member=member, kind=kind, starts_on=LONG_AGO)
    at = instant("2026-11-02 09:00")
    saved = save_roll(activity=activity, entries={}, signed_count=6, base_version=0, by=OPERATOR, at=at)
    done = mark_rest_present(activity=activity, base_version=saved.roll.version, by=OPERATOR, at=at)
    assert done.changed == 6
    assert grounds(activity)[:4] == [Ground.EXEMPT, Ground.OTHER_MEANS, Ground.FLOATING, Ground.SUSPENDED]
    assert roll_summary(expected_at(activity, on=activity.held_on)) == Counts(
        present=6, exempt=1, unrecorded=1, unverified=1, not_expected=1
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sentence"),
    [
        (date(2026, 10, 7), date(2026, 12, 1), "开始日期不能早于今天"),
        (date(2026, 10, 8), date(2027, 10, 8), "一次最多 12 个月，最晚到2027年10月7日"),
        (date(2026, 10, 8), date(2026, 10, 7), "结束日期早于开始日期"),
    ],
)
def test_a_term_is_limited(
    members: list[Member], town: Town, starts_on: date, ends_on: date, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        ask(town, members[0], starts_on=starts_on, ends_on=ends_on)


def test_several_are_asked_together_or_not_at_all(members: list[Member], town: Town) -> None:
    ask(town, members[0])
    with pytest.raises(Refused, match="示例001在2026-10-08至2027-10-07已经有一份（待批复）"):
        ask(town, members[1], members[0], starts_on=date(2027, 10, 7))
    assert Filing.objects.count() == 1
    assert len(ask(town, *members[1:4])) == 3
    assert {filing.answered_by for filing in Filing.objects.all()} == {town.committee}
    assert {filing.due_on for filing in Filing.objects.all()} == {date(2026, 10, 23)}


def test_only_a_branch_asks_for_its_own_members(
    members: list[Member], town: Town, make_members: Callable[..., list[Member]]
) -> None:
    with pytest.raises(Refused, match="不是兴塘村的党员"):
        ask(town, make_members(town.other_village, 1, prefix="邻村")[0])


def test_the_ground_stands_on_no_filing_and_in_no_log(members: list[Member], town: Town) -> None:
    exemption = ask(town, members[0])[0]
    words = ("行动不便", "mobility")
    said = [
        str(exemption.filing.details),
        exemption.filing.subject,
        *(e.changes for e in Entry.objects.all()),
    ]
    assert not [text for text in said for word in words if word in text]
    with connection.cursor() as cursor:
        cursor.execute("select ground from attendance_exemption")
        assert cursor.fetchone()[0] not in words
    assert Exemption.objects.get().ground_label == "行动不便"


@pytest.mark.parametrize(
    ("on", "standing", "is_ending"),
    [
        (date(2027, 9, 6), Standing.IN_FORCE, False),
        (date(2027, 9, 7), Standing.ENDING, True),
        (date(2027, 10, 7), Standing.ENDING, True),
        (date(2027, 10, 8), Standing.EXPIRED, False),
    ],
)
def test_thirty_days_before_the_end_a_reminder(
    members: list[Member], town: Town, on: date, standing: Standing, is_ending: bool
) -> None:
    approve(*ask(town, members[0]))
    assert [agreement.standing for agreement in agreements_of(town.committee, on=on)] == [standing]
    assert len(exemptions_ending(town.committee, on=on)) == is_ending


def test_asking_again_goes_on_where_the_first_ends_and_stops_the_reminder(
    members: list[Member], town: Town
) -> None:
    first = ask(town, members[0])[0]
    approve(first)
    on, at = date(2027, 9, 20), instant("2027-09-20 09:00")
    again = renew_exemption(exemption=first, by=OPERATOR, on=on, at=at)
    assert (again.starts_on, again.ends_on, again.ground) == (
        date(2027, 10, 8),
        date(2028, 10, 7),
        ExemptionGround.MOBILITY,
    )
    assert exemptions_ending(town.committee, on=on) == []
    with pytest.raises(Refused, match="已经有一份"):
        renew_exemption(exemption=first, by=OPERATOR, on=on, at=at)


# ---- the page


@pytest.fixture
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.mark.usefixtures("_that_day")
@pytest.mark.parametrize(
    ("post", "reading", "writing"),
    [("secretary", 200, 302), ("recorder", 200, 404), ("clerk", 200, 404), ("leader", 404, 404)],
)
def test_the_secretary_asks_the_others_read(
    members: list[Member], client_of: Callable[[str], Client], post: str, reading: int, writing: int
) -> None:
    client = client_of(post)
    posted = {
        "members": [str(members[0].pk), str(members[1].pk)],
        "kind": "exempt",
        "ground": "age",
        "starts_on": "2026-10-08",
        "ends_on": "2027-10-07",
    }
    assert client.get(PAGE).status_code == reading
    assert client.post(PAGE, posted).status_code == writing
    assert Exemption.objects.count() == (2 if writing == 302 else 0)


@pytest.mark.usefixtures("_that_day")
def test_the_ground_is_shown_to_those_who_decide_and_the_own_secretary(
    members: list[Member], town: Town, client_of: Callable[[str], Client]
) -> None:
    ask(town, members[0])
    seen = {}
    for post in ("secretary", "clerk", "recorder"):
        page = client_of(post).get(PAGE).content.decode()
        seen[post] = ("示例001" in page, "2027-10-07 · 行动不便" in page)
    assert seen == {"secretary": (True, True), "clerk": (True, True), "recorder": (True, False)}
    assert "行动不便</small>" in client_of("clerk").get("/units/fenggang/exemptions/").content.decode()


def test_a_term_that_ends_soon_is_asked_again_with_one_click(
    members: list[Member], town: Town, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(town, members[0])[0]
    approve(first)
    monkeypatch.setattr(timezone, "now", lambda: instant("2027-09-20 09:00"))
    User.objects.update(password_changed_at=instant("2027-09-01 09:00"))
    client = client_of("secretary")
    assert "续报" in client.get(PAGE).content.decode()
    posted = {"exemption": str(first.pk)}
    assert client_of("other_secretary").post("/units/liudi/exemptions/renew/", posted).status_code == 404
    assert client.post(f"{PAGE}renew/", posted).status_code == 302
    assert Exemption.objects.count() == 2
    assert "续报" not in client.get(PAGE).content.decode()
