"""One row of a sheet becomes one member, or a refusal that says why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from activityday.people.roster.workbook import values
from activityday.people.roster.workbook.cells import Cell, column_letter, plain_text
from activityday.people.roster.workbook.dates import read_date
from activityday.people.roster.workbook.fields import Field
from activityday.people.roster.workbook.findings import Spot
from activityday.people.roster.workbook.identity import Identity, read_identity
from activityday.people.roster.workbook.names import WrittenName, read_name
from activityday.people.roster.workbook.plausible import check_dates, check_identity
from activityday.people.roster.workbook.shapes import MemberRow, PartialDate

YOUNGEST = 16  # a two-digit year of birth lies at least so far back
LONGEST = {Field.OCCUPATION: 100, Field.DESTINATION: 100}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the row's member belongs, as the row or what stands above it says."""

    unit: str
    parent: str
    group: str


def read_member(
    cells: Mapping[Field, Cell], place: Place, spot: Spot, *, today: date, padded: frozenset[Field]
) -> MemberRow | None:
    """The member in `cells`, or None when something in the row is refused.

    `padded` names the date columns that write January as .01 (`dates.pads_months`).
    """
    name = spot.take(Field.NAME, lambda: read_name(cells.get(Field.NAME)), WrittenName(""))
    identity = spot.take(Field.IDENTITY, lambda: read_identity(cells.get(Field.IDENTITY), today=today), None)
    category = _category(cells, name, spot)
    born_on = _day(Field.BORN_ON, cells, spot, today, padded)
    joined_on = _day(Field.JOINED_ON, cells, spot, today, padded)
    full_on = _full_on(cells, spot, today, padded, category)
    gender = spot.take(Field.GENDER, lambda: values.read_gender(cells.get(Field.GENDER)), "")
    gender = gender or {"女": "female", "男": "male"}.get(name.beside, "")
    check_identity(spot, identity, born_on, gender)
    born_on = _exact(born_on, identity)
    check_dates(spot, born_on, joined_on, full_on, category)
    away, destination = _away(cells, spot)
    read = MemberRow(
        sheet=spot.sheet,
        row=spot.row,
        unit=place.unit,
        parent_unit=place.parent,
        group=place.group,
        name=name.name,
        gender=gender or (identity.gender if identity else ""),
        ethnicity=spot.take(Field.ETHNICITY, lambda: values.read_ethnicity(cells.get(Field.ETHNICITY)), ""),
        identity_number=identity.number if identity else "",
        born_on=born_on,
        education=spot.take(Field.EDUCATION, lambda: values.read_education(cells.get(Field.EDUCATION)), ""),
        category=category or ("full" if full_on else ""),
        joined_on=joined_on,
        full_on=full_on,
        occupation=_text(Field.OCCUPATION, cells, spot),
        phone=spot.take(Field.PHONE, lambda: values.read_phone(cells.get(Field.PHONE)), ""),
        landline=spot.take(Field.LANDLINE, lambda: values.read_phone(cells.get(Field.LANDLINE)), ""),
        address=_text(Field.ADDRESS, cells, spot),
        is_suspended=spot.take(
            Field.STANDING, lambda: values.read_suspended(cells.get(Field.STANDING)), None
        ),
        is_lost=_lost(cells, spot),
        lost_on=_day(Field.LOST_ON, cells, spot, today, padded),
        is_floating=away,
        destination=destination,
        posts=spot.take(Field.POST, lambda: values.read_posts(cells.get(Field.POST)), ()),
        note=_note(cells, name, spot),
    )
    return None if spot.is_refused else read


def refuse_huge(row: list[Cell], longest: int, spot: Spot) -> bool:
    """Refuse the row when one of its cells holds more than `longest` characters."""
    for index, cell in enumerate(row):
        if isinstance(cell, str) and len(cell) > longest:
            label = (
                next((c.header for c in spot.header.columns if c.index == index), "")
                or f"第{column_letter(index)}列"
            )
            spot.refuse_at(label, f"这一格有{len(cell)}个字，超过{longest}个字，请删减后再上传。")
    return spot.is_refused


def _day(
    wanted: Field, cells: Mapping[Field, Cell], spot: Spot, today: date, padded: frozenset[Field]
) -> PartialDate | None:
    if wanted not in cells:
        return None
    youngest = YOUNGEST if wanted is Field.BORN_ON else 0
    pads = wanted in padded
    return spot.take(
        wanted, lambda: read_date(cells[wanted], today=today, youngest=youngest, pads_months=pads), None
    )


def _full_on(
    cells: Mapping[Field, Cell], spot: Spot, today: date, padded: frozenset[Field], category: str
) -> PartialDate | None:
    if category != "probationary":
        return _day(Field.FULL_ON, cells, spot, today, padded)
    expected = _day(Field.FULL_ON, cells, spot, today.replace(year=today.year + 2, day=1), padded)
    if expected and expected.on > today:
        spot.warn(Field.FULL_ON, "预备党员的转正日期还没有到，先空着；转正后再登记。")
        return None
    return expected


def _category(cells: Mapping[Field, Cell], name: WrittenName, spot: Spot) -> str:
    read = spot.take(Field.CATEGORY, lambda: values.read_category(cells.get(Field.CATEGORY)), "")
    return read or values.CATEGORY_OF.get(name.beside, "")


def _exact(born_on: PartialDate | None, identity: Identity | None) -> PartialDate | None:
    """The day of birth from the identity number where the roster gives none or only its month."""
    if identity and (born_on is None or (not born_on.is_exact and born_on.agrees_with(identity.born_on))):
        return PartialDate(identity.born_on)
    return born_on


def _away(cells: Mapping[Field, Cell], spot: Spot) -> tuple[bool | None, str]:
    unknown: tuple[bool | None, str] = (None, "")
    away, place = spot.take(Field.FLOATING, lambda: values.read_floating(cells.get(Field.FLOATING)), unknown)
    destination = _text(Field.DESTINATION, cells, spot) or place
    if away is False and destination:
        spot.warn(Field.DESTINATION, "是否流动党员写的是“否”，却填了外出流向，请核对。")
    return (True if away is None and destination else away), destination


def _lost(cells: Mapping[Field, Cell], spot: Spot) -> bool | None:
    return spot.take(Field.LOST, lambda: values.read_yes(cells.get(Field.LOST), words="失联|失去联系"), None)


def _text(wanted: Field, cells: Mapping[Field, Cell], spot: Spot) -> str:
    if wanted not in cells:
        return ""
    return spot.take(wanted, lambda: plain_text(cells[wanted], LONGEST.get(wanted, 200)), "")


def _note(cells: Mapping[Field, Cell], name: WrittenName, spot: Spot) -> str:
    note = _text(Field.NOTE, cells, spot)
    known = {"", "男", "女", *values.CATEGORY_OF}
    return note if name.beside in known else f"姓名旁注：{name.beside}；{note}"[:200].rstrip("；")
