"""May points be entered, confirmed, made known, or a table adopted, now?"""

from datetime import date

from django.db.models import Q

from activityday.audit.actions import Actor
from activityday.contents.service.queries import shares_of
from activityday.judgement.points.enums import TRANSITIONS, State, Step
from activityday.judgement.points.models import ManualEntry, ManualEntryStep, PointTable
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member
from activityday.rules.point_table import VOLUNTEERING, Kind, PointRule
from activityday.rules.points import Timeline
from activityday.rules.service import is_same_deed

CLAUSE = "notice 四(四)"
LONGEST_EVIDENCE, LONGEST_DOCUMENT, LONGEST_NOTE = 300, 100, 200


def check_proposal(
    branch: Unit,
    member: Member,
    rule: str,
    on: date,
    evidence: str,
    document: str,
    *,
    tables: Timeline,
    today: date,
) -> PointRule:
    """This may be entered for the member: the row it rests on, or Refused."""
    if on > today:
        raise Refused("日期还没有到，办了以后再登记。")
    found = tables.on(on.replace(day=1)).rule(rule)
    if found is None or found.kind != Kind.MANUAL:
        raise Refused("当天有效的规则表里没有这一项，不能登记。", CLAUSE)
    if not 0 < len(evidence.strip()) <= LONGEST_EVIDENCE:
        raise Refused(f"请写明依据：{found.evidence}，不超过 {LONGEST_EVIDENCE} 个字。", CLAUSE)
    if not 0 < len(document.strip()) <= LONGEST_DOCUMENT:
        raise Refused(f"请填写文号，或者纸质凭证在哪里，不超过 {LONGEST_DOCUMENT} 个字。", CLAUSE)
    belonged = Affiliation.objects.filter(member=member, branch=branch)
    if not belonged.exists():
        raise Refused(f"{member.name}不是{branch.short_name}的党员，请到所在党支部登记。")
    if rule == VOLUNTEERING:
        _check_not_counted(member, on)
    return found


def _check_not_counted(member: Member, on: date) -> None:
    """No done project of those days counts it already, or Refused: one deed counts once."""
    rows = [*shares_of(Q(member=member), on.year), *shares_of(Q(member=member), on.year + 1)]
    for share in rows:
        project = share.project
        if project.done_on is not None and is_same_deed(on, project.starts_on, project.done_on):
            raise Refused(
                f"{member.name}这一天参加了服务项目“{project.title}”，已经自己记分，不用再登记。"
                "是另一件事的，请在“服务”里另记一个项目。",
                CLAUSE,
            )


def check_counter(entry: ManualEntry, reason: str) -> None:
    """A confirmed entry may be taken back with a reason, or Refused."""
    if entry.counters_id is not None:
        raise Refused("冲正本身不能再冲正；要恢复，请重新登记原来的事项。")
    if entry.state != State.CONFIRMED:
        raise Refused("只有复核过的登记才要冲正；还没复核的可以直接撤回。")
    if not 0 < len(reason.strip()) <= LONGEST_EVIDENCE:
        raise Refused(f"请写明为什么冲正，不超过 {LONGEST_EVIDENCE} 个字。")


def check_step(entry: ManualEntry, step: Step, note: str) -> State:
    """The state that `step` leads to, or Refused for who comes second."""
    target = TRANSITIONS.get((State(entry.state), step))
    if target is None:
        raise settled(entry)
    if step == Step.REFUSE and not note.strip():
        raise Refused("不通过的，请写明原因，让登记人知道怎么办。")
    if len(note.strip()) > LONGEST_NOTE:
        raise Refused(f"意见不超过 {LONGEST_NOTE} 个字，请写短一些。")
    return target


def check_second_person(entry: ManualEntry, by: Actor) -> None:
    """Whoever answers is not the one who entered it, or Refused."""
    if str(by.pk) == entry.proposed_key:
        raise Refused("这一条是您自己登记的，请另一位有复核权限的同志来复核。", CLAUSE)


def check_still_listed(entry: ManualEntry, tables: Timeline) -> None:
    """The table of its month still has the row that the entry rests on, or Refused: it would be confirmed and count nothing.

    Taking a confirmed entry back is always possible.
    """
    table = tables.on(entry.on.replace(day=1))
    if entry.counters_id is None and entry.state == State.PROPOSED and table.rule(entry.rule) is None:
        raise Refused(
            f"{table.document}的规则表从{table.since.year}年{table.since.month}月起没有“{entry.label}”这一项，复核了也记不上分。"
            "请选“不通过”，写明原因。",
            CLAUSE,
        )


def may_take(entry: ManualEntry, step: Step) -> bool:
    """Whether the step can be offered as a button."""
    return (State(entry.state), step) in TRANSITIONS


def settled(entry: ManualEntry) -> Refused:
    """The sentence for whoever comes second: who did what."""
    last = ManualEntryStep.objects.filter(entry=entry).order_by("-number").first()
    if last is None:
        return Refused("这一条已经办过了，不用再办。")
    return Refused(f"这一条已由{last.by_name}{Step(last.step).label}，不用再办。")


def entered_already(rule: PointRule, member: Member, on: date) -> Refused:
    """The sentence for the second of two same entries."""
    return Refused(
        f"{member.name}{on.month}月{on.day}日的“{rule.label}”，用同一份凭证已经登记过了。是另一件事的，请写清不同的凭证。"
    )


def check_adoption(committee: Unit, since: date, document: str, *, today: date) -> None:
    """This committee may adopt a table from this month on, or Refused."""
    if committee.level != Level.COMMITTEE:
        raise Refused("积分规则表由基层党委制定。", CLAUSE)
    if not document.strip():
        raise Refused("请填写文号。没有文件依据的，不能改规则表。", CLAUSE)
    if since.day != 1:
        raise Refused("规则表从一个月的1日起用，请选1日。")
    if since.year < today.year:
        raise Refused(f"往年的积分已经公示过，新规则表最早从{today.year}年1月1日起用。")
    if PointTable.objects.filter(committee=committee, since=since, voided_at__isnull=True).exists():
        raise adopted_already(since)


def adopted_already(since: date) -> Refused:
    """The sentence for the second of two tables from the same month."""
    return Refused(f"从{since.year}年{since.month}月起已经有一张规则表。要换，请先作废那一张，写明原因。")


def check_may_void(table: PointTable, reason: str) -> None:
    """The table may be voided with a reason, or Refused."""
    if table.voided_at is not None:
        raise Refused(f"这张规则表已由{table.voided_by}作废，不用再办。")
    if not reason.strip():
        raise Refused("请写明为什么作废，例如“分值录错了”。")


def check_quarter_is_over(ends_on: date, on: date) -> None:
    """The quarter is over, or Refused."""
    if ends_on >= on:
        raise Refused(f"这个季度到{ends_on.month}月{ends_on.day}日才完，完了以后再公示。")
