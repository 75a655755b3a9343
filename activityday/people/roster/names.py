"""How a name is found by the first letters of its pinyin."""

from functools import lru_cache

from pypinyin import Style, pinyin

LONGEST_NAME = 12
LONGEST_TEXT = 60


def initials_of(name: str) -> str:
    """The first letters of `name`, one word for every reading of its first character: `曾明` → ` cm zm`.

    A surname is often read otherwise than the same character in a word (曾 zēng, 仇 qiú), so every reading counts.
    The leading blanks make a prefix search one `contains`. At most 60 characters; empty for a name without letters.
    """
    letters = "".join(sign for sign in name if sign.isalpha())[:LONGEST_NAME]
    if not letters:
        return ""
    given = "".join(_first_letters(sign)[0] for sign in letters[1:])
    words = sorted({surname + given for surname in _first_letters(letters[0])})
    text = "".join(f" {word}" for word in words)
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rpartition(" ")[0]


@lru_cache(maxsize=8192)
def _first_letters(sign: str) -> tuple[str, ...]:
    """The first letters of every reading of one character, the usual reading first."""
    (readings,) = pinyin(sign, style=Style.NORMAL, heteronym=True, errors=list)  # type: ignore[arg-type]
    return tuple(dict.fromkeys(reading[0].lower() for reading in readings))
