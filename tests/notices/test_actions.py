"""A notice hangs as it was posted; what is objected to it is answered once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from activityday.audit.models import Entry
from activityday.audit.queries import first_break
from activityday.office.notices.actions import answer_objection, withdraw, write_objection
from activityday.office.notices.enums import Kind, State, Verdict
from activityday.office.notices.models import Objection, PublicNotice
from activityday.office.notices.queries import last_covered, last_notice, open_objections
from activityday.people.organisation.checks import Refused
from activityday.people.roster.models import Member
from activityday.privacy.sealed import unseal
from tests.conftest import Town, instant
from tests.notices.conftest import CONTENT, HALF

pytestmark = pytest.mark.django_db
Post = Callable[..., PublicNotice]


@pytest.fixture
def object_to(town: Town) -> Callable[..., Objection]:
    def objected(notice: PublicNotice, **changed: object) -> Objection:
        given = {
            "text": "二月份我交过，表上没有",
            "raised_by": "示例002",
            "raised_on": date(2026, 7, 8),
            "member": None,
            "answer_due_on": date(2026, 7, 23),
            "by": town.users["secretary"],
            "at": instant("2026-07-08 10:00"),
        }
        return write_objection(notice=notice, **{**given, **changed})

    return objected


def test_what_was_posted_is_kept_word_for_word(post_notice: Post) -> None:
    notice = post_notice()
    notice.refresh_from_db()
    assert notice.content == CONTENT.as_json()
    assert (notice.state, notice.posted_by) == (State.POSTED, "书记老王（secretary）")


def test_the_same_months_are_not_posted_twice(post_notice: Post) -> None:
    post_notice()
    with pytest.raises(Refused, match="已经在2026年7月6日张贴过"):
        post_notice()
    assert PublicNotice.objects.count() == 1


def test_two_who_post_at_the_same_moment_meet_in_the_database(post_notice: Post) -> None:
    first = post_notice()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicNotice.objects.create(
            **{
                field.name: getattr(first, field.name)
                for field in PublicNotice._meta.fields
                if field.name != "id"
            }
        )


def test_another_branch_kind_or_period_is_another_notice(town: Town, post_notice: Post) -> None:
    post_notice()
    post_notice(unit=town.other_village)
    post_notice(kind=Kind.POINTS)
    post_notice(posting=replace(HALF, covers_from=date(2026, 7, 1), covers_to=date(2026, 12, 31)))
    assert PublicNotice.objects.count() == 4


@pytest.mark.parametrize(
    "cell",
    ["430624198607011234", "身份证43062419860701123X", "430624860701123", "13812345678"],
)
def test_no_identity_or_telephone_number_is_posted(post_notice: Post, cell: str) -> None:
    with pytest.raises(Refused, match="不能有身份证号、电话号码"):
        post_notice(content=replace(CONTENT, rows=[["1", "示例001", cell]]))
    with pytest.raises(Refused, match="不能有身份证号、电话号码"):
        post_notice(content=replace(CONTENT, opening=[f"联系 {cell}"]))
    assert not PublicNotice.objects.exists()


def test_an_amount_or_a_date_is_no_identity_number(post_notice: Post) -> None:
    rows = [["1", "示例001", "1318.60"], ["2", "示例002", "2026年7月6日"]]
    assert post_notice(content=replace(CONTENT, rows=rows)).pk


def test_an_empty_table_is_not_posted(post_notice: Post) -> None:
    with pytest.raises(Refused, match="没有可以公示的内容"):
        post_notice(content=replace(CONTENT, rows=[]))


def test_the_days_stand_in_order(post_notice: Post) -> None:
    with pytest.raises(Refused, match="结束日期早于开始日期"):
        post_notice(posting=replace(HALF, ends_on=date(2026, 7, 5)))


def test_taken_down_with_a_reason_it_stays_and_another_may_hang(town: Town, post_notice: Post) -> None:
    notice = post_notice()
    clerk, at = town.users["secretary"], instant("2026-07-07 09:00")
    with pytest.raises(Refused, match="请写明为什么撤下"):
        withdraw(notice=notice, why=" ", by=clerk, at=at)
    withdraw(notice=notice, why="金额写错一处", by=clerk, at=at)
    with pytest.raises(Refused, match="已经撤下"):
        withdraw(notice=notice, why="再撤一次", by=clerk, at=at)
    again = post_notice()
    notice.refresh_from_db()
    assert (notice.state, notice.withdrawn_why) == (State.WITHDRAWN, "金额写错一处")
    assert last_notice(town.village, Kind.DUES) == again


def test_an_objection_is_answered_once_and_in_words(
    town: Town, post_notice: Post, object_to: Callable[..., Objection]
) -> None:
    raised = object_to(post_notice())
    assert list(open_objections(town.village)) == [raised]
    given = {"by": town.users["secretary"], "at": instant("2026-07-09 09:00")}
    with pytest.raises(Refused, match="请写明答复"):
        answer_objection(objection=raised, verdict=Verdict.UPHELD, answer="", **given)
    answer_objection(objection=raised, verdict=Verdict.UPHELD, answer="收据漏登，已补登。", **given)
    with pytest.raises(Refused, match="已由书记老王（secretary）答复"):
        answer_objection(objection=raised, verdict=Verdict.REJECTED, answer="没有", **given)
    raised.refresh_from_db()
    assert (raised.verdict, raised.answer) == ("upheld", "收据漏登，已补登。")
    assert not open_objections(town.village).exists()


@pytest.mark.parametrize(
    ("raised_on", "said"),
    [
        (date(2026, 7, 5), "不在公示期内"),
        (date(2026, 7, 11), "提出日期还没有到"),
    ],
)
def test_an_objection_belongs_into_the_days_of_the_notice(
    post_notice: Post, object_to: Callable[..., Objection], raised_on: date, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        object_to(post_notice(), raised_on=raised_on)


def test_after_the_days_are_over_nothing_new_is_objected(
    post_notice: Post, object_to: Callable[..., Objection]
) -> None:
    with pytest.raises(Refused, match="过了公示期的意见"):
        object_to(post_notice(), raised_on=date(2026, 7, 13), at=instant("2026-07-13 09:00"))


def test_nothing_is_objected_to_what_no_longer_hangs(
    town: Town, post_notice: Post, object_to: Callable[..., Objection]
) -> None:
    notice = post_notice()
    withdraw(notice=notice, why="重拟", by=town.users["secretary"], at=instant("2026-07-07 09:00"))
    notice.refresh_from_db()
    with pytest.raises(Refused, match="已经撤下"):
        object_to(notice)


def test_who_objected_is_sealed_and_never_in_the_log(
    post_notice: Post, object_to: Callable[..., Objection], make_members: Callable[..., list[Member]]
) -> None:
    object_to(post_notice())
    with connection.cursor() as cursor:
        cursor.execute("select raised_by from notices_objection")
        (kept,) = cursor.fetchone()
    assert unseal(kept) == "示例002" != kept
    assert not Entry.objects.filter(changes__contains="示例002").exists()
    assert first_break("fenggang") is None
    assert list(Entry.objects.order_by("sequence").values_list("action", flat=True))[-2:] == [
        "notices.posted",
        "notices.objected",
    ]


def test_the_last_day_covered_is_found_for_many_with_one_question(
    town: Town, post_notice: Post, django_assert_num_queries: Callable[..., object]
) -> None:
    post_notice()
    later = replace(HALF, covers_from=date(2026, 7, 1), covers_to=date(2026, 12, 31))
    withdrawn = post_notice(posting=later)
    withdraw(notice=withdrawn, why="错", by=town.users["secretary"], at=instant("2026-07-07 09:00"))
    with django_assert_num_queries(1):
        found = last_covered([town.village, town.other_village], Kind.DUES)
    assert found == {town.village.pk: date(2026, 6, 30)}
