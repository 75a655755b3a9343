"""Reads and writes of the Word templates of a committee."""

from datetime import datetime

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.documents.word import TemplateRefused, check_template
from activityday.leadership.reports.models import TemplateName, WordTemplate
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

MOST_BYTES = 2 * 1024 * 1024


def current_template(unit: Unit, name: TemplateName) -> WordTemplate | None:
    """The version in use for `unit`'s committee; None for the standard template that was never changed."""
    return WordTemplate.objects.filter(committee=unit.committee_id, name=name).order_by("-version").first()


def template_bytes(unit: Unit, name: TemplateName) -> bytes | None:
    """The clerk's own template, or None where the standard one is to be used."""
    found = current_template(unit, name)
    return bytes(found.content) if found and not found.is_standard else None


@transaction.atomic
def change_template(
    *, committee: Unit, name: TemplateName, content: bytes, filename: str, by: Actor, at: datetime
) -> WordTemplate:
    """Use `content` (a .docx made from the standard one) from now on. Raises Refused when it cannot be filled."""
    if len(content) > MOST_BYTES:
        raise Refused("模板超过 2 MB。请删去图片再上传。")
    try:
        check_template(name.value, content)
    except TemplateRefused as refusal:
        raise Refused(str(refusal)) from refusal
    return _keep(committee, name, content, filename, by, at)


@transaction.atomic
def use_standard(*, committee: Unit, name: TemplateName, by: Actor, at: datetime) -> WordTemplate:
    """Go back to the standard template; the changed ones stay on record."""
    return _keep(committee, name, b"", "", by, at)


def _keep(
    committee: Unit, name: TemplateName, content: bytes, filename: str, by: Actor, at: datetime
) -> WordTemplate:
    version = WordTemplate.objects.filter(committee=committee, name=name).count() + 1
    kept = WordTemplate.objects.create(
        committee=committee,
        name=name,
        version=version,
        content=content,
        filename=filename[-200:],
        added_by=by.display_name[:60],
        added_at=at,
    )
    event = Event("reports.template_changed", "template", kept.pk, str(kept), {"filename": filename})
    record(event, committee=committee.chain_code, by=by, at=at)
    return kept
