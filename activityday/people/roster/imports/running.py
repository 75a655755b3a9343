"""Long work beside the request: its progress in the cache, and whether it is still alive."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.core.cache import cache
from django.db import connection

from activityday.people.organisation.checks import Refused
from activityday.people.roster.actions import imports
from activityday.people.roster.models import RosterImport

INLINE_BYTES = 150_000
SILENT = timedelta(seconds=120)
KEPT_SECONDS = 24 * 3600
FAILED = "写入时出了意外，什么都没有写进去。请稍后再试；还不行，请联系系统维护人员。"
log = structlog.get_logger("activityday.roster")
_running: set[UUID] = set()


@dataclass(frozen=True)
class Progress:
    """How far: the stage in words, done of all, when last heard of, and by which process."""

    stage: str
    done: int
    total: int
    at: datetime
    process: int

    @property
    def sentence(self) -> str:
        """The stage as the page says it."""
        return f"正在{self.stage}"


def start(
    roster: RosterImport, work: Callable[[imports.Progress], object], clock: Callable[[], datetime]
) -> None:
    """Do `work` now for a small workbook, else in a thread; a failure leaves a sentence with the import."""
    _running.add(roster.pk)
    _tell(roster, clock, "开始", 0, 1)
    if len(roster.content) <= INLINE_BYTES:
        _run(roster, work, clock)
        return
    threading.Thread(target=_run_alone, args=(roster, work, clock), daemon=True).start()


def progress_of(roster: RosterImport) -> Progress | None:
    """How far the work is; None where nothing is known."""
    found: Progress | None = cache.get(_key(roster))
    return found


def is_interrupted(roster: RosterImport, now: datetime) -> bool:
    """Whether the import is marked as being read or written while nobody works on it any more."""
    if roster.state not in {RosterImport.State.READING, RosterImport.State.WRITING}:
        return False
    known = progress_of(roster)
    if known is None:
        return now - (roster.writing_since or roster.uploaded_at) > SILENT
    if known.process == os.getpid():
        return roster.pk not in _running
    return now - known.at > SILENT or not _is_alive(known.process)


def _run_alone(
    roster: RosterImport, work: Callable[[imports.Progress], object], clock: Callable[[], datetime]
) -> None:
    try:
        _run(roster, work, clock)
    finally:
        connection.close()


def _run(
    roster: RosterImport, work: Callable[[imports.Progress], object], clock: Callable[[], datetime]
) -> None:
    try:
        work(lambda stage, done, total: _tell(roster, clock, stage, done, total))
    except imports.PlanChanged:
        log.info("roster import plan changed", roster_import=str(roster.pk))
    except Refused as refused:
        imports.give_back(roster=roster, sentence=str(refused))
    except Exception:
        log.exception("roster import failed", roster_import=str(roster.pk))
        imports.give_back(roster=roster, sentence=FAILED)
    finally:
        _running.discard(roster.pk)


def _tell(roster: RosterImport, clock: Callable[[], datetime], stage: str, done: int, total: int) -> None:
    cache.set(_key(roster), Progress(stage, done, total, clock(), os.getpid()), KEPT_SECONDS)


def _key(roster: RosterImport) -> str:
    return f"roster-import-{roster.pk}"


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
