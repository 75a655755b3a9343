import json
from datetime import date

import cv2
import numpy as np
import pytest
import zxingcpp

from activityday.documents import codes
from activityday.documents.sheet import SheetLine, SignInSheet, place_sheet, render_sheet
from tests.documents.looking import PX, marks, picture, words

RARE = "喆堃翀玥祎旻琎赟頔昇䶮㛃"
HOSTILE = [
    '#import "x"',
    "{{ 7*7 }}",
    '=HYPERLINK("http://x")',
    "<script>",
    "*粗* _斜_ $x$ @a",
    "\x00\x1b[1m甲\u202e乙",
]


def sheet(members=45, names=None, **changes):
    names = names or [f"张{RARE[n % len(RARE)]}{n}" for n in range(members)]
    given = {
        "code": codes.sheet_code(1234567),
        "unit": "中共樟树镇文谊新村支部委员会",
        "held_on": date(2026, 12, 7),
        "hours": "09:00–12:00",
        "place": "村党群服务中心",
        "theme": "集中学习",
        "lines": tuple(SheetLine(name, "第一党小组") for name in names),
        "expected": len(names),
    }
    return SignInSheet(**(given | changes))


@pytest.fixture(scope="module")
def printed():
    return render_sheet(sheet(45))


@pytest.mark.parametrize("page", [1, 3])
def test_every_mark_is_found_where_the_geometry_says(printed, page):
    found = marks(picture(printed.pdf, page))
    for mark in printed.geometry.pages[page - 1].marks:
        right, bottom = mark.x + mark.size, mark.y + mark.size
        stated = np.array([(mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom)])
        assert np.abs(found.pop(mark.id) / PX - stated).max() < 0.3
    assert found == {}


def test_both_codes_say_the_sheet_and_the_page(printed):
    for page in printed.geometry.pages:
        read = zxingcpp.read_barcodes(picture(printed.pdf, page.page))
        assert [code.text for code in read] == [page.payload, page.payload]
        assert codes.read_payload(page.payload) == codes.PageCode(printed.geometry.code, page.page)
        assert len(page.payload) <= 16
        for code, (x, y, w, h) in zip(
            sorted(read, key=lambda c: c.position.top_left.x), page.codes, strict=True
        ):
            corner, far = code.position.top_left, code.position.bottom_right
            assert np.allclose([corner.x / PX, corner.y / PX], [x, y], atol=0.5)
            assert np.allclose([far.x / PX, far.y / PX], [x + w, y + h], atol=0.5)


def test_lines_are_dark_where_the_geometry_says_and_boxes_are_empty(printed):
    page = printed.geometry.pages[0]
    image = picture(printed.pdf)
    for x1, y1, x2, y2 in page.lines:
        middle = image[int(y1 * PX) - 2 : int(y2 * PX) + 3, int(x1 * PX) - 2 : int(x2 * PX) + 3]
        across = middle.min(axis=0) if y1 == y2 else middle.min(axis=1)
        assert across[2:-2].max() < 170
    for row in page.rows:
        for x, y, w, h in (row.signature, row.leave):
            inside = image[
                int((y + 0.5) * PX) : int((y + h - 0.5) * PX), int((x + 0.5) * PX) : int((x + w - 0.5) * PX)
            ]
            assert inside.min() == 255


@pytest.mark.parametrize("large", [False, True])
def test_sizes_are_those_a_photo_needs(large):
    places = place_sheet(sheet(60, large=large))
    for page in places.pages:
        assert len(page.rows) <= (15 if large else 20)
        for row in page.rows:
            assert row.signature[2] == 62
            assert row.signature[3] == (16.5 if large else 11)
            if row.leave:
                assert 8 <= row.leave[2] == row.leave[3] <= 9
                assert all(distance_to(line, row.leave) >= 2 for line in page.lines)


def distance_to(line, box):
    """The least distance in mm from a horizontal or vertical line to a box that it does not cross."""
    x1, y1, x2, y2 = line
    x, y, w, h = box
    return max(x - x2, x1 - x - w, y - y2, y1 - y - h)


@pytest.mark.parametrize("page", [1, 3])
def test_nothing_is_printed_near_the_edge_or_in_a_marks_quiet_zone(printed, page):
    image = picture(printed.pdf, page)
    edge = int(10 * PX) - 1
    assert min(image[:edge].min(), image[-edge:].min(), image[:, :edge].min(), image[:, -edge:].min()) == 255
    for mark in printed.geometry.pages[page - 1].marks:
        around = image[
            int((mark.y - 1.9) * PX) : int((mark.y + mark.size + 1.9) * PX),
            int((mark.x - 1.9) * PX) : int((mark.x + mark.size + 1.9) * PX),
        ].copy()
        around[int(1.8 * PX) : -int(1.8 * PX), int(1.8 * PX) : -int(1.8 * PX)] = 255
        assert around.min() > 250


