"""One thing that waits, and for whom it is looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from activityday.people.accounts.access import may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

NAMES = 3
LATE, WAITS = "bad", "wait"


@dataclass(frozen=True)
class Matter:
    """One thing that waits: what, of whom or by when, where it is dealt with, and how pressing it is."""

    words: str
    detail: str
    url: str
    tone: str = WAITS


@dataclass(frozen=True)
class Here:
    """Who looks, at which unit, on which day."""

    request: HttpRequest
    unit: Unit
    on: date

    def may(self, permission: Permission) -> bool:
        """Whether the reader may do this here."""
        return may(self.request, permission, self.unit)

    @property
    def is_branch(self) -> bool:
        """A branch or a general branch."""
        return self.unit.level in {Level.BRANCH, Level.GENERAL_BRANCH}

    @property
    def is_town(self) -> bool:
        """A primary committee, with an office."""
        return self.unit.level == Level.COMMITTEE

    def url(self, name: str, *more: object) -> str:
        """The address of a page of this unit."""
        return reverse(name, args=[self.unit.code, *more])


def named(names: Sequence[str]) -> str:
    """The first few names; 等 when there are more."""
    return "、".join(names[:NAMES]) + ("等" if len(names) > NAMES else "")


def tone_of(is_late: object) -> str:
    """The tone of something late, or of something that only waits."""
    return LATE if is_late else WAITS
