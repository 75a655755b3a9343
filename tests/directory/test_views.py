"""The pages of the directory: branches look, the office keeps, everybody else finds what is theirs to find."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from activityday.day.directory.models import Site
from activityday.day.directory.queries import sites_of
from tests.conftest import Town
from tests.directory.conftest import Enter
from tests.documents.looking import words

ClientOf = Callable[[str], Client]
VILLAGE, OFFICE = "/units/xingtang/directory/", "/units/fenggang/directory/"
TYPED = {
    "kind": "red_site",
    "name": "枫港烈士陵园",
    "address": "枫港镇北街 1 号",
    "contents": ["study"],
    "capacity": "60",
}


def test_an_empty_directory_says_what_will_be_here(town: Town, client_of: ClientOf) -> None:
    assert "镇党委办公室登记以后" in client_of("secretary").get(VILLAGE).text
    page = client_of("clerk").get(OFFICE).text
    assert "登记第一个" in page
    assert f"{OFFICE}new/" in page


def test_a_branch_reads_everything_and_changes_nothing(client_of: ClientOf, sites: list[Site]) -> None:
    page = client_of("recorder").get(VILLAGE).text
    assert all(site.name in page for site in sites)
    assert "登记</a>" not in page
    assert client_of("recorder").get(f"{OFFICE}new/").status_code == 404
    assert client_of("secretary").post(f"{VILLAGE}{sites[0].pk}/withdraw/", {"why": "x"}).status_code == 404


def test_what_fits_one_content(client_of: ClientOf, sites: list[Site]) -> None:
    page = client_of("recorder").get(f"{VILLAGE}?content=service").text
    assert "兴塘村便民点" in page
    assert "枫港烈士陵园" not in page
    page = client_of("recorder").get(f"{VILLAGE}?content=nothing").text
    assert "没有登记适合这项内容的" in page


def test_one_entry_leads_to_its_address(client_of: ClientOf, sites: list[Site]) -> None:
    lecture, _, memorial = sites
    page = client_of("secretary").get(f"{VILLAGE}{lecture.pk}/").text
    assert '<a href="https://example.org/lecture" rel="noopener noreferrer external">' in page
    page = client_of("secretary").get(f"{VILLAGE}{memorial.pk}/").text
    assert "0730-5550001" in page
    assert "60 人" in page


def test_the_county_and_a_stranger_s_entry_are_not_found(client_of: ClientOf, sites: list[Site]) -> None:
    assert client_of("county_officer").get("/units/county/directory/").status_code == 404
    assert client_of("secretary").get(f"{VILLAGE}{uuid4()}/").status_code == 404


def test_the_office_enters_one_after_another(town: Town, client_of: ClientOf) -> None:
    clerk = client_of("clerk")
    response = clerk.post(f"{OFFICE}new/", {**TYPED, "another": "1"})
    assert response["Location"] == f"{OFFICE}new/"
    response = clerk.post(f"{OFFICE}new/", {**TYPED, "name": "柳堤教学点"})
    assert response["Location"] == OFFICE
    assert [site.name for site in sites_of(town.committee)] == ["枫港烈士陵园", "柳堤教学点"]


def test_a_second_click_is_told_at_the_name(town: Town, client_of: ClientOf) -> None:
    clerk = client_of("clerk")
    clerk.post(f"{OFFICE}new/", TYPED)
    response = clerk.post(f"{OFFICE}new/", TYPED)
    assert response.status_code == 422
    assert "已经有“枫港烈士陵园”" in response.text
    assert 'value="枫港镇北街 1 号"' in response.text, "nothing that was typed is lost"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "请选择类别"),
        ({"name": ""}, "请填写名称"),
        ({"contents": []}, "适合哪几项内容"),
        ({"capacity": "很多"}, "请填整数"),
        ({"kind": "online"}, "完整的网址"),
        ({"contents": ["dues"]}, "dues"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    town: Town, client_of: ClientOf, wrong: dict[str, object], sentence: str
) -> None:
    response = client_of("clerk").post(f"{OFFICE}new/", {**TYPED, **wrong})
    assert response.status_code == 422
    assert sentence in response.text
    assert sites_of(town.committee) == []


def test_an_entry_is_amended_taken_out_and_put_back(town: Town, client_of: ClientOf, enter: Enter) -> None:
    site, clerk = enter(), client_of("clerk")
    own = f"{OFFICE}{site.pk}/"
    assert 'value="60"' in clerk.get(f"{own}amend/").text
    assert clerk.post(f"{own}amend/", {**TYPED, "opening": "每天", "version": "0"})["Location"] == own
    stale = clerk.post(f"{own}amend/", {**TYPED, "opening": "周二闭馆", "version": "0"})
    assert (stale.status_code, "别人改过" in stale.text) == (422, True)
    assert clerk.post(f"{own}withdraw/", {"why": ""}).status_code == 422
    clerk.post(f"{own}withdraw/", {"why": "正在维修"})
    page = clerk.get(OFFICE).text
    assert "移出的" in page
    assert "正在维修" in client_of("secretary").get(f"{VILLAGE}{site.pk}/").text
    assert "正在维修" not in client_of("secretary").get(VILLAGE).text
    assert "已经移出名录" in clerk.post(f"{own}withdraw/", {"why": "又一次"}, follow=True).text
    assert "已放回" in clerk.post(f"{own}restore/", follow=True).text
    assert "不用放回" in clerk.post(f"{own}restore/", follow=True).text


def test_the_office_of_a_branch_is_not_an_office(client_of: ClientOf, sites: list[Site]) -> None:
    for path in ("new/", f"{sites[0].pk}/amend/"):
        assert client_of("clerk").get(f"{VILLAGE}{path}").status_code == 404


def test_the_list_is_printed_and_exported(client_of: ClientOf, sites: list[Site]) -> None:
    printed = client_of("secretary").get(f"{VILLAGE}list.pdf")
    said = words(printed.content)[0]
    assert "中共枫港镇委员会" in said
    assert all(site.name in said for site in sites)
    book = load_workbook(BytesIO(client_of("secretary").get(f"{VILLAGE}list.xlsx").content))
    names = [row[2].value for row in book.active.iter_rows()]
    assert [site.name for site in sites_of(sites[0].committee)] == [
        name for name in names if name in {s.name for s in sites}
    ]


def test_a_long_directory_asks_no_more_than_a_short_one(
    client_of: ClientOf, enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("recorder")
    enter()
    client.get(VILLAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(VILLAGE)
    for number in range(40):
        enter(name=f"第 {number} 个教学点")
    with django_assert_num_queries(len(few)):
        client.get(VILLAGE)
