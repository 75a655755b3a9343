"""May this be recorded, asked or granted now? A refusal is a sentence for the person at the screen."""

from collections.abc import Collection, Sequence
from datetime import date

from activityday.day.activity.checks import check_may_change
from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import LeaveState, Mode, State
from activityday.day.attendance.marks import Mark
from activityday.day.attendance.models import Exemption, Leave, Roll
from activityday.day.attendance.queries.exemptions import overlapping
from activityday.day.attendance.queries.expected import ExpectedMember
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.queries import in_force
from activityday.rules.exemption import term_allowed
from activityday.rules.leave import last_day_to_explain, may_ask_leave, may_explain
from activityday.rules.parameters import Parameters

PARTICIPANTS = "notice 二"
RECORD = "notice 四(四)"
NOTE_LENGTH = 100
MOST_SIGNATURES = 9999
MOST_GUESTS = 2000


def check_may_record(activity: Activity, on: date) -> None:
    """The roll may be written on the day: neither closed nor called off, and the day has come; or Refused."""
    check_may_change(activity)
    if on < activity.held_on:
        raise Refused(
            f"活动日是{_in_words(activity.held_on)}，今天（服务器日期）是{_in_words(on)}，还没有到。"
            "到了那天再签到，没有发生的事不能先记。",
            RECORD,
        )


def check_mark(mark: Mark, name: str) -> None:
    """A mark is whole: other means say which, the remark is short; or Refused naming the person."""
    if mark.state == State.OTHER_MEANS and mark.mode not in Mode.values:
        raise Refused(f"{name}：记“其他方式”时，请选是哪一种方式。", PARTICIPANTS)
    if len(mark.note) > NOTE_LENGTH:
        raise Refused(f"{name}：说明不超过 {NOTE_LENGTH} 个字。")


def check_signed_count(signed_count: int | None) -> None:
    """A number of signatures that a sheet can have, or Refused."""
    if signed_count is not None and not 0 <= signed_count <= MOST_SIGNATURES:
        raise Refused(f"签名人数应在 0 到 {MOST_SIGNATURES} 之间，请数一数签到表。")


def check_known(unknown: Collection[object]) -> None:
    """Everybody on the form is still expected here, or Refused."""
    if unknown:
        raise Refused(
            f"名册刚刚有变动，有 {len(unknown)} 人不在这次活动的名单里了。页面已换成现在的名单，请再保存一次。"
        )


def check_reason(roll: Roll, why: str) -> None:
    """After the roll was finished a change says why, or Refused."""
    if roll.finished_at and not why.strip():
        raise Refused("签到已经完成。现在要改，请在“改动原因”里写一句为什么。", RECORD)
    if len(why) > NOTE_LENGTH:
        raise Refused(f"改动原因不超过 {NOTE_LENGTH} 个字。")


def check_rest(expected: Sequence[ExpectedMember], signed_count: int | None) -> None:
    """The unmarked may be taken as present only when the signatures on paper say so exactly, or Refused."""
    present = present_in(expected)
    rest = len(rest_of(expected))
    if signed_count is None:
        raise Refused("请先数签到表上的签名，把人数填上。人数对得上，才能把其余的人一起记为到。", RECORD)
    if not rest:
        raise Refused("没有要一起记的人了：应签名的都已经记过。")
    if difference := present + rest - signed_count:
        what = "多" if difference > 0 else "少"
        advice = (
            "请先把没有签名的人记上，再按这个按钮。"
            if difference > 0
            else "请看看是不是有免予参加、请假或流动的党员也签了名，先给他们记“到”；或者再数一遍签名。"
        )
        raise Refused(
            f"对不上：已记到 {present} 人，加上还没有记的 {rest} 人，是 {present + rest} 人，"
            f"比签名 {signed_count} 人{what} {abs(difference)} 人。{advice}",
            RECORD,
        )


def check_control_total(expected: Sequence[ExpectedMember], signed_count: int | None) -> None:
    """The signatures on paper and those recorded present are as many, or Refused with the arithmetic."""
    present = present_in(expected)
    if signed_count is None:
        raise Refused("请先填签到表上有几个签名，再点“签到完成”。没有人签名就填 0。", RECORD)
    if signed_count != present:
        raise Refused(
            f"签名 {signed_count} 人，记到 {present} 人，差 {abs(signed_count - present)} 人。"
            "请对照签到表核对：是签名数错了，还是有人记错了。",
            RECORD,
        )


