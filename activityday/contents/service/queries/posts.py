"""Duty posts, who holds them, who held them."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from activityday.contents.service.models import DutyPost, PostHolding
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import SEALED


def posts_of(unit: Unit) -> list[DutyPost]:
    """All duty posts of the branch, standing ones first, each with its holders in time. Two queries."""
    return sorted(_of(unit).order_by("starts_on", "name"), key=lambda post: post.ends_on is not None)


def posts_in(unit: Unit, year: int) -> list[DutyPost]:
    """The duty posts that stood in a year. Two queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    stood = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
    return list(_of(unit).filter(stood, starts_on__lte=last).order_by("starts_on", "name"))


def post_of(unit: Unit, key: int) -> DutyPost | None:
    """One duty post of `unit` itself; None for any other."""
    return _of(unit).filter(pk=key).first()


def holding_of(unit: Unit, key: int) -> PostHolding | None:
    """One holding of a post of `unit` itself; None for any other."""
    found = PostHolding.objects.select_related("post", "post__unit", "post__unit__committee", "member")
    return found.defer(*SEALED).filter(post__unit=unit, pk=key).first()


def _of(unit: Unit) -> QuerySet[DutyPost]:
    holdings = PostHolding.objects.select_related("member").defer(*SEALED)
    related = DutyPost.objects.filter(unit=unit).select_related("unit", "unit__committee")
    return related.prefetch_related(
        Prefetch("holdings", holdings.order_by("starts_on", "member__position", "pk"))
    )
