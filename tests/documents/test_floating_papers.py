"""The papers of floating members: slips to cut, the registration, the contacts' list."""

from datetime import date

from activityday.documents.papers.floating import (
    ActivitySlip,
    ContactLine,
    ContactList,
    RegistrationForm,
    render_contacts,
    render_registration,
    render_slips,
)
from tests.documents.looking import words
from tests.documents.samples import HOSTILE, UNIT

NOVEMBER, DAY = date(2026, 11, 1), date(2026, 11, 2)


def slip(name: str = "党员甲", **more: object) -> ActivitySlip:
    return ActivitySlip(
        **{"code": "G0001R", "unit": UNIT, "name": name, "month": NOVEMBER, "held": DAY, **more}
    )  # type: ignore[arg-type]


def test_three_slips_stand_on_a_page() -> None:
    pages = words(render_slips(tuple(slip(f"党员{n}") for n in range(4))))
    assert [page.count("流动党员参加活动回执") for page in pages] == [3, 1]


def test_a_slip_says_whose_which_month_and_where_it_goes() -> None:
    page = words(render_slips((slip(contact="王秀兰"),)))[0]
    for part in ("编号G0001R", "党员甲", "2026年11月", "11月2日", "党组织", "证明人签名", "联系人：王秀兰"):
        assert part in page
    assert "填写码" not in page


def test_a_slip_with_a_page_says_address_code_and_last_day() -> None:
    more = {
        "page_address": "https://a.example/receipts/",
        "page_code": "4F7K-92QX-M0TB",
        "page_until": date(2026, 12, 2),
    }
    page = words(render_slips((slip(**more),)))[0]
    for part in ("https://a.example/receipts/", "4F7K-92QX-M0TB", "2026年12月2日前"):
        assert part in page


def test_hostile_and_long_names_stay_texts_on_one_slip_each() -> None:
    slips = tuple(slip(text * 5, unit=text, contact=text) for text in HOSTILE)
    assert len(words(render_slips(slips))) == -(-len(HOSTILE) // 3)


def test_the_registration_is_one_page_with_every_pair() -> None:
    pairs = tuple((f"栏目{n}", f"内容{n}") for n in range(21))
    pages = words(render_registration(RegistrationForm(UNIT, "党员甲", pairs, DAY)))
    assert len(pages) == 1
    assert all(f"栏目{n}" in pages[0] and f"内容{n}" in pages[0] for n in range(21))


def test_the_list_keeps_its_order_and_every_question() -> None:
    lines = tuple(ContactLine(f"党员{n}", "138****0000", "东莞", "王秀兰", "", "问" * 40) for n in range(15))
    pages = words(render_contacts(ContactList(UNIT, DAY, lines)))
    whole = "".join(pages)
    assert [whole.index(f"党员{n}") for n in range(10)] == sorted(whole.index(f"党员{n}") for n in range(10))
    assert whole.count("问") >= 15 * 40
