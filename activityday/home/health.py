"""Whether database, migrations, rules, fonts and disk are well."""

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from activityday.documents.fonts import fonts_available
from activityday.office.policy.queries import rulebook
from activityday.office.policy.rulebook import RulebookError

LEAST_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Item:
    """One thing looked at; `sentence` says what is wrong, or that it is well."""

    name: str
    is_well: bool
    sentence: str


@dataclass(frozen=True)
class Health:
    """Everything looked at."""

    items: list[Item]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return all(item.is_well for item in self.items)

    def as_dict(self) -> dict[str, object]:
        """The same for a monitor."""
        return {
            "well": self.is_well,
            "items": [
                {"name": item.name, "well": item.is_well, "sentence": item.sentence} for item in self.items
            ],
        }


def health_of() -> Health:
    """Look at everything once."""
    return Health([_database(), _rules(), _fonts(), _disk()])


def _database() -> Item:
    try:
        plan = MigrationExecutor(connection).migration_plan(
            MigrationExecutor(connection).loader.graph.leaf_nodes()
        )
    except DatabaseError:
        return Item("数据库", False, "数据库连不上。请检查 ACTIVITYDAY_DATABASE。")
    if plan:
        return Item("数据库", False, f"有 {len(plan)} 项升级还没有做，请运行 manage.py migrate。")
    return Item("数据库", True, "连得上，已是最新。")


def _rules() -> Item:
    try:
        return Item("规则", True, f"{len(rulebook().clauses)} 条条款，{len(rulebook().parameters)} 个参数。")
    except RulebookError as error:
        return Item("规则", False, str(error))


def _fonts() -> Item:
    report = fonts_available()
    words = "".join(report.missing) or "仿宋、黑体、宋体、楷体都有。"
    # a face set in another one still prints; only a machine without any Chinese font is not well
    return Item("字体", report.can_print, words)


def _disk() -> Item:
    free = shutil.disk_usage(settings.VAR).free
    return Item("磁盘", free >= LEAST_FREE_BYTES, f"剩余 {free // 1024**2} MB。")
