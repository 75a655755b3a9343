"""The form of a branch by its size (branch regulations 4 and following)."""

from dataclasses import dataclass

from activityday.rules.clauses import cites


@dataclass(frozen=True)
class Note:
    """A remark for the office; never a refusal."""

    sentence: str
    clause: str


@cites("branch 4", "branch 20")
def notes_on_form(
    full_members: int, *, has_committee: bool, least: int, committee_from: int, most: int
) -> list[Note]:
    """What the size of a branch suggests about its form; empty when nothing is to be said."""
    notes = []
    if full_members < least:
        notes.append(
            Note(f"正式党员 {full_members} 人，不足 {least} 人，宜与邻近单位成立联合党支部。", "branch 4")
        )
    if full_members > most:
        notes.append(Note(f"正式党员 {full_members} 人，超过 {most} 人，可以分设。", "branch 4"))
    if full_members >= committee_from and not has_committee:
        notes.append(Note(f"正式党员 {full_members} 人，满 {committee_from} 人应设支部委员会。", "branch 20"))
    return notes
