"""The roster of one committee as it stands, indexed for matching."""

from collections import defaultdict
from uuid import UUID

from activityday.people.organisation.models import Unit
from activityday.people.roster.imports.identity import fingerprints_of
from activityday.people.roster.imports.plan import PlannedUnit
from activityday.people.roster.models import Affiliation, Condition, Member, Post
from activityday.people.roster.workbook.shapes import MemberRow, PartialDate


class Snapshot:
    """Five queries, however many members."""

    def __init__(self, committee: Unit) -> None:
        self.members: dict[UUID, Member] = {
            member.pk: member for member in Member.objects.filter(committee=committee)
        }
        self.by_fingerprint: dict[str, Member] = {}
        self.by_name: dict[str, list[Member]] = defaultdict(list)
        for member in self.members.values():
            self.by_name[member.name].append(member)
            if member.identity_fingerprint:
                self.by_fingerprint[member.identity_fingerprint] = member
        self._brought: dict[UUID, PlannedUnit] = {}
        self.newest: dict[UUID, Affiliation] = {}
        places = Affiliation.objects.filter(member__committee=committee).select_related("branch", "group")
        for affiliation in places.order_by("starts_on", "pk"):
            self.newest[affiliation.member_id] = affiliation
        self.posts: set[tuple[UUID, int, str]] = set(
            Post.objects.filter(member__committee=committee, ends_on=None).values_list(
                "member", "unit", "kind"
            )
        )
        self.conditions: dict[tuple[UUID, str], Condition] = {
            (one.member_id, one.kind): one
            for one in Condition.objects.filter(member__committee=committee, ends_on=None)
        }

    def by_identity(self, number: str) -> Member | None:
        """The member with this identity number, in either length."""
        return next(
            (self.by_fingerprint[one] for one in fingerprints_of(number) if one in self.by_fingerprint), None
        )

    def add(self, member: Member, branch: PlannedUnit) -> None:
        """Remember a member whom an earlier row of the workbook brings, so that a later row can be told from them."""
        self.by_name[member.name].append(member)
        if member.identity_fingerprint:
            self.by_fingerprint[member.identity_fingerprint] = member
        self._brought[member.pk] = branch

    def alike(self, row: MemberRow, branch: PlannedUnit) -> tuple[list[Member], list[Member]]:
        """Members of the same name whom nothing contradicts: surely the same person, and possibly.

        Surely: the birthday or the day of admission agrees, or nothing is known and the branch is the same.
        """
        sure: list[Member] = []
        possible: list[Member] = []
        for member in self.by_name.get(row.name, []):
            if row.identity_number and member.identity_fingerprint:
                continue
            answers = [
                _agree(row.born_on, member.born_on, member.known_to.get("born_on", "day")),
                _agree(row.joined_on, member.joined_on, member.known_to.get("joined_on", "day")),
            ]
            if False in answers:
                continue
            (sure if True in answers or self._is_in(member, branch) else possible).append(member)
        return sure, possible

    def namesakes(self, name: str, branch: PlannedUnit) -> list[Member]:
        """Members of this name who are, or are brought, into the branch."""
        return [member for member in self.by_name.get(name, []) if self._is_in(member, branch)]

    def _is_in(self, member: Member, branch: PlannedUnit) -> bool:
        if member.pk in self._brought:
            return self._brought[member.pk] is branch
        newest = self.newest.get(member.pk)
        return branch.unit is not None and newest is not None and newest.branch_id == branch.unit.pk


def _agree(said: PartialDate | None, known: object, known_to: str) -> bool | None:
    """Whether two dates may be the same day; None where one is missing."""
    if said is None or known is None:
        return None
    return same_day(said, PartialDate(known, known_to))  # type: ignore[arg-type]


def same_day(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates may be the same day, as far as both are known."""
    if one.is_exact:
        return other.agrees_with(one.on)
    if other.is_exact:
        return one.agrees_with(other.on)
    return not one.is_after(other) and not other.is_after(one)
