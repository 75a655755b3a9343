"""A branch of twelve with closed months: one member who stays away, and cases brought to any stage in a line."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from activityday.judgement.closing.models import Closing
from activityday.judgement.standing import actions
from activityday.judgement.standing.entries import (
    Count,
    Deliberation,
    Delivery,
    Education,
    Investigation,
    Statement,
)
from activityday.judgement.standing.enums import Disposition, Hearing, State
from activityday.judgement.standing.models import Case
from activityday.office.filings import actions as filings
from activityday.office.filings.enums import Step as Answer
from activityday.people.accounts.models import User
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import LONG_AGO, Town, instant

ON = date(2026, 4, 20)
AT = instant("2026-04-20 09:00")


@pytest.fixture
def away(town: Town, twelve: list[Member], close_month: Callable[..., Closing]) -> Member:  # noqa: F811
    """示例001 of 兴塘村, unexcused from January to April 2026: warned after two, for review after three."""
    for month in (1, 2, 3, 4):
        close_month(town.village, month, {twelve[0]: "缺"}, twelve)
    return twelve[0]


@pytest.fixture
def posts(town: Town, twelve: list[Member]) -> list[Member]:  # noqa: F811
    """The committee of 兴塘村: secretary, organisation commissioner; and the leader of the first group."""
    held = zip(
        (twelve[4], twelve[5], twelve[2]),
        (PostKind.SECRETARY, PostKind.ORGANISATION, PostKind.GROUP_LEADER),
        (town.village, town.village, town.groups[0]),
        strict=True,
    )
    for member, kind, unit in held:
        Post.objects.create(member=member, unit=unit, kind=kind, starts_on=LONG_AGO)
    return [twelve[4], twelve[5], twelve[2]]


class Way:
    """Takes a case on, step by step, as people would; every verb returns the case."""

    def __init__(self, case: Case, secretary: User, clerk: User) -> None:
        self.case, self.secretary, self.clerk = case, secretary, clerk

    def by(self, **more: Any) -> dict[str, Any]:
        """What every step is told beside what was entered."""
        base = self.case.steps.count()
        self.case.refresh_from_db()
        return {"case": self.case, "base": base, "by": self.secretary, "on": ON, "at": AT} | more

    def hear(self, **more: Any) -> Case:
        """The member said something."""
        given = Statement(ON, Hearing.DICTATED, text="在外打工，没有请假")
        return actions.hear(**self.by(given=given, **more))

    def educate(self, given_on: date = date(2026, 3, 10), **more: Any) -> Case:
        """Criticism and education in March."""
        given = Education(given_on, "王秀兰", place="村部", text="讲了纪律，本人表示改正")
        return actions.educate(**self.by(given=given, **more))

    def deliberate(
        self, disposition: Disposition | None = Disposition.CORRECTION, months: int | None = 6, **more: Any
    ) -> Case:
        """Three of five on the committee agree."""
        given = Deliberation(ON, 5, 3, disposition, "仍未改正", months)
        return actions.deliberate(**self.by(given=given, **more))

    def file(self, **more: Any) -> Case:
        """To the primary committee."""
        return actions.file_upward(**self.by(**more))

    def answer(self, step: Answer = Answer.APPROVE, note: str = "同意") -> None:
        """The office answers the filing."""
        self.case.refresh_from_db()
        assert self.case.filing is not None
        filings.answer(filing=self.case.filing, step=step, note=note, by=self.clerk, at=AT)

    def investigate(self, group: str = "刘小燕、赵国平", **more: Any) -> Case:
        """What the group found."""
        return actions.investigate(
            **self.by(given=Investigation(ON, ON, group, "四次都没有来，没有请假"), **more)
        )

    def vote(
        self, ayes: int = 7, nays: int = 2, abstained: int = 1, not_counted: int = 0, **more: Any
    ) -> Case:
        """The twelve vote."""
        present = ayes + nays + abstained
        why = "示例012卧床不起，上级同意" if not_counted else ""
        count = Count(ON, "村部", not_counted, why, present, ayes, nays, abstained)
        return actions.count_votes(**self.by(given=count, **more))

    def approve(self, **more: Any) -> Case:
        """By the office, with a document number."""
        given = {"dated_on": ON, "paper": "枫委〔2026〕8号", "note": "同意"}
        return actions.approve(**self.by(by=self.clerk, **given | more))

    def announce(self, **more: Any) -> Case:
        """Told and signed."""
        return actions.announce(**self.by(given=Delivery(ON, "村部", True, True), **more))

    def effect(self, **more: Any) -> Case:
        """What was approved holds from today."""
        self.case.refresh_from_db()
        disposition = Disposition(self.case.disposition)
        return actions.enter_effect(**self.by(**{"disposition": disposition, "starts_on": ON} | more))

    def to(self, state: State, **opinion: Any) -> Case:
        """The case brought to `state` along the straight road."""
        road = (
            (State.HEARD, self.hear),
            (State.EDUCATED, self.educate),
            (State.PROPOSED, lambda: self.deliberate(**opinion)),
            (State.FILED, self.file),
            (State.INVESTIGATED, lambda: (self.answer(), self.investigate())),
            (State.OPINED, lambda: self.deliberate(**opinion)),
            (State.VOTED, self.vote),
            (State.APPROVED, self.approve),
            (State.ANNOUNCED, self.announce),
            (state, self.effect),
        )
        states = [reached for reached, _ in road]
        self.case.refresh_from_db()
        begin = states.index(self.case.state) + 1 if self.case.state in states else 0
        for reached, verb in road[begin:]:
            if self.case.state == state:
                break
            verb()
            self.case.refresh_from_db()
            assert self.case.state == reached, reached
        return self.case


@pytest.fixture
def way(town: Town, away: Member) -> Way:
    """A case about 示例001 that was just taken up."""
    secretary, clerk = town.users["secretary"], town.users["clerk"]
    case = actions.take_up(branch=town.village, member=away, taken_on=ON, by=secretary, on=ON, at=AT)
    return Way(case, secretary, clerk)
