"""A plan or a summary goes up to the town, on to the county, and a good one round to every branch (notice 末)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.audit.queries import first_break, history_of
from activityday.office.filings.actions import answer
from activityday.office.filings.attachments import Upload
from activityday.office.filings.enums import Kind, Step, Verb
from activityday.office.filings.models import Writing, WritingFiling
from activityday.office.filings.writings import actions
from activityday.office.filings.writings.actions import forward, send_writing, share
from activityday.office.filings.writings.queries import shared_with, writing_behind, writing_of, writings_of
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from tests.conftest import Town, instant

pytestmark = pytest.mark.django_db
NOW = instant("2026-06-20 09:00")
Write = Callable[..., Writing]
SignIn = Callable[[str], Client]
OWN, OFFICE = "/units/xingtang/writings/", "/units/fenggang/writings/"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def write(town: Town) -> Write:
    def written(
        title: str = "坐下来学、走出去干",
        *,
        kind: Kind = Kind.EXPERIENCE,
        unit: Unit | None = None,
        text: str = "第一段\n\n第二段",
        upload: Upload | None = None,
    ) -> Writing:
        made = send_writing(
            unit=unit or town.village,
            kind=kind,
            title=title,
            text=text,
            upload=upload,
            by=town.users["secretary"],
            at=NOW,
        )
        return Writing.objects.get(pk=made.pk)

    return written


def settle(writing: Writing, town: Town, step: Step = Step.APPROVE, *, by: str = "clerk") -> Writing:
    filing = writing.filings.order_by("-number")[0].filing
    answer(filing=filing, step=step, note="请补时间安排", by=town.users[by], at=NOW)
    return Writing.objects.get(pk=writing.pk)


def text(response: Any) -> str:
    return response.content.decode()


def ways(writing: Writing) -> list[tuple[str, str, str]]:
    return [
        (link.filing.answered_by.short_name, link.filing.verb, link.filing.state_word)
        for link in writing.filings.order_by("number")
    ]


def test_a_plan_is_received_by_the_town_and_archived_by_the_county(town: Town, write: Write) -> None:
    plan = write("兴塘村实施方案", kind=Kind.LOCAL_PLAN)
    with pytest.raises(Refused, match="先收到，再转报县委"):
        forward(writing=plan, by=town.users["clerk"], at=NOW)
    plan = settle(plan, town)
    filing = forward(writing=plan, by=town.users["clerk"], at=NOW)
    assert dict(filing.details)["撰写单位"] == "兴塘村党支部"
    with pytest.raises(Refused, match="已经转报过"):
        forward(writing=Writing.objects.get(), by=town.users["clerk"], at=NOW)
    plan = settle(plan, town, by="county_officer")
    assert ways(plan) == [("枫港镇党委", Verb.RECORD, "已收到"), ("示例县委", Verb.ARCHIVE, "已备案")]
    assert [entry.action for entry in history_of("writing", plan.pk)] == ["filings.writing_sent"] * 2
    assert first_break("fenggang") is None


def test_what_the_county_sent_back_can_be_forwarded_again(town: Town, write: Write) -> None:
    plan = settle(write(kind=Kind.LOCAL_PLAN), town)
    forward(writing=plan, by=town.users["clerk"], at=NOW)
    plan = settle(plan, town, Step.REFUSE, by="county_officer")
    forward(writing=plan, by=town.users["clerk"], at=NOW)
    assert [state for _, _, state in ways(plan)] == ["已收到", "已退回", "待备案"]


def test_a_town_s_own_goes_to_the_county_at_once(town: Town, write: Write) -> None:
    plan = write(kind=Kind.LOCAL_PLAN, unit=town.committee)
    assert ways(plan) == [("示例县委", Verb.ARCHIVE, "待备案")]
    with pytest.raises(Refused, match="先收到，再转报县委"):
        forward(writing=plan, by=town.users["clerk"], at=NOW)


def test_a_summary_is_shared_once_it_was_received_and_everybody_reads_it(town: Town, write: Write) -> None:
    summary = write()
    with pytest.raises(Refused, match="先收到，再推广"):
        share(writing=summary, by=town.users["clerk"], at=NOW)
    assert writing_of(town.other_village, summary.pk) is None
    summary = settle(summary, town)
    for _ in range(2):
        share(writing=summary, by=town.users["clerk"], at=NOW)
    assert list(shared_with(town.other_village)) == [summary]
    assert writing_of(town.other_village, summary.pk) == summary
    assert len(history_of("writing", summary.pk)) == 2
    own = write("镇里的做法", unit=town.committee)
    share(writing=own, by=town.users["clerk"], at=NOW)
    assert list(shared_with(town.village)) == [own, summary] or list(shared_with(town.village)) == [
        summary,
        own,
    ]


def test_a_plan_is_archived_never_shared(town: Town, write: Write) -> None:
    plan = settle(write(kind=Kind.LOCAL_PLAN), town)
    with pytest.raises(Refused, match="实施方案只备案"):
        share(writing=plan, by=town.users["clerk"], at=NOW)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "标题请写 1 到 80 个字"),
        ({"title": "长" * 81}, "标题请写 1 到 80 个字"),
        ({"text": ""}, "正文请写 1 到 4000 个字"),
        ({"text": "长" * 4001}, "更长的请放在附件里"),
        ({"upload": Upload("a.exe", b"MZ\x00")}, "看不懂"),
        ({"kind": Kind.HALF_YEAR}, "不单独报送"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    write: Write, folder: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        write(**changes)
    assert (Writing.objects.count(), [path for path in folder.rglob("*") if path.is_file()]) == (0, [])


def test_a_party_group_writes_with_its_branch(town: Town, write: Write, client_of: SignIn) -> None:
    with pytest.raises(Refused, match="不单独报送"):
        write(unit=town.groups[0])
    assert client_of("secretary").get("/units/xingtang-1/writings/new/experience/").status_code == 404


def test_the_second_of_two_who_forward_is_told(
    town: Town, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = settle(write(kind=Kind.LOCAL_PLAN), town)
    monkeypatch.setattr(actions, "next_number", lambda _: 1)
    with pytest.raises(Refused, match="刚刚已经有人报送"):
        forward(writing=plan, by=town.users["clerk"], at=NOW)
    assert WritingFiling.objects.count() == 1


@pytest.mark.parametrize(
    ("post", "listed", "new"),
    [
        ("secretary", 200, 200),
        ("recorder", 200, 404),
        ("clerk", 200, 404),
        ("county_officer", 200, 404),
        ("leader", 200, 404),
        ("group_leader", 404, 404),
        ("other_secretary", 404, 404),
        ("operator", 404, 404),
    ],
)
def test_who_reads_and_who_writes(write: Write, client_of: SignIn, post: str, listed: int, new: int) -> None:
    made, client = write(), client_of(post)
    assert client.get(OWN).status_code == listed
    assert client.get(f"{OWN}{made.pk}/").status_code == listed
    assert client.get(f"{OWN}new/experience/").status_code == new
    assert client.post(f"{OWN}{made.pk}/share/").status_code == 404


def test_from_writing_to_sharing_by_hand(town: Town, client_of: SignIn, folder: Path) -> None:
    secretary, clerk = client_of("secretary"), client_of("clerk")
    wrong = secretary.post(f"{OWN}new/experience/", {"title": "", "text": "写了很久的一段"})
    assert (wrong.status_code, "写了很久的一段" in text(wrong)) == (422, True)
    file = SimpleUploadedFile("数据.txt", "党员活动日".encode())
    sent = secretary.post(
        f"{OWN}new/experience/", {"title": "好做法", "text": "第一段\n\n第二段", "file": file}, follow=True
    )
    assert "已报送枫港镇党委。" in text(sent)
    made = Writing.objects.get()
    page = text(clerk.get(f"{OFFICE}{made.pk}/"))
    assert "收下或退回" in page
    filing = made.filings.get().filing
    assert "看报送的内容" in text(clerk.get(f"/units/fenggang/filings/{filing.pk}/"))
    assert clerk.get(f"/units/fenggang/filings/{filing.pk}/writing/")["Location"] == f"{OFFICE}{made.pk}/"
    clerk.post(f"/units/fenggang/filings/{filing.pk}/answer/", {"step": "approve", "note": ""})
    page = text(clerk.get(f"{OFFICE}{made.pk}/"))
    assert "转报示例县委备案" in page
    assert page.count("button-main") == 1
    assert "已转报示例县委备案。" in text(clerk.post(f"{OFFICE}{made.pk}/forward/", follow=True))
    assert "已经转报过" in text(clerk.post(f"{OFFICE}{made.pk}/forward/", follow=True))
    assert "已推广，各支部都能看到。" in text(clerk.post(f"{OFFICE}{made.pk}/share/", follow=True))
    neighbour = client_of("other_secretary")
    assert "好做法" in text(neighbour.get("/units/liudi/writings/"))
    shared = text(neighbour.get(f"/units/liudi/writings/{made.pk}/"))
    assert "第二段" in shared
    assert "报送经过" not in shared
    answer_ = neighbour.get(f"/units/liudi/writings/{made.pk}/file/")
    assert b"".join(answer_) == "党员活动日".encode()  # type: ignore[arg-type]
    answer_.close()


def test_a_summary_that_is_not_shared_is_not_found_next_door(
    town: Town, write: Write, client_of: SignIn
) -> None:
    made = write()
    link = made.filings.get()
    neighbour = client_of("other_secretary")
    assert neighbour.get(f"/units/liudi/writings/{made.pk}/").status_code == 404
    assert neighbour.get(f"/units/liudi/filings/{link.pk}/writing/").status_code == 404
    assert writing_behind(town.other_village, link.pk) is None
    assert client_of("secretary").get(f"{OWN}{made.pk}/file/").status_code == 404
    assert client_of("secretary").get(f"{OWN}new/half_year/").status_code == 404


def test_an_empty_list_says_what_will_be_here(town: Town, client_of: SignIn) -> None:
    page = text(client_of("secretary").get(OWN))
    assert "由镇里转报县委组织部备案" in page
    assert "写实施方案" in page


def test_a_list_of_twenty_asks_as_often_as_one_of_one(town: Town, write: Write) -> None:
    asked = []
    for number in (1, 19):
        for n in range(number):
            write(f"第 {n} 份")
        with CaptureQueriesContext(connection) as queried:
            for one in writings_of(town.committee):
                [link.filing.state_word for link in one.filings.all()]
        asked.append(len(queried))
    assert asked[0] == asked[1]
