"""The year on one screen and the member's page: who sees them, what stands on them, and where a base never stands."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.models import Entry as LogEntry
from activityday.contents.dues.enums import BookState, DuesClass
from activityday.contents.dues.models import Assessment, DayBook
from activityday.contents.dues.trial import Entry
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.dues.cast import AT, JANUARY, SECRET, assess, everybody, logged, wage

PAGE = "/units/xingtang/dues/assess/2026/"
NEXT = "/units/xingtang/dues/assess/2027/"
POSTS = {"county_officer", "leader", "recorder", "group_leader", "other_secretary", "operator"}


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


def typed(members: list[Member], *rows: tuple[str, str], **more: str) -> dict[str, str]:
    """A form as the page sends it: class and base of each member in turn."""
    data = {"version": "0", "starts": "2026-01-01", "step": "save", **more}
    for member, (kind, base) in zip(members, rows, strict=False):
        data |= {f"kind-{member.pk}": kind, f"base-{member.pk}": base}
    return data


def member_page(member: Member) -> str:
    return f"/units/xingtang/dues/members/{member.pk}/assess/"


def test_the_secretary_saves_the_year_with_one_button(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    response = secretary.post(
        PAGE, typed(members, ("monthly_salary", "６，０００元"), ("retired", "5000.01"), ("farmer", ""))
    )
    assert response.status_code == 302
    shown = secretary.get(PAGE).content.decode()
    assert "已保存 3 人的 2026 年核定，合计每月 140.20 元。" in shown
    assert "都已核定" in shown
    assert [str(one.amount) for one in Assessment.objects.order_by("amount")] == ["0.20", "50.00", "90.00"]


def test_a_trial_shows_amounts_and_arithmetic_and_keeps_nothing(
    secretary: Client, members: list[Member]
) -> None:
    response = secretary.post(
        PAGE, typed(members, ("monthly_salary", "6000"), ("self_employed", "3000 2800 3301"), step="try")
    )
    shown = response.content.decode()
    assert response.status_code == 200
    assert "6000 元 × 1.5% = 90 元" in shown
    assert "(3000 + 2800 + 3301) ÷ 3 = 3033.67 元" in shown
    assert "试算：2 人，合计每月 120.34 元。还没有保存" in shown
    assert Assessment.objects.count() == 0


def test_the_rest_may_all_be_one_class(secretary: Client, members: list[Member]) -> None:
    data = typed(members, ("monthly_salary", "6000"), ("", ""), ("", ""), rest="farmer")
    assert secretary.post(PAGE, data).status_code == 302
    assert sorted(Assessment.objects.values_list("kind", flat=True)) == ["farmer", "farmer", "monthly_salary"]


def test_a_class_that_needs_a_base_is_no_class_for_the_rest(secretary: Client, members: list[Member]) -> None:
    response = secretary.post(PAGE, typed(members, ("farmer", ""), ("", ""), rest="retired"))
    assert response.status_code == 422
    assert Assessment.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "base", "sentence"),
    [
        ("monthly_salary", "abc", "请填数字，例如 3200.50。"),
        ("monthly_salary", "", "请填基数：每月的税后收入，没有就填 0。"),
        ("monthly_salary", "-5", "不能小于 0。没有收入填 0。"),
        ("retired", "99999999", "数字太大"),
        ("", "3000", "填了基数，还要选交费类别。"),
        ("emperor", "3000", "请在名单中选择交费类别。"),
        ("self_employed", "3000 2800", "请填数字"),
    ],
)
@pytest.mark.parametrize("step", ["try", "save"])
def test_an_error_stands_at_its_row_and_what_was_typed_stays(
    step: str, kind: str, base: str, sentence: str, secretary: Client, members: list[Member]
) -> None:
    response = secretary.post(PAGE, typed(members, (kind, base), ("farmer", ""), step=step))
    shown = response.content.decode()
    assert response.status_code == 422
    assert sentence in shown
    assert f'value="{base}"' in shown
    assert shown.count('aria-invalid="true"') == 1
    assert Assessment.objects.count() == 0


def test_hostile_text_stays_text(secretary: Client, members: list[Member]) -> None:
    hostile = '"><script>alert(1)</script>'
    shown = secretary.post(PAGE, typed(members, ("retired", hostile))).content.decode()
    assert "<script>alert" not in shown


def test_a_double_click_saves_once(secretary: Client, members: list[Member]) -> None:
    data = typed(members, ("farmer", ""), ("farmer", ""))
    assert secretary.post(PAGE, data).status_code == 302
    again = secretary.post(PAGE, data)
    assert again.status_code == 409
    assert "没有重复保存" in again.content.decode()
    assert Assessment.objects.count() == 2


def test_the_second_of_two_keeps_what_they_typed(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members[:1]))
    response = secretary.post(PAGE, typed(members, ("retired", "4000"), ("retired", "4321")))
    shown = response.content.decode()
    assert response.status_code == 409
    assert 'value="4321"' in shown
    assert 'name="version" value="1"' in shown


def test_a_form_without_its_version_is_not_saved(secretary: Client, members: list[Member]) -> None:
    data = typed(members, ("farmer", ""))
    del data["version"]
    response = secretary.post(PAGE, data)
    assert response.status_code == 422
    assert "没有传完整" in response.content.decode()


def test_the_next_year_is_prefilled_and_saved_without_typing(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, {members[0]: wage(), **everybody(members[1:])})
    shown = secretary.get(NEXT).content.decode()
    assert '<option value="monthly_salary" selected>' in shown
    assert "沿用原来的" in shown
    data = typed(members, ("monthly_salary", ""), ("farmer", ""), ("farmer", ""), version="3")
    assert secretary.post(NEXT, data).status_code == 302
    kept = Assessment.objects.get(member=members[0], since=date(2027, 1, 1))
    assert (kept.base, str(kept.amount)) == (SECRET, "98.15")


def test_a_carried_base_is_tried_without_being_shown(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, {members[0]: wage()})
    data = typed(members, ("monthly_salary", ""), version="1", step="try")
    shown = secretary.post(NEXT, data).content.decode()
    assert "98.15 元" in shown
    assert "沿用原来的基数" in shown
    assert "6543" not in shown


def test_a_base_stands_nowhere_until_somebody_asks_for_it(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members, wage()))
    seen = [
        secretary.get(address).content.decode()
        for address in (PAGE, NEXT, member_page(members[0]), "/units/xingtang/dues/waivers/")
    ]
    assert [page for page in seen if "6543" in page] == []
    assert not LogEntry.objects.filter(action__in=["dues.bases_read", "dues.base_read"]).exists()
    assert logged("6543") == []


def test_a_look_at_the_bases_shows_them_once_and_is_logged_once(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members, wage()))
    shown = secretary.post(PAGE, {"step": "show"})
    assert shown.status_code == 200
    assert shown.content.decode().count(f"{SECRET} 元</span>") == 3
    assert "6543" not in secretary.get(PAGE).content.decode()
    look = LogEntry.objects.get(action="dues.bases_read")
    assert (look.object_label, look.by_name) == ("兴塘村党支部", town.users["secretary"].display_name)
    assert look.changes == '{"members": 3, "on_paper": false, "year": 2026}'
    assert logged("6543") == []
    assert "no-store" in shown["Cache-Control"]


def test_what_was_typed_survives_a_look(secretary: Client, town: Town, members: list[Member]) -> None:
    assess(town.village, {members[0]: wage()})
    data = typed(members[1:], ("retired", "4321"), version="1", step="show")
    shown = secretary.post(PAGE, data).content.decode()
    assert 'value="4321"' in shown
    assert SECRET in shown


def test_the_clerk_sees_the_table_and_may_look_but_not_save(
    client_of: Callable[[str], Client], town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members[:1], wage()))
    clerk = client_of("clerk")
    shown = clerk.get(PAGE).content.decode()
    assert "98.15 元" in shown
    assert 'value="save"' not in shown
    assert SECRET in clerk.post(PAGE, {"step": "show"}).content.decode()
    assert clerk.post(PAGE, typed(members, ("farmer", ""))).status_code == 404
    assert clerk.post(member_page(members[0]), {"kind": "farmer"}).status_code == 404
    assert Assessment.objects.count() == 1


def addresses(member: Member, assessment: Assessment) -> list[tuple[str, str]]:
    dues = "/units/xingtang/dues/"
    return [
        ("get", PAGE),
        ("post", PAGE),
        ("get", f"{PAGE}table.pdf"),
        ("get", f"{PAGE}table.xlsx"),
        ("post", f"{PAGE}with-bases/"),
        ("get", f"{PAGE}import/"),
        ("post", f"{PAGE}import/"),
        ("post", f"{PAGE}import/confirm/"),
        ("get", f"{PAGE}import/example.xlsx"),
        ("get", f"{dues}members/{member.pk}/assess/"),
        ("post", f"{dues}members/{member.pk}/assess/"),
        ("post", f"{dues}members/{member.pk}/assess/show/"),
        ("post", f"{dues}assessments/{assessment.pk}/void/"),
        ("get", f"{dues}waivers/"),
        ("post", f"{dues}waivers/"),
        ("get", f"{dues}arrangements/"),
        ("post", f"{dues}arrangements/"),
        ("post", f"{dues}arrangements/1/end/"),
    ]


@pytest.mark.parametrize("post", sorted(POSTS))
def test_other_posts_find_nothing_at_any_of_these_addresses(
    post: str, client_of: Callable[[str], Client], town: Town, members: list[Member]
) -> None:
    made = assess(town.village, everybody(members, wage()))[0]
    client = client_of(post)
    found = {
        address: getattr(client, method)(address).status_code
        for method, address in addresses(members[0], made)
    }
    assert set(found.values()) == {404}, found


def test_a_group_leader_finds_nothing_at_their_own_group_either(
    client_of: Callable[[str], Client], town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members, wage()))
    client = client_of("group_leader")
    for address in ("assess/2026/", "assess/2026/table.pdf", "waivers/", "arrangements/"):
        assert client.get(f"/units/xingtang-1/dues/{address}").status_code == 404


def test_neither_a_group_nor_the_town_is_assessed(client_of: Callable[[str], Client], town: Town) -> None:
    for post, code in (("secretary", "xingtang-1"), ("clerk", "fenggang")):
        assert client_of(post).get(f"/units/{code}/dues/assess/2026/").status_code == 404


@pytest.mark.parametrize("year", [2016, 2100])
def test_there_is_no_such_year(year: int, secretary: Client, town: Town) -> None:
    assert secretary.get(f"/units/xingtang/dues/assess/{year}/").status_code == 404


@pytest.mark.parametrize(("year", "linked"), [(2017, [2018]), (2026, [2025, 2027]), (2099, [2098])])
def test_no_link_leads_to_a_year_that_is_not_there(
    year: int, linked: list[int], secretary: Client, town: Town
) -> None:
    shown = secretary.get(f"/units/xingtang/dues/assess/{year}/").content.decode()
    assert [n for n in range(2015, 2102) if f'href="/units/xingtang/dues/assess/{n}/"' in shown] == linked


def test_a_year_gone_by_is_only_read(secretary: Client, town: Town, members: list[Member]) -> None:
    page = "/units/xingtang/dues/assess/2025/"
    assert 'value="save"' not in secretary.get(page).content.decode()
    assert secretary.post(page, typed(members, ("farmer", ""))).status_code == 404


def test_an_empty_branch_says_what_will_be_here(secretary: Client, town: Town) -> None:
    assert "这一年还没有党员" in secretary.get(PAGE).content.decode()


def test_a_change_is_made_on_the_member_s_page(secretary: Client, town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage()))
    data = {"since": "2026-12-01", "kind": "retired", "base": "4,000元", "incomes": "", "reason": "退休"}
    response = secretary.post(member_page(members[0]), data, follow=True)
    shown = response.content.decode()
    assert "已核定：从2026年12月起每月 20.00 元。" in shown
    assert "2026年12月起每月 20.00 元" in shown
    assert "6543" not in shown


def test_months_already_collected_are_named(secretary: Client, town: Town, members: list[Member]) -> None:
    assess(town.village, everybody(members, wage()))
    for month in (10, 11):
        DayBook.objects.create(
            committee=town.committee,
            branch=town.village,
            unit=town.village,
            month=date(2026, month, 1),
            collected_on=date(2026, month, 9),
            collector="组织委员",
            state=BookState.CLOSED,
            cash_counted=Decimal(0),
            opened_by="书记",
            opened_at=AT,
            closed_by="书记",
            closed_at=AT,
        )
    shown = secretary.get(member_page(members[0])).content.decode()
    assert "10月、11月的党费已经收过并结清" in shown
    data = {"since": "2026-11-01", "kind": "retired", "base": "4000", "reason": "退休"}
    said = secretary.post(member_page(members[0]), data, follow=True).content.decode()
    assert "其中11月的日记账已经结清" in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "请写明原因"),
        ({"since": ""}, "请选择从哪个月起。"),
        ({"since": "2031-01-01"}, "请在名单中选择从哪个月起。"),
        ({"kind": "emperor"}, "请在名单中选择交费类别。"),
        ({"base": "很多"}, "请填数字"),
        ({"kind": "self_employed", "base": "", "incomes": "1 2"}, "请填三个月的数"),
        ({"incomes": "1 2 3"}, "只有“个体经营等不按月取得收入”的填这一格。"),
        ({"base": ""}, "类别变了，请填新的基数。"),
    ],
)
def test_a_change_that_cannot_be_made_says_why(
    changes: dict[str, str], sentence: str, secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members, wage()))
    data = {"since": "2026-12-01", "kind": "retired", "base": "4000", "incomes": "", "reason": "退休"}
    response = secretary.post(member_page(members[0]), {**data, **changes})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Assessment.objects.count() == 3


def test_the_quarter_of_the_self_employed_is_averaged_on_the_page(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members))
    data = {
        "since": "2026-12-01",
        "kind": "self_employed",
        "base": "",
        "incomes": "3000、2800、3200",
        "reason": "开店",
    }
    secretary.post(member_page(members[0]), data)
    assert Assessment.objects.get(since=date(2026, 12, 1)).base == "3000.00"


def test_the_member_s_bases_are_shown_once_and_logged(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, everybody(members, wage()))
    shown = secretary.post(f"{member_page(members[0])}show/").content.decode()
    assert "6543.21 元 × 1.5% = 98.14815 元，取 98.15 元" in shown
    look = LogEntry.objects.get(action="dues.base_read")
    assert (look.object_label, look.changes) == (members[0].name, "{}")


def test_one_entered_wrongly_is_voided_with_a_reason(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    made = assess(town.village, everybody(members[:1]))[0]
    address = f"/units/xingtang/dues/assessments/{made.pk}/void/"
    assert "请写明作废的原因" in secretary.post(address, {}, follow=True).content.decode()
    assert "已作废" in secretary.post(address, {"why": "登记错了人"}, follow=True).content.decode()
    twice = secretary.post(address, {"why": "登记错了人"}, follow=True).content.decode()
    assert "作废，不用再办" in twice


def test_a_member_of_another_branch_is_not_found_here(
    secretary: Client, town: Town, members: list[Member], make_members: Callable[..., list[Member]]
) -> None:
    stranger = make_members(town.other_village, 1, prefix="邻村")[0]
    theirs = assess(town.other_village, everybody([stranger]))[0]
    assert secretary.get(member_page(stranger)).status_code == 404
    address = f"/units/xingtang/dues/assessments/{theirs.pk}/void/"
    assert secretary.post(address, {"why": "x"}).status_code == 404


def questions(
    client: Client, branch: Unit, make_members: Callable[..., list[Member]], number: int
) -> list[int]:
    members = make_members(branch, number, prefix=f"第{number}批")
    assess(branch, everybody(members, wage()))
    client.get(PAGE)
    counts = []
    for step in ("", "try", "show"):
        with CaptureQueriesContext(connection) as asked:
            data = {"step": step, "version": str(number)}
            data |= {f"kind-{member.pk}": "farmer" for member in members}
            response = client.post(NEXT, data) if step else client.get(PAGE)
        assert response.status_code == 200
        counts.append(len(asked))
    return counts


def test_the_questions_do_not_grow_with_the_members(
    secretary: Client, town: Town, make_members: Callable[..., list[Member]]
) -> None:
    one = questions(secretary, town.village, make_members, 1)
    Assessment.objects.all().delete()
    many = questions(secretary, town.village, make_members, 199)
    assert one == many
    assert max(one) <= 24


def test_saving_two_hundred_asks_no_more_than_saving_one(
    secretary: Client, town: Town, make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.village, 200)
    with CaptureQueriesContext(connection) as asked:
        response = secretary.post(PAGE, typed(members, *[("farmer", "")] * 200))
    assert response.status_code == 302
    assert Assessment.objects.count() == 200
    assert len(asked) <= 40


def test_the_page_of_a_year_begins_where_the_branch_began(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, {members[0]: Entry(DuesClass.FARMER)}, starts=date(2026, 6, 1))
    secretary.post(PAGE, typed(members[1:], ("farmer", ""), version="1"))
    assert set(Assessment.objects.values_list("since", flat=True)) == {date(2026, 6, 1)}
    assert JANUARY not in set(Assessment.objects.values_list("since", flat=True))


def test_the_moment_is_that_of_the_machine(secretary: Client, members: list[Member]) -> None:
    secretary.post(PAGE, typed(members, ("farmer", "")))
    assert Assessment.objects.get().made_at == instant("2026-12-07 15:00")
