"""Rows that contradict themselves or one another."""

from datetime import date

from tests.roster.workbook.build import HEADER, identity, read_rows, refusals, row, warnings

WHOLE = [*HEADER, "出生日期", "转正时间", "备注"]


def whole(name="张三", number=1, born="1968.03.19", full="1991.7.1", note="", **changes):
    return [*row(name, number, **changes), born, full, note]


def names(reading):
    return [one.name for one in reading.members]


def test_a_refused_row_names_every_cell_and_leaves_the_others_alone():
    wrong = identity(2)[:17] + ("1" if identity(2)[17] != "1" else "2")
    reading = read_rows(row("张三", 1), row("李四1", 公民身份号码=wrong, 入党时间="1986.13"), row("王五", 3))
    assert names(reading) == ["张三", "王五"]
    assert refusals(reading) == [
        (3, "姓名", "姓名“李四1”里有数字或符号，不像姓名，请核对后改正。"),
        (
            3,
            "公民身份号码",
            f"身份证号430***********{wrong[14:]}的最后一位校验不对，有一位写错了，请对照身份证改正。",
        ),
        (3, "入党时间", "没有“1986.13”这一天，请核对后改正。"),
    ]


def test_a_number_cell_that_lost_its_digits_is_refused():
    reading = read_rows(row("张三", 1), row("李四", 公民身份号码=int(identity(2)[:17] + "0")))
    assert (names(reading), [one.row for one in reading.refused]) == (["张三"], [3])


def test_a_huge_cell_is_refused_at_its_column():
    reading = read_rows(whole(), whole("李四", 2, note="长" * 2001), header=WHOLE)
    assert refusals(reading) == [(3, "备注", "这一格有2001个字，超过2000个字，请删减后再上传。")]


def test_dates_in_an_impossible_order_are_refused():
    reading = read_rows(
        whole("甲", 1, full="1989.1"),
        whole("乙", 2, born="1975.1.1", 公民身份号码=identity(2, date(1975, 1, 1))),
        whole("丙", 3, 入党时间="1960.1"),
        header=WHOLE,
    )
    assert (names(reading), refusals(reading)) == (
        [],
        [
            (2, "转正时间", "转正日期早于入党日期，请核对后改正。"),
            (3, "入党时间", "按出生日期算，入党时不到16岁，请核对出生日期和入党日期。"),
            (4, "入党时间", "入党日期早于出生日期，请核对后改正。"),
        ],
    )


def test_joining_at_seventeen_is_only_asked_about():
    reading = read_rows(row(入党时间="1985.5"), row("李四", 2, 入党时间="1986.3"))
    assert names(reading) == ["张三", "李四"]
    assert warnings(reading) == [(2, "入党时间", "按出生日期算，入党时不满18岁，请核对出生日期和入党日期。")]


def test_the_identity_number_fills_what_the_roster_leaves_open():
    reading = read_rows(whole(born="1968.3", 性别=""), whole("李四", 2, born=""), header=WHOLE)
    assert [one.born_on.on for one in reading.members] == [date(1968, 3, 19)] * 2
    assert (reading.members[0].gender, reading.warnings) == ("male", [])


def test_a_contradiction_with_the_identity_number_is_kept_as_typed_and_said():
    reading = read_rows(whole(born="1969.1.2", 性别="女"), header=WHOLE)
    assert (reading.members[0].born_on.on, reading.members[0].gender) == (date(1969, 1, 2), "female")
    assert warnings(reading) == [
        (2, "出生日期", "出生日期与身份证号里的1968年3月19日不一致，已按表上写的保存，请核对。"),
        (2, "性别", "性别与身份证号不一致（身份证号是男），已按表上写的保存，请核对。"),
    ]


def test_a_probationary_members_coming_day_of_full_membership_is_left_out():
    reading = read_rows(whole(入党时间="2026.07.01", full="2027.07.01", 人员类别="预备党员"), header=WHOLE)
    assert (reading.members[0].category, reading.members[0].full_on) == ("probationary", None)
    assert warnings(reading) == [(2, "转正时间", "预备党员的转正日期还没有到，先空着；转正后再登记。")]


def test_a_full_members_coming_day_is_refused():
    assert refusals(read_rows(whole(full="2027.07.01"), header=WHOLE)) == [
        (2, "转正时间", "“2027.07.01”在今天以后，请核对。")
    ]


def test_a_missing_number_is_allowed_with_a_warning():
    reading = read_rows(row(公民身份号码=""))
    assert names(reading) == ["张三"]
    assert warnings(reading) == [
        (2, "公民身份号码", "没有身份证号，只能按姓名、出生日期和入党日期认人，请尽量补上。")
    ]


def test_the_same_member_twice_is_read_once():
    reading = read_rows(row("张三", 1), row("张 三", 1))
    assert names(reading) == ["张三"]
    assert warnings(reading) == [
        (3, "姓名", "张三与“枫树村党支部”第2行是同一个人；只保留前一行，这一行没有读入。")
    ]


def test_one_number_under_two_names_refuses_both():
    reading = read_rows(row("张三", 1), row("李四", 1), row("王五", 2))
    shown = f"430***********{identity(1)[14:]}"
    assert names(reading) == ["王五"]
    assert refusals(reading) == [
        (
            2,
            "公民身份号码",
            f"身份证号{shown}与“枫树村党支部”第3行的李四相同，请核对是谁的号码，改正后再上传。",
        ),
        (
            3,
            "公民身份号码",
            f"身份证号{shown}与“枫树村党支部”第2行的张三相同，请核对是谁的号码，改正后再上传。",
        ),
    ]


def test_namesakes_with_their_own_numbers_are_two_people():
    reading = read_rows(row("张三", 1), row("张三", 2))
    assert (names(reading), reading.warnings) == (["张三", "张三"], [])


def test_namesakes_without_numbers_are_asked_about_and_equal_rows_read_once():
    header = ["姓名", "出生日期", "入党时间", "人员类别", "身份证号"]
    reading = read_rows(
        ["张三", "1968.3.19", "1990.7.1", "正式", ""],
        ["张三", "1968.3.19", "1995.7.1", "正式", ""],
        ["张三", "1968.3.19", "1990.7.1", "正式", ""],
        header=header,
    )
    assert [one.row for one in reading.members] == [2, 3]
    assert [reason for _, column, reason in warnings(reading) if column == "姓名"] == [
        "张三与“枫树村党支部”第2行同名、出生日期也相同，又都没有身份证号，请核对是不是同一个人。",
        "张三与“枫树村党支部”第2行是同一个人；只保留前一行，这一行没有读入。",
    ]


def test_no_sentence_holds_a_whole_identity_number():
    numbers = [identity(number) for number in range(1, 5)]
    reading = read_rows(
        whole("张三", 1), whole("李四", 1), whole(numbers[1], 2), whole("王五", 3, born=numbers[2]), whole(full=numbers[3]),
        header=WHOLE,
    )  # fmt: skip
    said = " ".join(one.reason for one in [*reading.refused, *reading.warnings])
    assert (len(reading.refused) >= 5, [number for number in numbers if number in said]) == (True, [])
