"""While somebody looks at a page the rules are read once: they do not change under a reader's eyes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

Read = TypeVar("Read")
READING = {"GET", "HEAD"}

_kept: ContextVar[dict[str, object] | None] = ContextVar("what this look has read of the rules", default=None)


class RulesReadOnce:
    """Keeps what a look reads of amendments and holidays until its end; a write reads anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with rules_read_once():
            return self.get_response(request)


@contextmanager
def rules_read_once() -> Iterator[None]:
    """Within it the rules are read once: for a look, and for a long write that changes none of them."""
    token = _kept.set({})
    try:
        yield
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
