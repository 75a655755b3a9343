"""The same person twice in one workbook, and people of the same name."""

from collections import defaultdict
from collections.abc import Callable, Hashable

from activityday.people.roster.workbook.fields import Field
from activityday.people.roster.workbook.findings import Findings
from activityday.people.roster.workbook.shapes import MemberRow, Refusal, RosterWarning
from activityday.privacy.masks import mask_identity


def without_duplicates(members: list[MemberRow], findings: Findings) -> list[MemberRow]:
    """The members, each once: the first of equal rows stays; one number under two names refuses all of them."""
    dropped: set[int] = set()
    for same in _groups(members, lambda member: member.identity_number):
        dropped |= _same_number(same, findings)
    for same in _groups(members, _without_number):
        dropped |= _same_name(same, findings)
    return [member for member in members if id(member) not in dropped]


def _groups(members: list[MemberRow], key: Callable[[MemberRow], Hashable]) -> list[list[MemberRow]]:
    found: dict[Hashable, list[MemberRow]] = defaultdict(list)
    for member in members:
        if key(member):
            found[key(member)].append(member)
    return [same for same in found.values() if len(same) > 1]


def _without_number(member: MemberRow) -> Hashable:
    return (member.name, member.born_on) if not member.identity_number and member.born_on else None


def _where(member: MemberRow) -> str:
    return f"“{member.sheet}”第{member.row}行"


def _same_number(same: list[MemberRow], findings: Findings) -> set[int]:
    if len({member.name for member in same}) == 1:
        return _repeated(same, findings)
    column = Field.IDENTITY.label
    for member in same:
        others = "、".join(
            f"{_where(other)}的{other.name}"
            for other in same
            if other is not member and other.name != member.name
        )
        reason = (
            f"身份证号{mask_identity(member.identity_number)}与{others}相同，请核对是谁的号码，改正后再上传。"
        )
        findings.refused.append(Refusal(member.sheet, member.row, column, reason))
    return {id(member) for member in same}


def _repeated(same: list[MemberRow], findings: Findings) -> set[int]:
    first = same[0]
    for member in same[1:]:
        elsewhere = (
            ""
            if member.unit == first.unit
            else f"，但党支部不同（“{first.unit}”和“{member.unit}”），请核对在哪个支部"
        )
        reason = f"{member.name}与{_where(first)}是同一个人{elsewhere}；只保留前一行，这一行没有读入。"
        findings.warnings.append(RosterWarning(member.sheet, member.row, Field.NAME.label, reason))
    return {id(member) for member in same[1:]}


def _same_name(same: list[MemberRow], findings: Findings) -> set[int]:
    dropped: set[int] = set()
    first_by_day: dict[Hashable, MemberRow] = {}
    for member in same:
        first = first_by_day.setdefault(member.joined_on, member)
        if first is not member:
            dropped |= _repeated([first, member], findings)
        elif member is not same[0]:
            reason = f"{member.name}与{_where(same[0])}同名、出生日期也相同，又都没有身份证号，请核对是不是同一个人。"
            findings.warnings.append(RosterWarning(member.sheet, member.row, Field.NAME.label, reason))
    return dropped
