"""Every address of the product asks who is there, or says aloud that it does not."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from activityday.people.accounts.access import EVERY_USER
from activityday.people.accounts.enums import Role
from activityday.people.accounts.permissions import TABLE, Permission
from tests.conftest import Town

SAMPLES = {
    "year": 2026,
    "month": 11,
    "day": 2,
    "code": "xingtang",
    "member": "00000000-0000-0000-0000-000000000001",
    "filing": "00000000-0000-0000-0000-000000000001",
    "evidence": "00000000-0000-0000-0000-000000000001",
    "upload": "00000000-0000-0000-0000-000000000001",
    **dict.fromkeys(("material", "edition", "writing"), "00000000-0000-0000-0000-000000000001"),
    **dict.fromkeys(
        (
            "notice",
            "objection",
            "book",
            "payment",
            "remittance",
            "contribution",
            "assessment",
            "case",
            "finding",
            "entry",
            "talk",
            "meeting",
            "problem",
            "project",
            "pledge",
            "registration",
            "round",
            "receipt",
            "contact",
            "site",
            "visit",
            "appeal",
        ),
        "00000000-0000-0000-0000-000000000001",
    ),
    **dict.fromkeys(
        (
            "visit",
            "sample",
            "inspection",
            "shortcoming",
            "censure",
            "checklist",
            "item",
            "circular",
            "question",
        ),
        "00000000-0000-0000-0000-000000000001",
    ),
    **dict.fromkeys(
        ("opinion", "topic", "vote", "matter", "follow_up", "disclosure"),
        "00000000-0000-0000-0000-000000000001",
    ),
    **dict.fromkeys(("arrival", "claim"), "00000000-0000-0000-0000-000000000001"),
    "move": "drop",
    "stage": "decision",
    "act": "report",
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(
                pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
        else:
            yield f"{namespace}{pattern.name}", pattern


ALL = dict(patterns(get_resolver()))


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_view_names_its_permission(name: str) -> None:
    view = ALL[name].callback
    guarded = getattr(view, "permission", None)
    assert isinstance(guarded, Permission) or guarded == EVERY_USER or getattr(view, "open_to_all", False), (
        name
    )


def test_every_permission_is_given_to_somebody() -> None:
    given = {
        permission
        for sentences in TABLE.values()
        for sentence in sentences
        for permission in sentence.permissions
    }
    assert given == set(Permission)


def test_every_post_stands_in_the_table() -> None:
    assert set(TABLE) == set(Role)


def addresses_of_units() -> list[str]:
    return sorted(
        name
        for name, pattern in ALL.items()
        if "code" in str(pattern.pattern) and not getattr(pattern.callback, "open_to_all", False)
    )


def address(name: str, code: str) -> str:
    route = str(ALL[name].pattern)
    for converter in ALL[name].pattern.converters:
        value = code if converter == "code" else SAMPLES.get(converter, 1)
        for kind in ("slug", "int", "uuid", "str", "path"):
            route = route.replace(f"<{kind}:{converter}>", str(value))
    return "/" + route


@pytest.mark.django_db
@pytest.mark.parametrize("name", addresses_of_units())
def test_a_neighbour_finds_nothing_at_an_address_of_another_branch(
    name: str, town: Town, client_of: Callable[[str], Client]
) -> None:
    client = client_of("other_secretary")
    for method in (client.get, client.post):
        assert method(address(name, "xingtang")).status_code in {404, 405}, name


@pytest.mark.django_db
@pytest.mark.parametrize("name", addresses_of_units())
def test_a_stranger_is_sent_to_sign_in(name: str, town: Town) -> None:
    response = Client().get(address(name, "xingtang"))
    assert response.status_code in {302, 405}
    if response.status_code == 302:
        assert response["Location"].startswith("/sign-in/")
