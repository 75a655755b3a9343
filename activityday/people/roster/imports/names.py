"""How a unit's name in a workbook is recognised, and what a new unit is guessed to be."""

import re
from collections.abc import Iterable, Sequence

from pypinyin import lazy_pinyin

from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit

NOISE = re.compile(r"[\s()（）〔〕\[\]【】·•.,，。、“”\"'‘’<>《》/\\-]+")
ENDINGS = re.compile(r"(党总支部?|总支部?委员会|党支部|支部委员会|支部|党委|委员会|党小组)$")
CODE_LENGTH = 30
SECTORS: tuple[tuple[Sector, str], ...] = (
    (Sector.RETIRED, r"离退休|退休|老干"),
    (Sector.ENTERPRISE, r"公司|企业|厂$|集团|酒店|商场|超市"),
    (Sector.SOCIAL, r"协会|商会|学会|合作社|基金会|联合会|社会组织|养老院|民办"),
    (Sector.COMMUNITY, r"社区|居委会|居民委员会"),
    (
        Sector.DEPARTMENT,
        r"机关|政府|学校|小学|中学|幼儿园|卫生院|医院|派出所|供电所|财政所|中心|站$|所$|局$|办$|院$",
    ),
    (Sector.VILLAGE, r"村"),
)


def plain(name: str, owners: Sequence[str] = ()) -> str:
    """What identifies a unit in a name: without 中共, the names of the units above, and the kind of organisation.

    `中共枫港镇兴塘村支部委员会` under 枫港镇 → `兴塘村`.
    """
    text = NOISE.sub("", name).removeprefix("中国共产党").removeprefix("中共")
    shorter = text
    while shorter:
        text = shorter
        shorter = next((_without(owner, text) for owner in owners if _without(owner, text)), "")
    return ENDINGS.sub("", text) or text


def _without(owner: str, text: str) -> str:
    """`text` without the owner's name at its beginning; empty where that is not there or is all there is."""
    rest = text[len(owner) :] if owner and text.startswith(owner) else ""
    return rest if ENDINGS.sub("", rest) else ""


def owner_names(above: Iterable[Unit]) -> list[str]:
    """The place names of the units above, from the top down: `中共枫港镇委员会` → `枫港镇`."""
    names = [plain(name) for unit in above for name in (unit.name, unit.short_name)]
    return sorted({name for name in names if name}, key=lambda name: (-len(name), name))


def guessed_sector(name: str) -> Sector:
    """The kind of organisation its name speaks of."""
    return next((sector for sector, words in SECTORS if re.search(words, name)), Sector.MIXED)


def is_general(name: str) -> bool:
    """Whether the name is that of a general branch 党总支."""
    return "总支" in name


def code_for(name: str, taken: set[str]) -> str:
    """A code from the pinyin of the name that is not `taken` yet; adds it."""
    letters = "".join(part for part in lazy_pinyin(plain(name)) if part.isascii() and part.isalnum())
    stem = letters.lower()[:CODE_LENGTH].strip("-") or "unit"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    taken.add(code)
    return code
