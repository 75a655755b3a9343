"""One row of the workbook beside one member: which fields would change, and how that reads."""

from dataclasses import replace
from datetime import date
from typing import Any

from activityday.people.roster.actions.members import SENSITIVE
from activityday.people.roster.imports.identity import birthday_in
from activityday.people.roster.imports.plan import Change
from activityday.people.roster.imports.snapshot import same_day
from activityday.people.roster.models import Member, day_as_known
from activityday.people.roster.workbook.shapes import MemberRow, PartialDate
from activityday.privacy.masks import mask_address, mask_identity, mask_phone

TEXTS = ("name", "gender", "ethnicity", "identity_number", "education", "occupation", "phone", "address",
         "category", "note")  # fmt: skip
DATES = ("born_on", "joined_on", "full_on")
MASKS = {"identity_number": mask_identity, "phone": mask_phone, "address": mask_address}
FIELDS: dict[str, Any] = {field.name: field for field in Member._meta.fields}  # noqa: SLF001
LONGEST = {name: FIELDS[name].max_length for name in TEXTS if name not in SENSITIVE}


def tidied(row: MemberRow) -> tuple[MemberRow, list[str]]:
    """The row as it can be kept: the landline where there is no mobile, the birthday of the identity number where the
    workbook knows only the month, and long texts cut; with the labels of what was cut."""
    stated = birthday_in(row.identity_number)
    born = (
        PartialDate(stated) if stated and (row.born_on is None or not row.born_on.is_exact) else row.born_on
    )
    cut = [name for name, longest in LONGEST.items() if len(getattr(row, name)) > longest]
    shorter: dict[str, Any] = {name: getattr(row, name)[: LONGEST[name]] for name in cut}
    tidy = replace(row, phone=row.phone or row.landline, born_on=born, **shorter)
    return tidy, [str(FIELDS[name].verbose_name) for name in cut]


def differences(row: MemberRow, member: Member) -> tuple[dict[str, object], dict[str, str]]:
    """The fields of `member` that the row says otherwise, and to what the new dates are known.

    What the row leaves empty is no difference; a month that agrees with a known day is none either.
    """
    fields: dict[str, object] = {
        name: getattr(row, name)
        for name in TEXTS
        if getattr(row, name) and getattr(row, name) != getattr(member, name)
    }
    if len(row.identity_number) < len(member.identity_number):
        fields.pop("identity_number", None)
    known_to: dict[str, str] = {}
    for name in DATES:
        said: PartialDate | None = getattr(row, name)
        if said is not None and _says_more(said, getattr(member, name), member.known_to.get(name, "day")):
            fields[name], known_to[name] = said.on, said.precision
    return fields, known_to


def changes_of(member: Member, fields: dict[str, object], known_to: dict[str, str]) -> list[Change]:
    """How the differences read in the preview, sensitive values masked."""
    return [
        Change(
            label=str(FIELDS[name].verbose_name),
            old=_shown(name, getattr(member, name), member.known_to.get(name, "day")),
            new=_shown(name, value, known_to.get(name, "day")),
        )
        for name, value in fields.items()
    ]


def _says_more(said: PartialDate, known: date | None, known_to: str) -> bool:
    if known is None:
        return True
    stored = PartialDate(known, known_to)  # type: ignore[arg-type]
    if not same_day(said, stored):
        return True
    return ("year", "month", "day").index(said.precision) > ("year", "month", "day").index(known_to)


def _shown(name: str, value: Any, known_to: str) -> str:
    if isinstance(value, date):
        return day_as_known(value, known_to)
    if name in MASKS:
        return MASKS[name](value or "")
    choices = dict(FIELDS[name].flatchoices)
    return str(choices.get(value, value or ""))
