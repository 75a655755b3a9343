"""Reads of opinions, topics, votes, matters and follow-ups, always starting from a unit."""

from activityday.contents.deliberation.queries.following import (
    Due,
    disclosure_of,
    disclosures_of,
    due_among,
    follow_up_of,
    follow_ups_of,
    open_follow_ups,
)
from activityday.contents.deliberation.queries.matters import (
    matter_of,
    matter_with,
    matters_of,
    passed_votes_of,
)
from activityday.contents.deliberation.queries.topics import (
    deliberation_segments,
    opinion_of,
    opinions_waiting,
    topic_of,
    topics_of,
    topics_settled,
    topics_waiting,
)
from activityday.contents.deliberation.queries.votes import (
    RollFigures,
    body_of,
    decisive_votes,
    exclusion_of,
    exclusions_of,
    last_vote_of,
    roll_figures,
    vote_of,
    votes_of,
)

__all__ = [
    "Due",
    "RollFigures",
    "body_of",
    "decisive_votes",
    "deliberation_segments",
    "disclosure_of",
    "disclosures_of",
    "due_among",
    "exclusion_of",
    "exclusions_of",
    "follow_up_of",
    "follow_ups_of",
    "last_vote_of",
    "matter_of",
    "matter_with",
    "matters_of",
    "open_follow_ups",
    "opinion_of",
    "opinions_waiting",
    "passed_votes_of",
    "roll_figures",
    "topic_of",
    "topics_of",
    "topics_settled",
    "topics_waiting",
    "vote_of",
    "votes_of",
]
