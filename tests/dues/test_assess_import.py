"""Bases from a workbook as offices keep them: read, shown, confirmed, and the second time nothing."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, StringIO

import pytest
import time_machine
import xlwt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from activityday.audit.models import Entry as LogEntry
from activityday.contents.dues.imports.plan import NotSealedHere, opened
from activityday.contents.dues.imports.reading import BasesReading, NotBases, read_bases
from activityday.contents.dues.models import Assessment
from activityday.people.roster.models import Affiliation, Member
from activityday.privacy.sealed import fingerprint, seal
from tests.conftest import Town
from tests.dues.cast import AT, FARMER, SECRET, assess, logged, wage

PAGE = "/units/xingtang/dues/assess/2026/import/"
HEAD = ["姓名", "交费类别", "基数"]
Rows = Sequence[Sequence[object]]


@pytest.fixture(autouse=True)
def a_day_in_december() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def members(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """示例甲 to 示例丁 of 兴塘村, in two groups."""
    return renamed(make_members(town.village, 4), "示例", "甲乙丙丁")


def renamed(members: list[Member], family: str, given_names: Sequence[str]) -> list[Member]:
    """Names as people bear them: without digits."""
    for member, name in zip(members, given_names, strict=True):
        member.name = f"{family}{name}"
    Member.objects.bulk_update(members, ["name"])
    return members


@pytest.fixture
def secretary(client_of: Callable[[str], Client]) -> Client:
    return client_of("secretary")


def xlsx(rows: Rows, name: str = "Sheet1") -> bytes:
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(list(row))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("基数")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def text(rows: Rows, encoding: str) -> bytes:
    kept = StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode(encoding)


def read(rows: Rows) -> BasesReading:
    return read_bases(xlsx(rows), "基数.xlsx")


def said(reading: BasesReading) -> list[tuple[object, ...]]:
    return [
        (row.row, row.name, row.entry.kind, None if row.entry.base is None else str(row.entry.base))
        for row in reading.rows
    ]


def upload(client: Client, rows: Rows | bytes, name: str = "基数.xlsx", **more: str) -> str:
    data = rows if isinstance(rows, bytes) else xlsx(rows)
    response = client.post(PAGE, {"workbook": SimpleUploadedFile(name, data), "starts": "2026-01-01", **more})
    assert response.status_code in {200, 422}
    return response.content.decode()


def carried(page: str) -> str:
    return page.split('name="carried" value="')[1].split('"', maxsplit=1)[0]


def confirm(client: Client, page: str) -> str:
    response = client.post(f"{PAGE}confirm/", {"carried": carried(page)}, follow=True)
    return response.content.decode()


ROWS = [HEAD, ["示例甲", "按月领工资", "6,543.21元"], ["示例乙", "离退休", 5000], ["示例丙", "农民", None]]
READ = [
    (2, "示例甲", "monthly_salary", "6543.21"),
    (3, "示例乙", "retired", "5000.00"),
    (4, "示例丙", "farmer", None),
]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (xlsx(ROWS), "a.xlsx"),
        (xls(ROWS), "a.xls"),
        (text(ROWS, "utf-8-sig"), "a.csv"),
        (text(ROWS, "gb18030"), "a.csv"),
        (text(ROWS, "utf-16"), "a.csv"),
        # what a file is called does not matter
        (text(ROWS, "gb18030"), "a.xls"),
    ],
)
def test_any_kind_of_file_says_the_same(data: bytes, name: str) -> None:
    assert said(read_bases(data, name)) == READ


def test_titles_blank_rows_totals_and_signatures_are_passed_over() -> None:
    rows = [
        ["兴塘村党支部2026年党费核定表"],
        ["填报单位：兴塘村党支部", None, None, "单位：元"],
        ["序号", "姓 名", "党员类别", "党费基数（元）"],
        [1, "示例甲", "在职", 6543.21],
        [],
        [2, "示例 乙", "退休", "5000"],
        ["合计", None, None, 11543.21],
        ["制表人：张三", None, "审核人：李四"],
        ["说明：基数为税后收入"],
    ]
    found = read(rows)
    assert [(row.row, row.name) for row in found.rows] == [(4, "示例甲"), (6, "示例乙")]
    assert found.refused == []


@pytest.mark.parametrize(
    "head",
    [
        "党费基数",
        "计算基数",
        "税后收入",
        "月工资",
        "养老金",
        "党费计算基数（元/月）",
        "缴费基数",
        "离退休费",
        "月工资\n（元）",
        "＊基数",
    ],
)
def test_the_column_of_the_base_has_many_names(head: str) -> None:
    assert [str(row.entry.base) for row in read([["姓名", head], ["示例甲", 100]]).rows] == ["100.00"]


def test_a_header_of_two_lines_is_understood() -> None:
    rows = [["姓名", "党费核定", None], [None, "交费类别", "基数"], ["示例甲", "离退休", 100]]
    assert said(read(rows)) == [(3, "示例甲", "retired", "100.00")]


def test_a_base_stands_before_an_income() -> None:
    rows = [["姓名", "月工资", "党费基数"], ["示例甲", 9000, 6000]]
    assert [str(row.entry.base) for row in read(rows).rows] == ["6000.00"]


def test_of_several_columns_of_income_the_filled_one_counts() -> None:
    rows = [["姓名", "月工资", "养老金"], ["示例甲", 9000, None], ["示例乙", None, 3000], ["示例丙", 1, 2]]
    found = read(rows)
    assert [str(row.entry.base) for row in found.rows] == ["9000.00", "3000.00"]
    assert [one.sentence for one in found.refused] == [
        "第B列、第C列都填了数，不知道用哪一个作基数，请只留一个。"
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("按月领工资", "monthly_salary"),
        ("在职职工", "monthly_salary"),
        ("公务员", "monthly_salary"),
        ("年薪制", "annual_salary"),
        ("个体户", "self_employed"),
        ("个体经营等不按月取得收入", "self_employed"),
        ("不能按月取得收入的个体经营者", "self_employed"),
        ("退休", "retired"),
        ("离退休干部", "retired"),
        ("农民", "farmer"),
        ("务农", "farmer"),
        ("在校学生", "student"),
        ("下岗", "unemployed"),
        ("低保户", "relief"),
        ("靠抚恤、救济或低保生活", "relief"),
        ("正式党员", None),
        ("", None),
        ("无", None),
    ],
)
def test_a_class_is_called_by_many_words(word: str, kind: str | None) -> None:
    assert [row.entry.kind for row in read([HEAD, ["示例甲", word, 1]]).rows] == [kind]


@pytest.mark.parametrize("word", ["皇帝", "退休农民", "在职学生"])
def test_a_class_that_is_not_clear_is_refused_with_its_row(word: str) -> None:
    found = read([HEAD, ["示例甲", word, 1]])
    assert (found.rows, [(one.row, one.name) for one in found.refused]) == ([], [(2, "示例甲")])
    assert found.refused[0].sentence.startswith(f"认不出交费类别“{word}”")


@pytest.mark.parametrize("cell", ["三千左右", "=1+1", "#REF!", "3000 2800", -1, "1e5"])
def test_a_base_that_is_no_number_is_refused_without_repeating_it(cell: object) -> None:
    found = read_bases(text([HEAD, ["示例甲", "离退休", cell]], "utf-8"), "a.csv")
    assert found.rows == []
    assert found.refused[0].sentence.startswith("第C列的基数要改：")


def test_a_row_without_a_name_says_so() -> None:
    found = read([HEAD, [None, "离退休", 3000]])
    assert [one.sentence for one in found.refused] == ["没有姓名，请补上；如果这一行不是党员，请删除。"]


def test_the_quarter_of_the_self_employed_may_stand_in_the_cell() -> None:
    found = read([HEAD, ["示例甲", "个体户", "3000 2800 3200"]])
    assert [list(map(str, row.entry.incomes)) for row in found.rows] == [["3000.00", "2800.00", "3200.00"]]


def test_a_hidden_sheet_is_not_read_and_that_is_said() -> None:
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(["示例甲", "农民", None])
    hidden = book.create_sheet("旧的")
    hidden.append(HEAD)
    hidden.append(["示例乙", "农民", None])
    hidden.sheet_state = "hidden"
    kept = BytesIO()
    book.save(kept)
    found = read_bases(kept.getvalue(), "a.xlsx")
    assert [row.name for row in found.rows] == ["示例甲"]
    assert [(one.sheet, one.sentence) for one in found.notes] == [("旧的", "这张工作表是隐藏的，没有读。")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的。请上传党费基数的 Excel 文件"),
        (b"%PDF-1.7", "这是PDF 文件，不是表格。"),
        (b"\x89PNG\r\n\x1a\n", "这是图片，不是表格。"),
        (b"PK\x03\x04rubbish", "打不开"),
        (xlsx([["日期", "主题"], ["一月", "学习"]]), "没有找到要导入的表"),
        (xlsx([HEAD]), "表头认出来了，下面还没有填一个人"),
    ],
)
def test_what_is_no_table_of_bases_is_refused_whole(data: bytes, sentence: str) -> None:
    with pytest.raises(NotBases) as answer:
        read_bases(data, "a.xlsx")
    assert sentence in str(answer.value)
    assert "名册" not in str(answer.value)


# a busy machine is not a broken reader
@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=8))
def test_no_table_breaks_the_reader(rows: list[list[str]]) -> None:
    try:
        found = read_bases(text([HEAD, *rows], "utf-8"), "a.csv")
    except NotBases:
        return
    assert all(row.name for row in found.rows)


def test_nothing_is_written_before_it_is_confirmed(secretary: Client, members: list[Member]) -> None:
    page = upload(secretary, ROWS)
    assert Assessment.objects.count() == 0
    assert "6543.21 元 × 1.5% = 98.14815 元，取 98.15 元" in page
    assert "示例丁" in page
    assert "6543" not in carried(page)
    assert "已从“基数.xlsx”写入 3 人的 2026 年核定。" in confirm(secretary, page)
    assert sorted(str(one.amount) for one in Assessment.objects.all()) == ["0.20", "25.00", "98.15"]
    assert logged("6543") == []
    assert '"source": "基数.xlsx"' in LogEntry.objects.filter(action="dues.assessed")[0].changes


def test_the_same_file_again_changes_nothing(secretary: Client, members: list[Member]) -> None:
    confirm(secretary, upload(secretary, ROWS))
    page = upload(secretary, ROWS)
    assert "没有要写入的：核定已经和文件一致" in page
    assert "确认写入" not in page
    assert Assessment.objects.count() == 3


def test_confirming_twice_writes_once(secretary: Client, members: list[Member]) -> None:
    page = upload(secretary, ROWS)
    confirm(secretary, page)
    assert "没有重复保存" in confirm(secretary, page)
    assert Assessment.objects.count() == 3


def test_who_is_assessed_already_is_not_changed_by_a_file(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, {members[0]: wage(), members[1]: FARMER})
    page = upload(secretary, [HEAD, ["示例甲", "按月领工资", 7000], ["示例乙", "农民", None]])
    assert "今年已经核定过，和表里的不一样，没有改。" in page
    assert "6543" not in page


def test_an_empty_class_or_base_is_as_before(secretary: Client, town: Town, members: list[Member]) -> None:
    assess(town.village, {members[0]: wage()}, year=2026)
    page = secretary.post(
        PAGE.replace("2026", "2027"),
        {"workbook": SimpleUploadedFile("a.xlsx", xlsx([HEAD, ["示例甲", None, None], ["示例乙", None, 5]]))},
    ).content.decode()
    assert "沿用原来的" in page
    assert "没有写交费类别，以前也没有核定过。请补上类别。" in page
    assert "6543" not in page
    secretary.post(PAGE.replace("2026", "2027") + "confirm/", {"carried": carried(page)})
    assert Assessment.objects.get(since__year=2027).base == SECRET


def test_strangers_and_doubles_are_named_by_their_row(secretary: Client, members: list[Member]) -> None:
    page = upload(
        secretary, [HEAD, ["外人", "农民", None], ["示例甲", "农民", None], ["示例甲", "农民", None]]
    )
    assert "名册里现在没有这个人" in page
    assert "和第 3 行是同一个人" in page
    assert "确认写入 1 人" in page


def test_who_is_refused_is_not_said_to_be_missing_from_the_file(
    secretary: Client, members: list[Member]
) -> None:
    page = upload(secretary, [HEAD, ["示例甲", "皇帝", None], ["示例乙", "农民", None]])
    assert "表里没有的 2 人，还没有核定" in page
    assert "<p>示例丙、示例丁</p>" in page


def test_a_file_of_which_no_row_can_be_taken_does_not_agree_with_the_year(
    secretary: Client, members: list[Member]
) -> None:
    page = upload(secretary, [HEAD, ["外人", "农民", None]])
    assert "没有一行能写入，什么都没有改。" in page
    assert "已经和文件一致" not in page


@pytest.fixture
def namesakes(town: Town, members: list[Member]) -> list[Member]:
    """示例甲 of the first and 示例乙 of the second group are both called 王建国."""
    for member, number in ((members[0], "430624198607011234"), (members[1], "430624197001011234")):
        member.name = "王建国"
        member.identity_number, member.identity_fingerprint = number, fingerprint(number)
        member.save()
    Affiliation.objects.filter(member=members[0]).update(group=town.groups[0])
    Affiliation.objects.filter(member=members[1]).update(group=town.groups[1])
    return members[:2]


def test_namesakes_are_told_apart_by_group_or_number(secretary: Client, namesakes: list[Member]) -> None:
    rows = [
        ["姓名", "党小组", "身份证号", "交费类别", "基数"],
        ["王建国", "第二党小组", None, "离退休", 4000],
        ["王建国", None, "430624198607011234", "离退休", 6000],
    ]
    confirm(secretary, upload(secretary, rows))
    found = {one.member_id: one.base for one in Assessment.objects.all()}
    assert found == {namesakes[0].pk: "6000.00", namesakes[1].pk: "4000.00"}


def test_namesakes_without_a_mark_are_refused(secretary: Client, namesakes: list[Member]) -> None:
    page = upload(secretary, [HEAD, ["王建国", "离退休", 4000]])
    assert "支部里有 2 个同名的，请写明党小组或者身份证号。" in page


def test_another_s_number_is_refused_and_never_shown(secretary: Client, namesakes: list[Member]) -> None:
    rows = [["姓名", "身份证号", "交费类别", "基数"], ["王建国", "430624199901011234", "离退休", 4000]]
    page = upload(secretary, rows)
    assert "身份证号和名册上的不一样" in page
    assert "430624199901011234" not in page


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "<script>alert(1)</script>", "示例甲\x00\x07"])
def test_hostile_cells_stay_text(name: str, secretary: Client, members: list[Member]) -> None:
    page = upload(
        secretary, text([HEAD, [name, "农民", ""], ["示例乙", "<b>农民</b>", ""]], "utf-8"), "a.csv"
    )
    assert "<script>alert" not in page
    assert "<b>农民" not in page


def test_what_comes_back_is_only_taken_from_this_page(
    secretary: Client, town: Town, members: list[Member], client_of: Callable[[str], Client]
) -> None:
    page = upload(secretary, ROWS)
    good = carried(page)
    wrong = ["", "zz", good[:-2] + ("00" if good[-2:] != "00" else "11"), seal("[]"), seal('{"for": []}')]
    for text_back in wrong:
        answer = secretary.post(f"{PAGE}confirm/", {"carried": text_back}, follow=True).content.decode()
        assert "核对页已经失效，什么都没有写入。" in answer
    other = {"carried": good}
    elsewhere = client_of("other_secretary").post("/units/liudi/dues/assess/2026/import/confirm/", other)
    assert elsewhere.status_code == 302
    assert secretary.post(PAGE.replace("2026", "2027") + "confirm/", other).status_code == 302
    assert Assessment.objects.count() == 0
    with pytest.raises(NotSealedHere):
        opened(good, branch=town.village.pk, year=2026, by=0)


def test_a_file_that_is_missing_or_too_large_is_refused(secretary: Client, members: list[Member]) -> None:
    assert "请选择文件。" in secretary.post(PAGE, {"starts": "2026-01-01"}).content.decode()
    large = SimpleUploadedFile("a.csv", b"x" * (5 * 1024 * 1024 + 1))
    assert "文件超过 5 MB" in secretary.post(PAGE, {"workbook": large}).content.decode()


def test_a_year_that_cannot_be_assessed_has_no_import(secretary: Client, town: Town) -> None:
    assert secretary.get(PAGE.replace("2026", "2025")).status_code == 404


def test_the_example_holds_names_and_classes_and_comes_back(
    secretary: Client, town: Town, members: list[Member]
) -> None:
    assess(town.village, {members[0]: wage(), members[1]: FARMER})
    answer = secretary.get("/units/xingtang/dues/assess/2027/import/example.xlsx")
    book = load_workbook(BytesIO(answer.content))
    rows = [[cell.value for cell in row][:5] for row in book.active.iter_rows(min_row=3, max_row=5)]
    assert rows == [
        ["序号", "姓名", "党小组", "交费类别", "基数（元/月）"],
        [1, "示例甲", "第一党小组", "按月领工资", None],
        [2, "示例乙", "第二党小组", "农民", None],
    ]
    page = secretary.post(
        PAGE.replace("2026", "2027"), {"workbook": SimpleUploadedFile("样表.xlsx", answer.content)}
    ).content.decode()
    assert "确认写入 2 人" in page
    assert page.count("没有写交费类别，以前也没有核定过。") == 2
    assert "6543" not in page.replace(carried(page), "")


def test_the_questions_do_not_grow_with_the_rows(
    secretary: Client, town: Town, make_members: Callable[..., list[Member]]
) -> None:
    counts = []
    for number, family in ((1, "欧阳"), (199, "司马")):
        letters = [chr(ord("一") + n) for n in range(number)]
        members = renamed(make_members(town.village, number), family, letters)
        data = xlsx([HEAD, *[[member.name, "离退休", 3000 + n] for n, member in enumerate(members)]])
        upload(secretary, data)
        with CaptureQueriesContext(connection) as asked:
            page = upload(secretary, data)
        assert f"确认写入 {number} 人" in page
        counts.append(len(asked))
    assert counts[0] == counts[1]
