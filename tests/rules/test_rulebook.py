"""The reader of the rulebook: what it takes, and how a mistake in a file is named."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from activityday.office.policy.rulebook import (
    RulebookError,
    load,
    load_examples,
    load_features,
    load_holidays,
    load_provisional,
)

RULEBOOK = Path(__file__).resolve().parents[2] / "rulebook"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RULEBOOK, tmp_path / "rulebook"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_number_carries_its_label_clause_and_document() -> None:
    line = load(RULEBOOK).parameters["participation_percent"]
    assert (line.label, line.subject, line.kind, line.shown(80)) == (
        "参与率应达到",
        "attendance",
        "integer",
        "80%",
    )
    assert (line.values[0].clause, line.values[0].document) == ("notice 四(三)", "樟发〔2017〕37号")


def test_a_reading_says_the_wording_and_why() -> None:
    reading = load(RULEBOOK).readings["year_reading"]
    assert (reading.wording, reading.clause, list(reading.options)) == (
        "一年内",
        "notice 四(四)",
        ["calendar_year", "twelve_months"],
    )


def test_the_holidays_of_ten_years_are_there_with_their_documents() -> None:
    years = load_holidays(RULEBOOK)
    assert sorted(years) == list(range(2017, 2027))
    assert (years[2026].document, years[2026].issued_on, years[2026].document_verified) == (
        "国办发明电〔2025〕7号",
        date(2025, 11, 4),
        True,
    )
    assert {year: found.amended_by for year, found in years.items() if found.amended_by} == {
        2019: ("国办发明电〔2019〕3号",),
        2020: ("国办发明电〔2020〕1号",),
    }


def test_provisional_days_begin_where_the_notices_end() -> None:
    assert {day.year for day in load_provisional(RULEBOOK)} == {2027, 2028, 2029, 2030}


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("clauses.toml", 'text = "活动日同', 'words = "活动日同', "clauses.toml 里“notice 三”缺少 text"),
        (
            "parameters/schedule.toml",
            'label = "活动最短时长"',
            "",
            "schedule.toml 里“least_minutes”缺少 label",
        ),
        ("parameters/schedule.toml", 'clause = "notice 一"', 'clause = "notice 九"', "没有的条款：notice 九"),
        ("readings.toml", "[week_reading]", "[weak_reading]", "readings.toml 里“weak_reading”没有同名的参数"),
        ("readings.toml", 'wording = "一年内"', "", "readings.toml 里“year_reading”缺少 wording"),
        ("readings.toml", "[week_reading]", "[week_reading", "readings.toml 读不了"),
    ],
)
def test_a_mistake_is_named_by_file_and_key(copy: Path, file: str, old: str, new: str, named: str) -> None:
    rewrite(copy / file, old, new)
    with pytest.raises(RulebookError, match=named):
        load(copy)


def test_a_parameter_whose_direction_is_no_word_we_know_is_named(copy: Path) -> None:
    rewrite(copy / "parameters" / "branch.toml", 'tighten = "fixed"', 'tighten = "sideways"')
    with pytest.raises(RulebookError, match=r"branch\.toml 里“branch_least”"):
        load(copy)


def test_an_example_without_its_outcome_is_named_by_its_place(copy: Path) -> None:
    rewrite(copy / "examples" / "activity.toml", "then = {", "gives = {")
    with pytest.raises(RulebookError, match=r"activity\.toml 里“第 1 个算例”缺少 then"):
        load_examples(copy)


def test_a_holiday_file_without_its_document_is_named(copy: Path) -> None:
    rewrite(copy / "holidays" / "2026.toml", "document = ", "number = ")
    with pytest.raises(RulebookError, match=r"2026\.toml 里“2026”缺少 document"):
        load_holidays(copy)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"clauses\.toml 读不了"):
        load(tmp_path)


def test_the_feature_activities_are_those_the_notice_names() -> None:
    features = load_features(RULEBOOK)
    assert [one.label for one in features] == [
        "政策宣讲",
        "精准扶贫",
        "法律援助",
        "矛盾调解",
        "信访化解",
        "环境保护",
        "医疗健康",
        "技术推广",
    ]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('label = "政策宣讲"', "", r"service\.toml 里“第 1 项”缺少 label"),
        ('key = "mediation"', 'key = "health"', r"service\.toml 里有重复的 key"),
    ],
)
def test_a_feature_that_is_written_wrongly_is_named(copy: Path, old: str, new: str, named: str) -> None:
    rewrite(copy / "service.toml", old, new)
    with pytest.raises(RulebookError, match=named):
        load_features(copy)
