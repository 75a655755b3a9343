"""Reminder talks: who is asked, what was said, what could not be (notice 四(四), education 29)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.closing.queries import why_fallen
from activityday.judgement.standing.checks import check_dated, check_words
from activityday.judgement.standing.enums import TalkState
from activityday.judgement.standing.models import Talk, TalkAttempt, TalkGround
from activityday.judgement.standing.queries.open import TalkTask, task_of
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

FURTHEST = 366


@dataclass(frozen=True)
class TalkRecord:
    """What is written down of a talk that was held."""

    held_on: date
    talker: str
    place: str
    said: str
    agreed: str
    is_education: bool


def arrange_talk(
    *, branch: Unit, member: Member, talker: str, due_on: date, by: Actor, on: date, at: datetime
) -> Talk:
    """Ask `talker` to talk with the member by the day `due_on`, or ask another than before. Raises Refused."""
    talker = check_words("请谁谈", talker, longest=60)
    if not 0 <= (due_on - on).days <= FURTHEST:
        raise Refused("谈话的期限请填今天或以后一年内的日子。")
    task = _task(branch, member, by, on, at)
    with transaction.atomic():
        talk = _row(task, talker, due_on, by, at)
        talk.talker, talk.due_on = talker, due_on
        talk.save(update_fields=["talker", "due_on"])
        _log(talk, "arranged", by, at)
    return talk


def hold_talk(*, branch: Unit, member: Member, given: TalkRecord, by: Actor, on: date, at: datetime) -> Talk:
    """Write down a talk that was held; the warnings are answered by it. Raises Refused."""
    talker = check_words("谁谈的", given.talker, longest=60)
    place = check_words("在哪里谈的", given.place, longest=60)
    said, agreed = check_words("本人怎么说", given.said), check_words("谈了什么、约定什么", given.agreed)
    check_dated(given.held_on, last=None, on=on)
    task = _task(branch, member, by, on, at)
    with transaction.atomic():
        talk = _row(task, talker, given.held_on, by, at)
        talk.state, talk.talker = TalkState.HELD, talker
        talk.held_on, talk.place, talk.said, talk.agreed = given.held_on, place, said, agreed
        talk.is_education = given.is_education
        talk.settled_by, talk.settled_at = by.display_name, at
        talk.save()
        _log(talk, "held", by, at)
    return talk


def could_not_talk(
    *, branch: Unit, member: Member, tried_on: date, reason: str, by: Actor, on: date, at: datetime
) -> Talk:
    """Write down that the talk could not be held, and why; it stays open. Raises Refused."""
    reason = check_words("为什么没有谈成", reason, longest=500)
    check_dated(tried_on, last=None, on=on)
    task = _task(branch, member, by, on, at)
    with transaction.atomic():
        talk = _row(task, by.display_name.partition("（")[0], task.due.due_on, by, at)
        attempt = TalkAttempt(talk=talk, tried_on=tried_on, reason=reason, by_name=by.display_name, at=at)
        try:
            with transaction.atomic():
                attempt.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("这一天没有谈成已经记过了。") from error
        _log(talk, "attempted", by, at)
    return talk


def _task(branch: Unit, member: Member, by: Actor, on: date, at: datetime) -> TalkTask:
    """The talk that is due; one that fell away is closed with its reason, which stays, and Refused."""
    task = task_of(branch, member.pk, on=on)
    if task is None:
        raise Refused("没有要谈话的提醒：可能已经谈过，也可能事实有变化。")
    if task.fallen:
        _fall(task, by, at)
        raise Refused(f"提醒已经撤销，不用谈了：{task.fallen}。")
    return task


@transaction.atomic
def _fall(task: TalkTask, by: Actor, at: datetime) -> None:
    if task.talk is None:
        return
    talk = (
        Talk.objects.select_for_update(of=("self",)).select_related("branch__committee").get(pk=task.talk.pk)
    )
    if talk.state != TalkState.OPEN:
        return
    talk.state, talk.why_fallen = TalkState.FALLEN, task.fallen
    talk.settled_by, talk.settled_at = by.display_name, at
    talk.save(update_fields=["state", "why_fallen", "settled_by", "settled_at"])
    _log(talk, "fell", by, at)


def _row(task: TalkTask, talker: str, due_on: date, by: Actor, at: datetime) -> Talk:
    """The open row of a task, made now if there is none, with every warning in force."""
    if task.talk is not None:
        talk = (
            Talk.objects.select_for_update(of=("self",))
            .select_related("branch__committee")
            .get(pk=task.talk.pk)
        )
        if talk.state != TalkState.OPEN:
            raise Refused(f"{talk.settled_by}刚刚登记了这次谈话，不用再登记。")
    else:
        talk = _made(task, talker, due_on, by, at)
    fallen = why_fallen(task.findings)
    for finding in task.findings:
        if finding.pk not in fallen:
            TalkGround.objects.update_or_create(finding=finding, defaults={"talk": talk})
    return talk


def _made(task: TalkTask, talker: str, due_on: date, by: Actor, at: datetime) -> Talk:
    talk = Talk(
        committee_id=task.branch.committee_id,
        branch=task.branch,
        member=task.member,
        talker=talker,
        due_on=due_on,
        opened_by=by.display_name,
        opened_at=at,
    )
    try:
        with transaction.atomic():
            talk.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("刚刚有人安排了这次谈话，请刷新页面再看。") from error
    return talk


def _log(talk: Talk, what: str, by: Actor, at: datetime) -> None:
    event = Event(f"standing.talk.{what}", "talk", talk.pk, str(talk), {"state": talk.state})
    record(event, committee=talk.branch.chain_code, by=by, at=at)
