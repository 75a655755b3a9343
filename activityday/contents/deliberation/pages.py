"""What several pages of the room share: the row of views, and the stages of a matter."""

from dataclasses import dataclass

from django.urls import reverse

from activityday.contents.deliberation.enums import (
    NEXT_STAGE,
    STEPPED_SECTORS,
    MatterState,
    Stage,
    VoteState,
)
from activityday.contents.deliberation.models import Matter, MatterEntry, Vote
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Link, Step

SHORT = {
    Stage.PROPOSAL: "提议",
    Stage.CONSULTATION: "商议",
    Stage.REVIEW: "审议",
    Stage.RESOLUTION: "决议",
    Stage.DECISION: "决议公开",
    Stage.OUTCOME: "结果公开",
}


@dataclass(frozen=True)
class StageRow:
    """One stage of a matter as it stands: what was done (the newest last), and the votes that failed before."""

    stage: Stage
    number: int
    entries: tuple[MatterEntry, ...]
    failed: tuple[Vote, ...]

    @property
    def entry(self) -> MatterEntry | None:
        """What stands of this stage now."""
        return self.entries[-1] if self.entries else None


def views_of(unit: Unit, current: str) -> list[Link]:
    """The views of the room side by side; the four steps only where a village or community may be below."""
    names = [("deliberation", "议题和意见"), ("votes", "表决")]
    if not unit.is_branch or unit.sector in STEPPED_SECTORS:
        names.append(("matters", "四议两公开"))
    names += [("follow_ups", "督办"), ("disclosures", "公开")]
    return [
        Link(label, reverse(f"deliberation:{name}", args=[unit.code]), is_current=name == current)
        for name, label in names
    ]


def stages_of(matter: Matter) -> list[StageRow]:
    """The six stages in order, out of what `matter_of` loaded."""
    entries, votes = list(matter.entries.all()), list(matter.votes.all())
    return [
        StageRow(
            stage,
            number,
            tuple(entry for entry in entries if entry.stage == stage),
            tuple(
                vote
                for vote in votes
                if vote.stage == stage and vote.state == VoteState.COUNTED and not vote.is_passed
            ),
        )
        for number, stage in enumerate(Stage, start=1)
    ]


def steps_line(matter: Matter, rows: list[StageRow]) -> list[Step]:
    """The six stages as steps in a line."""
    turn = NEXT_STAGE.get(MatterState(matter.state))
    return [Step(row.number, SHORT[row.stage], _detail(row, turn), _standing(row, turn)) for row in rows]


def open_vote(matter: Matter) -> Vote | None:
    """The vote of the stage whose turn it is, prepared and not counted."""
    return next((vote for vote in matter.votes.all() if vote.state == VoteState.PREPARED), None)


def _standing(row: StageRow, turn: Stage | None) -> str:
    if row.entry is not None:
        return "blocked" if row.entry.is_left_out else "done"
    return "current" if row.stage == turn else "todo"


def _detail(row: StageRow, turn: Stage | None) -> str:
    if row.entry is not None:
        return "没有走这一步" if row.entry.is_left_out else f"{row.entry.on.month}月{row.entry.on.day}日"
    return "现在该办" if row.stage == turn else ""
