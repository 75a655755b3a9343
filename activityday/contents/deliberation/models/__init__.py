"""What was said, what was voted, what was decided and what came of it."""

from activityday.contents.deliberation.models.following import Disclosure, FollowUp, FollowUpEntry
from activityday.contents.deliberation.models.matters import Matter, MatterEntry
from activityday.contents.deliberation.models.topics import Opinion, Topic, TopicEntry
from activityday.contents.deliberation.models.votes import Exclusion, Vote, VoteExclusion, VoteLine

__all__ = [
    "Disclosure",
    "Exclusion",
    "FollowUp",
    "FollowUpEntry",
    "Matter",
    "MatterEntry",
    "Opinion",
    "Topic",
    "TopicEntry",
    "Vote",
    "VoteExclusion",
    "VoteLine",
]
