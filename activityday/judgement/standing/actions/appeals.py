"""Appeals against a disposition, and what came of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.standing.actions.steps import LOGGED, locked, take
from activityday.judgement.standing.checks import check_dated, check_may_appeal, check_words
from activityday.judgement.standing.entries import Written
from activityday.judgement.standing.enums import AppealResult, Step
from activityday.judgement.standing.models import Appeal, Case
from activityday.people.organisation.checks import Refused

FOLLOWS = {AppealResult.REVOKED: Step.REVOKE, AppealResult.RETURNED: Step.REOPEN}


@dataclass(frozen=True)
class AppealAnswer:
    """Who answered an appeal, when, and how."""

    answered_on: date
    unit: str
    result: AppealResult
    text: str


@transaction.atomic
def lodge_appeal(*, case: Case, lodged_on: date, text: str, by: Actor, on: date, at: datetime) -> Appeal:
    """Write down an appeal once the decision was told. The disposition goes on meanwhile. Raises Refused."""
    text = check_words("申诉的内容", text)
    check_dated(lodged_on, last=None, on=on)
    case = locked(case)
    check_may_appeal(case)
    appeal = Appeal(case=case, lodged_on=lodged_on, text=text, entered_by=by.display_name, entered_at=at)
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("已有一件申诉还没有答复，请等答复以后再登记。") from error
    _log(case, "appealed", {}, by, at)
    return appeal


@transaction.atomic
def answer_appeal(
    *, appeal: Appeal, given: AppealAnswer, base: int, by: Actor, on: date, at: datetime
) -> None:
    """Write down the answer; a disposition that is revoked or sent back moves the case. Raises Refused."""
    text = check_words("答复的内容", given.text)
    unit = check_words("哪一级党组织答复的", given.unit, longest=60)
    appeal = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("case__branch__committee")
        .get(pk=appeal.pk)
    )
    if appeal.result:
        raise Refused(f"这件申诉已由{appeal.answered_by}登记答复，不用再登记。")
    check_dated(given.answered_on, last=appeal.lodged_on, on=on)
    appeal.result, appeal.answer = given.result, text
    appeal.answered_on, appeal.answered_unit = given.answered_on, unit
    appeal.answered_by, appeal.answered_at = by.display_name, at
    appeal.save()
    step = FOLLOWS.get(given.result)
    if step is not None:
        pairs = (("申诉答复", f"{unit}：{given.result.label}"),)
        written = Written(step, given.answered_on, pairs)
        take(case=appeal.case, written=written, base=base, by=by, on=on, at=at)
    _log(appeal.case, "appeal_answered", {"result": given.result}, by, at)


def _log(case: Case, what: str, changes: dict[str, object], by: Actor, at: datetime) -> None:
    event = Event(f"standing.{what}", LOGGED, case.pk, str(case), changes)
    record(event, committee=case.branch.chain_code, by=by, at=at)
