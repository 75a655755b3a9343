"""Columns that are encrypted at rest and the fingerprint by which a sealed value is found again."""

import hashlib
import hmac
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

NONCE_BYTES = 12


def seal(text: str) -> str:
    """`text` encrypted with AES-256-GCM under a fresh nonce, as hexadecimal; empty stays empty."""
    if not text:
        return ""
    nonce = os.urandom(NONCE_BYTES)
    return (nonce + AESGCM(settings.DATA_KEY).encrypt(nonce, text.encode(), None)).hex()


def unseal(sealed: str) -> str:
    """The text behind `seal`. A wrong key stops the program in words instead of showing rubbish."""
    if not sealed:
        return ""
    raw = bytes.fromhex(sealed)
    try:
        return AESGCM(settings.DATA_KEY).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()
    except InvalidTag:
        raise ImproperlyConfigured(
            "敏感内容解不开：ACTIVITYDAY_DATA_KEY 与写入时不同。请换回原来的密钥。"
        ) from None


def fingerprint(text: str) -> str:
    """A keyed hash of `text`, equal for equal texts, useless without the key; empty for empty."""
    return hmac.new(settings.DATA_KEY, text.encode(), hashlib.sha256).hexdigest() if text else ""


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """A text column that is ciphertext in the database and plain text in the object."""

    description = "encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        """Plain text → ciphertext."""
        return value if value is None else seal(str(value))

    def from_db_value(
        self, value: str | None, expression: Any, connection: BaseDatabaseWrapper
    ) -> str | None:
        """Ciphertext → plain text."""
        return value if value is None else unseal(value)
