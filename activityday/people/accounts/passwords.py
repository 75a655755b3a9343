"""How long and how mixed a password must be (level-2 protection, RULES §10)."""

import string

from django.core.exceptions import ValidationError

from activityday.people.accounts.models import User

KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
NEEDED = 3
SHORTEST = 8


class LongEnough:
    """Refuses a password of fewer than eight characters; Django's own sentence has no Chinese."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with a sentence for a short password."""
        if len(password) < SHORTEST:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        """The sentence shown beside the field."""
        return f"密码太短，至少要 {SHORTEST} 位。"


class ThreeKindsOfCharacters:
    """Refuses a password with fewer than three of: small letters, capitals, digits, other signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with a sentence for a weak password."""
        kinds = sum(any(sign in kind for sign in password) for kind in KINDS)
        kinds += any(sign not in "".join(KINDS) for sign in password)
        if kinds < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """The sentence shown beside the field."""
        return "密码要含小写字母、大写字母、数字、符号中的三种。"
