"""Do the values of one row agree with one another?"""

from activityday.people.roster.workbook.fields import Field
from activityday.people.roster.workbook.findings import Spot
from activityday.people.roster.workbook.identity import Identity
from activityday.people.roster.workbook.shapes import PartialDate

# plausibility of a typed date, not the rule of admission: who joined younger is asked about, much younger is a slip
ADULT, SURELY_TOO_YOUNG = 18, 16
# before this year people did join younger
PEACE = 1949
GENDERS = {"male": "男", "female": "女"}


def check_identity(spot: Spot, identity: Identity | None, born_on: PartialDate | None, gender: str) -> None:
    """Warn where the roster and the identity number say different things; the roster's word is kept."""
    if identity is None:
        return
    if born_on and not born_on.agrees_with(identity.born_on):
        shown = f"{identity.born_on.year}年{identity.born_on.month}月{identity.born_on.day}日"
        spot.warn(Field.BORN_ON, f"出生日期与身份证号里的{shown}不一致，已按表上写的保存，请核对。")
    if gender and gender != identity.gender:
        spot.warn(
            Field.GENDER,
            f"性别与身份证号不一致（身份证号是{GENDERS[identity.gender]}），已按表上写的保存，请核对。",
        )


def check_dates(
    spot: Spot,
    born_on: PartialDate | None,
    joined_on: PartialDate | None,
    full_on: PartialDate | None,
    category: str,
) -> None:
    """Refuse dates in an impossible order, warn about unlikely ones."""
    if joined_on and full_on and joined_on.is_after(full_on):
        spot.refuse(Field.FULL_ON, "转正日期早于入党日期，请核对后改正。")
    if category == "probationary" and full_on:
        spot.warn(Field.FULL_ON, "人员类别是预备党员，却填了已经到的转正日期，请核对。")
    if born_on and joined_on:
        _check_age(spot, born_on, joined_on)


def _check_age(spot: Spot, born_on: PartialDate, joined_on: PartialDate) -> None:
    if born_on.is_after(joined_on):
        spot.refuse(Field.JOINED_ON, "入党日期早于出生日期，请核对后改正。")
    elif _oldest(born_on, joined_on) < SURELY_TOO_YOUNG and joined_on.on.year >= PEACE:
        spot.refuse(
            Field.JOINED_ON, f"按出生日期算，入党时不到{SURELY_TOO_YOUNG}岁，请核对出生日期和入党日期。"
        )
    elif _oldest(born_on, joined_on) < ADULT:
        spot.warn(Field.JOINED_ON, f"按出生日期算，入党时不满{ADULT}岁，请核对出生日期和入党日期。")


def _oldest(born_on: PartialDate, joined_on: PartialDate) -> int:
    """The greatest age in whole years that the known parts of both dates allow."""
    years = joined_on.on.year - born_on.on.year
    if "year" in (born_on.precision, joined_on.precision):
        return years
    known = 1 if "month" in (born_on.precision, joined_on.precision) else 2
    birthday, day = (born_on.on.month, born_on.on.day), (joined_on.on.month, joined_on.on.day)
    return years - (birthday[:known] > day[:known])
