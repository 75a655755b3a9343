"""May a round be opened, a statement written, forms counted, a result written, a round closed?"""

from collections.abc import Iterable
from datetime import date

from activityday.leadership.supervision.models import AssessedSecretary, AssessmentRound
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.rules.ballots import Ballots, count_ballots

CLAUSE = "notice 四(四)"
MOST_POINTS = 12
LONGEST_POINT = 200


def check_may_open(committee: Unit, year: int, branches: Iterable[Unit]) -> None:
    """The committee has branches to assess and no round of the year yet, or Refused."""
    if committee.level != Level.COMMITTEE:
        raise Refused("书记述职评议考核由镇党委（基层党委）组织。", CLAUSE)
    if not list(branches):
        raise Refused("没有可以考核的党支部，请换一个范围。")
    if AssessmentRound.objects.filter(committee=committee, year=year).exists():
        raise opened_already(year)


def opened_already(year: int) -> Refused:
    """The sentence for whoever opens the same round twice."""
    return Refused(f"{year}年度的考核已经发起，不用再发起。")


def check_round_open(round_: AssessmentRound) -> None:
    """The round is not closed, or Refused."""
    if round_.closed_at is not None:
        raise Refused(f"{round_.year}年度的考核已由{round_.closed_by}办结，不能再改。")


def points_of(text: str) -> list[str]:
    """The points, one a line, or Refused: at least one, each short."""
    lines = [line for line in (line.strip(" \t·•-　") for line in text.splitlines()) if line]
    if not lines:
        raise Refused("请至少写一条，一行一条。")
    if len(lines) > MOST_POINTS:
        raise Refused(f"不超过 {MOST_POINTS} 条，请挑要紧的写。")
    if any(len(line) > LONGEST_POINT for line in lines):
        raise Refused(f"每条不超过 {LONGEST_POINT} 个字，请写短一些或分行写。")
    return lines


def check_ballots(ballots: Ballots) -> None:
    """The figures counted from paper agree, or Refused with the arithmetic."""
    count = count_ballots(ballots)
    if not count.agrees:
        raise Refused(count.sentence, CLAUSE)


def check_may_decide(assessed: AssessedSecretary, name: str, decided_on: date, *, on: date) -> None:
    """The committee may write its result, or Refused."""
    if assessed.counted_at is None:
        raise Refused("请先把收回的测评表数清填上，再登记评定。", CLAUSE)
    if decided_on > on:
        raise Refused("评定日期还没有到，定下来了再登记。")
    if not name.strip():
        raise Refused("请填写书记姓名。")


def check_may_close(round_: AssessmentRound, secretaries: Iterable[AssessedSecretary]) -> None:
    """Everybody has a result, or Refused naming who has not."""
    check_round_open(round_)
    left = [one.unit.short_name for one in secretaries if not one.grade]
    if left:
        names = "、".join(left[:5]) + ("等" if len(left) > 5 else "")  # noqa: PLR2004 -- as many as fit a line
        raise Refused(f"还有 {len(left)} 名书记没有登记评定：{names}。")
