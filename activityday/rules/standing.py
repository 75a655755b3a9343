"""From a finding to a decision by people: talks, six months, votes, terms. The rules count; they never conclude."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from activityday.rules.absence import AbsenceEvent, AbsenceState
from activityday.rules.clauses import cites
from activityday.rules.exemption import last_day_of_term

MONTHS_OF_A_YEAR = 12


class Urgency(StrEnum):
    """How near the day is by which a talk should have been held."""

    LATER = "later"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class TalkDue:
    """By when a talk should be held, how near that is, and the sentence for the branch."""

    due_on: date
    urgency: Urgency
    sentence: str
    clause: str = "notice 四(四)"


@cites("notice 四(四)", "education 29")
def talk_due(since: date, on: date, *, days: int, remind_days: int) -> TalkDue:
    """The talk of a warning known `since`, as seen on the day: to be held within `days`, reminded `remind_days` before."""
    due_on = since + timedelta(days=days)
    words = f"{due_on.month}月{due_on.day}日"
    if due_on < on:
        return TalkDue(due_on, Urgency.OVERDUE, f"应在{words}前谈，已经过了 {(on - due_on).days} 天。")
    if due_on - timedelta(days=remind_days) <= on:
        return TalkDue(due_on, Urgency.SOON, f"{words}前谈，还有 {(due_on - on).days} 天。")
    return TalkDue(due_on, Urgency.LATER, f"{words}前谈。")


class Matter(StrEnum):
    """What the constitution asks of a member, as far as the records know it."""

    LIFE = "life"
    DUES = "dues"


@dataclass(frozen=True)
class Gap:
    """Months in a row without it; people have to establish whether there was a valid reason."""

    matter: Matter
    months: tuple[date, ...]
    arithmetic: str
    sentence: str
    clause: str = "constitution 9"


SAID = {
    Matter.LIFE: ("无故没有参加活动日", "这期间有没有参加别的组织生活、有没有正当理由，要由支部查清"),
    Matter.DUES: ("没有交党费", "是没有收、没有记，还是不交，有没有正当理由，要由支部查清"),
}


@cites("constitution 9", "disposition 8")
def six_months(missed: Iterable[date], *, matter: Matter, months: int) -> list[Gap]:
    """The runs of at least `months` calendar months in a row among the months `missed`, each with all its months.

    `missed` are months of which it is known: unexcused, or due and not paid. Any other month, whether taken part,
    on leave, by other means, unrecorded or to be verified, is simply not among them and ends the run. New Year does not.
    It only informs.
    """
    found = []
    for run in _in_a_row(sorted(set(missed))):
        if len(run) >= months:
            done, ask = SAID[matter]
            arithmetic = f"{_month(run[0])}至{_month(run[-1])}连续 {len(run)} 个月{done}，满 {months} 个月"
            found.append(Gap(matter, tuple(run), arithmetic, f"{arithmetic}。{ask}；程序不作认定。"))
    return found


@dataclass(frozen=True)
class Meeting:
    """Whether a meeting of so many may decide, with its arithmetic."""

    entitled: int
    present: int
    may_decide: bool
    sentence: str


@cites("branch 12")
def committee_meets(entitled: int, present: int) -> Meeting:
    """A branch committee decides when at least half of its members are there."""
    enough = entitled > 0 and 2 * present >= entitled
    word = "可以研究" if enough else "不能研究"
    return Meeting(
        entitled,
        present,
        enough,
        f"委员 {entitled} 人，到会 {present} 人，{_half(entitled, present)}，{word}。",
    )


@dataclass(frozen=True)
class Ballots:
    """What was counted at a members' meeting."""

    full_members: int
    not_counted: int
    present: int
    ayes: int
    nays: int
    abstained: int


@dataclass(frozen=True)
class VoteResult:
    """What a vote came to: `mistake` says why the numbers cannot be, and is empty otherwise."""

    entitled: int
    has_quorum: bool
    is_passed: bool
    sentence: str
    mistake: str = ""
    clause: str = "branch 11"


