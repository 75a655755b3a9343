"""The words of the bar for the post of the signed-in user."""

from django.http import HttpRequest
from django.utils import timezone

from activityday.home.posts import places_of, post_of


def navigation(request: HttpRequest) -> dict[str, object]:
    """`nav`: the places of this post; `post`: the post itself, for the right end of the bar."""
    if not hasattr(request, "user") or not hasattr(request, "session"):
        return {"nav": [], "post": None}
    today = timezone.localdate()
    post = post_of(request, on=today)
    return {"nav": places_of(post, request.path, on=today) if post else [], "post": post}
