"""Documents that could drift are held to the code."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").lower()
OURS = [config for config in apps.get_app_configs() if config.name.startswith("activityday.")]


def words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


@pytest.mark.parametrize(
    "model", [model for config in OURS for model in config.get_models()], ids=lambda model: model.__name__
)
def test_every_table_has_its_word_in_the_glossary(model: type) -> None:
    assert words(model.__name__) in GLOSSARY


def test_every_room_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [config.label for config in OURS if config.label not in readme] == []


def test_every_command_of_the_operator_s_manual_exists() -> None:
    manual = (ROOT / "docs" / "manual" / "operator.md").read_text(encoding="utf-8")
    assert set(re.findall(r"manage\.py (\w+)", manual)) - set(get_commands()) == set()


def test_every_picture_of_the_manual_is_there() -> None:
    for page in (ROOT / "docs" / "manual").glob("*.md"):
        for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / picture).is_file(), (page.name, picture)


def test_every_link_between_documents_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)
