"""The desk of a post: what waits, one after the other, several at once; and who may see it at all."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step
from activityday.office.filings.models import Filing
from tests.conftest import Town, instant

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
Make = Callable[..., Filing]
DESK = "/units/fenggang/filings/"
OWN = "/units/xingtang/filings/"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(instant("2026-11-23 09:00"), tick=False):
        yield


def text(response: Any) -> str:
    return response.content.decode()


def states() -> list[str]:
    return list(Filing.objects.order_by("subject").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("post", "desk", "own"),
    [
        ("clerk", 200, 200),
        ("county_officer", 200, 200),
        ("secretary", 404, 200),
        ("recorder", 404, 404),
        ("leader", 404, 404),
        ("group_leader", 404, 404),
        ("other_secretary", 404, 404),
        ("operator", 404, 404),
    ],
)
def test_filings_name_people_and_are_for_those_who_ask_or_decide(
    town: Town, client_of: SignIn, make_filing: Make, post: str, desk: int, own: int
) -> None:
    filing, client = make_filing(), client_of(post)
    assert [client.get(address).status_code for address in (DESK, f"{DESK}{filing.pk}/")] == [desk, desk]
    assert [
        client.get(address).status_code
        for address in (OWN, f"{OWN}{filing.pk}/", f"{OWN}{filing.pk}/form.pdf")
    ] == [own, own, own]


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("secretary", 404),
        ("recorder", 404),
        ("other_secretary", 404),
        ("clerk", 302),
        ("county_officer", 302),
    ],
)
def test_only_the_superior_answers(
    town: Town, client_of: SignIn, make_filing: Make, post: str, status: int
) -> None:
    filing = make_filing()
    for address in (OWN, DESK):
        client = client_of(post)
        response = client.post(f"{address}{filing.pk}/answer/", {"step": "approve", "note": ""})
        assert response.status_code == status
    assert states() == (["asked"] if status == 404 else ["approved"])


@pytest.mark.parametrize(
    ("post", "status"), [("secretary", 302), ("clerk", 404), ("recorder", 404), ("other_secretary", 404)]
)
def test_only_who_asked_withdraws(
    town: Town, client_of: SignIn, make_filing: Make, post: str, status: int
) -> None:
    filing = make_filing()
    assert client_of(post).post(f"{OWN}{filing.pk}/withdraw/", {"note": "按原定日办"}).status_code == status
    assert states() == (["withdrawn"] if status == 302 else ["asked"])


def test_a_filing_is_not_found_under_another_unit(town: Town, client_of: SignIn, make_filing: Make) -> None:
    filing = make_filing()
    assert client_of("other_secretary").get(f"/units/liudi/filings/{filing.pk}/").status_code == 404
    assert client_of("clerk").get(f"/units/liudi/filings/{filing.pk}/").status_code == 404


def test_the_desk_shows_the_oldest_deadline_first_and_what_is_overdue(
    town: Town, client_of: SignIn, make_filing: Make
) -> None:
    make_filing("晚的", due_on=date(2026, 12, 5))
    make_filing("早的", due_on=date(2026, 11, 22), late_note="原定日后 2 天提出")
    page = text(client_of("clerk").get(DESK))
    assert page.index("早的") < page.index("晚的")
    assert page.count("超期未答") == 1
    assert "迟报：原定日后 2 天提出" in page
    assert "2 件" in page


def test_an_empty_desk_says_what_will_be_here(town: Town, client_of: SignIn) -> None:
    assert "没有等答复的申请" in text(client_of("clerk").get(DESK))
    assert "还没有提出过申请" in text(client_of("secretary").get(OWN))


def test_after_one_answer_the_next_is_laid_before_the_clerk(
    town: Town, client_of: SignIn, make_filing: Make
) -> None:
    first, second = make_filing("一", due_on=date(2026, 11, 25)), make_filing("二", due_on=date(2026, 11, 26))
    client = client_of("clerk")
    assert f'href="{DESK}{first.pk}/">逐件处理' in text(client.get(DESK))
    response = client.post(f"{DESK}{first.pk}/answer/", {"step": "approve", "note": ""})
    assert response["Location"] == f"{DESK}{second.pk}/"
    response = client.post(f"{DESK}{second.pk}/answer/", {"step": "refuse", "note": "请按原定日办"})
    assert response["Location"] == DESK
    assert states() == ["approved", "refused"]


def test_a_refusal_without_a_reason_is_shown_at_its_field(
    town: Town, client_of: SignIn, make_filing: Make
) -> None:
    filing = make_filing()
    response = client_of("clerk").post(f"{DESK}{filing.pk}/answer/", {"step": "refuse", "note": ""})
    assert response.status_code == 422
    assert "不同意的，请写明原因，让下级知道怎么办。" in text(response)
    response = client_of("clerk").post(f"{DESK}{filing.pk}/answer/", {"step": "withdraw", "note": ""})
    assert (response.status_code, states()) == (422, ["asked"])


def test_whoever_answers_second_is_told_who_was_first(
    town: Town, client_of: SignIn, make_filing: Make
) -> None:
    filing = make_filing()
    answer(
        filing=filing,
        step=Step.APPROVE,
        note="",
        by=town.users["county_officer"],
        at=instant("2026-11-23 08:59"),
    )
    response = client_of("clerk").post(
        f"{DESK}{filing.pk}/answer/", {"step": "refuse", "note": "不行"}, follow=True
    )
    assert "这件申请已由县委老周（county）同意，不用再办。" in text(response)
    assert states() == ["approved"]


def test_several_are_answered_with_one_note(town: Town, client_of: SignIn, make_filing: Make) -> None:
    one, _, three = make_filing("一"), make_filing("二"), make_filing("三")
    data = {"picked": [str(one.pk), str(three.pk)], "step": "approve", "note": "同意，注意补签"}
    response = client_of("clerk").post(f"{DESK}answer/", data, follow=True)
    assert "2 件已答复：同意。" in text(response)
    assert states() == ["approved", "approved", "asked"]
    assert three.steps.get(number=2).note == "同意，注意补签"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"step": "approve"}, "请先勾选要一起答复的申请。"),
        ({"picked": ["{pk}"], "note": "好"}, "请选择同意或不同意。"),
        ({"picked": ["{pk}"], "step": "refuse"}, "不同意的，请写明原因"),
        ({"picked": ["00000000-0000-0000-0000-000000000001"], "step": "approve"}, "有一件已经不在待办里"),
        ({"picked": ["x' OR 1=1"], "step": "approve"}, "有一件已经不在待办里"),
    ],
)
def test_a_list_that_cannot_be_answered_is_answered_with_a_sentence(
    town: Town, client_of: SignIn, make_filing: Make, data: dict[str, Any], said: str
) -> None:
    filing = make_filing()
    picked = [key.format(pk=filing.pk) for key in data.get("picked", [])]
    response = client_of("clerk").post(f"{DESK}answer/", {**data, "picked": picked})
    assert (response.status_code, states()) == (422, ["asked"])
    assert said in text(response)


def test_a_script_in_a_note_stays_a_note(town: Town, client_of: SignIn, make_filing: Make) -> None:
    filing = make_filing("<script>alert(1)</script>")
    page = text(client_of("clerk").get(f"{DESK}{filing.pk}/"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("step", "note", "printed"),
    [
        (None, "", []),
        (Step.APPROVE, "", ["同意", "党建办小陈"]),
        (Step.REFUSE, "人到不齐", ["不同意", "人到不齐"]),
    ],
)
def test_the_approval_form_prints_what_was_entered(
    town: Town, client_of: SignIn, make_filing: Make, step: Step | None, note: str, printed: list[str]
) -> None:
    filing = make_filing()
    if step is not None:
        answer(filing=filing, step=step, note=note, by=town.users["clerk"], at=instant("2026-11-23 08:59"))
    response = client_of("secretary").get(f"{OWN}{filing.pk}/form.pdf")
    assert response["Content-Type"] == "application/pdf"
    page = PdfReader(BytesIO(response.content)).pages[0].extract_text().replace(" ", "")
    for words in [
        "党员活动日调整审批表",
        "兴塘村党支部",
        "2026年12月8日",
        "中共枫港镇委员会",
        "书记老王",
        *printed,
    ]:
        assert words in page, words
    assert ("党建办小陈" in page) == (step is not None)


def test_the_desk_costs_the_same_queries_for_one_and_for_forty(
    town: Town, client_of: SignIn, make_filing: Make, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = client_of("clerk")
    make_filing()
    client.get(DESK)
    with django_assert_max_num_queries(14) as one:
        client.get(DESK)
    for n in range(39):
        make_filing(f"第 {n} 件")
    with django_assert_max_num_queries(14) as forty:
        client.get(DESK)
    assert len(one) == len(forty)
