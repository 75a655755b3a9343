"""A notice as offices have it, and what is said when it is something else."""

from datetime import date

import pytest

from activityday.office.policy.notice_files import MOST_BYTES, read_csv, read_notice, read_text
from activityday.rules.holiday_notice import NoticeUnreadable
from tests.policy.conftest import NOTICE_2027

CSV = "日期,类别,节日\n2027-01-01,放假,元旦\n2027/1/2,放假,元旦\n2027-01-31,上班,春节\n"
TOML = """year = 2027
document = "国办发明电〔2026〕9号"
issued_on = 2026-11-20
[[holiday]]
name = "元旦"
days_off = [2027-01-01, 2027-01-02]
make_up_workdays = [2027-01-10]
"""


def test_the_text_brings_its_document_number_and_day_of_issue() -> None:
    draft = read_text(NOTICE_2027, year=2027)
    assert (draft.document, draft.issued_on) == ("国办发明电〔2026〕9号", date(2026, 11, 20))
    assert len(draft.days_off) == 27
    assert sorted(draft.make_up_workdays) == [
        date(2027, 1, 31),
        date(2027, 2, 20),
        date(2027, 5, 8),
        date(2027, 9, 26),
        date(2027, 10, 9),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_text_file_is_read_in_every_encoding_of_the_office(encoding: str) -> None:
    assert read_notice(NOTICE_2027.encode(encoding), "通知.TXT", year=2027) == read_text(
        NOTICE_2027, year=2027
    )


def test_csv_toml_and_the_lines_of_the_preview_say_the_same() -> None:
    from_csv = read_notice(CSV.encode("gbk"), "days.csv", year=2027)
    assert from_csv.days_off == {date(2027, 1, 1): "元旦", date(2027, 1, 2): "元旦"}
    from_toml = read_notice(TOML.encode(), "2027.toml", year=2027)
    assert (from_toml.document, from_toml.issued_on) == ("国办发明电〔2026〕9号", date(2026, 11, 20))
    assert from_toml.make_up_workdays == {date(2027, 1, 10): "元旦"}
    again = read_csv(from_toml.lines, year=2027)
    assert (again.days_off, again.make_up_workdays) == (from_toml.days_off, from_toml.make_up_workdays)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7", "通知.pdf", "不是 .txt、.csv 或 .toml 文件"),
        (b"PK\x03\x04\x00\x00", "通知.txt", "这不是文字文件"),
        (b"", "空.txt", "没有读到任何节日"),
        (b"x" * (MOST_BYTES + 1), "大.txt", "超过 200 KB"),
        (NOTICE_2027.replace("2027", "2026").encode(), "去年.txt", "这是 2026 年的通知"),
        ("一、元旦：放假。".encode(), "a.txt", "第 1 行“元旦”"),
        ("日期,类别\n".encode(), "a.csv", "没有读到任何放假的日子"),
        ("2027-01-01,放假".encode(), "a.csv", "第 1 行不足三列"),
        ("2027-13-01,放假,元旦".encode(), "a.csv", "第 1 行的“2027-13-01”不是日期"),
        ("日期,类别,节日\n2027-01-01,过节,元旦".encode(), "a.csv", "第 2 行的类别“过节”认不出来"),
        ((CSV + "2027-01-01,放假,元旦").encode(), "a.csv", "第 5 行的 2027-01-01 前面已经有了"),
        ("2027-01-01,放假,".encode(), "a.csv", "第 1 行的节日名称"),
        ("2029-01-01,放假,元旦".encode(), "a.csv", "2029-01-01 不在 2027 年"),
        (b"year = ", "a.toml", "这个 .toml 文件读不了"),
        (b"year = 2028", "a.toml", "文件里的年份是 2028"),
        (b"year = 2027\nholiday = 3", "a.toml", r"没有 \[\[holiday\]\]"),
        (
            b"year = 2027\n[[holiday]]\ndays_off = [2027-01-01]",
            "a.toml",
            r"第 1 个 \[\[holiday\]\] 没有 name",
        ),
        (
            'year = 2027\n[[holiday]]\nname = "元旦"\ndays_off = ["1月1日"]'.encode(),
            "a.toml",
            "“元旦”的 days_off 应是一列日期",
        ),
        (
            'year = 2027\n[[holiday]]\nname = "元旦"\ndays_off = [2027-01-01]\nmake_up_workdays = [2027-01-01]'.encode(),
            "a.toml",
            "2027-01-01 又放假又上班",
        ),
    ],
)
def test_a_wrong_file_is_answered_with_a_sentence_and_its_line(content: bytes, name: str, said: str) -> None:
    with pytest.raises(NoticeUnreadable, match=said):
        read_notice(content, name, year=2027)


def test_bytes_that_are_no_text_in_any_encoding_are_refused_in_words() -> None:
    with pytest.raises(NoticeUnreadable):
        read_notice(bytes(range(1, 256)) * 40, "乱码.txt", year=2027)
