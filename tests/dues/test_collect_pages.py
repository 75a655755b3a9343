"""The pages of collecting, as each post meets them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from activityday.contents.dues.actions.books import collect
from activityday.contents.dues.enums import BookState
from activityday.contents.dues.models import DayBook, Payment
from activityday.contents.dues.reckoning import Step
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town
from tests.dues.collecting import AT, NOVEMBER, agree, appoint, assess, table, taking, yuan
from tests.pages import Person

pytestmark = pytest.mark.django_db
TODAY = "2026-11-02 10:00"
GROUP, VILLAGE, OTHER = (f"/units/{code}/2026/11/dues/" for code in ("xingtang-1", "xingtang", "liudi"))


@pytest.fixture(autouse=True)
def november(time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def twelve(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """Twelve members of 兴塘村 in two groups, all assessed at 15 yuan from November on."""
    members = make_members(town.village, 12)
    assess(members, town.village)
    appoint(members[0], town.groups[0], PostKind.GROUP_LEADER)
    return members


def text(response: Any) -> str:
    return " ".join(html.fromstring(response.content.decode()).find(".//main").text_content().split())


def filled(found: Any, **changes: str) -> dict[str, str]:
    """What the form of a table sends when nothing is touched, and then some changes."""
    page = html.fromstring(found.content.decode())
    data = {}
    for control in page.get_element_by_id("collecting").iter("input", "select"):
        if control.tag == "select":
            chosen = control.xpath("./option[@selected]") or control.xpath("./option")
            data[control.get("name")] = chosen[0].get("value")
        elif control.get("type") not in {"radio", "checkbox"}:
            data[control.get("name")] = control.get("value", "")
    return data | changes


def test_a_group_leader_collects_with_one_number(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    person = Person(client_of("group_leader")).opens(GROUP)
    assert "党小组长示例001 · 6 人" in " ".join(person.page.text_content().split())
    person.presses("都交了", cash="90")
    assert person.typed == ["cash"]
    book = DayBook.objects.get()
    assert (book.state, book.collector, book.payments.count()) == (BookState.CLOSED, "示例001", 6)
    assert "打印收据" in person.reads()


def test_a_month_of_a_branch_takes_three_numbers_at_most(
    town: Town, client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    twelve[11].affiliations.update(group=None)
    person = Person(client_of("secretary"))
    for address, cash in ((GROUP, "90"), ("/units/xingtang-2/2026/11/dues/", "75"), (VILLAGE, "15")):
        person.opens(address).presses("都交了", cash=cash)
    assert person.typed == ["cash"] * 3
    assert DayBook.objects.filter(state=BookState.CLOSED).count() == 3
    assert Payment.objects.count() == 12


def test_the_branch_sees_who_collects_where(client_of: Callable[[str], Client], twelve: list[Member]) -> None:
    words = Person(client_of("secretary")).opens(VILLAGE).reads()
    assert "第一党小组 6 人 · 党小组长示例001 还没有收" in words
    assert "第二党小组 6 人 · 党小组长空缺" in words


def test_a_group_leader_sees_only_the_group_s_own_people(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    words = text(client.get(GROUP))
    assert [member.name in words for member in twelve] == [True, False] * 6
    for address in (VILLAGE, "/units/xingtang-2/2026/11/dues/", "/units/xingtang/dues/2026/", OTHER):
        assert client.get(address).status_code == 404
    own, other = twelve[0], twelve[1]
    assert client.get(f"/units/xingtang-1/dues/members/{own.pk}/").status_code == 200
    assert client.get(f"/units/xingtang-1/dues/members/{other.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("post", "looks", "writes"),
    [
        ("county_officer", 404, 404),
        ("clerk", 200, 404),
        ("leader", 404, 404),
        ("secretary", 200, 302),
        ("recorder", 404, 404),
        ("group_leader", 404, 404),
        ("other_secretary", 404, 404),
        ("operator", 404, 404),
    ],
)
def test_who_may_look_and_who_may_collect(
    client_of: Callable[[str], Client], twelve: list[Member], post: str, looks: int, writes: int
) -> None:
    Member.objects.get(pk=twelve[0].pk).affiliations.update(group=None)
    page = client_of("secretary").get(VILLAGE)
    data = filled(page, **{"do": "save", f"mark-{twelve[0].pk}": "paid"})
    client = client_of(post)
    assert client.get(VILLAGE).status_code == looks
    assert client.post(VILLAGE, data).status_code == writes


def test_the_clerk_reads_the_table_without_a_form(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    page = html.fromstring(client_of("clerk").get(GROUP).content.decode())
    assert page.xpath("//form[@id='collecting']") == []
    assert len(page.xpath("//li[contains(@class, 'person')]")) == 6


def test_checking_keeps_nothing_and_says_the_sums(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    data = filled(client.get(GROUP), **{"do": "check", "cash": "75", f"mark-{twelve[0].pk}": "unpaid"})
    response = client.post(GROUP, data)
    words = text(response)
    assert (response.status_code, Payment.objects.count()) == (200, 0)
    assert "正好是其余 5 人都交了的数" in words
    page = html.fromstring(response.content.decode())
    kept = page.xpath(f"//input[@name='mark-{twelve[0].pk}' and @value='unpaid']/@checked")
    assert len(kept) == 1


def test_checking_names_what_saving_would_refuse(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client, key = client_of("group_leader"), twelve[2].pk
    marked = {f"mark-{key}": "paid", f"amount-{key}": "999"}
    checked = client.post(GROUP, filled(client.get(GROUP), **{"do": "check"} | marked))
    assert (checked.status_code, Payment.objects.count()) == (422, 0)
    assert "比要交的多" in text(checked)


def test_saving_says_that_the_unpaid_are_marked_again_at_the_end(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    marks = {f"mark-{twelve[0].pk}": "paid", f"mark-{twelve[2].pk}": "unpaid"}
    client.post(GROUP, filled(client.get(GROUP), **{"do": "save"} | marks))
    assert "“没交”的 1 人不存，结清时请再点一次" in text(client.get(GROUP))


def test_the_difference_is_said_and_nothing_typed_is_lost(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    key = twelve[2].pk
    changes = {"do": "rest", "cash": "８０．５０", f"payer-{key}": "李小妹", f"relation-{key}": "女儿"}
    response = client.post(GROUP, filled(client.get(GROUP), **changes, **{f"consent-{key}": "1"}))
    assert response.status_code == 422
    words = text(response)
    assert "清点的现金 80.50 元，少 9.50 元" in words
    page = html.fromstring(response.content.decode())
    assert page.xpath(f"//input[@name='payer-{key}']/@value") == ["李小妹"]
    assert page.xpath("//input[@name='cash']/@value") == ["８０．５０"]
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-5", "金额不能是负数"),
        ("1e9", "不是金额"),
        ("NaN", "不是金额"),
        ("Infinity", "不是金额"),
        ("99999999", "金额太大"),
        ("1.005", "不是金额"),
        ("十五", "不是金额"),
        ("0", "金额要大于 0"),
        ("<script>", "不是金额"),
        ("1,5", "不是金额"),
    ],
)
def test_what_is_no_amount_is_said_beside_the_name(
    client_of: Callable[[str], Client], twelve: list[Member], typed: str, words: str
) -> None:
    client = client_of("group_leader")
    key = twelve[0].pk
    data = filled(client.get(GROUP), **{"do": "save", f"mark-{key}": "paid", f"amount-{key}": typed})
    response = client.post(GROUP, data)
    assert response.status_code == 422
    page = html.fromstring(response.content.decode())
    [row] = page.xpath(f"//li[@id='m-{key}']")
    assert words in row.text_content()
    assert row.xpath(f".//input[@name='amount-{key}']/@value") == [typed]
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "amount"), [("５．５０", "5.50"), ("5.5元", "5.50"), ("￥5", "5"), (" 0.2 ", "0.20")]
)
def test_an_amount_is_read_as_people_write_it(
    client_of: Callable[[str], Client], twelve: list[Member], typed: str, amount: str
) -> None:
    client = client_of("group_leader")
    key = twelve[0].pk
    data = filled(client.get(GROUP), **{"do": "save", f"mark-{key}": "paid", f"amount-{key}": typed})
    assert client.post(GROUP, data).status_code == 302
    assert Payment.objects.get().amount == yuan(amount)


@pytest.mark.parametrize("cash", ["abc", "1e9", "NaN", "--5", "1" * 30])
def test_cash_that_is_no_amount_is_refused(
    client_of: Callable[[str], Client], twelve: list[Member], cash: str
) -> None:
    client = client_of("group_leader")
    response = client.post(GROUP, filled(client.get(GROUP), do="rest", cash=cash))
    assert response.status_code == 422
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("change", [{"number": "x"}, {"version": ""}, {"do": "drop"}, {"collected_on": "?"}])
def test_a_broken_form_is_answered_in_a_sentence(
    client_of: Callable[[str], Client], twelve: list[Member], change: dict[str, str]
) -> None:
    client = client_of("group_leader")
    response = client.post(GROUP, filled(client.get(GROUP), **{"do": "rest", "cash": "90"} | change))
    assert response.status_code == 422
    assert Payment.objects.count() == 0


def test_a_form_that_was_opened_before_somebody_else_wrote_comes_back_whole(
    town: Town, client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    data = filled(client.get(GROUP), **{"do": "save", f"mark-{twelve[2].pk}": "paid"})
    form = taking(table(town.groups[0]), {twelve[0]: "15"})
    collect(unit=town.groups[0], month=NOVEMBER, taking=form, by=OPERATOR, at=AT)
    response = client.post(GROUP, data)
    assert response.status_code == 422
    assert "又有人记了几笔" in text(response)
    again = filled(response, **{"do": "save", f"mark-{twelve[2].pk}": "paid"})
    assert client.post(GROUP, again).status_code == 302
    assert Payment.objects.count() == 2


def test_the_back_button_and_a_second_click_record_nothing_twice(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    data = filled(client.get(GROUP), do="rest", cash="90")
    assert client.post(GROUP, data).status_code == 302
    again = client.post(GROUP, data)
    assert again.status_code == 422
    assert "没有重复记" in text(again)
    assert Payment.objects.count() == 6


def test_touching_what_differs_marks_the_person_as_paid(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    data = filled(client.get(GROUP), **{"do": "save", f"amount-{twelve[0].pk}": "5"})
    client.post(GROUP, data)
    assert list(Payment.objects.values_list("member", "amount")) == [(twelve[0].pk, yuan("5"))]


def test_an_unassessed_member_is_shown_and_cannot_be_ticked(
    town: Town, client_of: Callable[[str], Client], make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.other_village, 2)
    assess(members[:1], town.other_village)
    page = html.fromstring(client_of("other_secretary").get(OTHER).content.decode())
    [row] = page.xpath(f"//li[@id='m-{members[1].pk}']")
    assert "未核定" in row.text_content()
    assert row.xpath(".//input[@type='radio']") == []


def test_a_branch_that_assessed_nobody_is_told_what_to_do_first(
    town: Town, client_of: Callable[[str], Client], make_members: Callable[..., list[Member]]
) -> None:
    make_members(town.other_village, 2)
    person = Person(client_of("other_secretary")).opens(OTHER)
    assert "支部还没有核定每位党员每月交多少" in person.reads()
    assert person.link("去核定") == "/units/liudi/dues/assess/2026/"
    assert "这一年还没有核定党费" in person.opens("/units/liudi/dues/2026/").reads()


def test_a_vacant_post_is_said_and_the_secretary_collects(
    town: Town, client_of: Callable[[str], Client], make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.village, 2)
    assess(members, town.village)
    appoint(members[1], town.village, PostKind.SECRETARY)
    words = text(client_of("secretary").get(GROUP))
    assert "党小组长空缺，先由支部书记示例002代收。请镇党委党建办在花名册里登记党小组长。" in words


def test_a_branch_whose_secretary_is_not_on_the_roster_is_not_told_that_the_secretary_stands_in_for_himself(
    town: Town, client_of: Callable[[str], Client], make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.other_village, 2)
    assess(members, town.other_village)
    person = Person(client_of("other_secretary")).opens(OTHER)
    assert "书记（花名册里没有登记） · 2 人" in person.reads()
    assert "花名册里还没有登记书记，收据上先写记账人的姓名。" in person.reads()
    assert "代收" not in person.reads()
    form = taking(table(town.other_village), {members[0]: "15"})
    writer = town.users["other_secretary"]
    book = collect(unit=town.other_village, month=NOVEMBER, taking=form, by=writer, at=AT)
    assert book.collector == "邻村书记"


def test_the_organisation_commissioner_collects_where_there_are_no_groups(
    town: Town, client_of: Callable[[str], Client], make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.other_village, 2)
    assess(members, town.other_village)
    appoint(members[0], town.other_village, PostKind.SECRETARY)
    appoint(members[1], town.other_village, PostKind.ORGANISATION)
    client = client_of("other_secretary")
    assert "书记示例001" in " ".join(client.get(OTHER).content.decode().split())
    town.other_village.has_committee = True
    town.other_village.save()
    assert "组织委员示例002" in " ".join(client.get(OTHER).content.decode().split())


def test_a_correction_leads_to_the_book_in_which_it_stands(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    person = Person(client_of("group_leader")).opens(GROUP).presses("都交了", cash="90")
    person.clicks("冲正").presses("冲正这一笔", reason="收错了人")
    words = person.reads()
    assert "冲正收据 1 号：收错了人" in words
    assert "-15.00" in words
    back = person.client.get(f"/units/xingtang-1/dues/books/{DayBook.objects.get(number=1).pk}/")
    assert "已冲正，收据 7 号" in text(back)


def test_the_year_shows_signs_with_words_totals_and_the_one_next_step(
    client_of: Callable[[str], Client], twelve: list[Member], town: Town
) -> None:
    agree(twelve[2], town.village, "proxy", payer="李小妹", relation="女儿")
    client = client_of("secretary")
    Person(client).opens(GROUP).presses("都交了", cash="90")
    response = client.get("/units/xingtang/dues/2026/")
    page = html.fromstring(response.content.decode())
    [own] = page.xpath("//tbody/tr[th/a[text()='示例001']]")
    assert [sign.get("title") for sign in own.xpath(".//span[contains(@class,'sign')]")][-2:] == [
        "已交",
        "应交",
    ]
    [other] = page.xpath("//tbody/tr[th/a[text()='示例003']]")
    assert [sign.get("title") for sign in other.xpath(".//span[contains(@class,'sign')]")][-2] == "已交，代交"
    assert "十一月180.0090.0090.0090.00" in text(response)
    assert len(page.xpath("//main//*[contains(@class,'button-main')]")) == 1


def test_a_member_s_account_says_why(
    client_of: Callable[[str], Client], town: Town, make_members: Callable[..., list[Member]]
) -> None:
    [member] = make_members(town.other_village, 1)
    assess([member], town.other_village, since=date(2026, 9, 1))
    words = text(client_of("other_secretary").get(f"/units/liudi/dues/members/{member.pk}/"))
    assert "核定每月 15.00 元。" in words
    assert "15.00 + 15.00 = 30.00 元" in words


def test_six_months_in_a_row_are_said_as_a_finding_never_as_a_status(
    client_of: Callable[[str], Client], town: Town, make_members: Callable[..., list[Member]]
) -> None:
    members = make_members(town.other_village, 2)
    assess(members[:1], town.other_village, since=date(2026, 5, 1))
    assess(members[1:], town.other_village, since=date(2026, 6, 1))
    words = text(client_of("other_secretary").get("/units/liudi/dues/arrears/"))
    assert "从2026年5月起连续 6 个月没有交党费，有没有正当理由由支部了解" in words
    assert "从2026年6月起" not in words


@pytest.mark.parametrize("number", [1, 200])
def test_the_queries_do_not_grow_with_the_members(
    client_of: Callable[[str], Client],
    town: Town,
    make_members: Callable[..., list[Member]],
    django_assert_max_num_queries: Any,
    number: int,
) -> None:
    members = make_members(town.other_village, number)
    assess(members, town.other_village)
    for member in members[:50]:
        agree(member, town.other_village, "proxy", payer="李小妹", relation="女儿")
    client = client_of("other_secretary")
    client.get(OTHER)
    with django_assert_max_num_queries(24):
        assert client.get(OTHER).status_code == 200
    cash = str(15 * number)
    assert client.post(OTHER, filled(client.get(OTHER), do="rest", cash=cash)).status_code == 302
    book = DayBook.objects.get()
    for address in (
        f"/units/liudi/dues/books/{book.pk}/",
        "/units/liudi/dues/2026/",
        "/units/liudi/dues/arrears/",
        "/units/liudi/dues/notice/",
        "/units/liudi/dues/remittances/",
        f"/units/liudi/dues/members/{members[0].pk}/",
    ):
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200, address


def test_a_step_of_a_book_at_another_branch_is_not_found(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    Person(client_of("group_leader")).opens(GROUP).presses("都交了", cash="90")
    book, payment = DayBook.objects.get(), Payment.objects.first()
    assert payment is not None
    client = client_of("other_secretary")
    assert client.get(f"/units/liudi/dues/books/{book.pk}/").status_code == 404
    assert (
        client.post(f"/units/liudi/dues/payments/{payment.pk}/correct/", {"reason": "x"}).status_code == 404
    )


def test_steps_are_named(town: Town) -> None:
    assert [step.value for step in Step] == ["check", "save", "rest", "close"]


def test_what_the_branch_agreed_to_meanwhile_marks_nobody_as_paid(
    town: Town, client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    data = filled(client.get(GROUP), **{"do": "save", f"mark-{twelve[0].pk}": "paid"})
    agree(twelve[2], town.village, "proxy", payer="李小妹", relation="女儿")
    assert client.post(GROUP, data).status_code == 302
    assert [one.member_id for one in Payment.objects.all()] == [twelve[0].pk]


def test_a_proxy_typed_without_a_mark_is_not_lost_with_the_rest(
    client_of: Callable[[str], Client], twelve: list[Member]
) -> None:
    client = client_of("group_leader")
    key = twelve[2].pk
    changes = {f"payer-{key}": "李小妹", f"relation-{key}": "女儿", f"consent-{key}": "1"}
    data = filled(client.get(GROUP), **{"do": "rest", "cash": "90"} | changes)
    assert client.post(GROUP, data).status_code == 302
    assert Payment.objects.get(member=key).payer == "李小妹"
