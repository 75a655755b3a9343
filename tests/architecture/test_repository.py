"""What must not stand in the repository, and what must."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".toml", ".md", ".html", ".css", ".js", ".typ", ".txt", ".lock", ".cfg", ".ini", ".yml", ""}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and Path(name).suffix in TEXT and (ROOT / name).is_file()]


def test_no_registry_is_named_in_the_locks() -> None:
    for lock in ROOT.glob("*.lock"):
        assert "http" not in lock.read_text(encoding="utf-8"), lock.name


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (
        (ROOT / "pyproject.toml")
        .read_text(encoding="utf-8")
        .split("dependencies = [", 1)[1]
        .split("]\n", 1)[0]
        .splitlines()
    )
    for before, line in pairwise(lines):
        if line.strip().startswith('"'):
            assert before.strip().startswith("#"), line


@pytest.mark.parametrize("folder", ["core", "common", "utils", "helpers", "services"])
def test_no_room_without_a_word_of_the_trade(folder: str) -> None:
    assert not [path for path in (ROOT / "activityday").rglob(folder) if path.is_dir()]


def test_the_clock_is_read_only_by_views_and_commands() -> None:
    allowed = re.compile(r"(views(_\w+)?|context|middleware|access|forms)\.py$|/views/|/management/commands/")
    for path in (ROOT / "activityday").rglob("*.py"):
        if not allowed.search(path.as_posix()):
            assert not re.search(
                r"timezone\.(now|localdate|localtime)\(\)", path.read_text(encoding="utf-8")
            ), path


def test_views_leave_the_tables_to_queries_and_actions() -> None:
    for path in (ROOT / "activityday").rglob("views*.py"):
        assert not re.search(r"\b[A-Z]\w+\.objects\b", path.read_text(encoding="utf-8")), path


def test_no_page_carries_inline_style_or_script() -> None:
    for path in (ROOT / "activityday").rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)", text
        ), path
