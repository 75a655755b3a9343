"""One proposes, another confirms; a wrong one is taken back by another entry; nothing is ever edited."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.judgement.points.actions import adopt, confirm, counter, propose, refuse, withdraw
from activityday.judgement.points.enums import State, Step
from activityday.judgement.points.models import ManualEntry, ManualEntryStep, PointEntry
from activityday.judgement.points.queries import (
    confirming_unit,
    points_of_member,
    vetoes_of,
    waiting_to_confirm,
)
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from tests.conftest import OPERATOR, Town, instant
from tests.points.conftest import FIRST, NOW, SECOND
from tests.points.test_tables import content

TODAY = date(2026, 11, 20)
Enter = Callable[..., ManualEntry]


def points(member: Member) -> str:
    found = points_of_member(member, 2026, on=TODAY)
    assert found is not None
    return f"{found.total.points.normalize():f}"


def steps(entry: ManualEntry) -> list[tuple[str, str, str]]:
    return list(entry.steps.order_by("number").values_list("step", "state", "by_name"))


def test_nothing_counts_before_a_second_person_has_confirmed(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    assert (points(twelve[0]), PointEntry.objects.count()) == ("60", 0)
    assert confirm(entry=entry, by=SECOND, at=NOW) == 1
    assert points(twelve[0]) == "62"
    entry.refresh_from_db()
    assert steps(entry) == [
        (Step.PROPOSE, State.PROPOSED, "命令 first"),
        (Step.CONFIRM, State.CONFIRMED, "命令 second"),
    ]
    written = PointEntry.objects.get()
    assert (written.source, written.source_key, written.on) == ("manual", str(entry.pk), date(2026, 3, 5))
    assert written.text == ("3月5日：参加志愿服务，每次 +2 分；全年至多 20 分，此前已记 0 分，这次记 +2 分。")
    assert first_break("fenggang") is None


def test_what_the_table_of_its_month_lost_since_cannot_be_confirmed_for_nothing(
    town: Town, twelve: list[Member], enter: Enter
) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    given = content("2026-03-01")
    given["rule"] = [row for row in given["rule"] if row["key"] != "volunteering"]
    adopt(committee=town.committee, content=given, by=OPERATOR, at=NOW)
    with pytest.raises(Refused, match="从2026年3月起没有“参加志愿服务”这一项，复核了也记不上分。"):
        confirm(entry=entry, by=SECOND, at=NOW)
    refuse(entry=entry, note="规则表里没有了", by=SECOND, at=NOW)
    entry.refresh_from_db()
    assert (entry.state, PointEntry.objects.count()) == (State.REFUSED, 0)


def test_the_same_person_cannot_confirm(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    with pytest.raises(Refused, match="这一条是您自己登记的，请另一位"):
        confirm(entry=entry, by=FIRST, at=NOW)
    with pytest.raises(Refused, match="这一条是您自己登记的"):
        refuse(entry=entry, note="写错", by=FIRST, at=NOW)
    entry.refresh_from_db()
    assert (entry.state, PointEntry.objects.count()) == (State.PROPOSED, 0)


def test_it_is_refused_with_a_reason_and_counts_nothing(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    with pytest.raises(Refused, match="请写明原因"):
        refuse(entry=entry, note="  ", by=SECOND, at=NOW)
    refuse(entry=entry, note="那天没有去", by=SECOND, at=NOW)
    entry.refresh_from_db()
    assert (entry.state, points(twelve[0])) == (State.REFUSED, "60")
    assert entry.steps.get(number=2).note == "那天没有去"


def test_it_is_withdrawn_only_before_it_is_answered(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    withdraw(entry=entry, by=FIRST, at=NOW)
    entry.refresh_from_db()
    assert entry.state == State.WITHDRAWN
    settled = enter(twelve[1])
    with pytest.raises(Refused, match="已由命令 second复核通过，不用再办"):
        withdraw(entry=settled, by=FIRST, at=NOW)


def test_of_two_confirmers_the_second_reads_who_was_first(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    stale = ManualEntry.objects.get(pk=entry.pk)
    confirm(entry=entry, by=SECOND, at=NOW)
    with pytest.raises(Refused, match="已由命令 second复核通过，不用再办"):
        confirm(entry=stale, by=SECOND, at=NOW)
    assert ManualEntryStep.objects.filter(entry=entry).count() == 2
    assert PointEntry.objects.count() == 1


def test_two_at_the_very_same_moment_meet_at_the_place_of_the_step(
    twelve: list[Member], enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    from activityday.judgement.points.actions import manual  # noqa: PLC0415

    def slow(found: ManualEntry, step: Step, note: str) -> State:
        if ManualEntryStep.objects.filter(entry=found).count() == 1:
            ManualEntryStep.objects.create(
                entry=found, number=2, step=Step.CONFIRM, state=State.CONFIRMED, by_name="别人", at=NOW
            )
        return State.CONFIRMED

    monkeypatch.setattr(manual.checks, "check_step", slow)
    with pytest.raises(Refused, match="已由别人复核通过，不用再办"):
        confirm(entry=entry, by=SECOND, at=NOW)


def test_a_wrong_one_is_taken_back_by_another_entry_of_two_people(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0])
    against = counter(entry=entry, reason="记到别人头上了", document="", by=FIRST, at=NOW)
    assert points(twelve[0]) == "62"
    with pytest.raises(Refused, match="您自己登记的"):
        confirm(entry=against, by=FIRST, at=NOW)
    assert confirm(entry=against, by=SECOND, at=NOW) == 1
    entry.refresh_from_db()
    assert (entry.state, points(twelve[0])) == (State.COUNTERED, "60")
    rows = list(PointEntry.objects.order_by("number").values_list("points", "corrects__number", "text"))
    assert [(f"{row[0]:f}", row[1]) for row in rows] == [("2.0", None), ("-2.0", 1)]
    assert rows[1][2] == "更正：原按“参加志愿服务”记 +2 分，现在这件事不成立或者不计分，应记 0 分。"
    assert against.document == "服务登记簿第3页"


def test_what_was_taken_back_may_be_entered_again(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0])
    confirm(entry=counter(entry=entry, reason="日期错", document="", by=FIRST, at=NOW), by=SECOND, at=NOW)
    enter(twelve[0])
    assert points(twelve[0]) == "62"


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda entry: counter(entry=entry, reason=" ", document="", by=FIRST, at=NOW), "请写明为什么冲正"),
        (
            lambda entry: [
                counter(entry=entry, reason="错", document="", by=FIRST, at=NOW) for _ in range(2)
            ],
            "已经有人登记了冲正",
        ),
        (
            lambda entry: counter(
                entry=counter(entry=entry, reason="错", document="", by=FIRST, at=NOW),
                reason="错",
                document="",
                by=FIRST,
                at=NOW,
            ),
            "冲正本身不能再冲正",
        ),
    ],
)
def test_what_cannot_be_taken_back_is_refused(
    twelve: list[Member], enter: Enter, prepare: Callable, sentence: str
) -> None:
    entry = enter(twelve[0])
    with pytest.raises(Refused, match=sentence):
        prepare(entry)


def test_only_what_was_confirmed_needs_a_counter_entry(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0], is_confirmed=False)
    with pytest.raises(Refused, match="还没复核的可以直接撤回"):
        counter(entry=entry, reason="错", document="", by=FIRST, at=NOW)


def test_the_same_thing_is_entered_once(twelve: list[Member], enter: Enter) -> None:
    enter(twelve[0])
    with pytest.raises(Refused, match="用同一份凭证已经登记过了"):
        enter(twelve[0])
    enter(twelve[0], document="服务登记簿第4页")
    assert points(twelve[0]) == "64"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": date(2026, 12, 1)}, "日期还没有到"),
        ({"rule": "attended"}, "没有这一项，不能登记"),
        ({"rule": "login_streak"}, "没有这一项，不能登记"),
        ({"evidence": " "}, "请写明依据：哪天、在哪里"),
        ({"evidence": "长" * 301}, "不超过 300 个字"),
        ({"document": ""}, "请填写文号"),
        ({"document": "长" * 101}, "请填写文号"),
    ],
)
def test_a_proposal_that_cannot_stand_is_refused_with_a_sentence(
    town: Town, twelve: list[Member], changes: dict, sentence: str
) -> None:
    given = {
        "rule": "volunteering",
        "on": date(2026, 3, 5),
        "evidence": "清理河道",
        "document": "登记簿第3页",
        **changes,
    }
    with pytest.raises(Refused, match=sentence):
        propose(branch=town.village, member=twelve[0], by=FIRST, at=NOW, **given)
    assert ManualEntry.objects.count() == 0


def test_a_stranger_of_the_branch_is_refused(town: Town, twelve: list[Member], enter: Enter) -> None:
    with pytest.raises(Refused, match="示例001不是柳堤村的党员"):
        enter(twelve[0], branch=town.other_village)


def test_a_cap_holds_over_what_is_entered(twelve: list[Member], enter: Enter) -> None:
    for day in range(1, 13):
        enter(twelve[0], on=date(2026, 3, day), document=f"第{day}页")
    assert points(twelve[0]) == "80"
    assert PointEntry.objects.filter(member=twelve[0]).count() == 10


def test_a_punishment_is_a_mark_with_its_document_and_no_points(twelve: list[Member], enter: Enter) -> None:
    enter(twelve[0], "punished", document="示纪〔2026〕5号")
    found = points_of_member(twelve[0], 2026, on=TODAY)
    assert found is not None
    assert (found.total.points, PointEntry.objects.count()) == (60, 0)
    assert [mark.document for mark in vetoes_of(found)] == ["示纪〔2026〕5号"]


def test_what_is_said_is_sealed_and_never_in_the_log(twelve: list[Member], enter: Enter) -> None:
    entry = enter(twelve[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence FROM points_manualentry")
        (kept,) = cursor.fetchone()
    assert "河道" not in str(kept)
    assert ManualEntry.objects.get(pk=entry.pk).evidence == "清理村口河道"
    logged = "".join(f"{row.changes}{row.object_label}" for row in Entry.objects.all())
    assert "河道" not in logged


def test_what_the_table_leaves_to_the_committee_waits_there(
    town: Town, twelve: list[Member], enter: Enter
) -> None:
    own = enter(twelve[0], is_confirmed=False)
    high = enter(twelve[1], "commended_county", is_confirmed=False, at=instant("2026-11-20 10:00"))
    assert list(waiting_to_confirm(town.village)) == [own, high]
    assert list(waiting_to_confirm(town.committee)) == [high]
    assert list(waiting_to_confirm(town.other_village)) == []
    assert (confirming_unit(own), confirming_unit(high)) == (town.village, town.committee)
