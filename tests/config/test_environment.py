"""What differs from machine to machine is refused in words; the keys are made once and never replaced."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from activityday.config import environment

ROOT = Path(__file__).resolve().parents[2]


def manage(*words: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    plain = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **variables}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=plain,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_first_command_makes_the_keys_and_a_second_one_keeps_them(tmp_path: Path) -> None:
    var = tmp_path / "var"
    first = manage("activity_days", "2017-06", "2026-12", "--format", "csv", ACTIVITYDAY_VAR=str(var))
    assert first.returncode == 0, first.stderr
    lines = first.stdout.splitlines()
    assert (lines[0], len(lines), sum(",postponed," in line for line in lines)) == (
        "month,nominal,day,status,reason",
        116,
        27,
    )
    keys = var / "keys.env"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    before = keys.read_text(encoding="utf-8")
    assert manage("check", ACTIVITYDAY_VAR=str(var)).returncode == 0
    assert keys.read_text(encoding="utf-8") == before


@pytest.mark.slow
def test_keys_lost_beside_a_database_are_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "activityday.sqlite3").write_bytes(b"")
    answer = manage("check", ACTIVITYDAY_VAR=str(tmp_path))
    assert answer.returncode != 0
    assert "缺少环境变量 ACTIVITYDAY_SECRET_KEY" in answer.stderr


@pytest.mark.parametrize("value", ["", "abc", "zz" * 32, "11" * 31])
def test_a_wrong_data_key_is_refused_in_words(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_KEY", value)
    with pytest.raises(ImproperlyConfigured, match="X_KEY"):
        environment.data_key("X_KEY")


@pytest.mark.slow
def test_a_folder_named_from_here_is_kept_whole_and_nothing_is_warned_of(tmp_path: Path) -> None:
    found = manage("check", "--fail-level", "WARNING", cwd=tmp_path, ACTIVITYDAY_VAR="town/var")
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "town" / "var" / "keys.env").is_file()


def test_a_switch_is_one_or_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_FLAG", "yes")
    assert environment.flag("X_FLAG") is True
    monkeypatch.setenv("X_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="请写 1 或 0"):
        environment.flag("X_FLAG")


def test_a_database_is_named_by_its_address(tmp_path: Path) -> None:
    assert environment.database("sqlite:///town.sqlite3", tmp_path)["NAME"] == str(tmp_path / "town.sqlite3")
    found = environment.database("postgresql://clerk:p%40ss@db:5433/town", tmp_path)
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "town",
        "clerk",
        "p@ss",
        "db",
        "5433",
    )
    with pytest.raises(ImproperlyConfigured, match="sqlite:///"):
        environment.database("mysql://town", tmp_path)
