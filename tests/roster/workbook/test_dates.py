from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.people.roster.workbook.cells import Read, Unreadable
from activityday.people.roster.workbook.dates import EXCEL_DAY_ZERO, pads_months, read_date
from activityday.people.roster.workbook.shapes import PartialDate

TODAY = date(2026, 11, 23)
DAY = PartialDate(date(1986, 7, 1))
MONTH = PartialDate(date(1986, 7, 1), "month")
YEAR = PartialDate(date(1986, 1, 1), "year")
DIGITS = "〇一二三四五六七八九"
DAY_WORDS = ["", *"一二三四五六七八九", "十", *(f"十{n}" for n in "一二三四五六七八九"), "二十",
             *(f"二十{n}" for n in "一二三四五六七八九"), "三十", "三十一"]  # fmt: skip


def chinese(year):
    return "".join(DIGITS[int(digit)] for digit in str(year))


def read(cell, **around):
    return read_date(cell, today=TODAY, **around)


@pytest.mark.parametrize(
    "cell",
    ["1986.7.1", "1986年7月1日", "19860701", "1986-07-01", "1986/7/1", 31594, 31594.0, "31594", 19860701.0,
     date(1986, 7, 1), datetime(1986, 7, 1, 8), "1986-07-01 00:00:00", "1986-07-01T00:00:00", "1986/7/1 0:00",
     "１９８６．０７．０１", " 1986 . 7 . 1 ", "1986。7。1", "1986年7月1号", "1986.0701", "一九八六年七月一日"],
)  # fmt: skip
def test_a_day_is_read_in_every_habit(cell):
    assert read(cell) == Read(DAY)


@pytest.mark.parametrize(
    "cell",
    ["1986.07", "1986.7", "1986年7月", "1986年 7月", "198607", 198607.0, 1986.07, "1986-07", "1986/7", "1986.07.00",
     "一九八六年七月", "1986.07."],
)  # fmt: skip
def test_a_month_stands_on_its_first_day_and_says_that_the_day_is_unknown(cell):
    assert read(cell) == Read(MONTH)


@given(st.dates(date(1921, 7, 1), TODAY))
def test_every_habit_gives_back_the_day_it_was_written_from(day):
    y, m, d = day.year, day.month, day.day
    habits = [f"{y}.{m}.{d}", f"{y}年{m}月{d}日", f"{y}{m:02}{d:02}", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}",
              float(f"{y}{m:02}{d:02}"), f"{y}.{m:02}{d:02}", f"{day} 08:30:00", day,
              f"{chinese(y)}年{DAY_WORDS[m]}月{DAY_WORDS[d]}日"]  # fmt: skip
    assert [read(habit).value for habit in habits] == [PartialDate(day)] * len(habits)


@given(st.dates(date(1927, 6, 1), TODAY))
def test_excel_serial_numbers_give_back_their_day(day):
    assert read(float((day - EXCEL_DAY_ZERO) / timedelta(days=1))) == Read(PartialDate(day))


@given(st.dates(date(1921, 7, 1), TODAY).map(lambda day: day.replace(day=1)))
def test_every_habit_of_months_gives_back_the_month(month):
    y, m = month.year, month.month
    habits = [f"{y}.{m}", f"{y}.{m:02}", f"{y}年{m}月", f"{y}{m:02}", f"{y}-{m}", f"{y}/{m:02}", float(f"{y}{m:02}"),
              f"{chinese(y)}年{DAY_WORDS[m]}月", f"{y}.{m:02}.00"]  # fmt: skip
    assert [read(habit).value for habit in habits] == [PartialDate(month, "month")] * len(habits)


@given(
    st.one_of(
        st.text(max_size=12), st.floats(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes()
    )
)
def test_any_cell_is_a_date_nothing_or_unreadable(cell):
    value, sentence = None, "。"
    try:
        value = read(cell).value
    except Unreadable as refusal:
        sentence = str(refusal)
    assert sentence.endswith("。")
    assert value is None or date(1900, 1, 1) <= value.on <= TODAY


def test_a_two_digit_year_is_read_with_a_remark():
    remark = "“86.7”只写了两位年份，已读成1986年，请核对。"
    assert read("86.7") == Read(MONTH, (remark,))
    assert read(86.7) == Read(MONTH, (remark,))
    assert read("05.7").value == PartialDate(date(2005, 7, 1), "month")


def test_a_birth_is_never_read_into_the_last_years():
    assert read("15.7").value == PartialDate(date(2015, 7, 1), "month")
    assert read("15.7", youngest=16).value == PartialDate(date(1915, 7, 1), "month")


def test_a_number_that_lost_the_zero_of_october_keeps_only_its_year():
    assert read(1986.1) == Read(
        YEAR, ("“1986.1”分不清是1月还是10月，只取了年份。请写成1986年1月或1986年10月。",)
    )
    assert read("1986.1").value == PartialDate(date(1986, 1, 1), "month")


def test_a_column_that_pads_its_months_settles_october():
    assert pads_months([1986.07, "x", 1986.1])
    assert not pads_months([1986.7, 1986.1, 31594.0])
    assert read(1986.1, pads_months=True).value == PartialDate(date(1986, 10, 1), "month")


def test_a_year_alone_is_kept_as_a_year():
    assert [read(cell).value for cell in ("1986", "1986年", 1986.0, "1986.00.00")] == [YEAR] * 4


@pytest.mark.parametrize("word", ["至今", "无", "不详", "—", "/"])
def test_a_word_for_nothing_is_empty_with_a_remark(word):
    assert read(word) == Read(None, (f"“{word}”不是日期，先空着；知道以后请补上。",))


def test_an_empty_cell_needs_no_remark():
    assert [read(cell) for cell in ("", None, "  ")] == [Read(None)] * 3


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("1986.13", "没有“1986.13”这一天，请核对后改正。"),
        ("1987.02.30", "没有“1987.02.30”这一天，请核对后改正。"),
        ("2026.12", "“2026.12”在今天以后，请核对。"),
        (date(2030, 1, 1), "“2030-01-01”在今天以后，请核对。"),
        ("0086.7.1", "“0086.7.1”早于1900年，请核对。"),
        ("老早", "“老早”看不出是哪一天。请写成1986年7月1日或1986.07.01。"),
        ("99999", "“99999”看不出是哪一天。请写成1986年7月1日或1986.07.01。"),
        (True, "“是”看不出是哪一天。请写成1986年7月1日或1986.07.01。"),
    ],
)
def test_an_impossible_or_future_date_is_refused_with_a_sentence(cell, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(cell)
    assert str(refusal.value) == sentence
