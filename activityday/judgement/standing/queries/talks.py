"""Talks: who can hold one, what was held, what was tried."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from activityday.judgement.standing.enums import TalkState
from activityday.judgement.standing.models import Talk, TalkAttempt
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from activityday.people.roster.queries import SEALED, in_force

ORDER = list(PostKind)


def talkers_of(branch: Unit, member: Member, *, on: date) -> list[str]:
    """Who can be asked to talk with a member: the posts of the branch, then the leader of the member's group.

    As `王秀兰（书记）`, the secretary first; never the member. One query.
    """
    own = Q(unit=branch)
    group = Q(unit__level=Level.GROUP, unit__group_affiliations__in=member.affiliations.filter(in_force(on)))
    posts = (
        Post.objects.filter(in_force(on), own | group)
        .exclude(member=member)
        .select_related("member")
        .defer(*SEALED)
        .order_by("starts_on", "pk")
        .distinct()
    )
    ordered = sorted(posts, key=lambda post: ORDER.index(PostKind(post.kind)))
    return list(dict.fromkeys(f"{post.member.name}（{post.get_kind_display()}）" for post in ordered))


def committee_size(branch: Unit, *, on: date) -> int:
    """How many people hold a post on the committee of the branch on the day, as the roster says; 0 for not known."""
    posts = Post.objects.filter(in_force(on), unit=branch).exclude(kind=PostKind.GROUP_LEADER)
    return posts.values("member").distinct().count()


def talks_held(unit: Unit, year: int) -> QuerySet[Talk]:
    """The talks held at or below the unit in a year, by the tree and the roster; what was said stays sealed."""
    return (
        Talk.objects.filter(branch__path__startswith=unit.path, state=TalkState.HELD, held_on__year=year)
        .select_related("member", "branch")
        .defer(*SEALED, "said", "agreed")
        .order_by("branch__path", "member__position", "member__name", "held_on")
    )


def talk_of(unit: Unit, key: UUID) -> Talk | None:
    """A talk that was held with a member of the unit or below; else None."""
    return (
        Talk.objects.filter(pk=key, branch__path__startswith=unit.path, state=TalkState.HELD)
        .select_related("member", "branch", "branch__committee", "committee")
        .defer(*SEALED)
        .first()
    )


def attempts_of(talk: Talk | None) -> list[TalkAttempt]:
    """When a talk was tried and could not be held, oldest first."""
    return list(talk.attempts.order_by("tried_on", "pk")) if talk else []


def educations_of(member: Member) -> list[Talk]:
    """The held talks that were marked as criticism and education, newest first."""
    held = Talk.objects.filter(member=member, state=TalkState.HELD, is_education=True)
    return list(held.defer("said", "agreed").order_by("-held_on", "pk"))
