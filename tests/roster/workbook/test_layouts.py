"""Workbooks laid out as offices lay them out."""

import json
from datetime import date

import pytest

from activityday.people.roster.workbook.shapes import NotARoster, PartialDate
from tests.roster.workbook.build import HEADER, identity, read, read_rows, refusals, row, warnings, xls, xlsx


def people(reading):
    return [(one.name, one.unit) for one in reading.members]


def mapped(reading, sheet=0):
    return {one.letter: one.field for one in reading.sheets[sheet].columns}


def test_a_plain_roster_is_read_without_a_word():
    reading = read_rows(row("张三", 1), row("李四", 2))
    assert people(reading) == [("张三", "枫树村党支部"), ("李四", "枫树村党支部")]
    assert (reading.refused, reading.warnings) == ([], [])
    first = reading.members[0]
    assert (first.sheet, first.row, first.gender, first.category) == ("枫树村党支部", 2, "male", "full")
    assert (first.identity_number, first.born_on) == (identity(1), PartialDate(date(1968, 3, 19)))
    assert first.joined_on == PartialDate(date(1990, 7, 1), "month")


def test_titles_labels_totals_and_signatures_are_no_members():
    rows = [
        ["中共白塘村党支部党员花名册"],
        ["填报单位：白塘村党支部（盖章）", None, None, "填表日期：2024年1月5日"],
        [],
        HEADER,
        row("张三", 1),
        row("李四", 2),
        [3],
        ["合计", "2人"],
        [],
        ["说明：1.本表由党支部填写。"],
        ["制表人：王五", None, None, "审核人：赵六"],
    ]
    reading = read(xlsx({"Sheet1": rows}, merged=["A1:F1"]))
    assert people(reading) == [("张三", "中共白塘村党支部"), ("李四", "中共白塘村党支部")]
    assert (reading.sheets[0].header_rows, reading.sheets[0].passed_over) == ([4], [8, 10, 11])
    assert (reading.refused, reading.warnings) == ([], [])


TWO_ROWS = [
    ["枫树村党支部党员花名册"],
    ["序\n号", "党员基本情况", None, None, None, "入党时间", None, "联系\n电话*", "流动情况", None],
    [None, "姓 名", "性别", "公民身份号码（必填）", "类别", "加入组织", "转正", None, "是否流动", "外出流向"],
    [1, "张三", "男", identity(1), "正式", "1990.07", "1991.7.1", 13800000000, "是", "广东深圳"],
]
TWO_ROWS_MERGED = ["A1:J1", "A2:A3", "B2:E2", "F2:G2", "H2:H3", "I2:J2"]


@pytest.mark.parametrize("merged", [TWO_ROWS_MERGED, []], ids=["merged", "not merged"])
def test_two_header_rows_are_one_header(merged):
    reading = read(xlsx({"Sheet1": TWO_ROWS}, merged))
    assert list(mapped(reading).values()) == [
        "serial", "name", "gender", "identity_number", "category", "joined_on", "full_on", "phone", "is_floating",
        "destination",
    ]  # fmt: skip
    assert reading.sheets[0].header_rows == [2, 3]
    [member] = reading.members
    assert (member.full_on, member.phone) == (PartialDate(date(1991, 7, 1)), "13800000000")
    assert (member.is_floating, member.destination) == (True, "广东深圳")


def test_a_name_column_merged_over_both_header_rows():
    rows = [
        ["序号", "姓名", "党员情况", None],
        [None, None, "身份证号", "入党时间"],
        [1, "张三", identity(1), "1990.7.1"],
    ]
    reading = read(xlsx({"枫树村": rows}, merged=["A1:A2", "B1:B2", "C1:D1"]))
    assert (people(reading), reading.sheets[0].header_rows) == ([("张三", "枫树村")], [1, 2])


def test_one_sheet_a_branch_and_other_sheets_left_out():
    reading = read(
        xlsx(
            {
                "填表说明": [["请认真填写姓名"], ["姓名", "填全名"]],
                "枫树村党支部": [HEADER, row("张三", 1)],
                "2.白塘村": [HEADER, row("李四", 2)],
                "旧": [HEADER, row("王五", 3)],
                "Sheet9": [],
            },
            hidden=["旧"],
        )
    )
    assert people(reading) == [("张三", "枫树村党支部"), ("李四", "白塘村")]
    assert [(one.sheet, one.row, one.reason) for one in reading.warnings] == [
        ("填表说明", 0, "这张工作表没有“姓名”等栏目，不像花名册，没有读；如是花名册，请指定各列内容。"),
        ("旧", 0, "这张工作表是隐藏的，没有读；如要读入，请先取消隐藏。"),
    ]


def test_a_title_copied_to_every_sheet_gives_way_to_the_sheets_names():
    title = ["枫树村党支部党员花名册"]
    reading = read(
        xlsx({"枫树村": [title, HEADER, row("张三", 1)], "白塘村": [title, HEADER, row("李四", 2)]})
    )
    assert people(reading) == [("张三", "枫树村"), ("李四", "白塘村")]


