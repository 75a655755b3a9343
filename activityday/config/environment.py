"""Reads the settings that differ from machine to machine, and fails in words when one is wrong."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

KEYS = "keys.env"
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;"
)


def text(name: str, default: str = "") -> str:
    """Value of the environment variable `name`, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def required(name: str, meaning: str) -> str:
    """Like `text`, but a missing value stops the program with a sentence that says what it is for."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}：{meaning}。请在启动前设置，见手册“运行与维护”。")
    return value


def load_keys(var: Path) -> None:
    """Take this machine's two keys from `keys.env` in `var`, where the environment does not name them itself."""
    keys = var / KEYS
    if keys.is_file():
        for line in keys.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            if value:
                os.environ.setdefault(name.strip(), value.strip())


def make_keys(var: Path) -> None:
    """Make the two keys once, in a file that only its owner reads.

    Not where the environment names them, and never beside a database that other keys have sealed already.
    """
    keys = var / KEYS
    if keys.exists() or text("ACTIVITYDAY_DATA_KEY") or any(var.glob("*.sqlite3")):
        return
    var.mkdir(parents=True, exist_ok=True)
    made = (
        f"ACTIVITYDAY_SECRET_KEY={secrets.token_urlsafe(48)}\nACTIVITYDAY_DATA_KEY={secrets.token_hex(32)}\n"
    )
    with suppress(FileExistsError):
        keys.touch(mode=0o600, exist_ok=False)
        keys.write_text(made, encoding="utf-8")


def flag(name: str) -> bool:
    """Whether `name` is switched on; anything but 1/0/true/false/yes/no is refused."""
    value = text(name, "0").lower()
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no", ""}:
        return False
    raise ImproperlyConfigured(f"环境变量 {name} 的值“{value}”看不懂，请写 1 或 0。")


def data_key(name: str) -> bytes:
    """The 32-byte key of the sealed columns, written as 64 hexadecimal digits."""
    value = required(name, "加密身份证号等敏感内容的密钥，64 位十六进制数")
    try:
        key = bytes.fromhex(value)
    except ValueError:
        key = b""
    if len(key) != 32:  # noqa: PLR2004 -- AES-256
        raise ImproperlyConfigured(f"环境变量 {name} 必须是 64 位十六进制数，现在不是。")
    return key


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's DATABASES entry for `sqlite:///name` (inside `folder` unless absolute) or `postgresql://…`."""
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / unquote(parts.path.removeprefix("/")))
            if parts.path != "/:memory:"
            else ":memory:",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 12}},
        }
    raise ImproperlyConfigured(
        "环境变量 ACTIVITYDAY_DATABASE 应以 sqlite:/// 或 postgresql:// 开头，例如 sqlite:///activityday.sqlite3。"
    )
