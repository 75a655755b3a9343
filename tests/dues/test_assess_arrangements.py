"""Paying by the quarter and by proxy: with the branch's consent, by a person, ended by whom and when."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry as LogEntry
from activityday.contents.dues.actions import arrange, end_arrangement
from activityday.contents.dues.enums import ArrangementKind
from activityday.contents.dues.models import Arrangement
from activityday.contents.dues.queries import arrangements_of
from activityday.contents.dues.queries.arrangements import agreed_in
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.dues.cast import AT, DECEMBER, ON

PAGE = "/units/xingtang/dues/arrangements/"
JANUARY, FEBRUARY = date(2027, 1, 1), date(2027, 2, 1)


@pytest.fixture(autouse=True)
def a_day_in_december() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Three members of 兴塘村."""
    return make_members(town.village, 3)


@pytest.fixture
def secretary(client_of: Callable[[str], Client]) -> Client:
    return client_of("secretary")


def agree(town: Town, member: Member, **changes: object) -> Arrangement:
    given: dict[str, object] = {
        "branch": town.village,
        "member": member,
        "kind": ArrangementKind.PROXY,
        "payer": "王小军",
        "relation": "儿子",
        "reason": "行动不便",
        "consented_on": ON,
        "since": DECEMBER,
        "until": None,
        "by": OPERATOR,
        "on": ON,
        "at": AT,
    }
    return arrange(**{**given, **changes})  # type: ignore[arg-type]


def form(person: Member, **changes: str) -> dict[str, str]:
    given = {
        "member": str(person.pk),
        "kind": "proxy",
        "payer": "王小军",
        "relation": "儿子",
        "reason": "行动不便",
        "consented_on": "2026-12-07",
        "since": "2026-12-01",
        "until": "",
    }
    return {**given, **changes}


def holding(member: Member, month: date) -> int:
    return len(arrangements_of([member.pk], month).get(member.pk, []))


def test_a_proxy_holds_from_its_month_on(town: Town, members: list[Member]) -> None:
    made = agree(town, members[0])
    assert (made.payer, made.relation, made.until) == ("王小军", "儿子", None)
    assert [holding(members[0], month) for month in (date(2026, 11, 1), DECEMBER, JANUARY)] == [0, 1, 1]
    entry = LogEntry.objects.get(action="dues.arranged")
    assert (entry.object_label, entry.by_name) == ("示例001", "命令 tests")


def test_paying_by_the_quarter_has_no_payer(town: Town, members: list[Member]) -> None:
    made = agree(town, members[0], kind=ArrangementKind.QUARTERLY)
    assert (made.payer, made.relation) == ("", "")


@pytest.mark.parametrize(
    "payer", ["兴塘村党支部", "村委会", "枫港镇党委", "兴塘村", "示例县委", "村集体账上"]
)
def test_no_organisation_pays_for_a_member(payer: str, town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="党组织不能替党员垫交") as refused:
        agree(town, members[0], payer=payer)
    assert refused.value.clause == "dues 14"
    assert Arrangement.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"payer": ""}, "请写代交人的姓名"),
        ({"payer": "示例001"}, "本人自己交"),
        ({"relation": " "}, "请写代交人与本人的关系"),
        ({"consented_on": date(2026, 12, 8)}, "日期还没有到"),
        ({"since": date(2026, 11, 1)}, "不能早于同意的那个月"),
        ({"since": JANUARY, "until": DECEMBER}, "早于开始的月份"),
    ],
)
def test_what_cannot_be_arranged_says_why(
    changes: dict[str, object], sentence: str, town: Town, members: list[Member]
) -> None:
    with pytest.raises(Refused, match=sentence):
        agree(town, members[0], **changes)


def test_only_the_member_s_own_branch_agrees(town: Town, members: list[Member]) -> None:
    with pytest.raises(Refused, match="现在不是柳堤村的党员"):
        agree(town, members[0], branch=town.other_village)


def test_one_of_a_kind_at_a_time(town: Town, members: list[Member]) -> None:
    agree(town, members[0], until=JANUARY)
    with pytest.raises(Refused, match="已经登记过“委托代交”"):
        agree(town, members[0], since=JANUARY)
    assert agree(town, members[0], since=FEBRUARY)
    with pytest.raises(Refused, match="已经登记过“委托代交”"):
        agree(town, members[0], since=date(2027, 5, 1), until=date(2027, 6, 1))
    assert agree(town, members[0], kind=ArrangementKind.QUARTERLY)


