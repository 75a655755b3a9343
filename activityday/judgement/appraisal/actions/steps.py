"""How a round takes a step: locked, in its place; the log last, without a grade and without a word of what was said."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.judgement.appraisal.checks import next_state
from activityday.judgement.appraisal.enums import State, Step
from activityday.judgement.appraisal.models import Appraised, Round, RoundStep
from activityday.people.organisation.checks import Refused

LOGGED = "appraisal"
SECOND = "刚刚有人办过这一步，请看过再办。"


def locked(round_: Round) -> Round:
    """The round as it stands now; whoever comes next waits."""
    return (
        Round.objects.select_for_update(of=("self",))
        .select_related("branch", "branch__committee", "activity", "activity__host")
        .get(pk=round_.pk)
    )


def last_dated(round_: Round) -> date:
    """The day of the newest step."""
    day: date | None = round_.steps.order_by("-number").values_list("dated_on", flat=True).first()
    return day or round_.listed_on


def take(round_: Round, step: Step, *, dated_on: date, by: Actor, at: datetime, note: str = "") -> None:
    """Move a locked round on. Raises Refused."""
    target = next_state(round_, step)
    append(round_, step, target, dated_on=dated_on, by=by, at=at, note=note)
    round_.state = target
    touch(round_, "state")


def append(
    round_: Round, step: Step, state: State, *, dated_on: date, by: Actor, at: datetime, note: str = ""
) -> None:
    """Write a step in its place. Raises Refused when somebody else took it at the very same moment."""
    row = RoundStep(
        round=round_,
        number=round_.steps.count() + 1,
        step=step,
        state=state,
        dated_on=dated_on,
        note=note,
        by_name=by.display_name,
        at=at,
    )
    insert(row)


def insert(row: models.Model, sentence: str = SECOND) -> None:
    """Write a new row. The second of two people at the same moment finds the place taken: Refused with `sentence`."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(sentence) from error


def touch(round_: Round, *fields: str) -> None:
    """Raise the version of a locked round and keep these fields."""
    round_.version += 1
    round_.save(update_fields=["version", *fields])


def log(
    what: str, round_: Round, *, by: Actor, at: datetime, changes: Mapping[str, Any] | None = None
) -> None:
    """The entry in the chain, last in an action."""
    event = Event(f"appraisal.{what}", LOGGED, round_.pk, str(round_), changes or {})
    record(event, committee=round_.branch.chain_code, by=by, at=at)


def log_person(what: str, round_: Round, appraised: Appraised, *, by: Actor, at: datetime) -> None:
    """The entry in the chain about one member of the list: the place on it, no name."""
    event = Event(f"appraisal.{what}", "appraised", appraised.pk, str(appraised), {})
    record(event, committee=round_.branch.chain_code, by=by, at=at)
