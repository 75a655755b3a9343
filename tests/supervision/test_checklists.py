"""Work checklists for other plans: empty until somebody writes, handed out, moved on, said when late (W1)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activityday.leadership.supervision import actions, queries
from activityday.leadership.supervision.actions.checklists import ItemDraft
from activityday.leadership.supervision.enums import Progress
from activityday.leadership.supervision.models import Checklist, ChecklistItem
from activityday.people.organisation.checks import Refused
from tests.conftest import OPERATOR, Town
from tests.supervision.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
TOWN = "/units/fenggang/supervision/checklists/"
VILLAGE = "/units/xingtang/supervision/checklists/"


@pytest.fixture
def plan(town: Town) -> Checklist:
    """党支部建设年 of the town, still empty."""
    return actions.make_checklist(
        unit=town.committee, title="党支部建设年", document="樟发〔2017〕37号", by=OPERATOR, at=NOW
    )


def write(plan: Checklist, text: str, *units, due_on: date | None = None) -> list[ChecklistItem]:
    return actions.add_item(
        checklist=plan, draft=ItemDraft(text, "王秀兰", due_on), units=units, by=OPERATOR, at=NOW
    )


def test_a_list_begins_empty_and_nothing_is_invented(town: Town, client_of: Callable[[str], Client]) -> None:
    clerk = client_of("clerk")
    assert "还没有清单" in clerk.get(TOWN).content.decode()
    assert clerk.post(TOWN, {"title": "党支部建设年"}).url == f"{TOWN}{Checklist.objects.get().pk}/"
    assert ChecklistItem.objects.count() == 0
    made = Checklist.objects.get()
    assert "清单还是空的" in clerk.get(f"{TOWN}{made.pk}/").content.decode()
    again = clerk.post(TOWN, {"title": "党支部建设年"})
    assert again.status_code == 422
    assert "不用再建" in again.content.decode()


def test_an_item_handed_to_branches_is_one_for_each(town: Town, plan: Checklist) -> None:
    write(plan, "换公开栏", town.village, town.other_village)
    write(plan, "清点桌椅", town.committee)
    assert list(
        ChecklistItem.objects.order_by("position", "unit__path").values_list("position", "unit__code")
    ) == [
        (1, "xingtang"),
        (1, "liudi"),
        (2, "fenggang"),
    ]
    assert [one.item.text for one in queries.items_on(plan, town.village, on=TODAY)] == ["换公开栏"]
    assert len(queries.items_on(plan, town.committee, on=TODAY)) == 3


def test_the_same_twice_is_refused(town: Town, plan: Checklist) -> None:
    write(plan, "换公开栏", town.village)
    with pytest.raises(Refused, match="已经有这一项"):
        write(plan, "换公开栏", town.village)
    with pytest.raises(Refused, match="至少一个责任单位"):
        write(plan, "别的")
    assert ChecklistItem.objects.count() == 1


def test_a_branch_hands_nothing_to_its_neighbour_or_upward(town: Town) -> None:
    own = actions.make_checklist(unit=town.village, title="自己的", document="", by=OPERATOR, at=NOW)
    for unit in (town.other_village, town.committee):
        with pytest.raises(Refused, match="只能交给本单位和下级"):
            write(own, "办事", unit)
    with pytest.raises(Refused, match="起个名称"):
        actions.make_checklist(unit=town.village, title=" ", document="", by=OPERATOR, at=NOW)


def test_progress_is_said_step_by_step(town: Town, plan: Checklist) -> None:
    item = write(plan, "换公开栏", town.village)[0]
    for progress, note in ((Progress.DOING, "报了价"), (Progress.DOING, "到货"), (Progress.DONE, "")):
        actions.say_progress(item=item, progress=progress, note=note, by=OPERATOR, at=NOW)
    assert list(item.steps.values_list("number", "progress", "note")) == [
        (1, "doing", "报了价"),
        (2, "doing", "到货"),
        (3, "done", ""),
    ]
    # a double click says nothing new
    with pytest.raises(Refused, match="已经是“已完成”"):
        actions.say_progress(item=item, progress=Progress.DONE, note="", by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="请写明原因"):
        actions.say_progress(item=item, progress=Progress.DROPPED, note=" ", by=OPERATOR, at=NOW)


def test_what_is_late_or_soon_is_said_and_what_is_settled_is_not(town: Town, plan: Checklist) -> None:
    write(plan, "晚了的", town.village, due_on=date(2026, 11, 26))
    write(plan, "快到的", town.village, due_on=date(2026, 12, 4))
    write(plan, "还早的", town.village, due_on=date(2026, 12, 5))
    write(plan, "没有时限的", town.village)
    settled = write(plan, "办完的", town.village, due_on=date(2026, 11, 1))[0]
    actions.say_progress(item=settled, progress=Progress.DONE, note="", by=OPERATOR, at=NOW)
    due = queries.checklist_due(town.village, on=TODAY)
    assert [(one.item.text, one.is_overdue) for one in due] == [("晚了的", True), ("快到的", False)]
    assert [one.item.text for one in queries.items_of(town.village, on=TODAY)] == [
        "晚了的",
        "快到的",
        "还早的",
        "没有时限的",
    ]
    assert queries.checklist_due(town.other_village, on=TODAY) == []
    actions.end_checklist(checklist=plan, by=OPERATOR, at=NOW)
    assert queries.checklist_due(town.village, on=TODAY) == []
    for refused in (
        lambda: write(plan, "又一项", town.village),
        lambda: actions.end_checklist(checklist=plan, by=OPERATOR, at=NOW),
        lambda: actions.say_progress(item=settled, progress=Progress.TODO, note="", by=OPERATOR, at=NOW),
    ):
        with pytest.raises(Refused, match="结束"):
            refused()


def test_the_first_page_s_read_asks_as_often_for_many_as_for_one(town: Town, plan: Checklist) -> None:
    asked = []
    for batch in (1, 30):
        for n in range(batch):
            write(plan, f"事项{batch}-{n}", town.village, town.other_village, due_on=TODAY)
        with CaptureQueriesContext(connection) as found:
            assert len(queries.checklist_due(town.committee, on=TODAY)) == (2 if batch == 1 else 62)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 4


def test_a_branch_sees_and_moves_its_own_items_only(
    town: Town, plan: Checklist, client_of: Callable[[str], Client]
) -> None:
    mine, other = write(plan, "换公开栏", town.village, town.other_village)
    secretary = client_of("secretary")
    page = secretary.get(f"{VILLAGE}{plan.pk}/")
    assert "换公开栏" in page.content.decode()
    assert "柳堤村" not in page.content.decode()
    assert "写一项" not in page.content.decode()
    assert secretary.post(f"{VILLAGE}{plan.pk}/", {"text": "x", "units": "xingtang"}).status_code == 404
    assert secretary.post(f"{VILLAGE}{plan.pk}/end/").status_code == 404
    moved = {"progress": "done", "note": "贴好了"}
    assert secretary.post(f"{VILLAGE}items/{mine.pk}/", moved).status_code == 302
    assert secretary.post(f"{VILLAGE}items/{other.pk}/", moved).status_code == 404
    assert secretary.post(f"{VILLAGE}items/{mine.pk}/", {"progress": "nonsense"}).status_code == 302
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.progress, other.progress) == ("done", "todo")


def test_a_list_without_anything_for_them_is_not_found(
    town: Town, plan: Checklist, client_of: Callable[[str], Client]
) -> None:
    write(plan, "换公开栏", town.village)
    assert (
        client_of("other_secretary").get(f"/units/liudi/supervision/checklists/{plan.pk}/").status_code == 404
    )
    for post in ("recorder", "leader", "county_officer", "group_leader", "operator"):
        assert client_of(post).get(VILLAGE).status_code == 404


def test_the_clerk_writes_for_chosen_branches_in_the_browser(
    town: Town, plan: Checklist, client_of: Callable[[str], Client]
) -> None:
    clerk, here = client_of("clerk"), f"{TOWN}{plan.pk}/"
    said = {"text": "换公开栏", "owner": "", "due_on": "2026-01-05", "units": ["xingtang", "liudi"]}
    assert clerk.post(here, said).status_code == 302
    assert clerk.post(here, said).status_code == 422
    assert clerk.post(here, {"text": "", "units": []}).status_code == 422
    page = clerk.get(here).content.decode()
    assert "超期 2 项" in page
    assert clerk.post(f"{here}end/").status_code == 302
    assert "已结束" in clerk.get(here).content.decode()
