"""A warning is a talk for a person; what was said is sealed; a warning that falls away takes its talk along."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.judgement.closing.models import Closing, Finding
from activityday.judgement.standing import actions, queries
from activityday.judgement.standing.actions.talks import TalkRecord
from activityday.judgement.standing.enums import TalkState
from activityday.judgement.standing.models import Talk, TalkAttempt, TalkGround
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import Town, instant
from tests.standing.conftest import AT, ON

pytestmark = pytest.mark.django_db
HELD = TalkRecord(date(2026, 3, 10), "示例005（书记）", "家里", "在外打工", "下次先请假", is_education=True)


@pytest.fixture
def by(town: Town) -> dict[str, object]:
    return {"branch": town.village, "by": town.users["secretary"], "on": ON, "at": AT}


def test_a_warning_without_a_row_is_an_open_talk_nobody_was_asked_to_hold(town: Town, away: Member) -> None:
    assert Talk.objects.count() == 0
    [task] = queries.open_talks(town.village, on=date(2026, 2, 10))
    assert (task.member, task.talk, task.fallen) == (away, None, "")
    assert task.why == "2026年1月、2月连续 2 次无故缺席，离 3 次还差 1 次，请先谈话了解"
    # found when February was closed, on the 2nd
    assert (task.due.due_on, task.due.sentence) == (date(2026, 2, 17), "2月17日前谈。")


def test_the_secretary_is_asked_first_and_never_the_member(
    town: Town, away: Member, posts: list[Member]
) -> None:
    assert queries.talkers_of(town.village, away, on=ON) == [
        "示例005（书记）",
        "示例006（组织委员）",
        "示例003（党小组长）",
    ]
    assert queries.talkers_of(town.village, posts[0], on=ON)[0] == "示例006（组织委员）"


def test_a_talk_is_arranged_with_a_person_by_a_day_and_may_be_handed_on(
    town: Town, away: Member, by: dict[str, object]
) -> None:
    talk = actions.arrange_talk(member=away, talker="示例005（书记）", due_on=date(2026, 5, 1), **by)
    [task] = queries.open_talks(town.village, on=ON)
    assert (task.talk, task.due.due_on) == (talk, date(2026, 5, 1))
    again = actions.arrange_talk(member=away, talker="示例006（组织委员）", due_on=date(2026, 5, 2), **by)
    assert (again.pk, Talk.objects.get().talker) == (talk.pk, "示例006（组织委员）")
    assert TalkGround.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 367])
def test_a_talk_is_due_within_a_year(away: Member, by: dict[str, object], days: int) -> None:
    with pytest.raises(Refused, match="一年内"):
        actions.arrange_talk(member=away, talker="x", due_on=ON + timedelta(days=days), **by)
    assert Talk.objects.count() == 0


def test_a_held_talk_answers_the_warning(town: Town, away: Member, by: dict[str, object]) -> None:
    talk = actions.hold_talk(member=away, given=HELD, **by)
    assert queries.open_talks(town.village, on=ON) == []
    assert [held.pk for held in queries.talks_held(town.village, 2026)] == [talk.pk]
    with pytest.raises(Refused, match="没有要谈话的提醒"):
        actions.hold_talk(member=away, given=HELD, **by)
    assert first_break("fenggang") is None


def test_what_the_member_said_is_sealed_and_stays_out_of_the_log(away: Member, by: dict[str, object]) -> None:
    actions.hold_talk(member=away, given=HELD, **by)
    raw = Talk.objects.extra(select={"raw": "said", "more": "agreed"}).values_list("raw", "more").get()
    assert all("打工" not in text and "请假" not in text for text in raw)
    entry = Entry.objects.get(action="standing.talk.held")
    assert away.name not in entry.object_label
    assert "打工" not in entry.changes


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"said": " "}, "本人怎么说"),
        ({"agreed": ""}, "约定什么"),
        ({"place": ""}, "在哪里"),
        ({"talker": ""}, "谁谈的"),
        ({"held_on": ON + timedelta(days=1)}, "日期还没有到"),
    ],
)
def test_a_talk_is_written_down_whole(
    away: Member, by: dict[str, object], change: dict[str, object], sentence: str
) -> None:
    given = TalkRecord(**vars(HELD) | change)
    with pytest.raises(Refused, match=sentence):
        actions.hold_talk(member=away, given=given, **by)
    assert Talk.objects.count() == 0


def test_a_talk_that_could_not_be_held_stays_open_with_its_reason(
    town: Town, away: Member, by: dict[str, object]
) -> None:
    talk = actions.could_not_talk(member=away, tried_on=ON, reason="上门没有人", **by)
    with pytest.raises(Refused, match="已经记过了"):
        actions.could_not_talk(member=away, tried_on=ON, reason="又去了", **by)
    [task] = queries.open_talks(town.village, on=ON)
    assert task.talk == talk
    assert [attempt.reason for attempt in queries.attempts_of(task.talk)] == ["上门没有人"]
    with pytest.raises(Refused, match="为什么没有谈成"):
        actions.could_not_talk(member=away, tried_on=ON, reason=" ", **by)
    actions.hold_talk(member=away, given=HELD, **by)
    assert Talk.objects.get().state == TalkState.HELD
    assert TalkAttempt.objects.count() == 1


def test_a_warning_that_falls_away_takes_its_open_talk_along(
    town: Town, away: Member, by: dict[str, object]
) -> None:
    actions.arrange_talk(member=away, talker="示例005（书记）", due_on=ON, **by)
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="2月记错了")
    [task] = queries.open_talks(town.village, on=ON)
    assert task.fallen == "2月记错了"
    with pytest.raises(Refused, match="不用谈了：2月记错了"):
        actions.hold_talk(member=away, given=HELD, **by)
    talk = Talk.objects.get()
    assert (talk.state, talk.why_fallen) == (TalkState.FALLEN, "2月记错了")
    assert queries.open_talks(town.village, on=ON) == []


def test_a_warning_without_a_row_that_falls_away_leaves_nothing(
    town: Town, away: Member, by: dict[str, object]
) -> None:
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="2月记错了")
    assert queries.open_talks(town.village, on=ON) == []
    with pytest.raises(Refused, match="没有要谈话的提醒"):
        actions.arrange_talk(member=away, talker="x", due_on=ON, **by)


def test_a_held_talk_stays_when_its_warning_falls_away(
    town: Town, away: Member, by: dict[str, object]
) -> None:
    actions.hold_talk(member=away, given=HELD, **by)
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="2月记错了")
    assert queries.open_talks(town.village, on=ON) == []
    assert Talk.objects.get().state == TalkState.HELD


def test_a_warning_that_holds_again_is_due_again(town: Town, away: Member, by: dict[str, object]) -> None:
    actions.arrange_talk(member=away, talker="x", due_on=ON, **by)
    Finding.objects.update(withdrawn_at=AT, withdrawn_why="错")
    with pytest.raises(Refused):
        actions.hold_talk(member=away, given=HELD, **by)
    Finding.objects.update(withdrawn_at=None, withdrawn_why="")
    [task] = queries.open_talks(town.village, on=ON)
    assert (task.talk, task.fallen) == (None, "")
    actions.hold_talk(member=away, given=HELD, **by)
    assert [talk.state for talk in Talk.objects.order_by("state")] == ["fallen", "held"]


def test_a_second_warning_is_one_more_reason_for_the_same_talk(
    town: Town, twelve: list[Member], close_month: Callable[..., Closing], by: dict[str, object]
) -> None:
    away = twelve[0]
    signs = "缺缺到缺缺到缺"
    for month, sign in enumerate(signs[:2], start=1):
        close_month(town.village, month, {away: sign}, twelve)
    actions.arrange_talk(member=away, talker="x", due_on=ON, **by)
    for month, sign in enumerate(signs[2:], start=3):
        close_month(town.village, month, {away: sign}, twelve)
    later = by | {"on": date(2026, 7, 20), "at": instant("2026-07-20 09:00")}
    [task] = queries.open_talks(town.village, on=date(2026, 7, 20))
    assert [finding.kind for finding in task.findings] == ["warning_run", "warning_run", "warning_total"]
    actions.hold_talk(member=away, given=HELD, **later)
    assert TalkGround.objects.count() == 3
    assert queries.open_talks(town.village, on=date(2026, 7, 20)) == []


def test_two_who_arrange_at_the_same_moment_make_one_talk(
    away: Member, by: dict[str, object], monkeypatch: pytest.MonkeyPatch, town: Town
) -> None:
    unaware = queries.task_of(town.village, away.pk, on=ON)
    actions.arrange_talk(member=away, talker="x", due_on=ON, **by)
    monkeypatch.setattr("activityday.judgement.standing.actions.talks.task_of", lambda *_, **__: unaware)
    with pytest.raises(Refused, match="刚刚有人安排"):
        actions.hold_talk(member=away, given=HELD, **by)
    assert Talk.objects.get().state == TalkState.OPEN


def test_the_second_who_writes_the_same_talk_down_is_told_who_was_first(
    away: Member, by: dict[str, object], monkeypatch: pytest.MonkeyPatch, town: Town
) -> None:
    actions.arrange_talk(member=away, talker="x", due_on=ON, **by)
    unaware = queries.task_of(town.village, away.pk, on=ON)
    actions.hold_talk(member=away, given=HELD, **by)
    monkeypatch.setattr("activityday.judgement.standing.actions.talks.task_of", lambda *_, **__: unaware)
    with pytest.raises(Refused, match="书记老王.*刚刚登记"):  # noqa: RUF043
        actions.hold_talk(member=away, given=HELD, **by)


def test_the_database_keeps_a_held_talk_with_its_day(town: Town, away: Member, by: dict[str, object]) -> None:
    talk = actions.arrange_talk(member=away, talker="x", due_on=ON, **by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(state=TalkState.HELD)
