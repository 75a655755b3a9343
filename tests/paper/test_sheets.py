"""A sheet that left the printer is kept, and found again by its code years later."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from activityday.audit.queries import first_break, history_of
from activityday.day.activity.actions import prepare
from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import ExemptionGround, ExemptionKind, LeaveKind, LeaveState
from activityday.day.attendance.models import Exemption, Leave
from activityday.day.paper.actions import print_call_list, print_sheet
from activityday.day.paper.models import Sheet
from activityday.day.paper.queries import note_of, on_paper, printed_activity, sheet_by_code
from activityday.documents.codes import check_code, sheet_code
from activityday.office.filings.enums import Kind, State, Verb
from activityday.office.filings.models import Filing
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind
from activityday.people.roster.models import Condition, Member
from tests.activity.conftest import DAY, DECEMBER, PREPARED_AT
from tests.conftest import Town


def sheet_for(
    activity: Activity, town: Town, unit: Unit | None = None, *, large: bool = False
) -> tuple[Sheet, bytes]:
    return print_sheet(
        activity=activity, unit=unit or town.village, large=large, by=town.users["recorder"], at=PREPARED_AT
    )


def words(pdf: bytes) -> str:
    """What stands on the pages, without blanks: a name in two faces is read as two words."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def notes(activity: Activity, unit: Unit) -> list[tuple[str, str]]:
    return [(one.affiliated.member.name, note_of(one, is_joint=False)) for one in on_paper(activity, unit)]


