"""Identity numbers in both lengths: the old 15 digits and the 18 of today are one person's."""

from datetime import date

from stdnum.cn import ric

from activityday.privacy.sealed import fingerprint

OLD, NEW = 15, 18


def fingerprints_of(number: str) -> list[str]:
    """The fingerprints under which the holder of this number may be on the roster: as written, and in the other length."""
    return [fingerprint(one) for one in (number, _other(number)) if one]


def birthday_in(number: str) -> date | None:
    """The day of birth that an 18-digit number states; None for others."""
    if len(number) != NEW:
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _other(number: str) -> str:
    if len(number) == OLD:
        longer = f"{number[:6]}19{number[6:]}"
        return longer + str(ric.calc_check_digit(f"{longer}0"))
    if len(number) == NEW and number[6:8] == "19":
        return number[:6] + number[8:17]
    return ""
