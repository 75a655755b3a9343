import pytest
from hypothesis import given
from hypothesis import strategies as st

from activityday.documents.codes import (
    ALPHABET,
    CodeRefused,
    PageCode,
    check_code,
    page_payload,
    read_code,
    read_payload,
    sheet_code,
)

serials = st.integers(0, 32**5 - 1)


@given(serials, st.integers(0, 5), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(serial, place, wrong):
    code = sheet_code(serial)
    changed = code[:place] + wrong + code[place + 1 :]
    assert check_code(changed) == (changed == code)


@given(serials, st.integers(0, 5), st.integers(0, 5))
def test_two_swapped_characters_are_always_found(serial, one, other):
    code = list(sheet_code(serial))
    swapped = code.copy()
    swapped[one], swapped[other] = code[other], code[one]
    assert check_code("".join(swapped)) == (swapped == code)


@given(serials, st.integers(1, 999))
def test_the_code_of_a_page_is_short_and_reads_back(serial, page):
    payload = page_payload(sheet_code(serial), page)
    assert len(payload) <= 16
    assert read_payload(payload) == PageCode(sheet_code(serial), page)


def test_serials_give_different_codes():
    assert len({sheet_code(serial) for serial in range(5000)}) == 5000
    assert [sheet_code(serial)[:5] for serial in (0, 31, 32, 32**5 - 1)] == [
        "00000",
        "0000Z",
        "00010",
        "ZZZZZ",
    ]


def test_a_typed_code_may_be_untidy():
    code = sheet_code(1)
    assert read_code(f" {code[:3].lower()}-{code[3:].lower()} ".replace("0", "o")) == code


@pytest.mark.parametrize("typed", ["", "ABC", "03RJ08", "签到表", "0" * 500])
def test_a_code_we_never_printed_is_refused_in_words(typed):
    with pytest.raises(CodeRefused, match="不是签到表编号"):
        read_code(typed)


@pytest.mark.parametrize(
    "payload", ["", "https://example.org", "PS1:03RJ09:1:0", "PS2:03RJ09:1:Q", "PS1:03RJ09:0:0"]
)
def test_a_foreign_code_is_refused_in_words(payload):
    with pytest.raises(CodeRefused, match="不是本系统签到表"):
        read_payload(payload)


@pytest.mark.parametrize("serial", [-1, 32**5])
def test_a_serial_out_of_range_is_refused(serial):
    with pytest.raises(ValueError, match="serial"):
        sheet_code(serial)