def test_a_committees_title_is_the_parent_and_never_the_branch():
    reading = read(xlsx({"枫树村党支部": [["樟树镇党委党员花名册"], HEADER, row()]}))
    assert [(one.unit, one.parent_unit) for one in reading.members] == [("枫树村党支部", "樟树镇党委")]


def test_section_rows_and_groups_name_the_unit_of_the_rows_below():
    reading = read_rows(
        ["（一）第一党支部（1人）"], row("张三", 1), ["第二党支部", "2人"], ["党小组一：第一党小组"], ["第二党小组"],
        row("李四", 2), ["党支部名称：第三党支部"], row("王五", 3), sheet="Sheet1", merged=["A2:F2"],
    )  # fmt: skip
    assert people(reading) == [("张三", "第一党支部"), ("李四", "第二党支部"), ("王五", "第三党支部")]
    assert [one.group for one in reading.members] == ["", "第二党小组", ""]


def test_headings_of_full_and_probationary_members_give_the_category():
    header = ["姓名", "身份证号", "入党时间"]
    reading = read_rows(
        ["一、正式党员（1人）"], ["张三", identity(1), "1990.7"], ["二、预备党员（1人）"], ["李四", identity(2), "2026.7"],
        ["离退休人员"], ["王五", identity(3), "2026.7"], header=header, merged=["A2:C2", "A6:C6"],
    )  # fmt: skip
    assert [(one.name, one.category) for one in reading.members] == [
        ("张三", "full"), ("李四", "probationary"), ("王五", "probationary"),
    ]  # fmt: skip
    assert warnings(reading)[-1] == (
        6,
        "",
        "“离退休人员”像小标题，没有读；如是党支部名称，请写成“……党支部”。",
    )


def test_a_village_written_across_the_sheet_names_the_unit():
    reading = read_rows(
        ["一、枫树村"], row("张三", 1), ["二、白塘社区（1人）"], row("李四", 2), merged=["A2:F2", "A4:F4"]
    )
    assert people(reading) == [("张三", "枫树村"), ("李四", "白塘社区")]


def test_a_name_merged_over_two_rows_is_one_member():
    reading = read_rows(row("张三", 1), [None, None, None, None, None, "1991.7"], merged=["B2:B3", "A2:A3"])
    assert (people(reading), reading.refused) == ([("张三", "枫树村党支部")], [])


def test_a_unit_column_speaks_down_merged_cells():
    header = ["所在党支部", *HEADER]
    reading = read_rows(
        ["枫树村 党支部", *row("张三", 1)], [None, *row("李四", 2)], ["白塘村党支部", *row("王五", 3)],
        header=header, merged=["A2:A3"],
    )  # fmt: skip
    assert people(reading) == [("张三", "枫树村党支部"), ("李四", "枫树村党支部"), ("王五", "白塘村党支部")]
    assert reading.warnings == []


def test_an_empty_unit_cell_repeats_the_one_above_with_a_warning():
    reading = read_rows(
        ["枫树村党支部", *row("张三", 1)], [None, *row("李四", 2)], header=["支部名称", *HEADER]
    )
    assert people(reading) == [("张三", "枫树村党支部"), ("李四", "枫树村党支部")]
    assert warnings(reading) == [
        (3, "支部名称", "党支部一格是空的，已当作与上一行相同（“枫树村党支部”），请核对。")
    ]


def test_header_rows_repeated_on_printed_pages_are_skipped():
    reading = read_rows(row("张三", 1), ["枫树村党支部党员花名册"], HEADER, row("李四", 2))
    assert (people(reading), refusals(reading)) == ([("张三", "枫树村党支部"), ("李四", "枫树村党支部")], [])
    assert [one.row for one in reading.members] == [2, 5]


def test_a_second_table_below_may_have_its_columns_in_another_order():
    other = ["姓名", "身份证号码", "入党日期", "人员类别"]
    reading = read_rows(
        row("张三", 1), [], ["白塘村党支部党员名册"], other, ["李四", identity(2), "1991.7", "预备党员"]
    )
    assert people(reading) == [("张三", "枫树村党支部"), ("李四", "白塘村党支部")]
    assert reading.members[1].category == "probationary"


def test_columns_about_other_people_are_not_the_members():
    header = [*HEADER, "入党介绍人姓名", "联系人电话", "申请入党时间", "手机号码"]
    reading = read_rows([*row(), "王五", "13900000000", "1988.1", 13800000000], header=header)
    assert (reading.members[0].name, reading.members[0].phone) == ("张三", "13800000000")
    assert [one.header for one in reading.sheets[0].unmapped] == [
        "入党介绍人姓名",
        "联系人电话",
        "申请入党时间",
    ]


