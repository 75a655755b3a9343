"""How an entry of the log reads to a person."""

import json
from collections.abc import Mapping

from activityday.audit.models import Entry

ARROW = "→"
Values = Mapping[str, Mapping[object, object]]


def sentence(
    entry: Entry, actions: Mapping[str, str], labels: Mapping[str, str], values: Values | None = None
) -> str:
    """`entry` in Chinese: the action by its word in `actions`, then the changes by the words and in the order of `labels`.

    Changes whose name has no label are left out; a pair of values reads as old → new, a hidden one as 已改动.
    `values` translates the codes of a change: its name → code → word.
    """
    word = actions.get(entry.action, entry.action)
    changes = json.loads(entry.changes)
    words = values or {}
    parts = [
        f"{labels[name]}{_value(changes[name], words.get(name, {}))}" for name in labels if name in changes
    ]
    return f"{word}：{'，'.join(parts)}" if parts else word


def _value(value: object, words: Mapping[object, object]) -> str:
    if isinstance(value, list) and value == [None, None]:
        return "（已改动）"
    if isinstance(value, list):
        return " " + f" {ARROW} ".join(_plain(item, words) for item in value)
    return f" {_plain(value, words)}"


def _plain(value: object, words: Mapping[object, object]) -> str:
    if value is None or value == "":
        return "空白"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(words.get(value, value))
