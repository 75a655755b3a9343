"""What waits for people: talks to hold and cases to go on with, worked out from the findings in force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localtime

from activityday.judgement.closing.enums import FindingKind
from activityday.judgement.closing.models import Finding
from activityday.judgement.closing.queries import why_fallen
from activityday.judgement.standing.enums import UNDECIDED, State, TalkState
from activityday.judgement.standing.models import Case, CaseCause, Talk
from activityday.judgement.standing.words import next_words
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.people.roster.queries import SEALED
from activityday.rules.parameters import Parameters
from activityday.rules.standing import TalkDue, talk_due

WARNINGS = (FindingKind.WARNING_RUN, FindingKind.WARNING_TOTAL, FindingKind.WARNING_ACROSS_YEARS)
REVIEWS = (FindingKind.REVIEW_RUN, FindingKind.REVIEW_TOTAL)
SAID = ("talk_ground__talk__said", "talk_ground__talk__agreed")


@dataclass(frozen=True)
class TalkTask:
    """A talk to be held with one member: the warnings, the row if somebody was asked, and by when.

    `fallen` says why nobody has to talk any more; empty while the talk is due.
    """

    member: Member
    branch: Unit
    findings: tuple[Finding, ...]
    talk: Talk | None
    due: TalkDue
    fallen: str = ""

    @property
    def why(self) -> str:
        """The arithmetic of every warning."""
        return "；".join(finding.arithmetic for finding in self.findings)


@dataclass(frozen=True)
class CaseLine:
    """A case, or findings for review that nobody took up yet (`case` is None), and what comes next.

    `fallen` says why the facts do not hold any more; empty while one of its grounds does.
    """

    member: Member
    branch: Unit
    findings: tuple[Finding, ...]
    case: Case | None
    fallen: str = ""
    causes: tuple[CaseCause, ...] = ()

    @property
    def why(self) -> str:
        """The arithmetic of every ground."""
        return "；".join(
            [*(finding.arithmetic for finding in self.findings), *(cause.sentence for cause in self.causes)]
        )

    @property
    def next(self) -> str:
        """What people do next, in a few words."""
        if self.fallen and (self.case is None or self.case.state in UNDECIDED):
            return "事实不再成立，不再研究"
        return next_words(self.case)

    @property
    def is_with_committee(self) -> bool:
        """Whether the case waits for the primary committee."""
        return self.case is not None and (
            self.case.state == State.VOTED
            or (
                self.case.state == State.FILED
                and self.case.filing is not None
                and self.case.filing.state == "asked"
            )
        )


@dataclass(frozen=True)
class Known:
    """All findings that matter at or below a unit now, and why some of them do not hold any more."""

    findings: Sequence[Finding]
    fallen: Mapping[int, str]
    parameters: Mapping[int, Parameters]
    on: date
    causes: Sequence[CaseCause] = ()


@dataclass(frozen=True)
class Summary:
    """Counts and names for a month page and a desk, in roster order."""

    talks: tuple[TalkTask, ...]
    cases: tuple[CaseLine, ...]

    @property
    def waiting(self) -> tuple[CaseLine, ...]:
        """The cases that wait for the primary committee."""
        return tuple(line for line in self.cases if line.is_with_committee)

    @property
    def untouched(self) -> tuple[CaseLine, ...]:
        """Findings for review that nobody took up yet."""
        return tuple(line for line in self.cases if line.case is None)


def open_talks(unit: Unit, *, on: date) -> list[TalkTask]:
    """The talks to be held at or below the unit, with those that fell away; at most five queries."""
    return _talks(_known(unit, on))


def open_cases(unit: Unit, *, on: date) -> list[CaseLine]:
    """The open cases at or below the unit, and findings for review that nobody took up; at most five queries."""
    return _cases(_known(unit, on))


def summary_of(unit: Unit, year: int, *, on: date) -> Summary:
    """What of the year still waits for people at or below the unit; at most five queries for any number of branches."""
    known = _known(unit, on)
    return Summary(
        tuple(task for task in _talks(known) if not task.fallen and _is_of(task.findings, year)),
        tuple(line for line in _cases(known) if _is_of((*line.findings, *line.causes), year)),
    )


def overview_of(unit: Unit, *, on: date) -> Summary:
    """Everything that waits at or below the unit, with talks that fell away; at most five queries."""
    known = _known(unit, on)
    return Summary(tuple(_talks(known)), tuple(_cases(known)))


def task_of(branch: Unit, member: UUID, *, on: date) -> TalkTask | None:
    """The talk to be held with one member of the branch, or None."""
    return next((task for task in _talks(_known(branch, on, member)) if task.branch == branch), None)


def case_line_of(branch: Unit, member: UUID, *, on: date) -> CaseLine | None:
    """The open case of one member of the branch, or their findings for review, or None."""
    return next((line for line in _cases(_known(branch, on, member)) if line.branch == branch), None)


def _known(unit: Unit, on: date, member: UUID | None = None) -> Known:
    """Findings of this year and the year before, and every ground of an open talk or case, in roster order."""
    recent = Q(withdrawn_at__isnull=True, year__in=(on.year - 1, on.year))
    grounds = Q(talk_ground__talk__state=TalkState.OPEN) | Q(
        case_ground__isnull=False, case_ground__case__closed_at__isnull=True
    )
    found = Finding.objects.filter(recent | grounds, branch__path__startswith=unit.path)
    if member is not None:
        found = found.filter(member=member)
    findings = list(
        found.select_related(
            "member", "branch", "branch__committee", "talk_ground__talk", "case_ground__case__filing"
        )
        .defer(*SEALED, *SAID)
        .order_by("branch__path", "member__position", "member__name", "member", "month", "pk")
    )
    branches = {finding.branch_id: finding.branch for finding in findings}
    parameters = parameters_for_many(branches.values(), on=on) if branches else {}
    return Known(findings, why_fallen(findings), parameters, on, _causes(unit, member))


def _causes(unit: Unit, member: UUID | None) -> list[CaseCause]:
    """What open cases at or below the unit rest on beside findings, in roster order."""
    found = CaseCause.objects.filter(
        case__closed_at__isnull=True, case__branch__path__startswith=unit.path
    ).select_related("case__member", "case__branch", "case__branch__committee", "case__filing")
    if member is not None:
        found = found.filter(case__member=member)
    sealed = [f"case__{name}" for name in SEALED]
    return list(
        found.defer(*sealed).order_by(
            "case__branch__path", "case__member__position", "case__member__name", "case__member", "pk"
        )
    )


def _talks(known: Known) -> list[TalkTask]:
    tasks = []
    for findings in _by_member(known, WARNINGS):
        talk = next((row for row in map(_talk, findings) if row and row.state == TalkState.OPEN), None)
        mine = [finding for finding in findings if _unanswered(finding)]
        standing = [finding for finding in mine if finding.pk not in known.fallen]
        if not standing and talk is None:
            continue
        shown = tuple(standing or mine)
        tasks.append(
            TalkTask(
                shown[0].member,
                shown[0].branch,
                shown,
                talk,
                _due(shown, talk, known),
                "" if standing else _reasons(shown, known.fallen),
            )
        )
    return tasks


def _cases(known: Known) -> list[CaseLine]:
    caused: dict[tuple[UUID, int], list[CaseCause]] = defaultdict(list)
    for cause in known.causes:
        caused[cause.case.member_id, cause.case.branch_id].append(cause)
    lines = _found_cases(known, caused)
    told = {(line.member.pk, line.branch.pk) for line in lines}
    lines += [_caused_line(causes) for key, causes in caused.items() if key not in told]
    return sorted(lines, key=_place) if caused else lines


def _caused_line(causes: Sequence[CaseCause]) -> CaseLine:
    case = causes[0].case
    return CaseLine(case.member, case.branch, (), case, _all_fallen(causes), tuple(causes))


def _all_fallen(causes: Sequence[CaseCause]) -> str:
    """Why none of them holds any more; empty while one does."""
    if not causes or any(cause.fallen_at is None for cause in causes):
        return ""
    return "；".join(dict.fromkeys(cause.fallen_why for cause in causes))


def _place(line: CaseLine) -> tuple[str, int, str, str]:
    return str(line.branch.path), line.member.position, line.member.name, line.member.pk.hex


def _found_cases(known: Known, caused: Mapping[tuple[UUID, int], list[CaseCause]]) -> list[CaseLine]:
    lines = []
    for findings in _by_member(known, REVIEWS):
        causes = caused.get((findings[0].member_id, findings[0].branch_id), [])
        case = next((row for row in map(_case, findings) if row and row.is_open), None)
        case = case or (causes[0].case if causes else None)
        mine = [finding for finding in findings if _ungrounded(finding)]
        standing = [finding for finding in mine if finding.pk not in known.fallen]
        if not standing and case is None:
            continue
        shown = tuple(standing or mine)
        fallen = "" if standing else _reasons(shown, known.fallen)
        if causes and fallen:
            fallen = "；".join((fallen, _all_fallen(causes))) if _all_fallen(causes) else ""
        lines.append(CaseLine(shown[0].member, shown[0].branch, shown, case, fallen, tuple(causes)))
    return lines


def _by_member(known: Known, kinds: tuple[FindingKind, ...]) -> Iterable[list[Finding]]:
    groups: dict[tuple[UUID, int], list[Finding]] = defaultdict(list)
    for finding in known.findings:
        if finding.kind in kinds:
            groups[finding.member_id, finding.branch_id].append(finding)
    return groups.values()


def _talk(finding: Finding) -> Talk | None:
    return finding.talk_ground.talk if hasattr(finding, "talk_ground") else None


def _case(finding: Finding) -> Case | None:
    return finding.case_ground.case if hasattr(finding, "case_ground") else None


def _unanswered(finding: Finding) -> bool:
    """Whether no held talk has answered this warning. One whose talk fell away and that holds again is due again."""
    talk = _talk(finding)
    return talk is None or talk.state != TalkState.HELD


def _ungrounded(finding: Finding) -> bool:
    """Whether no ended case rests on this finding. One whose case the facts closed and that holds again is new."""
    case = _case(finding)
    return case is None or case.is_open or case.state == State.FALLEN


def _due(findings: Sequence[Finding], talk: Talk | None, known: Known) -> TalkDue:
    now = known.parameters[findings[0].branch_id]
    remind = now.integer("talk_reminder_days")
    if talk is not None:
        return talk_due(talk.due_on, known.on, days=0, remind_days=remind)
    since = min(localtime(finding.found_at).date() for finding in findings)
    return talk_due(since, known.on, days=now.integer("talk_days"), remind_days=remind)


def _reasons(findings: Iterable[Finding], fallen: Mapping[int, str]) -> str:
    return "；".join(dict.fromkeys(fallen[finding.pk] for finding in findings if finding.pk in fallen))


def _is_of(grounds: Iterable[Finding | CaseCause], year: int) -> bool:
    return any(ground.year == year for ground in grounds)