def test_the_database_keeps_one_open_of_a_kind(town: Town, members: list[Member]) -> None:
    made = agree(town, members[0])
    fields = {field.attname: getattr(made, field.attname) for field in Arrangement._meta.fields}
    del fields["id"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrangement.objects.create(**fields)


def test_it_is_ended_with_this_month_by_somebody(town: Town, members: list[Member]) -> None:
    made = agree(town, members[0])
    ended = end_arrangement(arrangement=made, by=OPERATOR, on=ON, at=AT)
    assert (ended.until, ended.ended_by, ended.ended_at) == (DECEMBER, "命令 tests", AT)
    assert [holding(members[0], month) for month in (DECEMBER, JANUARY)] == [1, 0]
    with pytest.raises(Refused, match="已由命令 tests停用"):
        end_arrangement(arrangement=made, by=OPERATOR, on=ON, at=AT)
    assert agree(town, members[0], since=JANUARY)


def test_one_ended_before_it_began_never_holds(town: Town, members: list[Member]) -> None:
    made = agree(town, members[0], since=FEBRUARY)
    end_arrangement(arrangement=made, by=OPERATOR, on=ON, at=AT)
    assert holding(members[0], FEBRUARY) == 0
    assert [one.is_ended for one in agreed_in(town.village, DECEMBER)] == [True]
    assert agree(town, members[0], since=FEBRUARY)


def test_ending_never_makes_it_longer(town: Town, members: list[Member]) -> None:
    made = agree(town, members[0], until=DECEMBER)
    ended = end_arrangement(arrangement=made, by=OPERATOR, on=date(2027, 3, 1), at=AT)
    assert ended.until == DECEMBER


def test_the_page_enters_shows_and_ends(secretary: Client, town: Town, members: list[Member]) -> None:
    shown = secretary.post(PAGE, form(members[0]), follow=True).content.decode()
    assert "已登记：示例001委托代交。" in shown
    assert "王小军（儿子）" in shown
    made = Arrangement.objects.get()
    ended = secretary.post(f"{PAGE}{made.pk}/end/", follow=True).content.decode()
    assert "示例001的“委托代交”已停用。" in ended
    assert "停用，不用再办。" in secretary.post(f"{PAGE}{made.pk}/end/", follow=True).content.decode()


def test_a_double_click_enters_once(secretary: Client, members: list[Member]) -> None:
    assert secretary.post(PAGE, form(members[0])).status_code == 302
    again = secretary.post(PAGE, form(members[0]))
    assert again.status_code == 422
    assert "已经登记过“委托代交”，不用再登记。" in again.content.decode()
    assert Arrangement.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"payer": "村委会"}, "党组织不能替党员垫交党费，村里、单位的钱也不行。"),
        ({"payer": ""}, "委托代交的，请填写代交人。"),
        ({"relation": ""}, "委托代交的，请填写与本人关系。"),
        ({"reason": ""}, "请填写原因。"),
        ({"kind": ""}, "请选择事项。"),
        ({"since": "2020-01-01"}, "请在名单中选择从哪个月起。"),
        ({"payer": "名" * 31}, "代交人不超过 30 个字。"),
    ],
)
def test_an_error_says_what_to_do_and_what_was_typed_stays(
    changes: dict[str, str], sentence: str, secretary: Client, members: list[Member]
) -> None:
    response = secretary.post(PAGE, form(members[0], **changes))
    shown = response.content.decode()
    assert response.status_code == 422
    assert sentence in shown
    if "reason" not in changes:
        assert 'value="行动不便"' in shown


def test_the_clause_is_named(secretary: Client, members: list[Member]) -> None:
    shown = secretary.post(PAGE, form(members[0], payer="党支部")).content.decode()
    assert "依据：党费收缴规定第14条" in shown


def test_what_another_branch_agreed_is_not_ended_here(
    secretary: Client, town: Town, make_members: Callable[..., list[Member]]
) -> None:
    stranger = make_members(town.other_village, 1, prefix="邻村")[0]
    theirs = agree(town, stranger, branch=town.other_village)
    assert secretary.post(f"{PAGE}{theirs.pk}/end/").status_code == 404


def test_the_clerk_reads_and_does_not_enter(
    client_of: Callable[[str], Client], town: Town, members: list[Member]
) -> None:
    agree(town, members[0])
    clerk = client_of("clerk")
    shown = clerk.get(PAGE).content.decode()
    assert "王小军（儿子）" in shown
    assert "停用" not in shown.split("<main")[1].split("怎么办", maxsplit=1)[0]
    assert clerk.post(PAGE, form(members[1])).status_code == 404


def test_the_questions_do_not_grow_with_the_arrangements(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    secretary.get(PAGE)
    counts: list[int] = []
    for number in (1, 3):
        for member in members[len(counts) : number]:
            agree(town, member)
        with CaptureQueriesContext(connection) as asked:
            secretary.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
