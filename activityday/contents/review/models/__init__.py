"""Life meetings, talks, problems put right, and meetings held on other days."""

from activityday.contents.review.models.life import GatheredOpinion, LifeEntry, LifeMeeting, LifePerson
from activityday.contents.review.models.meetings import CountedSegment, Meeting
from activityday.contents.review.models.problems import Problem, ProblemEntry
from activityday.contents.review.models.talks import HeartTalk, HeartTalkLook, HeartTalkReader

__all__ = [
    "CountedSegment",
    "GatheredOpinion",
    "HeartTalk",
    "HeartTalkLook",
    "HeartTalkReader",
    "LifeEntry",
    "LifeMeeting",
    "LifePerson",
    "Meeting",
    "Problem",
    "ProblemEntry",
]
