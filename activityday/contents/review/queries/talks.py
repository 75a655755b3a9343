"""The register of talks: that they were held, and with whom not yet. What was said is opened only by `content_of`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from activityday.contents.review.enums import Pair
from activityday.contents.review.models import HeartTalk, HeartTalkReader, LifeMeeting
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.models import User
from activityday.people.accounts.permissions import Permission
from activityday.people.accounts.queries import who_may
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import ConditionKind, PostKind
from activityday.people.roster.models import Member
from activityday.people.roster.queries import SEALED, affiliated, posts_in
from activityday.rules.review import not_talked_with

NAMES = tuple(f"{who}__{name.removeprefix('member__')}" for who in ("talker", "listener") for name in SEALED)


@dataclass(frozen=True)
class TalkCounters:
    """Who was talked with in a year: numbers for everybody who may look, the names for who keeps the register."""

    year: int
    number: int
    by_pair: tuple[tuple[Pair, int], ...]
    committee: tuple[Member, ...]
    members: tuple[Member, ...]
    committee_left: tuple[Member, ...]
    members_left: tuple[Member, ...]

    @property
    def committee_done(self) -> int:
        """With how many committee members the secretary has talked."""
        return len(self.committee) - len(self.committee_left)

    @property
    def members_done(self) -> int:
        """With how many members somebody of the committee has talked."""
        return len(self.members) - len(self.members_left)


@dataclass(frozen=True)
class TalkPeople:
    """Who leads a branch and who belongs to it on a day."""

    secretary: UUID | None
    committee: tuple[Member, ...]
    members: tuple[Member, ...]

    @property
    def leads(self) -> frozenset[UUID]:
        """The secretary and the committee."""
        keys = {member.pk for member in self.committee}
        return frozenset(keys | ({self.secretary} if self.secretary else set()))


def talks_of(unit: Unit, year: int) -> QuerySet[HeartTalk]:
    """The register of `unit` in the year without what was said, the newest first."""
    found = HeartTalk.objects.filter(unit=unit, held_on__year=year, annulled_at__isnull=True)
    return _bare(found).order_by("-held_on", "-written_at")


def talks_to_read(unit: Unit, user: User) -> list[HeartTalk]:
    """The talks of `unit` whose content `user` was asked to read, the newest first; without the content."""
    named = HeartTalk.objects.filter(unit=unit, readers__user=user, annulled_at__isnull=True)
    return list(_bare(named).order_by("-held_on", "-written_at"))


def talk_of(unit: Unit, key: UUID) -> HeartTalk | None:
    """One talk of `unit` itself without what was said, its readers loaded; None for any other."""
    readers = HeartTalkReader.objects.select_related("user").order_by("user__name", "pk")
    found = _bare(HeartTalk.objects.filter(unit=unit, pk=key))
    return found.prefetch_related(Prefetch("readers", readers)).first()


def may_read(talk: HeartTalk, user: User) -> bool:
    """Whether `user` wrote the talk down or is named as a reader of it."""
    return talk.written_by_id == user.pk or any(row.user_id == user.pk for row in talk.readers.all())


def content_of(talk: HeartTalk) -> str:
    """What was said. Only after `may_read`, and after the look is logged."""
    return HeartTalk.objects.values_list("content", flat=True).get(pk=talk.pk)


def talks_with(member: Member, year: int) -> int:
    """How many talks were held with or by the member in the year: the number only."""
    mine = Q(talker=member) | Q(listener=member)
    return HeartTalk.objects.filter(mine, held_on__year=year, annulled_at__isnull=True).count()


def talks_before(meeting: LifeMeeting) -> int:
    """How many talks were held for a life meeting."""
    return HeartTalk.objects.filter(meeting=meeting, annulled_at__isnull=True).count()


def talk_counts(unit: Unit, year: int) -> dict[int, int]:
    """By branch at or below `unit`: how many talks the year's register has; one query."""
    rows = HeartTalk.objects.filter(
        unit__path__startswith=unit.path, held_on__year=year, annulled_at__isnull=True
    ).values_list("unit", flat=True)
    counts: dict[int, int] = {}
    for key in rows:
        counts[key] = counts.get(key, 0) + 1
    return counts


def talk_people(unit: Unit, *, on: date) -> TalkPeople:
    """Secretary, committee and members of a branch on the day, in the order of posts and roster; three queries."""
    posts = [post for post in posts_in(unit, on=on) if post.kind != PostKind.GROUP_LEADER]
    secretary = next((post.member_id for post in posts if post.kind == PostKind.SECRETARY), None)
    members = {
        person.member.pk: person.member
        for person in affiliated([unit], on=on)
        if ConditionKind.SUSPENDED not in person.conditions
    }
    leads = {post.member_id: post.member for post in posts}
    committee = tuple(member for key, member in leads.items() if key != secretary)
    return TalkPeople(secretary, committee, tuple(one for key, one in members.items() if key not in leads))


def pair_of(people: TalkPeople, talker: UUID, listener: UUID) -> Pair:
    """Which of the four pairs two people are, by the posts they hold."""
    inside = (talker in people.leads) + (listener in people.leads)
    if inside == 0:
        return Pair.MEMBERS
    if inside == 1:
        return Pair.COMMITTEE_MEMBER
    return Pair.SECRETARY_COMMITTEE if people.secretary in {talker, listener} else Pair.COMMITTEE_MEMBERS


def talk_counters(unit: Unit, year: int, *, on: date) -> TalkCounters:
    """With whom the secretary and the committee have talked in the year, and with whom not (branch 19)."""
    people = talk_people(unit, on=on)
    rows = list(
        HeartTalk.objects.filter(unit=unit, held_on__year=year, annulled_at__isnull=True).values_list(
            "pair", "talker_id", "listener_id"
        )
    )
    number = parameters_for(unit, on=on).integer("heart_talks_a_year")
    by_secretary = _others(rows, frozenset({people.secretary} if people.secretary else ()))
    by_committee = _others(rows, people.leads)
    return TalkCounters(
        year=year,
        number=len(rows),
        by_pair=tuple((pair, sum(row[0] == pair for row in rows)) for pair in Pair),
        committee=people.committee,
        members=people.members,
        committee_left=_left(people.committee, by_secretary, number),
        members_left=_left(people.members, by_committee, number),
    )


def possible_readers(unit: Unit, user: User, *, on: date) -> list[User]:
    """The accounts of the branch and its town that may look at the party analysis here, without `user`; one query."""
    committee = unit.committee or unit
    posts = who_may(unit, on=on)[Permission.VIEW_REVIEW]
    near = {post.user.pk: post.user for post in posts if post.unit.path.startswith(committee.path)}
    return sorted((one for key, one in near.items() if key != user.pk), key=lambda one: (one.name, one.pk))


def _others(rows: Sequence[tuple[str, UUID, UUID]], leads: frozenset[UUID]) -> list[UUID]:
    """The other side of each talk that one of `leads` took part in."""
    return [
        listener if talker in leads else talker
        for _, talker, listener in rows
        if talker in leads or listener in leads
    ]


def _left(people: Sequence[Member], talked: Sequence[UUID], number: int) -> tuple[Member, ...]:
    left = set(not_talked_with([one.pk for one in people], talked, number=number))
    return tuple(one for one in people if one.pk in left)


def _bare(found: QuerySet[HeartTalk]) -> QuerySet[HeartTalk]:
    related = ("unit", "unit__committee", "talker", "listener", "written_by", "meeting")
    return found.select_related(*related).defer("content", "meeting__points", *NAMES)
