"""The yearly appraisal of the invented town: last year's finished in one branch, this year's at three stages."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from activityday.audit.actions import Actor
from activityday.demo.history import Stage
from activityday.judgement.appraisal import actions
from activityday.judgement.appraisal.drafts import Count, Decided, Given, Meeting, Told
from activityday.judgement.appraisal.enums import REASONED, Body, Grade, Part, Way
from activityday.judgement.appraisal.models import Appraised, Round
from activityday.judgement.appraisal.queries import lines_of, people_of
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import unit_by_code
from activityday.rules.appraisal import Marks, Papers

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEANWHILE, TOLD, FINISHED = "xingtang", "wenchang", "donggang"
EXCELLENT, BASIC = (2, 4, 6, 9), {11: "下半年活动日多次没有来，请假手续不全"}
UNQUALIFIED = {23: "全年多次无故不参加活动日，谈话以后仍没有改"}


def appraise(stage: Stage) -> None:
    """Through the same actions that people use; every day lies before today."""
    year = stage.today.year
    last = _Round(stage, MEANWHILE, year - 1, date(year - 1, 12, 8))
    last.decide({place: Given(Grade.EXCELLENT) for place in EXCELLENT})
    last.finish()
    now = _Round(stage, MEANWHILE, year, stage.today - timedelta(days=4))
    now.ask()
    told = _Round(stage, TOLD, year, stage.today - timedelta(days=9))
    told.decide({place: Given(Grade.EXCELLENT) for place in EXCELLENT} | _low(BASIC, UNQUALIFIED))
    done = _Round(stage, FINISHED, year, stage.today - timedelta(days=12))
    done.decide({place: Given(Grade.EXCELLENT) for place in EXCELLENT} | _low(BASIC, {}))
    done.finish()


def _low(basic: Mapping[int, str], unqualified: Mapping[int, str]) -> dict[int, Given]:
    found = {place: Given(Grade.BASIC, reason) for place, reason in basic.items()}
    return found | {place: Given(Grade.UNQUALIFIED, reason) for place, reason in unqualified.items()}


class _Round:
    """One branch's round, taken on as far as the story wants."""

    def __init__(self, stage: Stage, code: str, year: int, on: date) -> None:
        branch = unit_by_code(code)
        if branch is None:
            raise LookupError(code)
        self.branch: Unit = branch
        self.by: Actor = stage.actor(branch)
        self.on, self.at = on, datetime.combine(on, time(15), SHANGHAI)
        self.round: Round = actions.start(branch=branch, year=year, by=self.by, on=on, at=self.at)

    def ask(self) -> None:
        """Sheets out, and half of them back."""
        actions.ask(round_=self.round, by=self.by, on=self.on, at=self.at)
        graded = self._graded()
        given: dict[UUID, Grade | None] = {
            one.pk: Grade.EXCELLENT if number in EXCELLENT else Grade.QUALIFIED
            for number, one in enumerate(graded[: len(graded) // 2 + 8])
        }
        base = self._version()
        actions.write_self(round_=self.round, grades=given, base=base, by=self.by, at=self.at)

    def decide(self, given: Mapping[int, Given]) -> None:
        """Meeting, ballots and grades; places are those of the list."""
        self.ask()
        people = [one for one in people_of(self.round) if one.part != Part.OUT]
        ways = {one.pk: self._way(one) for one in people}
        meeting = Meeting(self.on, self.branch.place, "", None, True, ways)
        common = {"round_": self.round, "by": self.by, "on": self.on, "at": self.at}
        actions.record_meeting(meeting=meeting, base=self._version(), **common)  # type: ignore[arg-type]
        graded = self._graded()
        number = sum(one.way != Way.AWAY for one in graded)
        grades = {
            one.pk: given.get(place, Given(Grade.QUALIFIED)) for place, one in enumerate(graded, start=1)
        }
        marks = {key: _marks(one.grade, number - 1) for key, one in grades.items()}
        count = Count(Papers(number, number, number - 1), "组织委员、第一党小组长", marks)
        actions.count_ballots(count=count, base=self._version(), **common)  # type: ignore[arg-type]
        body, entitled = (Body.COMMITTEE, 5) if self.branch.has_committee else (Body.MEMBERS, number)
        decided = Decided(body, self.on, entitled, entitled, grades)
        actions.decide(decided=decided, base=self._version(), **common)  # type: ignore[arg-type]

    def finish(self) -> None:
        """Everybody told, the end."""
        for line in lines_of(self.round):
            if line.grade:
                measures = "书记帮助，半年内按时参加活动日" if line.grade in REASONED else ""
                told = Told(self.on, "支部书记", measures=measures)
                actions.tell(round_=self.round, line=line, told=told, by=self.by, on=self.on, at=self.at)
        actions.finish(round_=self.round, by=self.by, on=self.on, at=self.at)

    def _graded(self) -> list[Appraised]:
        return [one for one in people_of(self.round) if one.part == Part.GRADED]

    def _way(self, one: Appraised) -> Way:
        if one.ground == "floating":
            return Way.VIDEO if one.position % 2 else Way.AWAY
        return Way.VISIT if one.ground in {"exempt", "other_means"} else Way.IN_PERSON

    def _version(self) -> int:
        self.round.refresh_from_db(fields=["version"])
        return self.round.version


def _marks(grade: Grade | None, valid: int) -> Marks:
    most = valid * 4 // 5
    if grade == Grade.EXCELLENT:
        return Marks(excellent=most, qualified=valid - most)
    if grade == Grade.UNQUALIFIED:
        return Marks(qualified=valid // 5, basic=valid // 4, unqualified=valid // 2)
    if grade == Grade.BASIC:
        return Marks(qualified=valid // 3, basic=valid // 2)
    return Marks(excellent=valid // 10, qualified=most)
