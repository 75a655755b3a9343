"""Votes, and what the roll says of who should have come and who came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from activityday.contents.deliberation.enums import VoteState
from activityday.contents.deliberation.models import Exclusion, Topic, Vote, VoteExclusion, VoteLine
from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import State as Seen
from activityday.day.attendance.models import RollEntry
from activityday.office.policy.queries import bodies, parameters_for
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category, ConditionKind, PostKind
from activityday.people.roster.queries import SEALED, Affiliated, affiliated, in_force, posts_in
from activityday.rules.voting import Base, Body, MajorityReading, Who, body_on


@dataclass(frozen=True)
class RollFigures:
    """What is known without asking: None where only a person can say.

    `excluded` are those lawfully not counted on the day; who came nevertheless counts and stands in `came`.
    """

    entitled: int | None = None
    present: int | None = None
    everybody: int | None = None
    everybody_present: int | None = None
    excluded: tuple[Exclusion, ...] = ()
    came: tuple[str, ...] = ()


def votes_of(unit: Unit) -> QuerySet[Vote]:
    """The votes at or below `unit`, the newest first."""
    found = Vote.objects.filter(unit__path__startswith=unit.path)
    return found.select_related("unit", "unit__committee", "matter", "topic").order_by(
        "-held_on", "-prepared_at", "pk"
    )


def seats_left(vote: Vote) -> int:
    """How many seats an election that counts did not fill; 0 for any other vote. No query where its lines are there."""
    if vote.seats is None or vote.state != VoteState.COUNTED:
        return 0
    return vote.seats - sum(bool(line.is_passed) for line in vote.lines.all())


def not_elected(vote: Vote) -> list[str]:
    """The names on the paper that were not elected, in its order; names that voters wrote in come last."""
    lines = sorted(vote.lines.all(), key=lambda line: (line.is_written_in, line.position))
    return [line.label for line in lines if not line.is_passed]


def vote_of(unit: Unit, key: UUID) -> Vote | None:
    """One vote of `unit` itself with its lines; None for any other."""
    related = ("unit", "unit__committee", "group", "topic", "matter__topic", "activity", "activity__host")
    excluded = VoteExclusion.objects.select_related("member").defer(*SEALED)
    prefetched = (
        Prefetch("lines", VoteLine.objects.order_by("position")),
        Prefetch("exclusions", excluded.order_by("member__position", "member__name", "pk")),
    )
    found = Vote.objects.select_related(*related).prefetch_related(*prefetched)
    return found.filter(unit=unit, pk=key).first()


def last_vote_of(unit: Unit, body: str) -> Vote | None:
    """The newest counted vote of this body in `unit`: what a next one begins with."""
    found = Vote.objects.filter(unit=unit, body=body, state=VoteState.COUNTED)
    return found.order_by("-held_on", "-counted_at").first()


def decisive_votes(topic: Topic) -> list[Vote]:
    """The counted votes on `topic` that passed, the newest first."""
    found = Vote.objects.filter(topic=topic, state=VoteState.COUNTED, is_passed=True)
    return list(found.order_by("-held_on", "-counted_at"))


def body_of(unit: Unit, key: str, *, on: date) -> Body:
    """The rule of a body for `unit` on the day, under the reading in force there. KeyError for no such body."""
    reading = parameters_for(unit, on=on).choice("four_steps_majority")
    return body_on(bodies(), key, on).under(MajorityReading(reading))


def exclusions_of(unit: Unit, *, on: date) -> list[Exclusion]:
    """Who is lawfully not counted at the votes of `unit` on the day, in roster order."""
    found = Exclusion.objects.filter(in_force(on), unit=unit).select_related("member").defer(*SEALED)
    return list(found.order_by("member__position", "member__name", "pk"))


def exclusion_of(unit: Unit, key: int) -> Exclusion | None:
    """One of them, ended or not; None for any other."""
    return (
        Exclusion.objects.select_related("member", "unit", "unit__committee")
        .filter(unit=unit, pk=key)
        .first()
    )


def roll_figures(vote: Vote, body: Body) -> RollFigures:
    """Who should come to the vote and who came, from roster, posts and roll; the same number of queries for any branch."""
    if body.who == Who.TYPED:
        return RollFigures()
    if body.who == Who.COMMITTEE:
        posts = posts_in(vote.unit, on=vote.held_on)
        members = {post.member_id for post in posts if post.kind != PostKind.GROUP_LEADER}
        return RollFigures(entitled=len(members) or None)
    place = vote.group if body.who == Who.GROUP and vote.group is not None else vote.unit
    people = [
        person
        for person in affiliated([place], on=vote.held_on)
        if ConditionKind.SUSPENDED not in person.conditions
    ]
    return _of_members(vote, body, people)


def _of_members(vote: Vote, body: Body, people: list[Affiliated]) -> RollFigures:
    seen = _seen(vote.activity, (person.member.pk for person in people))
    full = {person.member.pk for person in people if person.category == Category.FULL}
    listed = [row for row in exclusions_of(vote.unit, on=vote.held_on) if row.member_id in full]
    excluded = tuple(row for row in listed if row.member_id not in (seen or ()))
    with_everybody = body.quorum.of == Base.EVERYBODY
    return RollFigures(
        entitled=len(full) - len(excluded),
        present=None if seen is None else len(full & seen),
        everybody=len(people) if with_everybody else None,
        everybody_present=len(seen) if with_everybody and seen is not None else None,
        excluded=excluded,
        came=tuple(row.member.name for row in listed if row.member_id in (seen or ())),
    )


def _seen(activity: Activity | None, members: Iterable[UUID]) -> set[UUID] | None:
    """Who signed; None while nobody was recorded. Who took part by other means raised no hand in the room."""
    if activity is None:
        return None
    states = dict(RollEntry.objects.filter(activity=activity).values_list("member_id", "state"))
    if not states:
        return None
    return {member for member in members if states.get(member) == Seen.PRESENT}
