"""Files of every kind and every fault: read, or answered with one sentence."""

import io
import time
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activityday.people.roster.workbook.grid import DAMAGED, LOCKED, TOO_WIDE
from activityday.people.roster.workbook.limits import Limits
from activityday.people.roster.workbook.shapes import NotARoster, PartialDate
from tests.roster.workbook.build import HEADER, identity, read, refusals, row, warnings, xls, xlsx

ASK = "请上传党员花名册的 Excel 文件（.xlsx、.xls）或 .csv 文件。"
GOOD = xlsx({"枫树村党支部": [HEADER, row()]})
OLD = xls("枫树村党支部", [HEADER, row()])
TEXT = (
    f"姓名,性别,身份证号,入党时间,人员类别,所在党支部\n张三,男,{identity(1)},1990.7.1,正式党员,枫树村党支部\n"
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def answer(data, filename="花名册.xlsx", **options):
    with pytest.raises(NotARoster) as refused:
        read(data, filename, **options)
    return refused.value.sentence


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def with_sheet(xml):
    """GOOD with the XML of its sheet replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, xml if part == "xl/worksheets/sheet1.xml" else old.read(part))
    return stream.getvalue()


def names(reading):
    return [(one.name, one.unit) for one in reading.members]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_file_is_read_in_every_encoding_with_every_separator(encoding, separator):
    reading = read(TEXT.replace(",", separator).encode(encoding), "名单.csv")
    assert names(reading) == [("张三", "枫树村党支部")]
    assert reading.members[0].joined_on == PartialDate(date(1990, 7, 1))
    assert (reading.refused, reading.warnings) == ([], [])


def test_marks_that_keep_a_number_text_are_taken_off():
    text = (
        TEXT.replace(identity(1), f'"=""{identity(1)}"""')
        + f"李四,女,'{identity(2)},1990.7.1,正式党员,枫树村党支部\n"
    )
    reading = read(text.encode(), "名单.csv")
    assert [one.identity_number for one in reading.members] == [identity(1), identity(2)]


def test_a_number_spoilt_by_saving_as_text_is_refused():
    reading = read(TEXT.replace(identity(1), "4.30624E+17").encode("gbk"), "名单.csv")
    assert [(row_, column) for row_, column, _ in refusals(reading)] == [(2, "身份证号")]


def test_a_broken_character_costs_its_row_and_not_the_file():
    data = TEXT.encode() + "李四,女,,1990.7.1,正式党员,枫树村党支部".encode().replace(
        "李".encode(), b"\xe6\x9d"
    )
    assert names(read(data, "名单.csv")) == [("张三", "枫树村党支部")]
    assert [row_ for row_, _, _ in refusals(read(data, "名单.csv"))] == [3]


def test_the_name_of_a_text_file_gives_the_branch():
    text = TEXT.replace(",所在党支部", "").replace(",枫树村党支部", "")
    assert names(read(text.encode(), "白塘村党支部党员花名册.csv")) == [("张三", "白塘村党支部")]
    assert names(read(text.encode(), "roster.csv")) == [("张三", "")]


def test_the_content_decides_and_not_the_name_of_the_file():
    assert names(read(GOOD, "花名册.xls")) == names(read(OLD, "花名册.csv")) == [("张三", "枫树村党支部")]


def test_a_web_page_called_xls_is_read():
    cells = ["张三", "男", identity(1), "1990.7.1", "正式党员"]
    page = (
        "<html><head><meta charset='gbk'><style>td{color:red}</style></head><body><table>"
        "<tr><td colspan=5>枫树村党支部党员花名册</td></tr>"
        "<tr><th rowspan=2>姓名</th><th colspan=4>基本情况</th></tr>"
        "<tr><th>性别</th><th>身份证号</th><th>入党&nbsp;时间</th><th>人员类别</th></tr>"
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table></body></html>"
    )
    reading = read(page.encode("gbk"), "导出.xls")
    assert names(reading) == [("张三", "枫树村党支部")]
    assert (reading.members[0].row, reading.members[0].joined_on) == (4, PartialDate(date(1990, 7, 1)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", f"文件是空的。{ASK}"),
        (b"\xef\xbb\xbf\r\n \r\n", f"文件是空的。{ASK}"),
        (b"%PDF-1.7 x", f"这是PDF 文件，不是表格。{ASK}"),
        (b"\x89PNG\r\n\x1a\n000", f"这是图片，不是表格。{ASK}"),
        (b"\xff\xd8\xff\xe0JFIF", f"这是图片，不是表格。{ASK}"),
        (b"Rar!\x1a\x07", f"这是压缩包，不是表格。{ASK}"),
        (archive(word__document_xml="<w/>"), f"这是 Word 文档，不是表格。{ASK}"),
        (archive(a="1"), f"这是压缩包，不是表格。请先解压，再上传里面的花名册。{ASK}"),
        (GOOD[:-400], DAMAGED),
        (with_sheet("<worksheet><sheetData><row"), DAMAGED),
        (archive(xl__workbook="x"), DAMAGED),
        (OLD[:600], DAMAGED),
        (OLD[:512] + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (OLD[:512] + "WordDocument".encode("utf-16-le"), f"这是 Word 文档，不是表格。{ASK}"),
        (b"<html><body>404</body></html>", f"这是网页，里面没有表格。{ASK}"),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
         "这是 XML 格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再上传。"),
        ("今天天气很好。".encode("gbk"), f"文件里没有找到花名册：没有一张工作表有“姓名”一列。{ASK}"),
        (bytes(range(256)) * 4, f"这不是表格文件。{ASK}"),
    ],
)  # fmt: skip
def test_what_is_no_roster_is_answered_with_a_sentence(data, sentence):
    assert answer(data) == sentence


