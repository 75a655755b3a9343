"""The directory is entered, amended, emptied and filled again by the office; nothing that was used is lost."""

from dataclasses import replace

import pytest

from activityday.audit.queries import history_of
from activityday.day.directory.actions import amend_site, restore_site, withdraw_site
from activityday.day.directory.models import Site
from activityday.day.directory.queries import site_of, sites_of, withdrawn_of
from activityday.people.organisation.checks import Refused
from tests.conftest import Town, instant
from tests.directory.conftest import LECTURE, MEMORIAL, STATION, Enter

LATER = instant("2026-11-21 09:00")


def amend(site: Site, town: Town, *, version: int = 0, **differences: object) -> Site:
    return amend_site(
        site=site,
        draft=replace(MEMORIAL, **differences),
        base_version=version,
        by=town.users["clerk"],
        at=LATER,
    )


def test_a_branch_reads_it_by_kind_and_name(town: Town, sites: list[Site]) -> None:
    assert [site.name for site in sites_of(town.village)] == ["枫港烈士陵园", "兴塘村便民点", "先锋网络课堂"]
    assert sites_of(town.village)[1].contents_label == "服务党员群众、民主议事决策"


def test_the_county_has_none(town: Town, sites: list[Site]) -> None:
    assert sites_of(town.county) == []
    assert site_of(town.county, sites[0].pk) is None


def test_two_of_one_name_are_one_too_many(town: Town, enter: Enter) -> None:
    enter()
    with pytest.raises(Refused, match="已经有“枫港烈士陵园”"):
        enter(address="别处")
    assert len(sites_of(town.village)) == 1


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [({"name": ""}, "名称和地址"), ({"address": ""}, "名称和地址"), ({"contents": ()}, "适合哪几项内容")],
)
def test_what_nobody_could_pick_is_refused(
    town: Town, enter: Enter, differences: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        enter(**differences)
    assert sites_of(town.village) == []


@pytest.mark.parametrize(
    "address",
    [
        "村部一楼",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "https://",
        "https://a b.org",
        "http://a\n.org",
    ],
)
def test_an_online_lecture_needs_an_address_that_a_browser_opens(enter: Enter, address: str) -> None:
    with pytest.raises(Refused, match="完整的网址"):
        enter(LECTURE, address=address)
    assert enter(LECTURE).address == "https://example.org/lecture"


def test_only_what_is_different_is_kept_and_logged(town: Town, enter: Enter) -> None:
    site = enter()
    amend(site, town, opening="每天开放")
    site.refresh_from_db()
    assert (site.opening, site.version) == ("每天开放", 1)
    entry = history_of("site", site.pk).first()
    assert entry is not None
    assert entry.changes == '{"opening": ["周一闭馆", "每天开放"]}'
    amend(site, town, version=1, opening="每天开放")
    assert history_of("site", site.pk).count() == 2


def test_the_second_writer_overwrites_nothing(town: Town, enter: Enter) -> None:
    site = enter()
    amend(site, town, opening="每天开放")
    with pytest.raises(Refused, match="别人改过"):
        amend(site, town, version=0, opening="周二闭馆")
    site.refresh_from_db()
    assert site.opening == "每天开放"


def test_it_may_not_take_another_s_name(town: Town, enter: Enter) -> None:
    enter(STATION)
    site = enter()
    with pytest.raises(Refused, match="已经有“兴塘村便民点”"):
        amend(site, town, name="兴塘村便民点")
    site.refresh_from_db()
    assert site.name == "枫港烈士陵园"


def test_taken_out_with_a_reason_and_put_back(town: Town, enter: Enter) -> None:
    site, clerk = enter(), town.users["clerk"]
    with pytest.raises(Refused, match="为什么移出"):
        withdraw_site(site=site, why=" ", by=clerk, at=LATER)
    withdraw_site(site=site, why="正在维修", by=clerk, at=LATER)
    assert (sites_of(town.village), withdrawn_of(town.village)) == ([], [site])
    with pytest.raises(Refused, match="已经移出名录"):
        withdraw_site(site=site, why="正在维修", by=clerk, at=LATER)
    site.refresh_from_db()
    with pytest.raises(Refused, match="已由党建办小陈（clerk）移出名录"):
        amend(site, town, opening="每天开放")
    restore_site(site=site, by=clerk, at=LATER)
    assert sites_of(town.village) == [site]
    with pytest.raises(Refused, match="不用放回"):
        restore_site(site=site, by=clerk, at=LATER)


def test_a_name_taken_meanwhile_keeps_the_old_one_out(town: Town, enter: Enter) -> None:
    site, clerk = enter(), town.users["clerk"]
    withdraw_site(site=site, why="正在维修", by=clerk, at=LATER)
    enter()
    with pytest.raises(Refused, match="已经有“枫港烈士陵园”"):
        restore_site(site=site, by=clerk, at=LATER)
    assert withdrawn_of(town.village) == [site]
