"""Reads of talks, cases and what else is to be established; always starting from a unit or a member."""

from activityday.judgement.standing.queries.cases import (
    appeals_of,
    case_of,
    cases_by_source,
    cases_ended,
    causes_of,
    finding_lines,
    looks_at,
    objections_of,
    own_case_of,
    steps_of,
)
from activityday.judgement.standing.queries.evidence import Evidence, MonthFact, evidence_of
from activityday.judgement.standing.queries.gaps import MemberGaps, gaps_of
from activityday.judgement.standing.queries.open import (
    CaseLine,
    Summary,
    TalkTask,
    case_line_of,
    open_cases,
    open_talks,
    overview_of,
    summary_of,
    task_of,
)
from activityday.judgement.standing.queries.questions import Question, questions_of
from activityday.judgement.standing.queries.talks import (
    attempts_of,
    committee_size,
    educations_of,
    talk_of,
    talkers_of,
    talks_held,
)

__all__ = [
    "CaseLine",
    "Evidence",
    "MemberGaps",
    "MonthFact",
    "Question",
    "Summary",
    "TalkTask",
    "appeals_of",
    "attempts_of",
    "case_line_of",
    "case_of",
    "cases_by_source",
    "cases_ended",
    "causes_of",
    "committee_size",
    "educations_of",
    "evidence_of",
    "finding_lines",
    "gaps_of",
    "looks_at",
    "objections_of",
    "open_cases",
    "open_talks",
    "overview_of",
    "own_case_of",
    "questions_of",
    "steps_of",
    "summary_of",
    "talk_of",
    "talkers_of",
    "talks_held",
    "task_of",
]
