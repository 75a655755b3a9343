"""A member's points through a year: closed, opened again, explained, volunteered, made known, objected, printed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from django.test import Client

from activityday.audit.queries import first_break
from activityday.day.attendance.actions import answer_leave, ask_leave
from activityday.day.attendance.enums import LeaveKind
from activityday.judgement.closing.actions import close, reopen
from activityday.judgement.closing.models import Closing
from activityday.judgement.points.models import PointEntry
from activityday.office.notices.models import PublicNotice
from activityday.people.roster.models import Member
from tests.closing.conftest import BOTH, close_month, hold, twelve  # noqa: F401 -- fixtures
from tests.conftest import OPERATOR, Town, instant
from tests.documents.looking import words
from tests.pages import Person

POINTS = "/units/xingtang/points/2026/"


@contextmanager
def desk(town: Town, post: str, moment: str) -> Iterator[Person]:
    """Somebody at the desk on a day."""
    with time_machine.travel(instant(moment), tick=False):
        client = Client()
        client.force_login(town.users[post], backend="django.contrib.auth.backends.ModelBackend")
        yield Person(client)


@pytest.mark.django_db
def test_points_through_a_year(
    town: Town,
    twelve: list[Member],  # noqa: F811
    close_month: Callable,  # noqa: F811
) -> None:
    wang = twelve[0]
    statement = f"{POINTS}{wang.pk}/"

    # given: in July 示例001 was written down as absent, in August and September too
    july = close_month(town.village, 7, {wang: "缺"}, twelve)
    close_month(town.village, 8, {wang: "缺"}, twelve)
    with desk(town, "secretary", "2026-08-04 09:00") as secretary:
        secretary.opens(POINTS).presses("入账 24 条")
        assert "已入账 24 条。" in secretary.response.content.decode()
        assert "56 分" in secretary.opens(statement).reads()

    # when the July sheet turns out to bear the signature, and the absence of August was illness
    _mend(july, wang)
    _explain(wang, town)

    # then the page says so at once, and posting writes corrections and nothing else
    with desk(town, "secretary", "2026-08-07 09:00") as secretary:
        assert "62 分" in secretary.opens(statement).reads()
        secretary.opens(POINTS).presses("入账 3 条")
        said = secretary.opens(statement).reads()
        assert said.count("更正") >= 2
        assert "现在是“参加活动日”" in said
        assert "现在是“请假经批准，或经批准不参加”" in said
        assert "住院" not in said

    # when the recorder enters a day of volunteering, another person has to confirm it
    with desk(town, "recorder", "2026-09-20 09:00") as recorder:
        recorder.opens("/units/xingtang/points/manual/").clicks("登记一条")
        recorder.presses(
            "登记，交给另一人复核",
            member=str(wang.pk),
            rule="volunteering",
            on="2026-09-19",
            evidence="给两户老人送药",
            document="服务登记簿第5页",
        )
        assert "62 分" in recorder.opens(statement).reads()
    with desk(town, "secretary", "2026-09-21 09:00") as secretary:
        secretary.opens("/units/xingtang/points/manual/").clicks("示例001：参加志愿服务")
        secretary.presses("提交复核意见", answer="confirm")
        assert "64 分" in secretary.opens(statement).reads()

    # when the quarter is over, its notice hangs with sums only
    close_month(town.village, 9, {}, twelve)
    with desk(town, "secretary", "2026-10-12 09:00") as secretary:
        assert "该办了" in secretary.opens(POINTS).reads()
        secretary.clicks("第3季度公示").presses("张贴这份公示", where="村部公开栏")
        notice = PublicNotice.objects.get()
        assert notice.content["rows"][0] == ["1", "示例001", "60", "6", "0", "66"]
        assert "住院" not in str(notice.content)

    # when somebody shows that the volunteering was another member's, it is taken back by two people
    with desk(town, "recorder", "2026-10-14 09:00") as recorder:
        recorder.opens("/units/xingtang/points/manual/").clicks("示例001：参加志愿服务")
        recorder.presses("登记冲正", reason="是示例002去的")
    with desk(town, "secretary", "2026-10-14 15:00") as secretary:
        secretary.opens("/units/xingtang/points/manual/").clicks("示例001：冲正")
        secretary.presses("提交复核意见", answer="confirm")
        assert "64 分" in secretary.opens(statement).reads()

    # then the year's statement says all of it in large type, and nothing was ever rewritten
    with desk(town, "secretary", "2027-01-11 09:00") as secretary:
        pdf = secretary.client.get(f"{POINTS}{wang.pk}.pdf").content
        said = "".join(words(pdf))
        assert "合计64分" in said
        assert "分档：60分以上、不到80分" in said
    kept = PointEntry.objects.filter(member=wang)
    assert kept.filter(corrects__isnull=False).count() == 3
    assert sum(entry.points for entry in kept) == 4
    assert first_break("fenggang") is None


def _mend(closing: Closing, member: Member) -> None:
    """The month is opened, the roll is mended, and it is closed again."""
    activity = closing.activity
    reopen(activity=activity, reason="签名漏看了一个", by=OPERATOR, at=instant("2026-08-05 09:00"))
    activity.roll_entries.filter(member=member).update(state="present")
    activity.roll.signed_count += 1
    activity.roll.save()
    activity.refresh_from_db()
    at = instant("2026-08-05 10:00")
    close(activity=activity, signatures=BOTH, base_version=activity.version, by=OPERATOR, at=at)


def _explain(member: Member, town: Town) -> None:
    """Explained within the week, and accepted."""
    leave = ask_leave(
        member=member,
        branch=town.village,
        month=date(2026, 8, 1),
        kind=LeaveKind.ILLNESS,
        reason="住院",
        by=OPERATOR,
        at=instant("2026-08-06 09:00"),
    )
    answer_leave(leave=leave, is_granted=True, note="", by=OPERATOR, at=instant("2026-08-06 10:00"))