def test_a_column_without_a_known_header_is_guessed_by_its_look():
    rows = [["张三", identity(1), "1990.7"], ["李四", identity(2), "1991.7"], ["王五", identity(3), "1992.7"]]
    reading = read_rows(*rows, header=["姓名", "号码", "入党时间"])
    assert [(one.field, one.confidence) for one in reading.sheets[0].columns] == [
        ("name", 1.0), ("identity_number", 0.6), ("joined_on", 1.0),
    ]  # fmt: skip


def test_the_clerk_corrects_the_mapping():
    rows = {
        "枫树村党支部": [
            ["人员", "何时", "性别", "民族", "入党时间"],
            ["张三", "1990.7.1", "男", "汉", "1950.1"],
        ]
    }
    with_other = {"枫树村党支部": [["姓名", *rows["枫树村党支部"][0][1:]], rows["枫树村党支部"][1]]}
    assert read(xlsx(with_other)).members[0].joined_on.on == date(1950, 1, 1)
    chosen = {"枫树村党支部": {"1": "joined_on", "4": ""}}
    reading = read(xlsx(with_other), mapping=chosen)
    assert reading.members[0].joined_on == PartialDate(date(1990, 7, 1))
    assert mapped(reading) == {"A": "name", "B": "joined_on", "C": "gender", "D": "ethnicity", "E": ""}
    chosen["枫树村党支部"]["0"] = "name"
    assert people(read(xlsx(rows), mapping=chosen)) == [("张三", "枫树村党支部")]


def test_a_roster_without_a_name_column_asks_for_it():
    reading = read_rows(
        ["张三", "男", "汉", identity(1), "1990.7"], header=["人员", "性别", "民族", "身份证号", "入党时间"]
    )
    assert refusals(reading) == [(1, "姓名", "没有找到“姓名”一列，这张工作表没有读；请指定哪一列是姓名。")]
    assert (reading.members, mapped(reading)["D"]) == ([], "identity_number")


def test_two_lists_side_by_side_are_not_half_lost_in_silence():
    reading = read_rows(
        ["张三", identity(1), "李四", identity(2)], header=["姓名", "身份证号", "姓名", "身份证号"]
    )
    assert refusals(reading) == [
        (1, "姓名", "第C列还有一列姓名：这张表并排放了两份名单，右边一份没有读。请把它移到左边一份的下面。")
    ]


def test_an_example_row_and_column_numbers_are_not_members():
    reading = read_rows([1, 2, 3, 4, 5, 6], ["示例", *row("某某")[1:]], row("张三", 1))
    assert people(reading) == [("张三", "枫树村党支部")]
    assert warnings(reading) == [(3, "姓名", "这一行是填写示例，没有读。")]


def test_what_the_sheet_lacks_is_said_once():
    reading = read_rows(
        ["张三", "男", "高中"], ["李四", "女", "高中"], header=["姓名", "性别", "学历"], sheet="Sheet1"
    )
    assert [reason for row_, _, reason in warnings(reading) if row_ == 1] == [
        "没有身份证号一列，只能按姓名、出生日期和入党日期认人，请尽量补上。",
        "没有人员类别一列，分不清正式党员和预备党员，请核对。",
        "没有入党日期一列，请尽量补上。",
    ]
    assert [one.unit for one in reading.members] == ["", ""]


def test_an_old_xls_file_is_read_like_a_new_one():
    reading = read(xls("枫树村党支部", [HEADER, row("张三", 1, 入党时间=date(1990, 7, 1))]), "花名册.xls")
    assert people(reading) == [("张三", "枫树村党支部")]
    assert reading.members[0].joined_on == PartialDate(date(1990, 7, 1))


def test_progress_is_told_up_to_the_end():
    told = []
    read(
        xlsx({"枫树村": [HEADER, *(row("张三", number % 450) for number in range(1200))]}),
        progress=lambda *at: told.append(at),
    )
    assert told == [(500, 1201), (1000, 1201), (1201, 1201)]


def test_a_reading_is_json():
    reading = read_rows(row(), row("<b>", 2))
    plain = json.loads(json.dumps(reading.as_json(), ensure_ascii=False))
    assert plain["members"][0]["joined_on"] == {"on": "1990-07-01", "precision": "month"}
    assert plain["refused"] == [
        {
            "sheet": "枫树村党支部",
            "row": 3,
            "column": "姓名",
            "reason": "姓名“<b>”里有数字或符号，不像姓名，请核对后改正。",
        }
    ]


@pytest.mark.parametrize(
    ("sheets", "hidden", "sentence"),
    [
        ({"Sheet1": []}, (), "文件里没有找到花名册：没有一张工作表有“姓名”一列。"),
        ({"Sheet1": [["收入", "支出"], [1, 2]]}, (), "文件里没有找到花名册：没有一张工作表有“姓名”一列。"),
        ({"枫树村": [HEADER, ["合计", "0人"]]}, (), "花名册里一名党员也没有。请填好以后再上传。"),
    ],
)
def test_a_workbook_that_is_no_roster_says_so(sheets, hidden, sentence):
    with pytest.raises(NotARoster) as answer:
        read(xlsx(sheets, hidden=hidden))
    assert answer.value.sentence.startswith(sentence)
