"""The result told to each member and made known in a certain scope (education 18)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.judgement.appraisal.actions.steps import insert, locked, log, log_person, touch
from activityday.judgement.appraisal.checks import check_dated, check_may_publish, check_told
from activityday.judgement.appraisal.drafts import Told
from activityday.judgement.appraisal.enums import DECIDED, REASONED
from activityday.judgement.appraisal.models import Decision, Round, Telling
from activityday.judgement.appraisal.queries.people import PersonLine
from activityday.judgement.appraisal.queries.rounds import decision_of, notice_content
from activityday.judgement.points.actions import last_day_of
from activityday.office.notices.actions import Posting, post
from activityday.office.notices.enums import Kind
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.checks import Refused

AGAIN = "刚刚有人登记过了，不用再登记。"
ALONE = "评为基本合格、不合格的，要单独谈，写明本人意见和改进措施，请到本人那一页登记。"


@transaction.atomic
def tell(*, round_: Round, line: PersonLine, told: Told, by: Actor, on: date, at: datetime) -> Telling:
    """Write down that one member was told, with what they said. Raises Refused, also when it is written down already."""
    round_ = locked(round_)
    decision = _decision(round_)
    row = _telling(decision, line, told, by=by, on=on, at=at)
    touch(round_)
    log_person("told", round_, line.appraised, by=by, at=at)
    return row


@transaction.atomic
def tell_many(
    *, round_: Round, lines: Iterable[PersonLine], told: Told, by: Actor, on: date, at: datetime
) -> int:
    """Write down that several members without anything to object were told on one day. Returns how many. Raises Refused."""
    round_ = locked(round_)
    decision = _decision(round_)
    chosen = list(lines)
    if not chosen:
        raise Refused("请先勾选已经反馈的党员。")
    if any(line.grade in REASONED for line in chosen):
        raise Refused(ALONE)
    for line in chosen:
        _telling(decision, line, told, by=by, on=on, at=at)
    touch(round_)
    log("told", round_, by=by, at=at, changes={"people": len(chosen)})
    return len(chosen)


@transaction.atomic
def publish(*, round_: Round, starts_on: date, where: str, by: Actor, at: datetime) -> PublicNotice:
    """Make the result known inside the branch: the excellent only, never anybody below (RULES 9, 10). Raises Refused."""
    round_ = locked(round_)
    decision = check_may_publish(decision_of(round_))
    if not where.strip():
        raise Refused("请写明张贴在哪里，例如“村部党务公开栏”。")
    year = round_.year
    notice = post(
        unit=round_.branch,
        kind=Kind.APPRAISAL,
        title=f"{round_.branch.short_name}{year}年度民主评议优秀党员名单",
        content=notice_content(round_),
        posting=Posting(
            period=f"{year}年度",
            covers_from=date(year, 1, 1),
            covers_to=date(year, 12, 31),
            starts_on=starts_on,
            ends_on=last_day_of(round_.branch, starts_on),
            where=where.strip(),
        ),
        by=by,
        at=at,
    )
    decision.notice = notice
    decision.save(update_fields=["notice"])
    touch(round_)
    log("published", round_, by=by, at=at, changes={"notice": notice.pk})
    return notice


def _decision(round_: Round) -> Decision:
    decision = decision_of(round_)
    if round_.state not in DECIDED or decision is None:
        raise Refused("还没有评定，不能反馈。")
    return decision


def _telling(
    decision: Decision, line: PersonLine, told: Told, *, by: Actor, on: date, at: datetime
) -> Telling:
    if line.decided is None or line.decided.decision_id != decision.pk or not line.grade:
        raise Refused(f"{line.appraised.name}这次没有等次，不用反馈；或者刚刚重新评定过，请刷新页面。")
    if line.telling is not None:
        raise Refused(f"{line.appraised.name}{AGAIN}")
    check_dated(told.told_on, since=decision.met_on, on=min(on, localdate(at)), what="反馈日期")
    check_told(line.appraised.name, line.grade, told)
    row = Telling(
        decided=line.decided,
        told_on=told.told_on,
        told_by=told.told_by.strip(),
        answer=told.answer,
        opinion=told.opinion.strip(),
        measures=told.measures.strip(),
        entered_by=by.display_name,
        entered_at=at,
    )
    insert(row, f"{line.appraised.name}{AGAIN}")
    return row
