"""The people of a round with what was counted, decided and told of each; and what a member was graded."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import Mode
from activityday.day.attendance.enums import State as RollState
from activityday.day.attendance.models import RollEntry
from activityday.judgement.appraisal.enums import DECIDED, Grade, Part, Way
from activityday.judgement.appraisal.models import Appraised, BallotLine, DecidedGrade, Round, Telling
from activityday.judgement.standing.models import Case
from activityday.judgement.standing.queries import cases_by_source
from activityday.people.roster.models import Member
from activityday.people.roster.queries import SEALED
from activityday.rules.appraisal import MarkCount, Marks, count_marks

WAYS_OF_MODES = {
    Mode.VIDEO: Way.VIDEO,
    Mode.GROUP_CALL: Way.VIDEO,
    Mode.HOST_BRANCH: Way.HOST,
    Mode.VISIT: Way.VISIT,
}
HEAVY = ("self_statement", "evidence")


@dataclass(frozen=True)
class PersonLine:
    """One member of a round; what is not there yet is None or empty."""

    appraised: Appraised
    marks: BallotLine | None = None
    decided: DecidedGrade | None = None
    telling: Telling | None = None
    case: Case | None = None

    @property
    def is_graded(self) -> bool:
        """Whether the member gets a grade at all."""
        return self.appraised.part == Part.GRADED

    @property
    def grade(self) -> str:
        """The code of the grade decided; empty for none."""
        return self.decided.grade if self.decided else ""

    @property
    def figures(self) -> tuple[int, int, int, int] | None:
        """What the ballots gave, the best grade first."""
        line = self.marks
        return (line.excellent, line.qualified, line.basic, line.unqualified) if line else None

    def counted(self, valid: int) -> MarkCount | None:
        """The arithmetic of the line."""
        return count_marks(Marks(*self.figures), valid=valid) if self.figures else None


def ways_on_roll(activity: Activity) -> dict[UUID, Way]:
    """By member: how they took part in an activity as its roll says; who was not recorded is missing. One query."""
    rows = RollEntry.objects.filter(activity=activity).values_list("member_id", "state", "mode")
    found = {member: _way(state, mode) for member, state, mode in rows}
    return {member: way for member, way in found.items() if way is not None}


def _way(state: str, mode: str) -> Way | None:
    if state == RollState.OTHER_MEANS:
        return WAYS_OF_MODES.get(Mode(mode), Way.WRITTEN) if mode else Way.WRITTEN
    return {RollState.PRESENT: Way.IN_PERSON, RollState.ABSENT: Way.AWAY}.get(RollState(state))


def people_of(round_: Round) -> list[Appraised]:
    """Everybody on the frozen list, in roster order; what they wrote of themselves stays closed. One query."""
    found = round_.people.select_related("member").defer(*HEAVY, *SEALED)
    return list(found.order_by("position", "name", "pk"))


def lines_of(round_: Round) -> list[PersonLine]:
    """Everybody in roster order with counts, grades, tellings and cases. Five queries for any number; reasons stay closed."""
    return _lines(round_, people_of(round_), with_words=False)


def line_of(round_: Round, member: UUID) -> PersonLine | None:
    """One member of a round with every word; None for anybody else."""
    own = round_.people.select_related("member").defer(*SEALED).filter(member=member).first()
    return _lines(round_, [own], with_words=True)[0] if own else None


def proposed_by(lines: Iterable[PersonLine]) -> dict[str, int]:
    """How many were given which grade, in the order of the grades."""
    found = list(lines)
    return {str(grade.label): sum(line.grade == grade for line in found) for grade in Grade}


def decided_before(round_: Round) -> dict[UUID, tuple[str, str]]:
    """By row of the list: grade (`none` for no grade) and reason of the last decision, where it was taken back; else empty."""
    last = round_.decisions.filter(is_current=False).order_by("-number").first()
    if last is None:
        return {}
    return {row.appraised_id: (row.grade or "none", row.reason) for row in last.grades.all()}


def grade_of(member: Member, year: int) -> Grade | None:
    """The grade of a member in a year as decided and in force; None for none (never the result of points)."""
    found = (
        DecidedGrade.objects.filter(
            appraised__member=member,
            decision__is_current=True,
            decision__round__year=year,
            decision__round__state__in=DECIDED,
        )
        .exclude(grade="")
        .defer("reason")
        .order_by("-decision__decided_at")
        .first()
    )
    return Grade(found.grade) if found else None


def _lines(round_: Round, people: list[Appraised], *, with_words: bool) -> list[PersonLine]:
    keys = [one.pk for one in people]
    marks = {
        line.appraised_id: line
        for line in BallotLine.objects.filter(count__round=round_, count__is_current=True, appraised__in=keys)
    }
    grades = DecidedGrade.objects.filter(
        decision__round=round_, decision__is_current=True, appraised__in=keys
    )
    if not with_words:
        grades = grades.defer("reason")
    decided = {grade.appraised_id: grade for grade in grades}
    tellings = Telling.objects.filter(decided__in=list(decided.values()))
    if not with_words:
        tellings = tellings.defer("opinion", "measures")
    told = {telling.decided_id: telling for telling in tellings}
    low = [grade for grade in decided.values() if grade.grade in {Grade.BASIC, Grade.UNQUALIFIED}]
    cases = cases_by_source(grade.source for grade in low) if low else {}
    return [_line(one, marks, decided, told, cases) for one in people]


def _line(
    one: Appraised,
    marks: dict[UUID, BallotLine],
    decided: dict[UUID, DecidedGrade],
    told: dict[UUID, Telling],
    cases: dict[str, Case],
) -> PersonLine:
    grade = decided.get(one.pk)
    return PersonLine(
        appraised=one,
        marks=marks.get(one.pk),
        decided=grade,
        telling=told.get(grade.pk) if grade else None,
        case=cases.get(grade.source) if grade else None,
    )
