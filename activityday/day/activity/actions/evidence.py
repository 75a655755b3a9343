"""Writes of evidence: pictures and scans kept with an activity; taken out with a reason, never deleted."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from activityday.audit.actions import Actor
from activityday.day.activity.actions.entries import log
from activityday.day.activity.checks import check_may_change
from activityday.day.activity.enums import EvidenceKind
from activityday.day.activity.models import Activity, Evidence
from activityday.day.activity.pictures import Kept, keep
from activityday.day.activity.queries import same_evidence
from activityday.people.organisation.checks import Refused

LONGEST_NAME = 120


@dataclass(frozen=True)
class Upload:
    """A file as it came: what the sender called it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Added:
    """What came of an upload: the kept pieces, and what the recorder should look at."""

    kept: tuple[Evidence, ...]
    notes: tuple[str, ...]


def add_evidence(
    *, activity: Activity, uploads: Sequence[Upload], kind: EvidenceKind, by: Actor, at: datetime
) -> Added:
    """Keep all of `uploads`, or none of them (notice 四(四)). Raises Refused for a file that is no picture or scan,
    for a closed activity, and when the disk is full: nothing is half-written.

    The same file twice is kept once and told; the same file at another activity of the committee is told too.
    """
    check_may_change(activity)
    if not uploads:
        raise Refused("还没有选文件。请选照片或扫描件再上传。")
    pieces = [
        (_plain_name(upload.name), keep(upload.content, upload.name, most_bytes=settings.EVIDENCE_MAX_BYTES))
        for upload in uploads
    ]
    written: list[str] = []
    try:
        with transaction.atomic():
            return _keep_all(activity, pieces, kind, written, by=by, at=at)
    except BaseException as error:
        for path in written:
            with contextlib.suppress(OSError):
                default_storage.delete(path)
        if isinstance(error, OSError):
            raise Refused(
                "服务器的磁盘写不进去了（可能已满），这些文件都没有保存。请告诉系统维护人员。"
            ) from error
        raise


@transaction.atomic
def remove_evidence(*, evidence: Evidence, reason: str, by: Actor, at: datetime) -> None:
    """Take a piece out of the record with a reason; the file itself stays. Raises Refused."""
    check_may_change(evidence.activity)
    reason = reason.strip()
    if not reason:
        raise Refused("请写明为什么移出。")
    taken = Evidence.objects.filter(pk=evidence.pk, removed_at__isnull=True).update(
        removed_at=at, removed_why=reason
    )
    if not taken:
        return
    changes = {"evidence": evidence.filename, "sha256": evidence.sha256, "reason": reason}
    log("evidence_removed", evidence.activity, changes, by=by, at=at)


def _keep_all(
    activity: Activity,
    pieces: Sequence[tuple[str, Kept]],
    kind: EvidenceKind,
    written: list[str],
    *,
    by: Actor,
    at: datetime,
) -> Added:
    kept: list[Evidence] = []
    notes: list[str] = []
    for name, piece in pieces:
        if _is_here(activity, piece.sha256):
            notes.append(f"“{name}”这次活动里已经有了，没有再存一份。")
            continue
        if (other := same_evidence(activity, piece.sha256)) is not None:
            notes.append(_seen_elsewhere(name, other))
        kept.append(_keep_one(activity, name, piece, kind, written, by=by, at=at))
    if kept:
        changes = {"evidence": [[piece.filename, piece.sha256] for piece in kept]}
        log("evidence_added", activity, changes, by=by, at=at)
    return Added(tuple(kept), tuple(notes))


def _keep_one(
    activity: Activity,
    name: str,
    piece: Kept,
    kind: EvidenceKind,
    written: list[str],
    *,
    by: Actor,
    at: datetime,
) -> Evidence:
    key = uuid4()
    path = f"{activity.committee.code}/{activity.month:%Y-%m}/{activity.pk}/{key}{piece.suffix}"
    written.append(path)
    default_storage.save(path, ContentFile(piece.content))
    try:
        with transaction.atomic():
            return Evidence.objects.create(
                id=key,
                activity=activity,
                kind=kind,
                file=path,
                filename=name,
                content_type=piece.content_type,
                size=len(piece.content),
                sha256=piece.sha256,
                added_by=by.display_name,
                added_at=at,
            )
    except IntegrityError:
        raise Refused(f"“{name}”刚刚有人上传过了，请刷新页面看看。") from None


def _is_here(activity: Activity, sha256: str) -> bool:
    return activity.evidence.filter(sha256=sha256, removed_at__isnull=True).exists()


def _seen_elsewhere(name: str, other: Evidence) -> str:
    month = other.activity.month
    return (
        f"“{name}”和{other.activity.host.short_name}{month.year}年{month.month}月活动里的一个文件完全相同，"
        "请核对有没有传错。"
    )


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    safe = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    return safe[-LONGEST_NAME:] or "未命名"
