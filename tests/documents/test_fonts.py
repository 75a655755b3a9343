import subprocess
from pathlib import Path

import pytest
import typst
from PIL import ImageFont

from activityday.documents import fonts
from tests.documents.samples import RARE

ROOT = Path(__file__).resolve().parents[2]


def has(info, character):
    """Whether the font draws the character and not its box for missing ones."""
    face = ImageFont.truetype(info.path, 40, index=info.index)
    return bytes(face.getmask(character)) != bytes(face.getmask("\U0010fffe"))


@pytest.mark.parametrize("face", ["仿宋", "黑体", "宋体", "楷体", "小标宋"])
def test_every_face_can_set_rare_names(face):
    held = fonts.collection(fonts.folder())
    chain = fonts.chains(held)[face]
    first = {info.family: info for info in reversed(held.fonts())}
    missing = [c for c in RARE if not any(has(first[family], c) for family in chain)]
    assert missing == []


def test_a_missing_face_is_told_in_a_sentence_with_what_stands_in_for_it(tmp_path):
    report = fonts.fonts_available(tmp_path, system=False)
    assert report.faces == {"仿宋": "", "黑体": "Noto Sans CJK SC", "宋体": "", "楷体": ""}
    assert report.missing == (
        "缺少仿宋，打印件改用黑体：请运行 scripts/fonts 安装字体。",
        "缺少宋体，打印件改用黑体：请运行 scripts/fonts 安装字体。",
        "缺少楷体，打印件改用黑体：请运行 scripts/fonts 安装字体。",
    )
    assert report.can_print
    assert not report.is_complete


def test_the_font_package_alone_prints_chinese(tmp_path):
    held = fonts.collection(tmp_path, system=False)
    chain = fonts.chains(held)
    assert chain == {face: ["Noto Sans CJK SC"] for face in (*fonts.FACES, "小标宋")}
    page = typst.compile(
        f'#set text(font: "{chain["仿宋"][0]}")\n{RARE}'.encode(), font_paths=held, format="pdf"
    )
    assert b"NotoSansCJK" in page


def test_the_folder_of_fonts_is_set_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ACTIVITYDAY_FONTS", str(tmp_path))
    assert fonts.folder() == tmp_path
    monkeypatch.delenv("ACTIVITYDAY_FONTS")
    assert fonts.folder() == ROOT / "var" / "fonts"


def test_the_font_script_is_quick_and_changes_nothing_when_all_is_there():
    if not fonts.fonts_available().is_complete:
        pytest.skip("the fonts are not installed on this machine")
    before = sorted(fonts.folder().iterdir())
    done = subprocess.run([ROOT / "scripts" / "fonts"], capture_output=True, text=True, check=True, timeout=2)
    assert "字体已齐全" in done.stdout
    assert sorted(fonts.folder().iterdir()) == before
