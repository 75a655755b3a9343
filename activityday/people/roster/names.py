"""How a name is found by the first letters of its pinyin."""

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
    given = "".join(reading[0] for reading in _first_letters(letters[1:], heteronym=False))
    words = sorted({surname + given for surname in _first_letters(letters[0], heteronym=True)[0]})
    text = "".join(f" {word}" for word in words)
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rpartition(" ")[0]


def _first_letters(text: str, *, heteronym: bool) -> list[list[str]]:
    syllables = pinyin(text, style=Style.NORMAL, heteronym=heteronym, errors=list) if text else []
    return [[reading[0].lower() for reading in readings] for readings in syllables]
