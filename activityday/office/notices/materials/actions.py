"""Writes of study materials: published, renewed as another version, withdrawn. Nothing that was used is rewritten."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor, Event, record
from activityday.office.filings.attachments import KeptFile, Upload, looked_at, stored
from activityday.office.notices.materials.queries import next_number
from activityday.office.notices.models import Material, MaterialVersion
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

CLAUSE = "notice 三(一)"
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Draft:
    """A version before it is published: a text that was typed, or a file."""

    title: str
    source: str
    text: str = ""
    upload: Upload | None = None


@transaction.atomic
def publish_material(
    *,
    committee: Unit,
    draft: Draft,
    first_month: date,
    last_month: date,
    sectors: Sequence[str],
    by: Actor,
    at: datetime,
) -> MaterialVersion:
    """Publish a material for these months to all or some sectors (notice 三(一)). Raises Refused."""
    check_draft(draft)
    if last_month < first_month:
        raise Refused("截止月份早于起始月份，请改一下。")
    _check_is_new(committee, draft, (first_month, last_month), sectors)
    material = Material.objects.create(
        committee=committee,
        unit=committee,
        first_month=first_month.replace(day=1),
        last_month=last_month.replace(day=1),
        sectors=list(sectors),
    )
    return _add(material, 1, draft, by, at)


@transaction.atomic
def renew_material(*, material: Material, draft: Draft, by: Actor, at: datetime) -> MaterialVersion:
    """Publish another version; the older ones stay as they were, also where they were used. Raises Refused."""
    number = next_number(material)
    check_draft(draft)
    if material.withdrawn_at is not None:
        raise Refused("这份资料已经撤回，请另发一份新的。", CLAUSE)
    return _add(material, number, draft, by, at)


@transaction.atomic
def withdraw_material(*, material: Material, why: str, by: Actor, at: datetime) -> None:
    """Take a material back with a reason; it is offered to nobody any more and stays where it was used. Raises Refused."""
    if not why.strip():
        raise Refused("请写明为什么撤回，用过的支部还能看到原来的内容。")
    taken = Material.objects.filter(pk=material.pk, withdrawn_at__isnull=True).update(
        withdrawn_by=by.display_name, withdrawn_at=at, withdrawn_why=why.strip()
    )
    if not taken:
        raise Refused("这份资料已经撤回，不用再撤。")
    _log("withdrawn", material, str(material), {"why": why.strip()}, by, at)


def check_draft(draft: Draft) -> None:
    """A title, a source, and either a text or a file, or Refused."""
    if not draft.title.strip() or not draft.source.strip():
        raise Refused("请填写标题和来源。", CLAUSE)
    if bool(draft.text.strip()) == (draft.upload is not None):
        raise Refused("请粘贴正文，或者选一个文件，两样选一样。", CLAUSE)
    if len(draft.text) > LONGEST_TEXT:
        raise Refused(f"正文不超过 {LONGEST_TEXT} 个字；太长的请上传文件。")


def _check_is_new(committee: Unit, draft: Draft, months: tuple[date, date], sectors: Sequence[str]) -> None:
    """Not the second click, nor the way back to a form that was sent: the same to the same for the same months."""
    Unit.objects.select_for_update().get(pk=committee.pk)
    kept = looked_at(draft.upload) if draft.upload else None
    first, last = (month.replace(day=1) for month in months)
    same = MaterialVersion.objects.filter(
        material__committee=committee,
        material__first_month=first,
        material__last_month=last,
        material__withdrawn_at__isnull=True,
        title=draft.title.strip(),
        text="" if kept else draft.text.strip(),
        sha256=kept.sha256 if kept else "",
    ).select_related("material")
    for one in same:
        if one.material.sectors == list(sectors):
            raise Refused(f"《{one.title}》已由{one.published_by}发布，内容和月份都一样，不用再发。")


def _add(material: Material, number: int, draft: Draft, by: Actor, at: datetime) -> MaterialVersion:
    key = uuid4()
    kept = looked_at(draft.upload) if draft.upload else None
    path = f"materials/{material.committee.code}/{material.pk}/{key}{kept.suffix}" if kept else ""
    version = MaterialVersion(
        id=key,
        material=material,
        number=number,
        title=draft.title.strip(),
        source=draft.source.strip(),
        text="" if kept else draft.text.strip(),
        published_by=by.display_name,
        published_at=at,
    )
    with stored(path, kept.content) if kept else nullcontext():
        _describe(version, path, kept)
        try:
            with transaction.atomic():
                version.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("刚刚已经有人换了新版，请刷新页面看看。") from error
        changes = {"version": number, "title": version.title, "sha256": version.sha256}
        _log("published", material, version.title, changes, by, at)
    return version


def _describe(version: MaterialVersion, path: str, kept: KeptFile | None) -> None:
    if kept is None:
        return
    version.file = path
    version.filename, version.content_type = kept.name, kept.content_type
    version.size, version.sha256 = len(kept.content), kept.sha256


def _log(
    step: str, material: Material, label: str, changes: dict[str, object], by: Actor, at: datetime
) -> None:
    event = Event(f"notices.material_{step}", "material", material.pk, label, changes)
    record(event, committee=material.committee.chain_code, by=by, at=at)
