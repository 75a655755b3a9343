"""Record sheet, sign-up sheet, pledges, posts, slips, the visitor's list, the ledger: opened and read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from activityday.contents.service.actions import set_up_post
from activityday.contents.service.models import CareEntry, Pledge, Project, Registration
from activityday.contents.service.printing import (
    ledger,
    pledge_sheet,
    post_table,
    project_record,
    sign_up_sheet,
    slips,
    visit_list,
)
from activityday.contents.service.queries import care_of, project_of
from activityday.documents.papers.service import (
    Section,
    ServicePaper,
    Slip,
    render_service_paper,
    render_slips,
)
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.conftest import Town
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, RARE
from tests.service.conftest import BRING, DAY, HOME, ILLNESS, NOON, SECRET

pytestmark = pytest.mark.django_db
Make = Callable[..., Project]


def read(project: Project) -> Project:
    found = project_of(project.unit, project.pk)
    assert found is not None
    return found


def test_the_record_says_who_took_part_for_how_long(twelve: list[Member], do: Make) -> None:
    project = do(
        twelve[:2], hours_typed={twelve[1].pk: Decimal("1.5")}, helpers_came=4, feature="environment"
    )
    page = words(project_record(read(project)))[0]
    for said in (
        "服务党员群众记录表",
        "志愿服务（环境保护）",
        "清了三百米水渠",
        "参加的党员2人",
        "示例0013小时",
        "示例0021.5小时",
        "党员以外参加4人",
        "2026年11月2日",
    ):
        assert said in page
    assert "示例003" not in page


def test_the_sign_up_sheet_has_everybody_in_roster_order(
    twelve: list[Member], plan: Make, announce: Make
) -> None:
    project = announce(plan(), twelve[1:2])
    pages = "".join(words(sign_up_sheet(read(project))))
    places = [pages.index(member.name) for member in twelve]
    assert places == sorted(places)
    assert pages.count("已报名") == 1


def test_two_hundred_members_sign_on_pages_with_heads(town: Town, plan: Make, make_members: Any) -> None:
    make_members(town.village, 200)
    pages = words(sign_up_sheet(read(plan())))
    assert len(pages) > 10
    assert all("报名签名" in page for page in pages[:-1])


def test_pledges_for_the_board_have_names_and_what_came_of_them(
    town: Town, twelve: list[Member], promise: Callable[..., Pledge]
) -> None:
    promise(twelve[0])
    promise(None, "修好水渠")
    page = words(pledge_sheet(town.village, 2026, on=DAY))[0]
    assert page.index("党支部修好水渠") < page.index("示例001")
    assert "帮三户老人收稻子" in page


def test_the_table_of_posts_has_holders_and_their_time(town: Town, twelve: list[Member]) -> None:
    set_up_post(
        unit=town.village,
        name="卫生岗",
        duties="每周看一遍",
        starts_on=date(2026, 1, 5),
        members=twelve[:2],
        by=town.users["secretary"],
        at=NOON,
    )
    page = words(post_table(town.village, 2026))[0]
    assert "卫生岗每周看一遍示例001、示例0022026年1月5日起" in page


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (2, 1), (3, 2)])
def test_slips_are_two_a_page(number: int, pages: int) -> None:
    many = [
        Slip("00A7KD", f"干部{n}", "镇机关党支部", "江滨社区", "2026年11月2日", "清扫") for n in range(number)
    ]
    found = words(render_slips(many))
    assert len(found) == pages
    assert "".join(found).count("编号：00A7KD") == number


def test_a_slip_says_the_code_that_is_typed_in(
    office: Unit, make_members: Any, report: Callable[..., list[Registration]]
) -> None:
    made = report(make_members(office, 1, prefix="干部"), outside="县城江滨社区")
    assert f"编号：{made[0].code}" in words(slips(made))[0]


def test_the_visitors_list_hides_addresses_unless_asked_and_never_says_why(
    town: Town, twelve: list[Member], care_for: Callable[..., CareEntry]
) -> None:
    Member.objects.filter(pk=twelve[0].pk).update(address="枫港镇兴塘村三组七号")
    care_for(twelve[0], address="")
    care_for()
    lines = care_of(town.village, on=DAY)
    masked = "".join(words(visit_list(town.village, lines, with_addresses=False, on=DAY)))
    whole = "".join(words(visit_list(town.village, lines, with_addresses=True, on=DAY)))
    assert ("三组七号" in masked, HOME in masked, "枫港镇兴塘村****" in masked) == (False, False, True)
    assert ("三组七号" in whole, HOME in whole) == (True, True)
    for page in (masked, whole):
        assert (ILLNESS in page, BRING in page, SECRET in page) == (False, True, True)


def test_the_ledger_has_numbers_of_care_and_no_name(
    town: Town,
    twelve: list[Member],
    do: Make,
    promise: Callable[..., Pledge],
    care_for: Callable[..., CareEntry],
    visit: Callable[..., Any],
) -> None:
    do(twelve[:2])
    promise(twelve[1])
    visit(care_for(twelve[11]), DAY, amount=Decimal(300))
    paper = "".join(words(ledger(town.village, 2026, on=DAY, as_xlsx=False)))
    for said in ("2026年服务党员群众台账", "办结项目1个", "参加的党员2人", "在册1人，走访1次，帮扶300.00元"):
        assert said in paper
    book = load_workbook(BytesIO(ledger(town.village, 2026, on=DAY, as_xlsx=True)))
    assert book.sheetnames == ["全年", "服务项目", "参加的党员", "承诺践诺", "设岗定责", "到社区报到"]
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "示例001" in cells
    for text in (paper, "".join(cells)):
        assert [one for one in ("示例012", ILLNESS, BRING, HOME) if one in text] == []


@pytest.mark.parametrize("text", [*HOSTILE, RARE, "很长" * 80])
def test_whatever_is_typed_is_printed_as_it_is(text: str) -> None:
    section = Section("表", ("序号", "话"), [("1", text)], (10, 60), 12)
    paper = ServicePaper("服务记录", text, (section,), (("事", text),), (text,), ("书记",))
    assert "".join(text.split()) in "".join(words(render_service_paper(paper)))
