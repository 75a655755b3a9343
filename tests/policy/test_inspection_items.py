"""What an inspection looks at is data, tied to its clauses."""

from pathlib import Path

import pytest

from activityday.office.policy.queries import inspection_items, rulebook
from activityday.office.policy.rulebook import RulebookError, load_inspection

ITEM = '[[item]]\nkey = "day"\ntitle = "按期"\nclause = "{clause}"\nlook_at = "看"\n'


def test_every_chapter_of_the_notice_that_can_be_seen_is_looked_at() -> None:
    looked_at = {item.clause for item in inspection_items()}
    assert looked_at <= set(rulebook().clauses)
    assert {
        "notice 一",
        "notice 二",
        *(f"notice 三({n})" for n in "一二三四五"),
        "notice 四(四)",
    } <= looked_at
    assert len({item.title for item in inspection_items()}) == len(inspection_items())


@pytest.mark.parametrize(
    "content",
    [
        ITEM.format(clause="notice 九"),
        ITEM.format(clause="notice 一") * 2,
        '[[item]]\nkey = "day"\n',
        "[[item",
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "inspection.toml").write_text(content, encoding="utf-8")
    with pytest.raises(RulebookError, match=r"inspection\.toml"):
        load_inspection(tmp_path, rulebook().clauses)
