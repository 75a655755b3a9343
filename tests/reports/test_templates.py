"""A clerk changes the Word template of a paper; what cannot be filled is refused in words."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from activityday.documents.word_templates import standard
from activityday.judgement.closing.models import Closing
from activityday.leadership.reports.models import WordTemplate
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import Town

pytestmark = pytest.mark.django_db
ADDRESS = "/units/fenggang/templates/"


def changed(words: str) -> bytes:
    """The standard template with one more paragraph."""
    document = Document(BytesIO(standard("record")))
    document.add_paragraph(words)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def upload(client: Client, content: bytes, name: str = "模板.docx") -> object:
    return client.post(ADDRESS, {"name": "record", "file": SimpleUploadedFile(name, content)})


def words_of(client: Client) -> str:
    document = Document(BytesIO(client.get("/units/xingtang/2026/11/record.docx").content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_changed_template_is_used_from_then_on_and_may_be_taken_back(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable[..., Closing],  # noqa: F811
    client_of: Callable[[str], Client],
) -> None:
    close_month(town.village, 11, {}, twelve)
    clerk, secretary = client_of("clerk"), client_of("secretary")
    assert "枫港镇统一格式" not in words_of(secretary)
    assert upload(clerk, changed("枫港镇统一格式")).status_code == 302
    assert "枫港镇统一格式" in words_of(secretary)
    assert "第 1 版" in clerk.get(ADDRESS).content.decode()
    assert clerk.get(f"{ADDRESS}record.docx").content == bytes(WordTemplate.objects.get().content)
    clerk.post(f"{ADDRESS}record/standard/")
    assert "枫港镇统一格式" not in words_of(secretary)
    assert WordTemplate.objects.count() == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no word file",
        changed("{{ secret_field }}"),
        changed("{% for x in ().__class__.__bases__ %}"),
        b"PK\x03\x04broken",
    ],
)
def test_what_cannot_be_filled_is_refused_at_its_field(
    content: bytes, town: Town, client_of: Callable[[str], Client]
) -> None:
    answer = upload(client_of("clerk"), content)
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.content.decode()
    assert WordTemplate.objects.count() == 0


def test_a_template_of_ten_megabytes_is_refused(town: Town, client_of: Callable[[str], Client]) -> None:
    assert "超过 2 MB" in upload(client_of("clerk"), b"x" * 10_000_000).content.decode()


def test_only_the_office_of_a_town_has_templates(town: Town, client_of: Callable[[str], Client]) -> None:
    assert client_of("secretary").get(ADDRESS).status_code == 404
    assert client_of("clerk").get("/units/xingtang/templates/").status_code == 404
    assert client_of("clerk").get(f"{ADDRESS}other.docx").status_code == 404
