from datetime import date

import pytest
from stdnum.cn import ric

from activityday.people.roster.workbook.cells import Read, Unreadable
from activityday.people.roster.workbook.identity import Identity, read_identity
from tests.roster.workbook.build import TODAY, identity

GOOD = identity(1)
RETYPE = "请把这一列的单元格格式改成“文本”，再重新输入完整号码。"


def read(cell):
    return read_identity(cell, today=TODAY)


def test_a_number_tells_birth_and_gender():
    assert read(GOOD) == Read(Identity(GOOD, date(1968, 3, 19), "male"))
    assert read(identity(1, female=True)).value.gender == "female"


def test_the_example_of_the_national_standard_is_whole():
    assert read("11010519491231002X").value == Identity("11010519491231002X", date(1949, 12, 31), "female")


def test_spaces_quotes_and_a_small_x_are_put_right():
    ends_in_x = next(number for index in range(400) if (number := identity(index)).endswith("X"))
    typed = f" '{ends_in_x[:6]} {ends_in_x[6:14]}\u200b {ends_in_x[14:].lower()}"
    assert read(typed).value.number == ends_in_x


@pytest.mark.parametrize("cell", [None, "", "无", "—"])
def test_no_number_is_nothing(cell):
    assert read(cell) == Read(None)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (float(GOOD[:17] + "0"), f"身份证号被存成了数字，末尾几位已经丢失。{RETYPE}"),
        (430624196803190000, f"身份证号被存成了数字，末尾几位已经丢失。{RETYPE}"),
        ("4.30624E+17", f"身份证号变成了科学记数，末尾几位已经丢失。{RETYPE}"),
        (
            "430624198607011000",
            f"身份证号430***********1000末尾是000，多半是存成数字时丢了末尾几位。{RETYPE}",
        ),
        (GOOD[:17] + "?", "这不是身份证号（应为18位数字，最后一位可以是X），请核对后改正。"),
        (GOOD[:16], "身份证号有16位，应为18位，请核对后改正。"),
        (12345.0, "身份证号有5位，应为18位，请核对后改正。"),
        ("430***********1234", "身份证号是打了星号的，请填完整号码。"),
    ],
)
def test_a_number_that_is_not_whole_is_refused_with_what_to_do(cell, sentence):
    with pytest.raises(Unreadable) as refusal:
        read(cell)
    assert str(refusal.value) == sentence


def test_a_wrong_check_digit_is_refused_without_printing_the_number():
    wrong = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")
    with pytest.raises(Unreadable) as refusal:
        read(wrong)
    assert str(refusal.value) == (
        f"身份证号430***********{wrong[14:]}的最后一位校验不对，有一位写错了，请对照身份证改正。"
    )


def test_every_single_slip_of_a_digit_is_noticed():
    slips = [
        GOOD[:at] + digit + GOOD[at + 1 :] for at in range(18) for digit in "0123456789" if digit != GOOD[at]
    ]
    noticed = 0
    for slip in slips:
        with pytest.raises(Unreadable):
            read(slip)
        noticed += 1
    assert noticed == len(slips)


@pytest.mark.parametrize("cell", ["430624680319001", 430624680319001.0])
def test_fifteen_digits_are_kept_and_flagged(cell):
    remark = "身份证号430********9001是15位的旧号码，已照原样保存，请换成18位。"
    assert read(cell) == Read(Identity("430624680319001", date(1968, 3, 19), "male"), (remark,))


def test_a_birth_date_that_never_was_is_refused():
    digits = "43062419680230001"
    with pytest.raises(Unreadable, match="里的出生日期不存在"):
        read(digits + ric.calc_check_digit(digits + "0"))
