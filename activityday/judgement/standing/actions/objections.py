"""What a member objects to the facts of a case, and the answer."""

from datetime import date, datetime

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.standing.actions.steps import LOGGED, locked
from activityday.judgement.standing.checks import check_dated, check_words
from activityday.judgement.standing.models import Case, FactObjection
from activityday.people.organisation.checks import Refused


@transaction.atomic
def object_to_facts(
    *, case: Case, raised_on: date, text: str, by: Actor, on: date, at: datetime
) -> FactObjection:
    """Write down what the member objects to, at any time while the case is open. Raises Refused."""
    text = check_words("异议", text)
    check_dated(raised_on, last=None, on=on)
    case = locked(case)
    if not case.is_open:
        raise Refused("这件个案已经办结。对处置不服的，请登记申诉。")
    objection = FactObjection.objects.create(
        case=case, raised_on=raised_on, text=text, entered_by=by.display_name, entered_at=at
    )
    _log(case, "objected", by, at)
    return objection


@transaction.atomic
def answer_objection(*, objection: FactObjection, answer: str, by: Actor, at: datetime) -> None:
    """Answer what was objected. Raises Refused when it was answered already."""
    answer = check_words("答复", answer)
    objection = (
        FactObjection.objects.select_for_update(of=("self",))
        .select_related("case__branch__committee")
        .get(pk=objection.pk)
    )
    if objection.answered_at is not None:
        raise Refused(f"这件异议已由{objection.answered_by}答复，不用再答。")
    objection.answer, objection.answered_by, objection.answered_at = answer, by.display_name, at
    objection.save(update_fields=["answer", "answered_by", "answered_at"])
    _log(objection.case, "objection_answered", by, at)


def _log(case: Case, what: str, by: Actor, at: datetime) -> None:
    event = Event(f"standing.{what}", LOGGED, case.pk, str(case), {})
    record(event, committee=case.branch.chain_code, by=by, at=at)
