"""The form of a branch by its size, and its term (branch regulations 4, 20, 21)."""

from dataclasses import dataclass
from datetime import date

from activityday.rules.clauses import cites
from activityday.rules.exemption import last_day_of_term


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
        sentence = f"正式党员 {full_members} 人，不足 {least} 人，宜与邻近单位成立联合党支部。"
        notes.append(Note(sentence, "branch 4"))
    if full_members > most:
        notes.append(Note(f"正式党员 {full_members} 人，超过 {most} 人，可以分设。", "branch 4"))
    if full_members >= committee_from and not has_committee:
        sentence = f"正式党员 {full_members} 人，满 {committee_from} 人应设支部委员会。"
        notes.append(Note(sentence, "branch 20"))
    return notes


@cites("branch 21")
def note_on_term(elected_on: date, on: date, *, years: int) -> Note | None:
    """That the term of `years` begun on `elected_on` is over on the day `on`; None while it runs."""
    last = last_day_of_term(elected_on, 12 * years)
    if on <= last:
        return None
    words = f"{last.year}年{last.month}月{last.day}日"
    return Note(f"本届支部任期 {years} 年，到{words}届满，请按期换届。", "branch 21")
