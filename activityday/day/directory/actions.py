"""Writes of the directory: entered, amended, taken out with a reason, put back. Kept by the town's office."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from activityday.audit.actions import Actor, Event, record
from activityday.day.directory.checks import check_draft, check_open
from activityday.day.directory.drafts import SiteDraft
from activityday.day.directory.models import Site
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit


@transaction.atomic
def enter_site(*, committee: Unit, draft: SiteDraft, by: Actor, at: datetime) -> Site:
    """Put an entry into the directory (notice 三). Raises Refused, also for a name that stands there already."""
    check_draft(draft)
    site = Site(committee=committee, entered_by=by.display_name, entered_at=at, **draft.columns())
    _save(site)
    _log("entered", site, draft.columns(), by, at)
    return site


@transaction.atomic
def amend_site(*, site: Site, draft: SiteDraft, base_version: int, by: Actor, at: datetime) -> Site:
    """Keep what is different; agendas that used it keep the name they had. Raises Refused.

    `base_version`: the version that the writer saw; when somebody else wrote meanwhile, nothing is overwritten.
    """
    check_draft(draft)
    site = Site.objects.select_for_update().get(pk=site.pk)
    check_open(site)
    changes: dict[str, object] = {
        name: [getattr(site, name), value]
        for name, value in draft.columns().items()
        if getattr(site, name) != value
    }
    if not changes:
        return site
    if site.version != base_version:
        raise Refused(f"您打开这一页之后，别人改过“{site.name}”。请核对现在的内容，再保存一次。")
    for name in changes:
        setattr(site, name, draft.columns()[name])
    site.version += 1
    _save(site)
    _log("amended", site, changes, by, at)
    return site


@transaction.atomic
def withdraw_site(*, site: Site, why: str, by: Actor, at: datetime) -> None:
    """Take an entry out with a reason; it stays where agendas used it. Raises Refused."""
    why = why.strip()
    if not why:
        raise Refused("请写明为什么移出，例如：正在维修、已经停办。")
    taken = Site.objects.filter(pk=site.pk, withdrawn_at__isnull=True).update(
        withdrawn_by=by.display_name, withdrawn_at=at, withdrawn_why=why
    )
    if not taken:
        raise Refused(f"“{site.name}”已经移出名录，不用再移。")
    _log("withdrawn", site, {"why": why}, by, at)


@transaction.atomic
def restore_site(*, site: Site, by: Actor, at: datetime) -> None:
    """Put back what was taken out. Raises Refused when it stands there already, or another of its name does."""
    try:
        with transaction.atomic():
            put_back = Site.objects.filter(pk=site.pk, withdrawn_at__isnull=False).update(
                withdrawn_by="", withdrawn_at=None, withdrawn_why="", version=F("version") + 1
            )
    except IntegrityError:
        raise _taken(site) from None
    if not put_back:
        raise Refused(f"“{site.name}”就在名录里，不用放回。")
    _log("restored", site, {}, by, at)


def _save(site: Site) -> None:
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError:
        raise _taken(site) from None


def _taken(site: Site) -> Refused:
    return Refused(f"名录里已经有“{site.name}”，请改名，或者去改原来的那一条。")


def _log(step: str, site: Site, changes: dict[str, object], by: Actor, at: datetime) -> None:
    event = Event(f"directory.{step}", "site", site.pk, site.name, changes)
    record(event, committee=site.committee.chain_code, by=by, at=at)
