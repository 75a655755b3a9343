"""Which fonts the press has, and in which order it tries them for each glyph."""

import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

ROOT = Path(__file__).resolve().parents[2]

SANS, SERIF, WENKAI = "Noto Sans CJK SC", "Noto Serif CJK SC", "LXGW WenKai"
FANGSONG = ("FandolFang R", "FangSong", "仿宋", "STFangsong")
# The Fandol faces lack the rarer characters of names; the faces behind them have all of GBK and more.
FALLBACK = (WENKAI, SERIF, SANS)
FACES = {
    "仿宋": FANGSONG,
    "黑体": (SANS, "FandolHei", "SimHei"),
    "宋体": (SERIF, "FandolSong", "SimSun"),
    "楷体": (WENKAI, "FandolKai", "KaiTi"),
}
# 小标宋, the face of red marks and of titles, is not free: an office that has it puts it into the folder of
# fonts; without it bold 宋体 stands in. This is the one place that says so.
HEADLINE, HEADLINE_STAND_IN = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体"), "宋体"
# The faces as offices have them, named in Word files; and what Word takes on a PC that lacks one.
OFFICE = {
    "仿宋": "仿宋_GB2312",
    "黑体": "黑体",
    "宋体": "宋体",
    "楷体": "楷体_GB2312",
    "小标宋": "方正小标宋简体",
}
OFFICE_STAND_IN = {"仿宋": "仿宋", "楷体": "楷体", "小标宋": "华文中宋"}
SUBSTITUTE = {"仿宋": "宋体", "黑体": "楷体", "宋体": "黑体", "楷体": "仿宋"}


@dataclass(frozen=True)
class FontReport:
    """What the press can set: `faces` maps 仿宋, 黑体, 宋体, 楷体 to the family used, or "" where there is
    none; `missing` holds one Chinese sentence for each face that is set in another one."""

    faces: dict[str, str]
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def can_print(self) -> bool:
        return any(self.faces.values())


def folder() -> Path:
    """The folder of extra fonts: the environment variable ACTIVITYDAY_FONTS, else var/fonts."""
    return Path(os.environ.get("ACTIVITYDAY_FONTS") or ROOT / "var" / "fonts")


@cache
def collection(extra: Path, *, system: bool = True) -> typst.Fonts:
    """All fonts the press may use: those of the system, of `extra`, and of the font package when the
    system has no 黑体."""
    paths = [str(extra)] if extra.is_dir() else []
    fonts = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=paths)
    if SANS in fonts.families():
        return fonts
    return typst.Fonts(
        include_system_fonts=system, include_embedded_fonts=False, font_paths=[*paths, *_packaged()]
    )


def chains(fonts: typst.Fonts) -> dict[str, list[str]]:
    """For each face, and for 小标宋, the families to try glyph by glyph, only those that `fonts` holds."""
    held = set(fonts.families())
    faces = FACES | {"小标宋": (*HEADLINE, *FACES[HEADLINE_STAND_IN])}
    return {
        face: list(dict.fromkeys(name for name in (*names, *FALLBACK) if name in held))
        for face, names in faces.items()
    }


def fonts_available(extra: Path | None = None, *, system: bool = True) -> FontReport:
    """Says which faces of Chinese print are there.

    `extra` is the folder of further fonts (default: `folder()`); `system` False leaves the fonts of the
    system out. A missing face is no error: the report says in a sentence what is printed instead.
    """
    held = set(collection(extra or folder(), system=system).families())
    faces = {face: next((name for name in names if name in held), "") for face, names in FACES.items()}
    if not any(faces.values()):
        return FontReport(faces, ("没有任何中文字体，不能打印：请运行 scripts/fonts 安装字体。",))
    return FontReport(faces, tuple(_sentence(face, faces) for face, name in faces.items() if not name))


def _sentence(face: str, faces: dict[str, str]) -> str:
    stand_in = SUBSTITUTE[face] if faces[SUBSTITUTE[face]] else next(f for f, name in faces.items() if name)
    return f"缺少{face}，打印件改用{stand_in}：请运行 scripts/fonts 安装字体。"


def _packaged() -> list[str]:
    spec = find_spec("manimgx_fonts_cjk")
    return list(spec.submodule_search_locations or []) if spec else []