def present_in(expected: Sequence[ExpectedMember]) -> int:
    """How many are recorded present, on whatever ground."""
    return sum(member.has_signed for member in expected)


def rest_of(expected: Sequence[ExpectedMember]) -> list[ExpectedMember]:
    """Those whose signature is looked for and about whom nothing was recorded yet, here or elsewhere."""
    return [
        member for member in expected if member.should_sign and member.entry is None and not member.elsewhere
    ]


def check_belongs(member: Member, branch: Unit, on: date) -> None:
    """The member's affiliation on the day is with `branch`, or Refused (notice 二)."""
    if not Affiliation.objects.filter(in_force(on), member=member, branch=branch).exists():
        raise Refused(f"{member.name}在{_in_words(on)}不是{branch.short_name}的党员，请核对。", PARTICIPANTS)


def check_leave_in_time(held_on: date, on: date, parameters: Parameters) -> bool:
    """Whether it is an explanation that may be given on the day `on` (else it is leave), or Refused when too late."""
    if may_ask_leave(held_on, on):
        return False
    days = parameters.integer("explain_days")
    if not may_explain(held_on, on, days=days):
        last = last_day_to_explain(held_on, days=days)
        raise Refused(
            f"活动日是{_in_words(held_on)}，说明要在 {days} 天之内，最晚{_in_words(last)}，现在已经过了。",
            RECORD,
        )
    return True


def check_no_live_leave(member: Member, month: date, *, is_explanation: bool) -> None:
    """Nothing of the kind is asked or granted for the month yet, or Refused."""
    live = Leave.objects.filter(
        member=member,
        month=month,
        is_explanation=is_explanation,
        state__in=[LeaveState.ASKED, LeaveState.GRANTED],
    ).first()
    if live is not None:
        what = "说明" if is_explanation else "请假"
        raise Refused(f"{member.name}这个月的{what}已经登记过了（{live.get_state_display()}），不用再登记。")


def check_may_answer(leave: Leave) -> None:
    """A leave that waits may be answered, or Refused."""
    if leave.state != LeaveState.ASKED:
        raise Refused(f"这一条{leave.get_state_display()}，不用再批。请刷新页面看看现在的情况。")


def check_may_withdraw(leave: Leave) -> None:
    """A leave that waits or was granted may be withdrawn, or Refused."""
    if leave.state not in {LeaveState.ASKED, LeaveState.GRANTED}:
        raise Refused(f"这一条{leave.get_state_display()}，不能再撤回。")


def check_asking_unit(branch: Unit) -> Unit:
    """The primary committee that answers: exemptions are asked by a branch under one, or Refused (notice 二)."""
    committee: Unit | None = branch.committee
    if branch.level != Level.BRANCH or committee is None:
        raise Refused("不参加或以其他方式参加，由党支部向基层党委提出，请到党支部的页面办理。", PARTICIPANTS)
    return committee


def check_somebody(members: Sequence[Member]) -> None:
    """At least one member was chosen, or Refused."""
    if not members:
        raise Refused("请先勾选是哪几位党员。")


def check_term(starts_on: date, ends_on: date, *, on: date, parameters: Parameters) -> None:
    """The term begins today or later and is no longer than the policy allows, or Refused (notice 二)."""
    if starts_on < on:
        raise Refused("开始日期不能早于今天：已经开过的活动，不能事后补批。", PARTICIPANTS)
    term = term_allowed(starts_on, ends_on, most_months=parameters.integer("exemption_months"))
    if not term.is_allowed:
        raise Refused(term.sentence, term.clause)


def check_no_overlap(members: Sequence[Member], starts_on: date, ends_on: date) -> None:
    """Nothing is asked or approved for these members in this term, or Refused naming the first."""
    taken: Exemption | None = overlapping(
        [member.pk for member in members], starts_on=starts_on, ends_on=ends_on
    ).first()
    if taken is not None:
        raise Refused(
            f"{taken.member.name}在{taken.starts_on:%Y-%m-%d}至{taken.ends_on:%Y-%m-%d}已经有一份"
            f"（{taken.filing.get_state_display()}），请把开始日期改到它之后。"
        )


def check_guests(count: int) -> None:
    """A sensible number of guests, or Refused."""
    if not 1 <= count <= MOST_GUESTS:
        raise Refused(f"人数应在 1 到 {MOST_GUESTS} 之间。")


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
