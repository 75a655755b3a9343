"""The stylesheets: readable in light and dark, small, and nothing an old browser does not know."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "activityday"
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "ui/static/ui").glob("*.css")}
ALL = "\n".join(SHEETS.values())
GROUNDS = ("paper", "sheet", "mute-soft")
PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2") for ground in GROUNDS],
    *[(ink, ground) for ink in ("link", "bad") for ground in ("paper", "sheet")],
    *[(state, f"{state}-soft") for state in ("ok", "wait", "bad", "info", "mute")],
    ("red-ink", "red-soft"),
    ("on-red", "red"),
    ("on-red", "red-hover"),
    ("on-state", "ok"),
    ("on-state", "info"),
]
EDGES = [("control", "sheet"), ("control", "paper"), ("focus", "sheet"), ("focus", "paper")]


def tokens(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", part))


LIGHT, _, _DARK = SHEETS["tokens.css"].partition("prefers-color-scheme: dark")
SCHEMES = {"light": tokens(LIGHT), "dark": {**tokens(LIGHT), **tokens(_DARK)}}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_are_readable_on_their_ground(scheme: str, ink: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_the_edge_of_a_control_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[edge], colours[ground]) >= 3


def test_the_dark_scheme_names_every_colour_that_words_stand_on() -> None:
    inherited = set(tokens(LIGHT)) - set(tokens(_DARK))
    assert inherited == {"on-red"}


@pytest.mark.parametrize(
    "young",
    [":has(", ":is(", ":where(", "@container", "@layer", "color-mix(", "inset:", "aspect-ratio", "clip-path"],
)
def test_nothing_is_used_that_a_browser_of_2020_does_not_know(young: str) -> None:
    assert young not in ALL


def test_gaps_are_only_used_in_grids() -> None:
    for rule in re.findall(r"\{([^{}]*)\}", ALL):
        assert "display: flex" not in rule or "gap:" not in rule


def test_no_stylesheet_reaches_outside_the_house() -> None:
    assert re.findall(r"https?:|@import|@font-face|//[a-z]", re.sub(r"/\*.*?\*/", "", ALL)) == []
    assert set(re.findall(r'url\("([^"]+)"\)', ALL)) == {
        "chevron.svg",
        "chevron-dark.svg",
        "tick.svg",
        "tick-dark.svg",
    }


def test_the_look_stays_light() -> None:
    assert sum(len(text.encode()) for text in SHEETS.values()) <= 45_000


def test_every_class_a_page_uses_is_drawn_somewhere() -> None:
    drawn = set(
        re.findall(
            r"\.([a-z][\w-]*)", "\n".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.css"))
        )
    )
    for path in ROOT.rglob("templates/**/*.html"):
        page = re.sub(r"\{\{.*?\}\}", "§", re.sub(r"\{%.*?%\}", " ", path.read_text(encoding="utf-8")))
        used = {
            word
            for words in re.findall(r'class="([^"]*)"', page)
            for word in words.split()
            if "§" not in word
        }
        assert used <= drawn, path.relative_to(ROOT)