@cites("branch 11")
def vote_result(given: Ballots) -> VoteResult:
    """Carried when at least half of those entitled are there and the ayes are more than half of those entitled.

    Entitled are the full members without those not counted by agreement of the superior. Exactly half can meet, but
    can never carry anything.
    """
    entitled = given.full_members - given.not_counted
    mistake = _mistake(given, entitled)
    if mistake:
        return VoteResult(entitled, False, False, mistake, mistake)
    has_quorum = 2 * given.present >= entitled
    is_passed = has_quorum and 2 * given.ayes > entitled
    who = f"正式党员 {given.full_members} 人"
    if given.not_counted:
        who += f"，不计入 {given.not_counted} 人"
    meeting = (
        f"{who}，应到会有表决权 {entitled} 人；到会 {given.present} 人，{_half(entitled, given.present)}"
    )
    if not has_quorum:
        return VoteResult(entitled, False, False, f"{meeting}，会议无效，表决不算。")
    votes = f"赞成 {given.ayes}、反对 {given.nays}、弃权 {given.abstained}"
    over = "超过" if is_passed else "没有超过"
    sentence = (
        f"{meeting}；{votes}，赞成{over}应到会的一半"
        f"（{given.ayes}×2={2 * given.ayes}{'＞' if is_passed else '≤'}{entitled}），"
        f"{'通过' if is_passed else '没有通过'}。"
    )
    return VoteResult(entitled, True, is_passed, sentence)


@dataclass(frozen=True)
class Correction:
    """A term in which to correct oneself: its last day, or why it cannot be so long."""

    is_allowed: bool
    ends_on: date | None
    sentence: str
    clause: str = "disposition 4"


@cites("disposition 4", "education 30")
def correction_term(starts_on: date, months: int, *, usual: int, most: int) -> Correction:
    """A term of 限期改正 of `months`, generally `usual`, at most `most`, the first and last day included."""
    if not 1 <= months <= most:
        return Correction(False, None, f"限期改正最短 1 个月，最长 {most} 个月。")
    ends_on = last_day_of_term(starts_on, months)
    words = f"限期 {months} 个月，到{ends_on.year}年{ends_on.month}月{ends_on.day}日。"
    if months != usual:
        words += f"一般是 {usual} 个月。"
    return Correction(True, ends_on, words)


@dataclass(frozen=True)
class SinceEducation:
    """What the closed months after criticism and education say; people weigh it."""

    came: tuple[date, ...]
    missed: tuple[date, ...]
    sentence: str
    clause: str = "disposition 6"


@cites("disposition 6", "education 29")
def since_education(
    events: Sequence[AbsenceEvent], educated_on: date, *, held: Mapping[date, date]
) -> SinceEducation:
    """The months whose activity was held after the day `educated_on`; `held` gives the day of each month.

    The regulation asks for disposition only where somebody was criticised and educated and still did not mend.
    """
    later = [event for event in events if event.month in held and held[event.month] > educated_on]
    came = tuple(event.month for event in later if event.state == AbsenceState.ATTENDED)
    missed = tuple(event.month for event in later if event.state == AbsenceState.UNEXCUSED)
    day = f"{educated_on.year}年{educated_on.month}月{educated_on.day}日批评教育以后"
    if not later:
        return SinceEducation(came, missed, f"{day}还没有归档的活动，改没改还看不出来。")
    parts = [f"参加 {len(came)} 次" + _in_brackets(came), f"无故缺席 {len(missed)} 次" + _in_brackets(missed)]
    return SinceEducation(came, missed, f"{day}，{'，'.join(parts)}。")


def _mistake(given: Ballots, entitled: int) -> str:
    counted = given.ayes + given.nays + given.abstained
    if min(given.not_counted, given.present, given.ayes, given.nays, given.abstained) < 0:
        return "人数和票数不能是负数。"
    if entitled < 1:
        return f"正式党员 {given.full_members} 人，不计入 {given.not_counted} 人，没有应到会的人了，请核对。"
    if given.present > entitled:
        return f"到会 {given.present} 人，比应到会有表决权的 {entitled} 人还多，请核对。"
    if counted != given.present:
        return f"赞成、反对、弃权合计 {counted} 票，到会 {given.present} 人，对不上，请核对。"
    return ""


def _half(entitled: int, present: int) -> str:
    if 2 * present >= entitled:
        return f"达到一半（{present}×2={2 * present}≥{entitled}）"
    return f"不到一半（{present}×2={2 * present}＜{entitled}）"


def _in_a_row(months: Sequence[date]) -> Iterable[list[date]]:
    run: list[date] = []
    for month in months:
        if run and _next(run[-1]) != month:
            yield run
            run = []
        run.append(month)
    if run:
        yield run


def _next(month: date) -> date:
    return date(month.year + month.month // MONTHS_OF_A_YEAR, month.month % MONTHS_OF_A_YEAR + 1, 1)


def _month(month: date) -> str:
    return f"{month.year}年{month.month}月"


def _in_brackets(months: Sequence[date]) -> str:
    return f"（{'、'.join(_month(month) for month in months)}）" if months else ""
