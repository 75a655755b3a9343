"""What a recorder says of one person, and how it reads in words."""

from typing import NamedTuple

from activityday.day.attendance.enums import Mode, State
from activityday.day.attendance.models import RollEntry


class Mark(NamedTuple):
    """A base state, the mode that goes with other means, and a remark. Nothing said: unrecorded."""

    state: State = State.UNRECORDED
    mode: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """`其他方式（视频）：说明`, as changes keep it and conflicts show it."""
        mode = f"（{Mode(self.mode).label}）" if self.mode else ""
        note = f"：{self.note}" if self.note else ""
        return f"{State(self.state).label}{mode}{note}"

    @property
    def code(self) -> str:
        """`other_means/video`, as the log keeps it: never the remark."""
        return f"{State(self.state).value}/{self.mode}" if self.mode else State(self.state).value


def mark_of(entry: RollEntry | None) -> Mark:
    """What an entry says; no entry says nothing."""
    return Mark(State(entry.state), entry.mode, entry.note) if entry else Mark()


def marked(state: str, mode: str = "", note: str = "") -> Mark:
    """A mark without what does not belong to it: a mode goes with other means only, a remark with a record."""
    base = State(state)
    return Mark(
        base, mode if base == State.OTHER_MEANS else "", "" if base == State.UNRECORDED else note.strip()
    )
