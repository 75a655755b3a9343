"""The plain text of a holiday notice becomes days; what cannot be read is named by its line."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.office.policy.rulebook import load_holidays
from activityday.rules.holiday_notice import NoticeUnreadable, in_ranges, parse_notice

RULEBOOK = load_holidays(Path(__file__).resolve().parents[2] / "rulebook")
TEXT_2026 = """
各省、自治区、直辖市人民政府：现将2026年元旦、春节等放假调休日期安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""


def test_the_notice_of_2026_reads_as_the_rulebook_has_it() -> None:
    found = parse_notice(TEXT_2026, 2026)
    assert set(found.days_off) == set(RULEBOOK[2026].days_off)
    assert set(found.make_up_workdays) == set(RULEBOOK[2026].make_up_workdays)


NOTICES = {
    2017: """一、元旦：1月1日放假，1月2日（星期一）补休。
二、春节：1月27日至2月2日放假调休，共7天。1月22日（星期日）、2月4日（星期六）上班。
三、清明节：4月2日至4日放假调休，共3天。4月1日（星期六）上班。
四、劳动节：5月1日放假，与周末连休。
五、端午节：5月28日至30日放假调休，共3天。5月27日（星期六）上班。
六、中秋节、国庆节：10月1日至8日放假调休，共8天。9月30日（星期六）上班。""",
    2018: """一、元旦：1月1日放假，与周末连休。
二、春节：2月15日至21日放假调休，共7天。2月11日（星期日）、2月24日（星期六）上班。
三、清明节：4月5日至7日放假调休，共3天。4月8日（星期日）上班。
四、劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。
五、端午节：6月18日放假，与周末连休。
六、中秋节：9月24日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期六）、9月30日（星期日）上班。""",
    2023: """一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
    2024: """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
国务院办公厅
2024年11月12日""",
    2026: TEXT_2026,
}


def on_weekdays(days: dict[date, str]) -> set[date]:
    return {day for day in days if day.weekday() < 5}


@pytest.mark.parametrize("year", sorted(NOTICES))
@pytest.mark.parametrize("shape", ["lines", "paragraph", "broken", "half-width"])
def test_the_notices_of_the_years_read_in_whatever_shape_they_are_pasted(year: int, shape: str) -> None:
    text = NOTICES[year]
    if shape == "paragraph":
        text = "".join(text.split("\n国务院")[0].splitlines())
    if shape == "broken":
        text = text.replace("放假调休，", "放假调休，\n").replace("上班。\n", "上班。\n\n")
    if shape == "half-width":
        text = text.translate(str.maketrans("：（），", ":(),"))
    found = parse_notice(text, year)
    assert on_weekdays(found.days_off) == on_weekdays(dict(RULEBOOK[year].days_off))
    assert set(found.make_up_workdays) == set(RULEBOOK[year].make_up_workdays)
    assert found.missing == ()


def test_a_holiday_that_was_not_pasted_is_named() -> None:
    first_three = "\n".join(NOTICES[2018].splitlines()[:3])
    assert parse_notice(first_three, 2018).missing == ("劳动节", "端午节", "中秋节", "国庆节")


def written(year: int) -> str:
    """The rulebook's year written out as a notice in the plain form."""
    lines = []
    made_up = RULEBOOK[year].make_up_workdays
    for number, name in enumerate(dict.fromkeys(RULEBOOK[year].days_off.values())):
        days = {day: found for day, found in RULEBOOK[year].days_off.items() if found == name}
        spans = [f"{a.year}年{a.month}月{a.day}日至{b.month}月{b.day}日" for _, a, b in in_ranges(days)]
        work = "、".join(
            f"{day.year}年{day.month}月{day.day}日" for day, found in made_up.items() if found == name
        )
        lines.append(
            f"{'一二三四五六七八'[number]}、{name}：{'，'.join(spans)}放假。"
            + (f"{work}上班。" if work else "")
        )
    return "\n".join(lines)


@pytest.mark.parametrize("year", sorted(RULEBOOK))
def test_every_year_survives_being_written_and_read(year: int) -> None:
    found = parse_notice(written(year), year)
    assert (dict(found.days_off), dict(found.make_up_workdays)) == (
        dict(RULEBOOK[year].days_off),
        dict(RULEBOOK[year].make_up_workdays),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "没有读到任何节日"),
        ("今天天气很好", "没有读到任何节日"),
        ("一、元旦：放假一天。", "第 1 行“元旦”没有读到日期"),
        ("一、元旦：2月30日放假。", "第 1 行的“2月30日”没有这一天"),
        ("\n一、元旦：3日放假。", "第 2 行的“3日”没有写几月"),
        ("一、春节：2月20日至2月3日放假。", "起止日期不对"),
        ("一、元旦：2020年1月1日放假。", "都不在 2026 年"),
        ("一、元旦：1月1日放假。\n二、春节：1月1日上班。", "又放假又上班"),
        ("一、元旦：1月1日（周五）放假。", "第 1 行写的是1月1日星期五，2026 年这一天是星期四"),
        ("一、元旦：1月1日至3日放假，共5天。", "写的是共 5 天，读到的是 3 天"),
        ("一、元旦：1月1日至3日放假，1月5日上班。", "2026年1月5日是星期一，不是周末"),
        ("一、元旦：1月1日放假。\n\n1月4日（周日）上班。", "第 3 行“1月4日（周日）上班。”没有写是哪个节日"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, sentence: str) -> None:
    with pytest.raises(NoticeUnreadable, match=re.escape(sentence)):
        parse_notice(text, 2026)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert parse_notice(text, 2026).days_off
    except NoticeUnreadable as refusal:
        assert str(refusal)  # noqa: PT017 -- most texts are refused, some are read


def test_days_are_grouped_as_people_read_them() -> None:
    days = {
        date(2026, 1, 1): "元旦",
        date(2026, 1, 2): "元旦",
        date(2026, 1, 3): "春节",
        date(2026, 2, 1): "春节",
    }
    assert list(in_ranges(days)) == [
        ("元旦", date(2026, 1, 1), date(2026, 1, 2)),
        ("春节", date(2026, 1, 3), date(2026, 1, 3)),
        ("春节", date(2026, 2, 1), date(2026, 2, 1)),
    ]
