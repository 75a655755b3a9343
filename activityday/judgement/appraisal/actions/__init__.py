"""Writes of the yearly appraisal: its steps, what is entered at each, its result, and who looked."""

from activityday.judgement.appraisal.actions.deciding import decide, propose_case
from activityday.judgement.appraisal.actions.entering import (
    count_ballots,
    record_meeting,
    write_self,
    write_statement,
)
from activityday.judgement.appraisal.actions.life import (
    ask,
    finish,
    place_in_agenda,
    recount,
    reopen,
    start,
    withdraw,
)
from activityday.judgement.appraisal.actions.looks import look
from activityday.judgement.appraisal.actions.telling import publish, tell, tell_many

__all__ = [
    "ask",
    "count_ballots",
    "decide",
    "finish",
    "look",
    "place_in_agenda",
    "propose_case",
    "publish",
    "record_meeting",
    "recount",
    "reopen",
    "start",
    "tell",
    "tell_many",
    "withdraw",
    "write_self",
    "write_statement",
]