def test_an_old_workbook_with_a_password_is_named_so():
    # BIFF8: a FILEPASS record right behind the first BOF makes the rest unreadable
    at = OLD.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    locked = OLD[: at + 20] + b"\x2f\x00\x36\x00\x01\x00" + b"\x00" * 52 + OLD[at + 78 :]
    assert answer(locked, "花名册.xls") == LOCKED


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_opened():
    data = GOOD + b"\x00" * (50 * 1024 * 1024)
    assert answer(data) == "文件有51 MB，超过20 MB。请删去图片和多余的工作表，或者分成几个文件上传。"


def test_a_zip_bomb_is_refused_before_it_is_opened():
    bomb = archive(xl__workbook="x", xl__worksheets__sheet1="0" * (40 * 1024 * 1024))
    sentence = "这个文件解开后大得不正常，没有打开。请把名册复制到一个新建的工作簿里，保存后再上传。"
    assert (len(bomb) < 100_000, answer(bomb)) == (True, sentence)
    assert answer(GOOD, limits=Limits(unpacked_bytes=1000)) == sentence


def test_a_cell_at_the_far_corner_does_not_take_the_machine_down():
    far = (
        SHEET % '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    assert answer(with_sheet(far)) == TOO_WIDE


@pytest.mark.parametrize(
    ("xml", "start"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="200000"><c r="A200000"><v>1</v></c></row>',
         "工作表“枫树村党支部”一直用到第200000行，全部工作表合计不能超过100000行。"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>',
         "工作表“枫树村党支部”一直用到第ZZ列，超过200列。"),
    ],
)  # fmt: skip
def test_a_stray_cell_far_away_is_named(xml, start):
    assert answer(with_sheet(SHEET % xml)) == start + TOO_WIDE


def test_more_sheets_rows_or_columns_than_allowed_are_refused():
    assert answer(GOOD, limits=Limits(rows=1)).startswith("工作表“枫树村党支部”一直用到第2行")
    assert (
        answer(xlsx({f"{n}村": [HEADER] for n in range(4)}), limits=Limits(sheets=3))
        == "工作表超过3张，请分成几个文件上传。"
    )
    assert answer(TEXT.encode(), limits=Limits(rows=1)).startswith("表格不能超过1行、200列。")


def test_formula_cells_give_their_stored_values_and_formula_texts_stay_text():
    sheet = SHEET % (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>入党时间</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>备注</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"张"&amp;"三"</f><v>张三</v></c><c r="B2"><f>1+1</f><v>31594</v></c>'
        '<c r="C2" t="inlineStr"><is><t>=cmd|calc</t></is></c></row>'
    )
    reading = read(with_sheet(sheet))
    [member] = reading.members
    assert (member.name, member.joined_on, member.note) == (
        "张三",
        PartialDate(date(1986, 7, 1)),
        "=cmd|calc",
    )
    assert (
        2,
        "备注",
        "“=cmd|calc”以公式符号开头，已当作普通文字保存；如不是想写的内容，请改正。",
    ) in warnings(reading)


def test_a_cell_of_thirty_thousand_characters_is_read_in_no_time():
    long = "党支部(" * 10_000
    rows = [[long], HEADER, row(), [long], [2, long, "男"]]
    started = time.perf_counter()
    reading = read(xlsx({"枫树村党支部": rows}))
    assert time.perf_counter() - started < 2
    assert (names(reading), [one.row for one in reading.refused]) == ([("张三", "枫树村党支部")], [5])


def never_raises_anything_else(data, filename):
    try:
        reading = read(data, filename)
    except NotARoster as refused:
        return refused.sentence.endswith("。")
    return reading.members is not None


@settings(max_examples=150)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)),
    st.sampled_from(["a.csv", "b.xlsx", ""]),
)
def test_random_bytes_are_read_or_answered(data, filename):
    assert never_raises_anything_else(data, filename)


@settings(max_examples=150)
@given(st.lists(st.lists(st.text(max_size=12), max_size=8), max_size=6), st.sampled_from("\t,;"))
def test_random_rows_under_a_header_are_read_or_answered(rows, separator):
    text = "\n".join(
        separator.join(one)
        for one in [["姓名", "身份证号", "入党时间", "所在党支部", "是否流动", "电话"], *rows]
    )
    assert never_raises_anything_else(text.encode("utf-8", "replace"), "a.csv")


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data(), st.sampled_from([GOOD, OLD, TEXT.encode("gbk")]))
def test_spoilt_workbooks_are_read_or_answered(data, whole):
    spoilt = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([len(spoilt), len(spoilt) // 2, len(spoilt) - 1]))
    assert never_raises_anything_else(bytes(spoilt[:cut]), "花名册.xlsx")