def test_a_sheet_is_kept_with_its_rows_layout_and_code(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    sheet, pdf = sheet_for(activity, town)
    assert sheet.code == sheet_code(1)
    assert check_code(sheet.code)
    assert sheet.rows == [str(member.pk) for member in members]
    page = sheet.geometry["pages"][0]
    assert [row["position"] for row in page["rows"]] == [0, 1, 2, 3, 4, None, None, None, None, None]
    assert (sheet.geometry["layout"], sheet.geometry["code"]) == (1, sheet.code)
    assert all(member.name in words(pdf) for member in members)
    assert sheet.code in words(pdf)
    assert first_break("fenggang") is None


def test_the_same_list_printed_again_is_the_same_sheet(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    first, once = sheet_for(activity, town)
    again, twice = sheet_for(activity, town)
    assert (again, twice) == (first, once)
    assert Sheet.objects.count() == 1
    assert history_of("activity", activity.pk).filter(action="paper.sheet").count() == 1


def test_a_changed_list_is_a_new_sheet_and_the_old_one_stays(
    town: Town, activity: Activity, members: list[Member], make_members: Callable[..., list[Member]]
) -> None:
    before, _ = sheet_for(activity, town)
    make_members(town.village, 1, prefix="新来")
    after, _ = sheet_for(activity, town)
    assert (after.code, len(after.rows)) == (sheet_code(2), 6)
    kept = sheet_by_code(before.code.lower())
    assert kept == before
    assert kept.rows == before.rows


def test_large_type_is_a_sheet_of_its_own(town: Town, activity: Activity, members: list[Member]) -> None:
    normal, large = sheet_for(activity, town)[0], sheet_for(activity, town, large=True)[0]
    assert (normal.large, large.large) == (False, True)
    assert normal.code != large.code
    heights = [sheet.geometry["pages"][0]["rows"][0]["row"][3] for sheet in (normal, large)]
    assert heights == [11.0, 16.5]


def test_codes_run_through_all_activities(
    town: Town, activity: Activity, members: list[Member], make_members: Callable[..., list[Member]]
) -> None:
    make_members(town.other_village, 1, prefix="邻村")
    other = prepare(
        host=town.other_village,
        scopes=[town.other_village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["other_secretary"],
        at=PREPARED_AT,
    )
    codes = [sheet_for(activity, town)[0].code, sheet_for(other, town, town.other_village)[0].code]
    assert codes == [sheet_code(1), sheet_code(2)]


def test_nobody_to_sign_is_no_sheet(town: Town, activity: Activity) -> None:
    with pytest.raises(Refused, match="名单上还没有党员"):
        sheet_for(activity, town)
    assert not Sheet.objects.exists()


def test_a_typed_code_that_is_none_is_refused_in_words(town: Town) -> None:
    with pytest.raises(Refused, match="编号为 6 位"):
        sheet_by_code("123")
    assert sheet_by_code(sheet_code(9)) is None


@pytest.fixture
def agreed(town: Town) -> Callable[[Member, ExemptionKind], None]:
    """The primary committee agreed to something for a member, for this year and the next."""

    def agree(member: Member, kind: ExemptionKind) -> None:
        filing = Filing.objects.create(
            committee=town.committee,
            kind=Kind.EXEMPTION,
            verb=Verb.APPROVAL,
            unit=town.village,
            answered_by=town.committee,
            subject="不参加",
            asked_at=PREPARED_AT,
            state=State.APPROVED,
        )
        Exemption.objects.create(
            filing=filing,
            member=member,
            kind=kind,
            ground=ExemptionGround.ILLNESS,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
        )

    return agree


def test_who_is_not_looked_for_in_the_room_stands_apart_with_the_ground(
    town: Town,
    activity: Activity,
    members: list[Member],
    agreed: Callable[[Member, ExemptionKind], None],
) -> None:
    agreed(members[0], ExemptionKind.EXEMPT)
    agreed(members[2], ExemptionKind.OTHER_MEANS)
    Condition.objects.create(member=members[1], kind=ConditionKind.FLOATING, starts_on=date(2026, 1, 1))
    Condition.objects.create(member=members[3], kind=ConditionKind.SUSPENDED, starts_on=date(2026, 1, 1))
    assert notes(activity, town.village) == [
        ("示例005", "第一党小组"),
        ("示例001", "经批准不参加"),
        ("示例002", "流动党员"),
        ("示例003", "其他方式参加"),
    ]
    sheet, pdf = sheet_for(activity, town)
    assert "体弱" not in words(pdf)
    assert "应到3人" in words(pdf)
    assert len(sheet.rows) == 4


def test_a_granted_leave_stands_beside_the_name_without_its_reason(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    Leave.objects.create(
        member=members[0],
        branch=town.village,
        month=DECEMBER,
        kind=LeaveKind.ILLNESS,
        reason="住院",
        state=LeaveState.GRANTED,
        asked_by="书记",
        asked_at=PREPARED_AT,
        answered_by="书记",
        answered_at=PREPARED_AT,
    )
    assert notes(activity, town.village)[0] == ("示例001", "请假")
    assert "住院" not in words(sheet_for(activity, town)[1])


def test_a_party_group_signs_its_own_sheet_of_the_branch_s_activity(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    group = town.groups[1]
    assert printed_activity(group, DECEMBER) == activity
    sheet, _ = sheet_for(activity, town, group)
    assert sheet.rows == [str(members[1].pk), str(members[3].pk)]
    assert sheet.unit == group


def test_on_a_joint_sheet_the_branch_stands_beside_the_name(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    make_members(town.village, 1)
    make_members(town.other_village, 1, prefix="邻村")
    joint = prepare(
        host=town.village,
        scopes=[town.village, town.other_village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )
    text = words(sheet_for(joint, town)[1])
    assert [word for word in ("示例001", "兴塘村", "邻村001", "柳堤村") if word not in text] == []
    assert len(sheet_for(joint, town, town.other_village)[0].rows) == 1


def test_hostile_names_are_printed_as_they_are(town: Town, activity: Activity, members: list[Member]) -> None:
    Member.objects.filter(pk=members[0].pk).update(name='#let x = "赵"*$<script>')
    assert '#letx="赵"*$<script>' in words(sheet_for(activity, town)[1])


def test_numbers_go_on_from_the_highest(
    town: Town, activity: Activity, members: list[Member], make_members: Callable[..., list[Member]]
) -> None:
    first, _ = sheet_for(activity, town)
    Sheet.objects.filter(pk=first.pk).update(serial=7)
    make_members(town.village, 1, prefix="新来")
    assert sheet_for(activity, town)[0].serial == 8


def test_a_call_list_with_numbers_is_logged_once_for_each_look(
    town: Town, activity: Activity, members: list[Member]
) -> None:
    Member.objects.filter(pk=members[0].pk).update(phone="13800001234")
    arguments = {"activity": activity, "unit": town.village, "by": town.users["secretary"], "at": PREPARED_AT}
    assert "13800001234" in words(print_call_list(with_phones=True, **arguments))
    assert "13800001234" not in words(print_call_list(with_phones=False, **arguments))
    entries = history_of("activity", activity.pk).filter(action="paper.phones_read")
    assert [entry.by_name for entry in entries] == ["书记老王（secretary）"]
    assert "13800001234" not in entries[0].changes
