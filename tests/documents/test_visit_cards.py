"""The card that goes to a frail member: large letters, long words inside their half of the page, rare characters whole."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from activityday.documents.papers.visits import VisitCard, VisitCards, render_visit_cards
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, RARE, UNIT


def cards(count=1, *, large=False, learning=("党章",), theme="党课", **card):
    one = VisitCard(**({"name": "陈德富", "unit": UNIT} | card))
    return VisitCards(date(2026, 12, 1), date(2026, 12, 7), theme, learning, (one,) * count, large=large)


def sizes(pdf):
    found = set()

    def seen(text, _cm, matrix, _font, size):
        if text.strip():
            found.add(round(size * abs(matrix[0]), 1))

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=seen)
    return found


def test_no_letter_is_smaller_than_fourteen_points():
    for large in (False, True):
        long = cards(2, large=large, unit="很长的名称" * 12, name="欧阳" * 12, group="第十二小组" * 6)
        assert min(sizes(render_visit_cards(long))) >= 14


def test_what_does_not_fit_is_said_to_be_on_the_agenda():
    learning = [f"材料{n}" for n in range(1, 8)]
    pages = [words(render_visit_cards(cards(large=large, learning=learning)))[0] for large in (False, True)]
    assert [("材料2" in page, "材料3" in page, "材料6" in page) for page in pages] == [
        (True, False, False),
        (True, True, False),
    ]
    assert [said in page for said, page in zip(("还有5项", "还有2项"), pages, strict=True)] == [True, True]


def test_a_full_card_stays_on_its_half():
    full = cards(4, learning=["很长的题目" * 30] * 2, theme="很长的主题" * 20, unit="很长的名称" * 12)
    pages = words(render_visit_cards(full))
    assert [page.count("走访人签名：") for page in pages] == [2, 2]


def test_hostile_and_rare_words_are_printed_as_they_are():
    page = words(render_visit_cards(cards(large=True, name=RARE, learning=HOSTILE[:2])))[0]
    assert "".join(RARE.split()) in page
    assert [said for said in HOSTILE[:2] if "".join(said.split()) not in page] == []
