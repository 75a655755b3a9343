"""What every page knows about how it is looked at."""

from django.conf import settings
from django.http import HttpRequest

LARGE = "large"


def page(request: HttpRequest) -> dict[str, object]:
    """`large_mode`: whether this browser asked for large type; `demo`: whether this is the invented town."""
    return {"large_mode": request.COOKIES.get(LARGE) == "1", "demo": settings.DEMO}