def test_a_tilted_photo_still_names_the_sheet_and_places_its_rows(printed):
    flat = picture(printed.pdf)
    height, width = flat.shape
    to = np.float32([[90, 130], [width - 160, 60], [width - 20, height - 90], [30, height - 190]])
    tilt = cv2.getPerspectiveTransform(np.float32([[0, 0], [width, 0], [width, height], [0, height]]), to)
    photo = cv2.GaussianBlur(cv2.warpPerspective(flat, tilt, (width, height), borderValue=120), (3, 3), 0)
    page = printed.geometry.pages[0]
    assert {code.text for code in zxingcpp.read_barcodes(photo)} == {page.payload}
    found = marks(photo)
    corners = [mark for mark in page.marks if mark.id < 4]
    paper = np.float32([(mark.x, mark.y) for mark in corners])
    seen = np.float32([found[mark.id][0] for mark in corners])
    back = cv2.getPerspectiveTransform(paper, seen)
    for x, y, w, h in (row.signature for row in page.rows):
        box = np.float32([[[x, y], [x + w, y], [x + w, y + h], [x, y + h]]])
        truth = cv2.perspectiveTransform(box * np.float32(PX), tilt)
        assert np.abs(cv2.perspectiveTransform(box, back) - truth).max() < 0.5 * PX


def test_two_hundred_members_stand_once_each_on_numbered_pages():
    printed = render_sheet(sheet(200))
    pages = words(printed.pdf)
    assert len(pages) == len(printed.geometry.pages) == 11
    assert all(f"第{n}页共11页" in page for n, page in enumerate(pages, start=1))
    positions = [row.position for page in printed.geometry.pages for row in page.rows]
    assert positions == [*range(200), *[None] * 5]


@pytest.mark.parametrize(
    ("members", "guests", "pages"),
    [
        (0, 5, [5]),
        (12, 5, [17]),
        (13, 5, [13, 5]),
        (17, 0, [17]),
        (18, 0, [17, 1]),
        (37, 0, [20, 17]),
        (38, 0, [20, 17, 1]),
    ],
)
def test_the_last_page_is_shorter_and_keeps_the_guests_together(members, guests, pages):
    places = place_sheet(sheet(members, names=["甲"] * members, guest_rows=guests))
    assert [len(page.rows) for page in places.pages] == pages
    assert [page.seal is not None for page in places.pages] == [False] * (len(pages) - 1) + [True]
    assert [row.position for row in places.pages[-1].rows].count(None) == guests


def test_the_head_and_the_foot_say_what_the_recorder_needs(printed):
    first, _, last = words(printed.pdf)
    for part in (
        "党员活动日签到表",
        "中共樟树镇文谊新村支部委员会",
        "2026年12月7日星期一09:00–12:00",
        "地点：村党群服务中心",
    ):
        assert part in first
    assert f"编号{printed.geometry.code}-1" in first
    assert "请用黑色或蓝色水笔" in first
    for part in (
        "应到45人",
        "签名人数（控制总数）",
        "记录人（签名）",
        "盖章处",
        "四角黑块全部拍入",
        "勿在签名格写字",
    ):
        assert part in last


def test_hostile_and_rare_names_come_out_as_text():
    page = "".join(words(render_sheet(sheet(names=[*HOSTILE, *RARE], guest_rows=0)).pdf))
    for name in HOSTILE[:-1]:
        assert "".join(name.split()) in page
    assert "甲乙" in page
    for character in RARE:
        assert character in page


def test_an_endless_name_stays_in_its_cell():
    printed = render_sheet(sheet(names=["张" * 500, "x" * 500], guest_rows=0))
    image = picture(printed.pdf)
    for row in printed.geometry.pages[0].rows:
        x, y, w, h = row.signature
        assert (
            image[int((y + 1) * PX) : int((y + h - 1) * PX), int((x + 1) * PX) : int((x + w - 1) * PX)].min()
            == 255
        )


def test_the_same_data_gives_the_same_bytes_and_other_data_other_bytes(printed):
    assert render_sheet(sheet(45)).sha256 == printed.sha256
    assert render_sheet(sheet(45, theme="党课")).sha256 != printed.sha256


def test_the_geometry_is_kept_as_json(printed):
    kept = json.loads(json.dumps(printed.geometry.as_dict()))
    assert kept["layout"] == 1
    assert kept["pages"][0]["rows"][3]["position"] == 3
    assert kept["pages"][0]["rows"][3]["signature"] == [103.0, 81.0, 62.0, 11.0]


def test_a_code_without_its_check_character_is_not_printed():
    with pytest.raises(ValueError, match="sheet"):
        render_sheet(sheet(code="000000"[:5] + "X"))
