"""Writes of what was decided and of what was disclosed."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.deliberation.actions.entries import insert, log
from activityday.contents.deliberation.checks import check_branch, check_past, check_words, next_state
from activityday.contents.deliberation.drafts import Decision, DisclosureDraft
from activityday.contents.deliberation.enums import (
    FOLLOW_UP_TRANSITIONS,
    DisclosureKind,
    FollowUpState,
    FollowUpStep,
)
from activityday.contents.deliberation.models import Disclosure, FollowUp, FollowUpEntry, Topic
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.content import Content
from activityday.office.notices.enums import Kind
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


def assign(*, topic: Topic, decision: Decision, by: Actor, at: datetime) -> FollowUp:
    """Give the work that follows from a decision to its owner, inside an action that logs."""
    follow_up = FollowUp(
        committee_id=topic.committee_id,
        unit=topic.unit,
        topic=topic,
        task=decision.task.strip(),
        owner=decision.owner.strip(),
        due_on=decision.due_on,
    )
    insert(follow_up, "这件事刚刚已经交办了，不用再交。")
    _append(follow_up, FollowUpStep.ASSIGN, "", by, at)
    return follow_up


@transaction.atomic
def report(*, follow_up: FollowUp, text: str, by: Actor, at: datetime) -> None:
    """Write down how far it has come. Raises Refused once it is closed out."""
    follow_up = _locked(follow_up)
    check_words(text, "进展")
    _take(follow_up, FollowUpStep.REPORT, text, by, at)


@transaction.atomic
def extend(*, follow_up: FollowUp, due_on: date, why: str, by: Actor, at: datetime) -> None:
    """Give it more time, with the reason. Raises Refused for a day that is not later."""
    follow_up = _locked(follow_up)
    check_words(why, "为什么延期")
    if due_on <= follow_up.due_on:
        raise Refused(f"原来的期限是{follow_up.due_on:%Y-%m-%d}，延期要更晚。")
    follow_up.due_on = due_on
    _take(follow_up, FollowUpStep.EXTEND, why, by, at)


@transaction.atomic
def close_out(*, follow_up: FollowUp, result: str, on: date, by: Actor, at: datetime) -> None:
    """Close it out with what came of it. Raises Refused."""
    follow_up = _locked(follow_up)
    check_words(result, "办理结果")
    check_past(on, localdate(at), "办结日期")
    next_state(FOLLOW_UP_TRANSITIONS, FollowUpState(follow_up.state), FollowUpStep.CLOSE_OUT, "这件事")
    follow_up.result, follow_up.closed_on = result.strip(), on
    _take(follow_up, FollowUpStep.CLOSE_OUT, result, by, at)


@transaction.atomic
def reopen(*, follow_up: FollowUp, why: str, by: Actor, at: datetime) -> None:
    """Open it again because it was not done after all; what was said stays in its steps. Raises Refused."""
    follow_up = _locked(follow_up)
    check_words(why, "为什么重新打开")
    next_state(FOLLOW_UP_TRANSITIONS, FollowUpState(follow_up.state), FollowUpStep.REOPEN, "这件事")
    follow_up.result, follow_up.closed_on = "", None
    _take(follow_up, FollowUpStep.REOPEN, why, by, at)


@transaction.atomic
def disclose(*, unit: Unit, draft: DisclosureDraft, by: Actor, at: datetime) -> Disclosure:
    """Post Party, village or money affairs for everybody to read (notice 三(三)). Raises Refused."""
    check_branch(unit)
    label = DisclosureKind(draft.kind).label
    title = f"{draft.title.strip()}（{label}）"
    if Disclosure.objects.filter(unit=unit, notice__title=title, notice__starts_on=draft.starts_on).exists():
        raise Refused("这一份刚刚已经张贴，请刷新页面看看。")
    content = Content(
        opening=(f"现将{draft.title.strip()}公开如下。",),
        header=("项目", "内容"),
        rows=[list(line) for line in draft.lines],
    )
    notice = post(
        unit=unit,
        kind=Kind.DISCLOSURE,
        title=title,
        content=content,
        posting=Posting(
            period=_period(draft.covers_from, draft.covers_to),
            covers_from=draft.covers_from,
            covers_to=draft.covers_to,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
            where=draft.where,
        ),
        by=by,
        at=at,
    )
    disclosure = Disclosure(unit=unit, kind=draft.kind, notice=notice)
    insert(disclosure)
    log("disclosed", disclosure, unit, by, at, {"kind": draft.kind})
    return disclosure


@transaction.atomic
def archive(*, disclosure: Disclosure, place: str, on: date, by: Actor, at: datetime) -> None:
    """Write down where the paper is kept after it has hung its days. Raises Refused."""
    disclosure = (
        Disclosure.objects.select_for_update(of=("self",))
        .select_related("unit__committee", "notice")
        .get(pk=disclosure.pk)
    )
    if disclosure.archived_on is not None:
        raise Refused(f"已由{disclosure.archived_by}归档，不用再办。")
    check_words(place, "存放在哪里", 60)
    if on <= disclosure.notice.ends_on:
        raise Refused(f"公示到{disclosure.notice.ends_on:%Y-%m-%d}，期满以后再取下归档。")
    disclosure.archived_on, disclosure.archived_at_place = on, place.strip()
    disclosure.archived_by = by.display_name
    disclosure.save(update_fields=["archived_on", "archived_at_place", "archived_by"])
    log("archived", disclosure, disclosure.unit, by, at)


def _period(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    return f"{first.year}年{first.month}月至{last.year}年{last.month}月"


def _take(follow_up: FollowUp, step: FollowUpStep, text: str, by: Actor, at: datetime) -> None:
    target = next_state(FOLLOW_UP_TRANSITIONS, FollowUpState(follow_up.state), step, "这件事")
    follow_up.state = target
    follow_up.save(update_fields=["state", "due_on", "result", "closed_on"])
    _append(follow_up, step, text, by, at)
    log(f"follow_up_{step.value}", follow_up, follow_up.unit, by, at, {"due_on": follow_up.due_on})


def _append(follow_up: FollowUp, step: FollowUpStep, text: str, by: Actor, at: datetime) -> None:
    insert(
        FollowUpEntry(
            follow_up=follow_up,
            number=FollowUpEntry.objects.filter(follow_up=follow_up).count() + 1,
            step=step,
            state=follow_up.state,
            due_on=follow_up.due_on,
            text=text.strip(),
            by_name=by.display_name,
            at=at,
        )
    )


def _locked(follow_up: FollowUp) -> FollowUp:
    return (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("unit__committee")
        .get(pk=follow_up.pk)
    )
