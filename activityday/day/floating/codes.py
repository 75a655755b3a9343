"""The two codes of a slip: the short one that is typed here, and the long one that opens the page without an account."""

import secrets
from hashlib import sha256

from activityday.documents.codes import ALPHABET, CodeRefused, read_code, sheet_code
from activityday.people.organisation.checks import Refused

# slips and sign-in sheets never carry the same code: those of slips begin with G and later letters
FIRST_SERIAL = 1 << 24
PAGE_LENGTH, PART = 12, 4
MISREAD = str.maketrans("OILU", "011V", " -—－　")


def slip_code(serial: int) -> str:
    """The code of the slip with this number (from 0), such as G00017: a wrong character is always found."""
    return sheet_code(FIRST_SERIAL + serial)


def read_slip_code(typed: str) -> str:
    """The code that a person typed. Raises Refused where it is no slip's code."""
    try:
        code = read_code(typed)
    except CodeRefused:
        raise Refused(
            f"“{typed.strip()[:20]}”不是回执编号：编号为 6 位，印在回执右上角，请对照重新输入。"
        ) from None
    if code < slip_code(0):
        raise Refused("这是签到表的编号，不是回执编号。回执编号印在回执右上角。")
    return code


def new_page_code() -> str:
    """A code that nobody guesses (60 bits), as it is printed: `4F7K-92QX-M0TB`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(PAGE_LENGTH))
    return "-".join(letters[start : start + PART] for start in range(0, PAGE_LENGTH, PART))


def hash_of(typed: str) -> str:
    """What is kept of a page code; lower case, spaces, hyphens, O for 0 and I for 1 are forgiven."""
    return sha256(typed.upper().translate(MISREAD).encode()).hexdigest()
