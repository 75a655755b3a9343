"""Writes of deliberation; the only place that changes the state of a topic, a vote, a matter, a follow-up."""

from activityday.contents.deliberation.actions.following import (
    archive,
    close_out,
    disclose,
    extend,
    reopen,
    report,
)
from activityday.contents.deliberation.actions.matters import begin_matter, end_matter, leave_out, publish
from activityday.contents.deliberation.actions.topics import (
    answer_opinion,
    decide,
    discuss,
    join,
    move,
    place_in_agenda,
    propose,
    write_opinion,
)
from activityday.contents.deliberation.actions.votes import (
    add_exclusion,
    annul_vote,
    count_vote,
    end_exclusion,
    prepare_vote,
)

__all__ = [
    "add_exclusion",
    "annul_vote",
    "answer_opinion",
    "archive",
    "begin_matter",
    "close_out",
    "count_vote",
    "decide",
    "disclose",
    "discuss",
    "end_exclusion",
    "end_matter",
    "extend",
    "join",
    "leave_out",
    "move",
    "place_in_agenda",
    "prepare_vote",
    "propose",
    "publish",
    "reopen",
    "report",
    "write_opinion",
]
