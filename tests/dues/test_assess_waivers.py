"""Reductions: asked by the branch for a member in hardship, decided above, limited, reminded, asked again."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry as LogEntry
from activityday.contents.dues.actions import ask_waiver
from activityday.contents.dues.enums import Standing, WaiverKind
from activityday.contents.dues.models import Waiver
from activityday.contents.dues.queries import waivers_ending, waivers_of
from activityday.office.filings.actions import answer, withdraw
from activityday.office.filings.enums import Kind, Step
from activityday.office.filings.models import Filing
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.dues.cast import AT, DECEMBER, ON, assess, everybody, logged, wage

PAGE = "/units/xingtang/dues/waivers/"
GROUND = "家里着火了"
NOVEMBER_NEXT = date(2027, 11, 1)


@pytest.fixture(autouse=True)
def a_day_in_december() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Three members of 兴塘村, each assessed at 90 yuan."""
    made = make_members(town.village, 3)
    assess(town.village, everybody(made, wage("6000")))
    return made


@pytest.fixture
def secretary(client_of: Callable[[str], Client]) -> Client:
    return client_of("secretary")


def ask(town: Town, member: Member, **changes: object) -> Waiver:
    given: dict[str, object] = {
        "branch": town.village,
        "member": member,
        "kind": WaiverKind.REDUCED,
        "amount": Decimal(5),
        "ground": GROUND,
        "considered_on": date(2026, 12, 1),
        "since": DECEMBER,
        "until": NOVEMBER_NEXT,
        "by": OPERATOR,
        "on": ON,
        "at": AT,
    }
    return ask_waiver(**{**given, **changes})  # type: ignore[arg-type]


def standings(town: Town, on: date) -> list[Standing]:
    return [one.standing for one in waivers_of(town.village, on=on)]


def form(person: Member, **changes: str) -> dict[str, str]:
    given = {
        "member": str(person.pk),
        "kind": "reduced",
        "amount": "5",
        "ground": GROUND,
        "considered_on": "2026-12-01",
        "since": "2026-12-01",
        "until": "2027-11-01",
    }
    return {**given, **changes}


def test_what_is_asked_goes_to_the_committee_without_its_ground(town: Town, members: list[Member]) -> None:
    filing = ask(town, members[0]).filing
    assert (filing.kind, filing.answered_by, filing.subject) == (
        Kind.DUES_WAIVER,
        town.committee,
        "兴塘村示例001党费少交",
    )
    assert filing.due_on == date(2026, 12, 22)
    assert filing.details == [
        ["党员", "示例001"],
        ["所在党支部", "兴塘村党支部"],
        ["申请事项", "党费少交，减后每月交 5.00 元"],
        ["期限", "2026年12月 至 2027年11月"],
        ["支部研究日期", "2026-12-01"],
        ["困难情况", "不印在表上，审批人在“党费减免”一页看"],
    ]
    assert logged("着火") == []


def test_where_it_stands_follows_the_answer_and_the_calendar(town: Town, members: list[Member]) -> None:
    waiver = ask(town, members[0], since=date(2027, 1, 1), until=date(2027, 3, 1))
    assert standings(town, ON) == [Standing.WAITING]
    answer(filing=waiver.filing, step=Step.APPROVE, note="", by=OPERATOR, at=AT)
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [standings(town, day)[0] for day in days] == [
        Standing.COMING,
        Standing.IN_FORCE,
        Standing.ENDING,
        Standing.ENDING,
        Standing.EXPIRED,
    ]


def test_refused_and_withdrawn_are_said_so(town: Town, members: list[Member]) -> None:
    first, second = ask(town, members[0]), ask(town, members[1])
    answer(filing=first.filing, step=Step.REFUSE, note="情况不符", by=OPERATOR, at=AT)
    withdraw(filing=second.filing, note="", by=OPERATOR, at=AT)
    assert standings(town, ON) == [Standing.REFUSED, Standing.WITHDRAWN]


def test_what_ends_soon_and_was_not_asked_again_is_reminded(town: Town, members: list[Member]) -> None:
    for member in members[:2]:
        waiver = ask(town, member, until=DECEMBER)
        answer(filing=waiver.filing, step=Step.APPROVE, note="", by=OPERATOR, at=AT)
    assert len(waivers_ending(town.village, on=ON)) == 2
    ask(town, members[0], since=date(2027, 1, 1), until=date(2027, 6, 1))
    assert [one.waiver.member for one in waivers_ending(town.village, on=ON)] == [members[1]]
    assert len(waivers_ending(town.committee, on=ON)) == 1
    assert waivers_ending(town.other_village, on=ON) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"since": date(2026, 11, 1)}, "不能早于本月"),
        ({"until": date(2027, 12, 1)}, "一次最多 12 个月，最晚到2027年11月"),
        ({"until": date(2026, 11, 1)}, "早于开始的月份"),
        ({"considered_on": date(2026, 12, 8)}, "支部研究的日期还没有到"),
        ({"ground": "  "}, "请写困难情况"),
        ({"ground": "难" * 301}, "不超过 300 个字"),
        ({"amount": None}, "请填减后每月交多少"),
        ({"amount": Decimal(0)}, "请填减后每月交多少"),
        ({"amount": Decimal(90)}, "核定每月 90.00 元，减后应当比它少"),
    ],
)
def test_what_cannot_be_asked_says_why(
    changes: dict[str, object], sentence: str, town: Town, members: list[Member]
) -> None:
    with pytest.raises(Refused, match=sentence):
        ask(town, members[0], **changes)
    assert Filing.objects.count() == 0


