"""One talk that was held in the invented town: the member missed again afterwards, and the case waits to be taken up."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from activityday.day.schedule.queries import day_of
from activityday.judgement.standing.actions import hold_talk
from activityday.judgement.standing.actions.talks import TalkRecord
from activityday.judgement.standing.queries import open_talks
from activityday.people.accounts.models import User
from activityday.people.organisation.queries import unit_by_code

SHANGHAI = ZoneInfo("Asia/Shanghai")
BRANCH = "wenchang"


def talk_with_the_absent(months: Sequence[date], users: Mapping[str, User]) -> int:
    """After the second absence in a row the secretary talked with the member; how many talks were held."""
    branch, secretary = unit_by_code(BRANCH), users[BRANCH]
    if branch is None:
        raise LookupError(BRANCH)
    on = day_of(branch, months[-2]).day + timedelta(days=9)
    tasks = open_talks(branch, on=on)
    for task in tasks:
        given = TalkRecord(
            held_on=on,
            talker=f"{secretary.name}（书记）",
            place="本人家里",
            said="在县城打零工，工头临时加班，没有想到请假",
            agreed="以后提前一天打电话请假，能回来的回来参加",
            is_education=True,
        )
        at = datetime.combine(on, time(19), SHANGHAI)
        hold_talk(branch=branch, member=task.member, given=given, by=secretary, on=on, at=at)
    return len(tasks)
