"""The words of the bar for the post of the signed-in user."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    """`nav`: at most six places of this post, the current one marked."""
    del request
    return {"nav": []}
