"""What stands where on an official paper, before anything is printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.documents.papers.official import (
    Annex,
    DocumentNumber,
    Heading,
    PaperKind,
    Paragraph,
    Table,
    title_lines,
)
from activityday.documents.papers.official.layout import (
    addressees_are_below,
    annex_note,
    blocks,
    column_shares,
    imprint,
    laid_out,
    mark,
    signature,
    signature_places,
)
from activityday.documents.papers.official.title import NEVER_FIRST, NEVER_LAST, WIDEST, WORDS, width
from tests.documents.samples import LONG_TITLE, official

TOWN = "中共樟树镇委员会"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好党员活动日工作的通知", ("关于做好党员活动日工作的通知",)),
        (
            "关于开展2026年度党员活动日督查抽查情况和问题整改工作的报告",
            ("关于开展2026年度党员活动日", "督查抽查情况和问题整改工作的报告"),
        ),
        (
            LONG_TITLE,
            (
                *(TOWN, "关于印发《关于全面推行", "“巴陵先锋党员活动日”的实施方案》"),
                *("《樟树镇“党支部建设年”", "工作实施方案》的通知"),
            ),
        ),
        ("关于召开党员活动日\n推进会的通知", ("关于召开党员活动日", "推进会的通知")),
        ("甲\n\n 乙 \n", ("甲", "乙")),
    ],
)
def test_a_title_is_broken_where_a_reader_would_pause(title, lines):
    assert title_lines(title, (TOWN,)) == lines


def test_the_name_of_a_unit_stays_whole():
    branch = "湘阴县樟树镇文谊新村支部委员会"
    lines = title_lines(f"{branch}关于调整2026年10月党员活动日时间的请示", (branch,))
    assert lines == (branch, "关于调整2026年10月党员活动日", "时间的请示")


def test_what_cannot_be_broken_is_cut_at_the_widest():
    assert title_lines("A" * 40) == ("A" * 18, "A" * 18, "A" * 4)


@given(st.lists(st.sampled_from([*sorted(WORDS), *"的和《》“”", "2026年", "第3期", "喆堃"]), max_size=14))
def test_any_title_keeps_its_letters_and_no_line_begins_or_ends_badly(words):
    title = "".join(words)
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(width(line) <= WIDEST for line in lines)
    if lines != tuple(title[at : at + WIDEST] for at in range(0, len(title), WIDEST)):
        assert [line for line in lines[1:] if line[0] in NEVER_FIRST] == []
        assert [line for line in lines[:-1] if line[-1] in NEVER_LAST] == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("樟发〔2017〕第37号", "序号前不加“第”字"),
        ("樟发[2017]37号", "年份要用六角括号"),
        ("樟发（2017）37号", "年份要用六角括号"),
        ("樟发〔17〕37号", "年份要写四位数"),
        ("樟发〔2017〕037号", "序号不编虚位"),
        ("樟发〔2017〕37", "末尾要有“号”字"),
        ("樟 发〔2017〕37号", "应当像“樟发〔2017〕37号”"),
        ("〔2017〕37号", "应当像“樟发〔2017〕37号”"),
    ],
)
def test_a_document_number_written_otherwise_is_refused_with_what_to_change(words, what):
    with pytest.raises(ValueError, match=what):
        DocumentNumber.parse(words)


def test_a_document_number_is_read_and_written():
    number = DocumentNumber.parse("樟发〔2017〕37号")
    assert number == DocumentNumber("樟发", 2017, 37)
    assert str(number) == "樟发〔2017〕37号"
    assert official(number="樟发〔2017〕37号").number == number
    assert laid_out(official(number=""))["number"] == ""


@pytest.mark.parametrize(("agency", "year", "serial"), [("樟发", 17, 1), ("樟发", 2017, 0), ("", 2017, 1)])
def test_the_parts_of_a_number_are_checked_too(agency, year, serial):
    with pytest.raises(ValueError, match="写法不对"):
        DocumentNumber(agency, year, serial)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signatory": "王小明"}, "通知不标注签发人"),
        ({"attendance": (("出席", "王小明"),)}, "只有纪要才标注出席"),
        ({"copy_number": 0}, "份号是六位以内的正整数"),
        ({"copy_number": 1_000_000}, "份号是六位以内的正整数"),
        ({"printed_on": None}, "印发机关和印发日期要一起填写"),
        ({"printed_by": ""}, "印发机关和印发日期要一起填写"),
    ],
)
def test_what_the_standard_forbids_is_refused_in_a_sentence(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        official(**changes)


def test_a_heading_below_the_fourth_level_and_a_ragged_table_are_refused():
    with pytest.raises(ValueError, match="一至四级"):
        Heading(5, "甲")
    with pytest.raises(ValueError, match="格数要与表头相同"):
        Table(("甲", "乙"), (("一",),))
    with pytest.raises(ValueError, match="格数要与表头相同"):
        Table((), ())


def test_the_kinds_are_called_as_offices_call_them():
    assert [kind.label for kind in PaperKind] == ["通知", "通报", "报告", "请示", "批复", "函", "纪要"]
    assert [kind.label for kind in PaperKind if kind.is_upward] == ["报告", "请示"]


def test_each_level_of_headings_is_counted_anew_under_the_one_above():
    body = tuple(Heading(level, "甲") for level in (1, 2, 2, 3, 4, 4, 3, 2, 1, 2))
    assert [it["words"] for it in blocks(body)] == [
        *(
            "一、甲",
            "（一）甲",
            "（二）甲",
            "1．甲",
            "（1）甲",
            "（2）甲",
            "2．甲",
            "（三）甲",
            "二、甲",
            "（一）甲",
        )
    ]


def test_a_newline_begins_a_paragraph_and_an_empty_one_is_left_out():
    assert [it["words"] for it in blocks((Paragraph("甲\r\n\n 乙 \n"),))] == ["甲", "乙"]


def test_annexes_are_numbered_only_where_there_are_several_and_end_without_a_mark():
    assert annex_note(()) == []
    assert annex_note((Annex("方案。"),)) == [{"label": "附件：", "number": "", "name": "方案"}]
    assert annex_note((Annex("方案；"), Annex("名\n单"))) == [
        {"label": "附件：", "number": "1．", "name": "方案"},
        {"label": "", "number": "2．", "name": "名单"},
    ]
    labels = [annex["label"] for annex in laid_out(official(annexes=(Annex("甲"), Annex("乙"))))["annexes"]]
    assert labels == ["附件1", "附件2"]
    assert laid_out(official(annexes=(Annex("甲"),)))["annexes"][0]["label"] == "附件"


@pytest.mark.parametrize(
    ("signer", "dated", "is_sealed", "right", "date_right"),
    [
        (8, 6.5, True, 3.25, 4),
        (4, 6.5, True, 5.25, 4),
        (14.5, 6.5, True, 0, 4),
        (18, 6.5, True, 0, 5.75),
        (8, 6.5, False, 2, 1.5),
        (6.5, 6.5, False, 2, 0),
        (4, 6.5, False, 6.5, 2),
        (20, 7, False, 2, 13),
    ],
)
def test_where_signature_and_date_stand(signer, dated, is_sealed, right, date_right):
    assert signature_places(signer, dated, is_sealed=is_sealed) == (right, date_right)


@given(st.integers(1, 48), st.integers(12, 16), st.booleans())
def test_neither_signature_nor_date_leaves_the_type_area(signer, dated, is_sealed):
    right, date_right = signature_places(signer / 2, dated / 2, is_sealed=is_sealed)
    assert min(right, date_right) >= 0
    assert max(right + signer / 2, date_right + dated / 2) <= 28


def test_a_very_long_signature_takes_two_lines_one_over_the_other():
    signer = "中共湘阴县樟树镇新型农业经营主体和社会组织联合支部委员会"
    found = signature(official(signer=signer))
    assert "".join(it["words"] for it in found["lines"]) == signer
    assert len(found["lines"]) == 2
    middles = {it["right"] + width(it["words"]) / 2 for it in found["lines"]}
    assert middles == {found["date_right"] + width("2017年5月5日") / 2}


def test_dates_have_no_leading_zeros():
    assert laid_out(official(dated_on=date(2017, 5, 5)))["dated"] == "2017年5月5日"
    assert imprint(official(printed_on=date(2017, 12, 1)), "")["printed"]["on"] == "2017年12月1日印发"


@pytest.mark.parametrize(
    ("kind", "issuer", "words", "size", "scale"),
    [
        (PaperKind.NOTICE, TOWN, "中共樟树镇委员会文件", 43, 1),
        (PaperKind.LETTER, TOWN, "中共樟树镇委员会", 46, 1),
        (PaperKind.MINUTES, "樟树镇党委会议", "樟树镇党委会议纪要", 46, 1),
        (PaperKind.NOTICE, "中" * 18, "中" * 18 + "文件", 30, 0.72),
    ],
)
def test_the_mark_is_large_and_condensed_only_where_it_would_be_too_wide(kind, issuer, words, size, scale):
    found = mark(official(kind=kind, issuer=issuer))
    assert found == {"words": words, "size": size, "scale": scale}
    assert width(words) * size * scale <= 442.3


def test_so_many_addressees_that_no_text_would_stand_on_the_first_page_are_below():
    assert [addressees_are_below("村" * n, 1) for n in (224, 225)] == [False, True]


def test_the_foot_says_who_else_gets_it_and_a_letter_s_foot_no_more():
    full = imprint(official(copies_to=("甲", "乙。")), "丙")
    assert full["parts"] == [{"label": "主送：", "words": "丙。"}, {"label": "抄送：", "words": "甲，乙。"}]
    assert full["has_lines"]
    letter = imprint(official(kind=PaperKind.LETTER), "")
    assert (letter["printed"], letter["has_lines"]) == (None, False)
    assert imprint(official(copies_to=(), printed_by="", printed_on=None), "") is None


def test_columns_share_the_width_by_their_longest_text():
    assert column_shares(("甲", "乙"), (("四个字呢", "1"), ("五个字不长", "2"))) == [6 / 9, 3 / 9]
    assert column_shares(("甲",), (("长" * 100,),)) == [1]
