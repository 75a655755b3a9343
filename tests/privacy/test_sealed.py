"""What is sensitive is ciphertext in the database, found again without being readable, masked on pages."""

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from activityday.people.roster.models import Member
from activityday.privacy.masks import mask_address, mask_identity, mask_phone
from activityday.privacy.sealed import fingerprint, seal, unseal
from tests.conftest import Town

NUMBER = "110105194912310021"


@given(st.text())
def test_what_is_sealed_comes_out_as_it_went_in(text: str) -> None:
    assert unseal(seal(text)) == text


def test_the_same_text_is_sealed_differently_every_time() -> None:
    assert len({seal(NUMBER) for _ in range(20)}) == 20
    assert NUMBER not in seal(NUMBER)
    assert seal("") == ""


def test_a_ciphertext_that_was_touched_is_refused_in_words() -> None:
    sealed = seal(NUMBER)
    for place in (0, 30, len(sealed) - 1):
        flipped = "0" if sealed[place] != "0" else "1"
        with pytest.raises(ImproperlyConfigured, match="敏感内容解不开：ACTIVITYDAY_DATA_KEY 与写入时不同"):
            unseal(sealed[:place] + flipped + sealed[place + 1 :])


def test_another_key_opens_nothing_and_finds_nothing(settings: LazySettings) -> None:
    sealed, found = seal(NUMBER), fingerprint(NUMBER)
    settings.DATA_KEY = bytes.fromhex("22" * 32)
    with pytest.raises(ImproperlyConfigured, match="请换回原来的密钥"):
        unseal(sealed)
    assert fingerprint(NUMBER) != found


def test_a_fingerprint_is_equal_for_equal_texts_only() -> None:
    assert fingerprint(NUMBER) == fingerprint(NUMBER)
    assert fingerprint(NUMBER) != fingerprint(NUMBER[:-1] + "2")
    assert fingerprint("") == ""


@pytest.mark.django_db
def test_the_database_holds_no_readable_number_telephone_or_address(town: Town) -> None:
    secrets = {"identity_number": NUMBER, "phone": "13812345678", "address": "枫港镇兴塘村三组十二号"}
    member = Member.objects.create(
        committee=town.committee, name="王大有", identity_fingerprint=fingerprint(NUMBER), **secrets
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM roster_member")
        stored = " ".join(map(str, cursor.fetchone()))
    assert not any(secret in stored for secret in secrets.values())
    member.refresh_from_db()
    assert {name: getattr(member, name) for name in secrets} == secrets
    assert Member.objects.get(identity_fingerprint=fingerprint(NUMBER)) == member
    assert (member.masked_identity, member.masked_phone, member.masked_address) == (
        "110***********0021",
        "138****5678",
        "枫港镇兴塘村****",
    )


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (mask_identity, NUMBER, "110***********0021"),
        (mask_identity, "110105491231002", "110********1002"),
        (mask_identity, "1234", "****"),
        (mask_identity, "", ""),
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "07301234567", "073****4567"),
        (mask_phone, "8212345", "*****45"),
        (mask_phone, "5", "5"),
        (mask_phone, "", ""),
        (mask_address, "枫港镇兴塘村三组", "枫港镇兴塘村****"),
        (mask_address, "枫港镇", "枫港镇"),
    ],
)
def test_masks_show_no_more_than_is_needed(mask: object, value: str, shown: str) -> None:
    assert mask(value) == shown
