"""A material is published once, read by many, used in the version it had; nobody counts who read it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from activityday.audit.queries import first_break, history_of
from activityday.office.filings.attachments import Upload
from activityday.office.notices.materials import actions, queries
from activityday.office.notices.materials.actions import (
    Draft,
    publish_material,
    renew_material,
    withdraw_material,
)
from activityday.office.notices.models import Material, MaterialVersion
from activityday.people.organisation.checks import Refused
from tests.conftest import Town, instant

pytestmark = pytest.mark.django_db
NOW = instant("2026-06-01 09:00")
JUNE = date(2026, 6, 1)
OFFICE, BRANCH = "/units/fenggang/materials/", "/units/xingtang/materials/"
Publish = Callable[..., MaterialVersion]
SignIn = Callable[[str], Client]


def docx(words: str = "学习要点") -> bytes:
    document, kept = Document(), BytesIO()
    document.add_paragraph(words)
    document.save(kept)
    return kept.getvalue()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def publish(town: Town) -> Publish:
    minutes = count()

    def published(
        title: str = "防汛知识", *, text: str = "一看\n二听\n三走", upload: Upload | None = None, **more: Any
    ) -> MaterialVersion:
        given = {"first_month": JUNE, "last_month": JUNE, "sectors": []} | more
        return publish_material(
            committee=town.committee,
            draft=Draft(title, "镇防汛办", "" if upload else text, upload),
            by=town.users["clerk"],
            at=NOW + timedelta(minutes=next(minutes)),
            **given,
        )

    return published


def text(response: Any) -> str:
    return response.content.decode()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_text_reaches_the_branches_of_its_month_and_sector(town: Town, publish: Publish) -> None:
    everybody, villages = publish(), publish("村务", sectors=["village"])
    publish("机关", sectors=["department"])
    publish("七月", first_month=date(2026, 7, 1), last_month=date(2026, 8, 1))
    assert [one.newest for one in queries.materials_for(town.village, JUNE)] == [everybody, villages]
    assert [one.newest.title for one in queries.materials_for(town.village, date(2026, 8, 1))] == ["七月"]
    assert [one.newest for one in queries.materials_for(town.groups[0], JUNE)] == [everybody, villages]
    assert len(queries.materials_in(town.village, 2026)) == 3
    assert len(queries.materials_in(town.committee, 2026)) == 4


def test_a_second_click_publishes_nothing_twice(publish: Publish) -> None:
    first = publish()
    with pytest.raises(Refused, match=r"《防汛知识》已由.*发布，内容和月份都一样，不用再发"):
        publish()
    assert publish(sectors=["village"]) != first
    assert publish(text="改过的") != first
    assert publish("防汛知识", first_month=date(2026, 7, 1), last_month=date(2026, 7, 1)) != first
    assert Material.objects.count() == 4


def test_a_new_version_leaves_the_old_one_as_it_was(town: Town, publish: Publish) -> None:
    first = publish()
    second = renew_material(
        material=first.material,
        draft=Draft("防汛知识", "镇防汛办", "改过的"),
        by=town.users["clerk"],
        at=NOW,
    )
    first.refresh_from_db()
    assert (first.text, second.number, second.words) == ("一看\n二听\n三走", 2, "《防汛知识》第 2 版")
    offered = queries.materials_for(town.village, JUNE)[0]
    assert (offered.newest, offered.older) == (second, (first,))
    assert [entry.action for entry in history_of("material", first.material_id)] == [
        "notices.material_published"
    ] * 2
    assert first_break("fenggang") is None


def test_what_is_withdrawn_is_offered_to_nobody_and_stays_readable(town: Town, publish: Publish) -> None:
    version = publish()
    with pytest.raises(Refused, match="请写明为什么撤回"):
        withdraw_material(material=version.material, why=" ", by=town.users["clerk"], at=NOW)
    withdraw_material(material=version.material, why="数字有误", by=town.users["clerk"], at=NOW)
    with pytest.raises(Refused, match="已经撤回，不用再撤"):
        withdraw_material(material=version.material, why="再撤", by=town.users["clerk"], at=NOW)
    version.material.refresh_from_db()
    with pytest.raises(Refused, match="请另发一份新的"):
        renew_material(
            material=version.material, draft=Draft("新", "镇", "新"), by=town.users["clerk"], at=NOW
        )
    assert queries.materials_for(town.village, JUNE) == []
    assert queries.version_of(town.village, version.pk) == version


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft("", "镇", "字"), "请填写标题和来源"),
        (Draft("题", "镇"), "两样选一样"),
        (Draft("题", "镇", "字", Upload("a.txt", b"x")), "两样选一样"),
        (Draft("题", "镇", "字" * 20_001), "不超过 20000 个字"),
    ],
)
def test_a_draft_is_a_text_or_a_file_with_title_and_source(town: Town, draft: Draft, said: str) -> None:
    with pytest.raises(Refused, match=said):
        publish_material(
            committee=town.committee,
            draft=draft,
            first_month=JUNE,
            last_month=JUNE,
            sectors=[],
            by=town.users["clerk"],
            at=NOW,
        )
    assert not Material.objects.exists()


def test_months_are_in_order(publish: Publish) -> None:
    with pytest.raises(Refused, match="截止月份早于起始月份"):
        publish(last_month=date(2026, 5, 1))


def test_a_file_that_cannot_be_written_leaves_neither_row_nor_file(
    publish: Publish, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "_log", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(Refused, match="磁盘写不进去了"):
        publish(upload=Upload("要点.docx", docx()))
    assert (MaterialVersion.objects.count(), files(folder)) == (0, [])


def test_whoever_renews_second_is_told(
    town: Town, publish: Publish, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(upload=Upload("要点.docx", docx()))
    monkeypatch.setattr(actions, "next_number", lambda _: 1)
    draft = Draft("要点", "镇", upload=Upload("新.docx", docx("新")))
    with pytest.raises(Refused, match="刚刚已经有人换了新版"):
        renew_material(material=first.material, draft=draft, by=town.users["clerk"], at=NOW)
    assert len(files(folder)) == 1


@pytest.mark.parametrize(
    ("post", "office", "branch"),
    [
        ("clerk", 200, 200),
        ("county_officer", 404, 200),
        ("secretary", 404, 200),
        ("recorder", 404, 200),
        ("leader", 404, 200),
        ("group_leader", 404, 404),
        ("other_secretary", 404, 404),
        ("operator", 404, 404),
    ],
)
def test_the_office_publishes_and_everybody_in_a_branch_reads(
    publish: Publish, client_of: SignIn, post: str, office: int, branch: int
) -> None:
    version, client = publish(upload=Upload("要点.docx", docx())), client_of(post)
    office_pages = (
        f"{OFFICE}2026/publish/",
        f"{OFFICE}{version.material_id}/renew/",
        f"{OFFICE}{version.material_id}/withdraw/",
    )
    assert {client.get(address).status_code for address in office_pages} == {office}
    branch_pages = (f"{BRANCH}2026/", f"{BRANCH}read/{version.pk}/", f"{BRANCH}read/{version.pk}/file/")
    answers = [client.get(address) for address in branch_pages]
    assert {answer.status_code for answer in answers} == {branch}
    for answer in answers:
        answer.close()


def test_a_group_leader_reads_at_the_group(publish: Publish, client_of: SignIn) -> None:
    version = publish()
    client = client_of("group_leader")
    assert client.get("/units/xingtang-1/materials/2026/").status_code == 200
    assert client.get(f"/units/xingtang-1/materials/read/{version.pk}/").status_code == 200


def test_the_clerk_publishes_a_text_and_a_file(town: Town, client_of: SignIn, folder: Path) -> None:
    client = client_of("clerk")
    typed = {
        "title": "会议精神",
        "source": "县委",
        "first_month": "2026-06-01",
        "last_month": "2026-06-01",
        "text": "第一条",
    }
    response = client.post(f"{OFFICE}2026/publish/", typed, follow=True)
    assert "已发布《会议精神》，支部准备活动时就能看到。" in text(response)
    file = SimpleUploadedFile("..\\奇怪/要点.docx", docx())
    client.post(f"{OFFICE}2026/publish/", {**typed, "text": "", "file": file})
    version = MaterialVersion.objects.get(filename="要点.docx")
    assert (version.text, len(files(folder)), version.size > 0) == ("", 1, True)
    answer = client_of("recorder").get(f"{BRANCH}read/{version.pk}/file/")
    assert b"".join(answer) == files(folder)[0].read_bytes()  # type: ignore[arg-type]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in answer["Content-Disposition"]
    answer.close()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "两样选一样"),
        ({"title": ""}, "请填写标题。"),
        ({"last_month": "2026-05-01"}, "截止月份早于起始月份"),
        ({"text": "", "file": SimpleUploadedFile("a.docx", b"MZ\x00\x00program")}, "看不懂"),
    ],
)
def test_what_was_typed_is_not_lost(
    town: Town, client_of: SignIn, changes: dict[str, Any], said: str
) -> None:
    typed = {
        "title": "会议精神",
        "source": "县委办公室来文",
        "first_month": "2026-06-01",
        "last_month": "2026-06-01",
        "text": "第一条",
    }
    response = client_of("clerk").post(f"{OFFICE}2026/publish/", {**typed, **changes})
    assert response.status_code == 422
    assert said in text(response)
    assert "县委办公室来文" in text(response)


def test_renewing_and_withdrawing_by_hand(publish: Publish, client_of: SignIn) -> None:
    version, client = publish(), client_of("clerk")
    page = text(client.get(f"{OFFICE}{version.material_id}/renew/"))
    assert "三走" in page
    data = {"title": "防汛知识", "source": "镇防汛办", "text": "改过的"}
    client.post(f"{OFFICE}{version.material_id}/renew/", data)
    old = text(client_of("secretary").get(f"{BRANCH}read/{version.pk}/"))
    assert "这是旧版" in old
    assert "三走" in old
    assert client.post(f"{OFFICE}{version.material_id}/withdraw/", {"why": ""}).status_code == 422
    page = client.post(f"{OFFICE}{version.material_id}/withdraw/", {"why": "数字有误"}, follow=True)
    assert "撤回的" in text(page)
    assert "防汛知识" not in text(client_of("secretary").get(f"{BRANCH}2026/"))
    assert "已于 2026-06-01 撤回：数字有误" in text(client_of("secretary").get(f"{BRANCH}read/{version.pk}/"))


def test_a_text_is_printed_in_large_letters(publish: Publish, client_of: SignIn) -> None:
    version = publish(text="= 一看 #not-code\n二听")
    answer = client_of("secretary").get(f"{BRANCH}read/{version.pk}/print.pdf")
    words = "".join(pypdf.PdfReader(BytesIO(answer.content)).pages[0].extract_text().split())
    for expected in ("防汛知识", "=一看#not-code", "二听", "中共枫港镇委员会提供"):
        assert expected in words
    file = publish(upload=Upload("要点.docx", docx()))
    assert client_of("secretary").get(f"{BRANCH}read/{file.pk}/print.pdf").status_code == 404
    assert client_of("secretary").get(f"{BRANCH}read/{version.pk}/file/").status_code == 404


def test_another_town_s_material_is_not_found(town: Town, client_of: SignIn) -> None:
    strange = UUID(int=7)
    client = client_of("clerk")
    assert client.get(f"{OFFICE}{strange}/renew/").status_code == 404
    assert client.get(f"{OFFICE}read/{strange}/").status_code == 404
    assert client.get("/units/fenggang/materials/1999/").status_code == 404
    assert client.get("/units/xingtang/materials/2026/publish/").status_code == 404


def test_empty_years_say_what_will_be_here(town: Town, client_of: SignIn) -> None:
    assert "这一年还没有发布资料" in text(client_of("clerk").get(f"{OFFICE}2026/"))
    assert "镇里还没有发资料" in text(client_of("secretary").get(f"{BRANCH}2026/"))


def test_nothing_is_written_when_somebody_reads(publish: Publish, client_of: SignIn) -> None:
    version, client = publish(), client_of("secretary")
    with CaptureQueriesContext(connection) as queried:
        client.get(f"{BRANCH}read/{version.pk}/")
    written = [one["sql"] for one in queried if one["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql for sql in written if "session" not in sql] == []


def test_a_list_of_thirty_asks_as_often_as_one_of_one(town: Town, publish: Publish) -> None:
    asked = []
    for number in (1, 29):
        for n in range(number):
            publish(f"第 {number} 批第 {n} 份")
        with CaptureQueriesContext(connection) as queried:
            queries.materials_for(town.village, JUNE)
        asked.append(len(queried))
    assert asked == [2, 2]