def test_a_reduction_needs_an_assessment_and_a_waiver_does_not(
    town: Town, make_members: Callable[..., list[Member]]
) -> None:
    member = make_members(town.village, 1)[0]
    with pytest.raises(Refused, match="还没有核定党费"):
        ask(town, member)
    assert ask(town, member, kind=WaiverKind.WAIVED, amount=None).amount == 0


def test_months_that_are_asked_or_approved_are_not_asked_twice(town: Town, members: list[Member]) -> None:
    first = ask(town, members[0], until=date(2027, 1, 1))
    with pytest.raises(Refused, match=r"从2026年12月到2027年1月已经有一份（待批复）"):
        ask(town, members[0], since=date(2027, 1, 1))
    answer(filing=first.filing, step=Step.REFUSE, note="情况不符", by=OPERATOR, at=AT)
    assert ask(town, members[0])


def test_only_the_member_s_own_branch_asks(town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="现在不是柳堤村的党员"):
        ask(town, members[0], branch=town.other_village)
    for unit in (town.groups[0], town.committee):
        with pytest.raises(Refused, match="由党支部研究"):
            ask(town, members[0], branch=unit)


def test_the_database_knows_what_a_waiver_is(town: Town, members: list[Member]) -> None:
    filing = ask(town, members[0]).filing
    for wrong in (
        {"amount": 0},
        {"kind": "waived"},
        {"until": date(2026, 11, 1)},
        {"since": date(2026, 12, 2)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Waiver.objects.filter(filing=filing).update(**wrong)


def test_the_page_asks_and_shows_what_was_asked(secretary: Client, town: Town, members: list[Member]) -> None:
    shown = secretary.post(PAGE, form(members[0]), follow=True).content.decode()
    assert "已报上一级党委：示例001少交，到2027年11月。" in shown
    assert GROUND in shown
    assert "等上级批复" in shown


def test_a_double_click_asks_once(secretary: Client, members: list[Member]) -> None:
    assert secretary.post(PAGE, form(members[0])).status_code == 302
    again = secretary.post(PAGE, form(members[0]))
    assert again.status_code == 422
    assert "已经有一份（待批复）" in again.content.decode()
    assert Waiver.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"member": ""}, "请选择党员。"),
        ({"kind": ""}, "请选择申请事项。"),
        ({"ground": ""}, "请写困难情况，审批的人要看。"),
        ({"amount": "abc"}, "请填数字"),
        ({"since": "2026-11-01"}, "请在名单中选择从哪个月起。"),
        ({"considered_on": "不知道"}, "日期请写成"),
    ],
)
def test_an_error_stands_at_its_field_and_what_was_typed_stays(
    changes: dict[str, str], sentence: str, secretary: Client, members: list[Member]
) -> None:
    response = secretary.post(PAGE, form(members[0], **changes))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    if "ground" not in changes:
        assert GROUND in response.content.decode()


def test_it_is_asked_again_as_it_was_but_considered_anew(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    waiver = ask(town, members[0], until=DECEMBER)
    answer(filing=waiver.filing, step=Step.APPROVE, note="", by=OPERATOR, at=AT)
    shown = secretary.get(PAGE).content.decode()
    assert f'href="?renew={waiver.pk}"' in shown
    again = secretary.get(f"{PAGE}?renew={waiver.pk}").content.decode()
    assert f'<option value="{members[0].pk}" selected>' in again
    assert '<option value="2027-01-01" selected>' in again
    assert 'value="5.00"' in again
    assert 'name="considered_on" value' not in again


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000001"])
def test_nothing_is_asked_again_that_was_not_asked_here(
    key: str, secretary: Client, members: list[Member]
) -> None:
    assert secretary.get(f"{PAGE}?renew={key}").status_code == 200


def test_a_neighbour_s_ground_is_not_fetched_by_its_address(
    client_of: Callable[[str], Client], town: Town, members: list[Member]
) -> None:
    waiver = ask(town, members[0])
    shown = client_of("other_secretary").get(f"/units/liudi/dues/waivers/?renew={waiver.pk}")
    assert GROUND not in shown.content.decode()


def test_the_clerk_sees_the_ground_and_decides_on_the_filing(
    client_of: Callable[[str], Client], town: Town, members: list[Member]
) -> None:
    waiver = ask(town, members[0])
    clerk = client_of("clerk")
    shown = clerk.get("/units/fenggang/dues/waivers/").content.decode()
    assert GROUND in shown
    assert "提交给上一级党委" not in shown
    assert GROUND not in clerk.get(f"/units/fenggang/filings/{waiver.filing_id}/").content.decode()
    assert clerk.post(PAGE, form(members[1])).status_code == 404


def test_the_ground_stands_in_no_log(secretary: Client, members: list[Member]) -> None:
    secretary.post(PAGE, form(members[0]))
    assert logged("着火") == []
    assert LogEntry.objects.filter(action="filings.ask").count() == 1


def test_the_questions_do_not_grow_with_the_reductions(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    secretary.get(PAGE)
    counts: list[int] = []
    for number in (1, 3):
        for member in members[len(counts) : number]:
            ask(town, member)
        with CaptureQueriesContext(connection) as asked:
            secretary.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
