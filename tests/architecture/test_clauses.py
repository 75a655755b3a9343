"""Paper and code are tied: every citation exists, every clause is carried out by somebody."""

import importlib
import pkgutil
import re
from datetime import date
from pathlib import Path

import pytest

import activityday.rules
from activityday.office.policy.rulebook import RulebookError, load
from activityday.rules.clauses import CITED

ROOT = Path(__file__).resolve().parents[2]
RULEBOOK = load(ROOT / "rulebook")

for module in pkgutil.iter_modules(activityday.rules.__path__):
    importlib.import_module(f"activityday.rules.{module.name}")


def test_every_citation_stands_in_the_rulebook() -> None:
    assert set(CITED) - set(RULEBOOK.clauses) == set()


@pytest.mark.parametrize("clause", sorted(RULEBOOK.clauses))
def test_every_clause_is_carried_out_by_a_rule_a_room_or_people(clause: str) -> None:
    carried_out_by = RULEBOOK.clauses[clause].carried_out_by
    if carried_out_by == "rule":
        assert CITED[clause]
    elif carried_out_by.startswith("room "):
        assert list((ROOT / "activityday").glob(f"*/{carried_out_by.removeprefix('room ')}/urls.py"))
    else:
        assert carried_out_by == "people"


def test_every_chapter_of_the_notice_is_there() -> None:
    chapters = [
        "一",
        "二",
        "三",
        *(f"三({n})" for n in "一二三四五"),
        *(f"四({n})" for n in "一二三四"),
        "末",
    ]
    assert {f"notice {chapter}" for chapter in chapters} <= set(RULEBOOK.clauses)


def test_every_clause_shown_in_the_code_stands_in_the_rulebook() -> None:
    for path in (ROOT / "activityday").rglob("*.py"):
        for clause in re.findall(
            r'"((?:notice|constitution|branch|education|disposition|burden-2026|dues|election|four-steps|village-law) [^" ]+)"',
            path.read_text(encoding="utf-8"),
        ):
            assert clause in RULEBOOK.clauses, (path.name, clause)


def test_no_number_of_the_rules_is_without_day_clause_and_document() -> None:
    for parameter in RULEBOOK.parameters.values():
        for value in parameter.values:
            # the oldest document that a number comes from: the dues regulation of 2008
            assert value.since >= date(2008, 4, 1), parameter.key
            assert value.document, parameter.key
            assert value.clause in RULEBOOK.clauses, parameter.key


def test_every_number_holds_from_the_first_activity_day_or_says_why_not() -> None:
    for parameter in RULEBOOK.parameters.values():
        assert parameter.note or any(
            value.since <= date(2017, 6, 1) and not value.sector for value in parameter.values
        ), parameter.key


def test_a_broken_rulebook_is_named_by_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "clauses.toml").write_text('[one]\ndocument = "x"\ntext = "x"\n', encoding="utf-8")
    with pytest.raises(RulebookError, match=r"clauses\.toml.*one.*carried_out_by"):
        load(tmp_path)
    (tmp_path / "clauses.toml").write_text("[[[", encoding="utf-8")
    with pytest.raises(RulebookError, match=r"clauses\.toml"):
        load(tmp_path)
