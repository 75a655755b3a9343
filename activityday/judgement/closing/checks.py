"""May this activity be closed, or opened again, now? The checklist a person reads before signing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from activityday.day.activity.enums import State
from activityday.day.activity.models import Activity, Segment
from activityday.day.attendance.checks import present_in
from activityday.day.attendance.queries import ExpectedMember
from activityday.judgement.closing.outcomes import outcome_of
from activityday.judgement.closing.queries import counts_of
from activityday.people.organisation.checks import Refused
from activityday.rules.guards import GuardResult, PlannedSegment, Severity, half_day, real_content
from activityday.rules.parameters import Parameters
from activityday.rules.participation import Counts, participation

RECORD = "notice 四(四)"


@dataclass(frozen=True)
class Checklist:
    """Everything a person looks at before signing, and the counts it rests on."""

    items: tuple[GuardResult, ...]
    counts: Counts
    minutes: int

    @property
    def refusals(self) -> list[GuardResult]:
        """What stands in the way."""
        return [item for item in self.items if not item.passed and item.severity == Severity.REFUSE]


def checklist(
    activity: Activity,
    *,
    segments: Sequence[Segment],
    expected: Sequence[ExpectedMember],
    signed_count: int | None,
    parameters: Parameters,
    on: date,
) -> Checklist:
    """The guards and the facts of one activity as sentences, in the order in which a person would look (notice 一, 三, 四)."""
    minutes = minutes_of(activity)
    counts = counts_of(outcome_of(member) for member in expected)
    present = present_in(expected)
    items = (
        _has_happened(activity, on),
        half_day(minutes, least=parameters.integer("least_minutes"), reason=activity.short_reason),
        real_content(
            [PlannedSegment(segment.content, segment.form, segment.minutes) for segment in segments]
        ),
        _has_people_in_charge(activity),
        _has_minutes(segments),
        _control_total(signed_count, present),
        _everybody_recorded(counts),
        _reaches(counts, parameters.integer("participation_percent")),
    )
    return Checklist(items, counts, minutes)


def minutes_of(activity: Activity) -> int:
    """How long it lasted, in minutes; 0 while start or end is not written down."""
    if activity.starts_at is None or activity.ends_at is None:
        return 0
    begin, end = (datetime.combine(activity.held_on, time) for time in (activity.starts_at, activity.ends_at))
    return max(int((end - begin).total_seconds()) // 60, 0)


def check_may_close(activity: Activity, found: Checklist, *, declared: bool, base_version: int) -> None:
    """The activity may be closed now, or Refused with the first thing in the way."""
    if activity.state == State.CLOSED:
        raise Refused("这次活动已经归档了，不用再归档一次。")
    if activity.state != State.HELD:
        raise Refused("请先完成签到，再核对归档。", RECORD)
    if activity.version != base_version:
        raise Refused("您打开这一页之后有人改过这次活动，请重新核对一遍。")
    if found.refusals:
        raise Refused(found.refusals[0].sentence, found.refusals[0].clause)
    if not declared:
        raise Refused("请勾选声明：没有旅游、补贴、纪念品和公款吃喝。", "notice 四(三)")


def check_may_reopen(activity: Activity, *, reason: str) -> None:
    """A closed activity may be opened again, with a reason, or Refused."""
    if activity.state != State.CLOSED:
        raise Refused("这次活动还没有归档，可以直接修改。")
    if not reason.strip():
        raise Refused("请写明为什么要重新打开，原来归档的那一版会留着。")


def _has_happened(activity: Activity, on: date) -> GuardResult:
    if activity.held_on > on:
        return GuardResult(
            False, f"活动日是{activity.held_on.month}月{activity.held_on.day}日，还没有到。", "notice 一"
        )
    return GuardResult(True, f"{activity.held_on.month}月{activity.held_on.day}日开展。", "notice 一")


def _has_people_in_charge(activity: Activity) -> GuardResult:
    missing = [
        label
        for label, value in (
            ("地点", activity.place),
            ("主持人", activity.chair),
            ("记录人", activity.recorder),
        )
        if not value.strip()
    ]
    if missing:
        return GuardResult(False, f"还没有填{'、'.join(missing)}。", RECORD)
    return GuardResult(
        True, f"主持人{activity.chair}，记录人{activity.recorder}，地点{activity.place}。", RECORD
    )


def _has_minutes(segments: Sequence[Segment]) -> GuardResult:
    written = sum(bool(segment.points.strip()) for segment in segments)
    if not written:
        return GuardResult(False, "活动纪实还没有写，每个环节几句要点就行。", RECORD)
    return GuardResult(True, f"{len(segments)} 个环节，{written} 个写了要点。", RECORD)


def _control_total(signed_count: int | None, present: int) -> GuardResult:
    if signed_count is None:
        return GuardResult(False, "还没有填签到表上一共多少个签名。", RECORD)
    if signed_count != present:
        return GuardResult(
            False,
            f"签到表上 {signed_count} 个签名，记为到的有 {present} 人，差 {abs(signed_count - present)} 个。",
            RECORD,
        )
    return GuardResult(True, f"签到表上 {signed_count} 个签名，与记为到的人数一致。", RECORD)


def _everybody_recorded(counts: Counts) -> GuardResult:
    if counts.unrecorded:
        sentence = f"还有 {counts.unrecorded} 人未记录。归档后仍是未记录，不算缺席；参与率会注明不完整。"
        return GuardResult(False, sentence, RECORD, Severity.WARN)
    waiting = (
        f"，{counts.unverified} 名流动党员待核实（不算缺席，归档以后有了消息可以再登记）"
        if counts.unverified
        else ""
    )
    return GuardResult(True, f"应到的都有记录{waiting}。", RECORD)


def _reaches(counts: Counts, percent: int) -> GuardResult:
    rate = participation(counts)
    enough = rate.reaches(percent)
    word = "" if enough is None else f"，{'达到' if enough else '不到'} {percent}%"
    return GuardResult(enough is not False, f"{rate.sentence}{word}。", rate.clause, Severity.WARN)
