"""Every address of this room with every post: opened where the table says so, not found everywhere else."""

from collections.abc import Callable

import pytest
from django.test import Client

from activityday.leadership.supervision import actions
from activityday.leadership.supervision.actions import VisitDraft
from activityday.leadership.supervision.actions.checklists import ItemDraft
from activityday.leadership.supervision.models import Leader, LeaderLink, Shortcoming
from tests.conftest import OPERATOR, Town
from tests.supervision.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
HERE, TOWN, NEXT = (f"/units/{code}/supervision/" for code in ("xingtang", "fenggang", "liudi"))
OFFICE = {"clerk", "county_officer"}
OF_THE_VILLAGE = {*OFFICE, "secretary", "leader"}
POSTS = (
    "county_officer",
    "clerk",
    "leader",
    "secretary",
    "recorder",
    "group_leader",
    "other_secretary",
    "operator",
)
PAGES: dict[str, set[str]] = {
    f"{HERE}": OF_THE_VILLAGE,
    f"{HERE}visits/": OF_THE_VILLAGE,
    f"{HERE}visits/{{visit}}/": OF_THE_VILLAGE,
    f"{HERE}presence/2026/": OF_THE_VILLAGE,
    f"{HERE}inspections/": OF_THE_VILLAGE,
    f"{HERE}inspections/{{inspection}}/": OF_THE_VILLAGE,
    f"{HERE}inspections/{{inspection}}/order.pdf": OF_THE_VILLAGE,
    f"{HERE}inspections/{{inspection}}/sheet.pdf": {"clerk"},
    f"{HERE}rectifications/": OF_THE_VILLAGE,
    f"{HERE}rectifications/{{shortcoming}}/": OF_THE_VILLAGE,
    f"{HERE}censures/": {"clerk"},
    f"{HERE}assessment/2026/": {"clerk"},
    f"{HERE}statement/2026/": {"secretary"},
    f"{HERE}statement/2026/evidence.pdf": {"secretary"},
    f"{HERE}checklists/": {"clerk", "secretary"},
    f"{HERE}checklists/{{checklist}}/": {"clerk", "secretary"},
    f"{TOWN}": OFFICE,
    f"{TOWN}leaders/": OFFICE,
    f"{TOWN}leaders/{{leader}}/": OFFICE,
    f"{TOWN}visits/": OFFICE,
    f"{TOWN}presence/2026/": OFFICE,
    f"{TOWN}inspections/": OFFICE,
    f"{TOWN}rectifications/": OFFICE,
    f"{TOWN}samples/new/": {"clerk"},
    f"{TOWN}samples/{{sample}}/": {"clerk"},
    f"{TOWN}censures/": {"clerk"},
    f"{TOWN}assessments/": {"clerk"},
    f"{TOWN}assessments/2026/": {"clerk"},
    f"{TOWN}assessments/2026/form.pdf": {"clerk"},
    f"{TOWN}assessments/2026/evidence.pdf": {"clerk"},
    f"{TOWN}checklists/": {"clerk"},
    f"{NEXT}": {*OFFICE, "other_secretary"},
    # of one branch, asked for through the address of another
    f"{NEXT}visits/{{visit}}/": set(),
    f"{NEXT}inspections/{{inspection}}/": set(),
    f"{NEXT}rectifications/{{shortcoming}}/": set(),
    f"{NEXT}checklists/{{checklist}}/": set(),
    # what only a town has, asked for at a branch
    f"{HERE}leaders/": set(),
    f"{HERE}assessments/": set(),
    f"{HERE}samples/new/": set(),
}
WRITES: dict[str, set[str]] = {
    f"{HERE}rectifications/{{shortcoming}}/measure/": {"secretary"},
    f"{HERE}rectifications/{{shortcoming}}/report/": {"secretary"},
    f"{HERE}inspections/{{inspection}}/order/": {"clerk"},
    f"{HERE}inspections/{{inspection}}/cancel/": {"clerk"},
    f"{HERE}visits/{{visit}}/void/": {"clerk", "leader"},
    f"{HERE}visits/{{visit}}/": {"clerk", "leader", "secretary"},
    f"{HERE}inspections/": {"clerk"},
    f"{HERE}visits/": {"clerk", "leader"},
    f"{HERE}checklists/": {"clerk", "secretary"},
    f"{HERE}statement/2026/": {"secretary"},
    f"{TOWN}leaders/": {"clerk"},
    f"{TOWN}leaders/{{leader}}/": {"clerk"},
    f"{TOWN}leaders/{{leader}}/end/": {"clerk"},
    f"{TOWN}links/{{link}}/end/": {"clerk"},
    f"{TOWN}samples/{{sample}}/draw/": {"clerk"},
    f"{TOWN}samples/{{sample}}/withdraw/": {"clerk"},
    f"{TOWN}assessments/2026/close/": {"clerk"},
}


@pytest.fixture
def keys(town: Town, leader: Leader, ordered: Shortcoming) -> dict[str, object]:
    """One of everything, all of 兴塘村."""
    clerk = town.users["clerk"]
    actions.link(leader=leader, unit=town.village, starts_on=TODAY, by=clerk, at=NOW)
    said = VisitDraft(TODAY, "看了台账", "好")
    plan = actions.make_checklist(unit=town.committee, title="清单", document="", by=clerk, at=NOW)
    actions.add_item(checklist=plan, draft=ItemDraft("换公开栏"), units=[town.village], by=clerk, at=NOW)
    actions.open_round(
        committee=town.committee,
        year=2026,
        branches=[town.village],
        statements_due_on=TODAY,
        by=clerk,
        at=NOW,
    )
    visit = actions.record_visit(leader=leader, unit=town.village, draft=said, by=OPERATOR, at=NOW)
    seed = actions.fix_seed(committee=town.committee, title="", seed="778812", by=clerk, at=NOW)
    return {
        "leader": leader.pk,
        "link": LeaderLink.objects.get().pk,
        "visit": visit.pk,
        "sample": seed.pk,
        "inspection": ordered.inspection_id,
        "shortcoming": ordered.pk,
        "checklist": plan.pk,
    }


def test_who_opens_which_page(keys: dict[str, object], client_of: Callable[[str], Client]) -> None:
    for post in POSTS:
        client = client_of(post)
        for page, posts in PAGES.items():
            expected = 200 if post in posts else 404
            assert client.get(page.format(**keys)).status_code == expected, (post, page)


def test_who_writes_what(keys: dict[str, object], client_of: Callable[[str], Client]) -> None:
    for page, posts in WRITES.items():
        for post in POSTS:
            if post not in posts:
                assert client_of(post).post(page.format(**keys)).status_code == 404, (post, page)
        for post in sorted(posts):
            # an empty form is refused or answered in words, never not found
            assert client_of(post).post(page.format(**keys)).status_code in {302, 422}, (post, page)
