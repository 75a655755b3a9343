"""How one entry's code follows from its content and the code before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

SEALED_FIELDS = (
    "committee", "sequence", "at", "by_id", "by_name", "action", "object_kind", "object_id", "object_label",
    "changes", "previous",
)  # fmt: skip


def canonical(content: Mapping[str, object]) -> str:
    """`content` as JSON with sorted keys, no blanks and times in UTC: the same bytes on every machine."""
    plain = {
        key: value.astimezone(UTC).isoformat(timespec="microseconds")
        if isinstance(value, datetime)
        else value
        for key, value in content.items()
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def code_of(content: Mapping[str, object]) -> str:
    """SHA-256 of the canonical content (all of SEALED_FIELDS), 64 hexadecimal digits."""
    return hashlib.sha256(canonical({key: content[key] for key in SEALED_FIELDS}).encode()).hexdigest()


def short_code(code: str) -> str:
    """The eight characters printed at the foot of papers, in two groups: `3F2A-90BC`."""
    return f"{code[:4]}-{code[4:8]}".upper()
