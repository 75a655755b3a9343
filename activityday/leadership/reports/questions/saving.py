"""Writes and reads of saved questions; every export is logged."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from activityday.audit.actions import Event, record
from activityday.leadership.reports.enums import Subject
from activityday.leadership.reports.models import SavedQuestion
from activityday.leadership.reports.questions.asking import Question
from activityday.people.accounts.models import User
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


def home_of(unit: Unit) -> Unit:
    """Among whom a question is shared: the committee that `unit` belongs to, above the committees the unit itself."""
    return unit.committee or unit


def saved_at(unit: Unit) -> QuerySet[SavedQuestion]:
    """The questions shared where `unit` belongs, by name."""
    found = SavedQuestion.objects.filter(home=home_of(unit), removed_at=None)
    return found.select_related("home").order_by("subject", "name")


def question_of(unit: Unit, key: UUID) -> SavedQuestion | None:
    """One shared question; None for any other."""
    return saved_at(unit).filter(pk=key).first()


@transaction.atomic
def save_question(
    *, unit: Unit, subject: Subject, name: str, asked: Mapping[str, list[str]], by: User, at: datetime
) -> SavedQuestion:
    """Keep what was asked under a name for everybody of the committee. Raises Refused for a name in use."""
    if not name.strip():
        raise Refused("请给查询起个名字。")
    made = SavedQuestion(
        home=home_of(unit),
        subject=subject,
        name=name.strip(),
        asked=dict(asked),
        saver=by,
        saved_by=by.display_name,
        saved_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(f"“{name.strip()}”这个名字已经有了，请换一个。") from error
    _log("reports.question_saved", made, unit, by, at)
    return made


@transaction.atomic
def remove_question(*, question: SavedQuestion, by: User, at: datetime) -> None:
    """Take a saved question off the list. Raises Refused for one that somebody else saved, or that is off already."""
    found = SavedQuestion.objects.select_for_update(of=("self",)).select_related("home").get(pk=question.pk)
    if found.saver_id != by.pk:
        raise Refused(f"这个查询是{found.saved_by}存的，由本人删。")
    if found.removed_at is not None:
        raise Refused("这个查询已经删了，不用再办。")
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    _log("reports.question_removed", found, found.home, by, at)


@transaction.atomic
def log_export(*, unit: Unit, question: Question, rows: int, by: User, at: datetime) -> None:
    """Write down who took which columns away; never the words of a condition, they may be a name."""
    changes = {"subject": question.subject, "fields": [one.label for one in question.fields], "rows": rows}
    event = Event("reports.question_exported", "unit", unit.pk, unit.name, changes)
    record(event, committee=unit.chain_code, by=by, at=at)


def _log(what: str, question: SavedQuestion, unit: Unit, by: User, at: datetime) -> None:
    event = Event(what, "question", question.pk, question.name)
    record(event, committee=unit.chain_code, by=by, at=at)
