"""A branch of fourteen (eleven full members to grade, one of them floating, one exempt …), and a round brought to any stage in a line."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from activityday.judgement.appraisal import actions
from activityday.judgement.appraisal.drafts import Count, Decided, Given, Meeting, Told
from activityday.judgement.appraisal.enums import Body, Grade, Part, State, Way
from activityday.judgement.appraisal.models import Appraised, BallotCount, Decision, Round
from activityday.judgement.appraisal.queries import lines_of, people_of
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category, ConditionKind
from activityday.people.roster.models import Condition, Member
from activityday.rules.appraisal import Marks, Papers
from tests.closing.conftest import close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import LONG_AGO, Town, instant

YEAR = 2026
ON = date(2026, 12, 10)
AT = instant("2026-12-10 09:00")


@pytest.fixture
def fourteen(town: Town, make_members: Callable[..., list[Member]]) -> list[Member]:
    """示例001–014 of 兴塘村: 012 probationary, 013 suspended, 014 floating; all others full members at home."""
    members = make_members(town.village, 14)
    members[11].category, members[11].full_on = Category.PROBATIONARY, None
    members[11].save()
    Condition.objects.create(member=members[12], kind=ConditionKind.SUSPENDED, starts_on=LONG_AGO)
    Condition.objects.create(member=members[13], kind=ConditionKind.FLOATING, starts_on=LONG_AGO)
    return members


class Stage:
    """Takes a round on, step by step, as a secretary would."""

    def __init__(self, branch: Unit, by: User) -> None:
        self.branch, self.by, self.round = branch, by, Round()

    def to(self, state: State, **more: Any) -> Round:
        """The round brought to `state` along the straight road."""
        road = (
            (State.PREPARING, self.start),
            (State.SELF, self.ask),
            (State.BALLOT, self.meet),
            (State.DECIDING, self.count),
            (State.TELLING, lambda: self.decide(**more)),
            (State.FINISHED, self.finish),
        )
        for reached, verb in road:
            verb()
            self.round.refresh_from_db()
            assert self.round.state == reached
            if reached == state:
                break
        return self.round

    def start(self, on: date = ON, year: int = YEAR) -> Round:
        """With the list of the day."""
        self.round = actions.start(branch=self.branch, year=year, by=self.by, on=on, at=AT)
        return self.round

    def ask(self) -> None:
        """The sheets go out."""
        self.ask_on(ON)

    def ask_on(self, day: date) -> None:
        """The sheets go out on the day."""
        actions.ask(round_=self.round, by=self.by, on=day, at=AT)

    def people(self, part: Part = Part.GRADED) -> list[Appraised]:
        """Those on the list with this part."""
        return [one for one in people_of(self.round) if one.part == part]

    def ways(self, changed: Mapping[str, Way] | None = None) -> dict[Any, Way]:
        """Everybody came, apart from those named."""
        there = [one for one in people_of(self.round) if one.part != Part.OUT]
        return {one.pk: (changed or {}).get(one.name, Way.IN_PERSON) for one in there}

    def meet(self, changed: Mapping[str, Way] | None = None, **more: Any) -> Round:
        """On the day, in the room."""
        self.round.refresh_from_db()
        meeting = {
            "held_on": ON,
            "place": "会议室",
            "chair": "王秀兰",
            "activity": None,
            "is_mutual_done": True,
            "ways": self.ways(changed),
        }
        return actions.record_meeting(
            round_=self.round,
            meeting=Meeting(**{**meeting, **more}),
            base=self.round.version,
            by=self.by,
            on=ON,
            at=AT,
        )

    def marks(self) -> dict[Any, Marks]:
        """Most are qualified, one mark is missing on every line."""
        return {one.pk: Marks(excellent=3, qualified=7) for one in self.people()}

    def count(self, papers: Papers | None = None, **more: Any) -> BallotCount:
        """As many as voted."""
        self.round.refresh_from_db()
        number = len(self.people())
        papers = papers or Papers(number, number, max(number - 1, 10))
        marks = more.pop("marks", None) or self.marks()
        given = Count(papers, more.pop("tellers", "赵国平、刘小燕"), marks)
        return actions.count_ballots(
            round_=self.round, count=given, base=self.round.version, by=self.by, on=ON, at=AT
        )

    def grades(self, changed: Mapping[str, Given] | None = None) -> dict[Any, Given]:
        """Everybody qualified, apart from those named."""
        return {one.pk: (changed or {}).get(one.name, Given(Grade.QUALIFIED)) for one in self.people()}

    def decide(self, changed: Mapping[str, Given] | None = None, **more: Any) -> Decision:
        """By three of the five on the committee."""
        self.round.refresh_from_db()
        decided = {"body": Body.COMMITTEE, "met_on": ON, "entitled": 5, "present": 3}
        decided |= {"grades": self.grades(changed)} | more
        return actions.decide(
            round_=self.round,
            decided=Decided(**decided),
            base=self.round.version,
            by=self.by,
            on=ON,
            at=AT,
        )

    def tell_all(self) -> None:
        """Everybody with a grade, one by one."""
        for line in lines_of(self.round):
            if line.grade and line.telling is None:
                told = Told(ON, "王秀兰", measures="由书记帮助，三月底前参加两次活动")
                actions.tell(round_=self.round, line=line, told=told, by=self.by, on=ON, at=AT)

    def finish(self) -> None:
        """When all were told."""
        self.tell_all()
        actions.finish(round_=self.round, by=self.by, on=ON, at=AT)


@pytest.fixture
def stage(town: Town, fourteen: list[Member]) -> Stage:
    """The round of 兴塘村 in 2026, held by its secretary."""
    return Stage(town.village, town.users["secretary"])
