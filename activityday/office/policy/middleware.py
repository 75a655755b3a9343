"""While somebody looks at a page the rules are read once: they do not change under a reader's eyes."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

Read = TypeVar("Read")
READING = {"GET", "HEAD"}

_kept: ContextVar[dict[str, object] | None] = ContextVar("what this look has read of the rules", default=None)


class RulesReadOnce:
    """Keeps what a look reads of amendments and holidays until its end; a write always reads anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _kept.set({} if request.method in READING else None)
        try:
            return self.get_response(request)
        finally:
            _kept.reset(token)


def is_look() -> bool:
    """Whether a page is being looked at, so that what is read now may serve until its end."""
    return _kept.get() is not None


def once(name: str, read: Callable[[], Read]) -> Read:
    """What `read` gives: asked once within a look, every time outside one."""
    kept = _kept.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    return kept[name]  # type: ignore[return-value]
