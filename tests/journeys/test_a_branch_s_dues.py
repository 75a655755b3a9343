"""A village without Party groups or a committee: dues from the year's assessment to the notice on the board."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from activityday.contents.dues.models import Assessment, DayBook, Payment, Remittance
from activityday.home.month import month_of
from activityday.office.notices.models import PublicNotice
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Member, Post
from tests.conftest import LONG_AGO, Town, instant
from tests.pages import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
MOST_TYPED_A_MONTH = 3


def test_dues_of_a_branch_from_assessment_to_notice(
    town: Town, client_of: SignIn, make_members: Callable[..., list[Member]]
) -> None:
    # given six members; the secretary holds the post, nobody else does
    members = make_members(town.other_village, 6)
    Post.objects.create(
        member=members[0], unit=town.other_village, kind=PostKind.SECRETARY, starts_on=LONG_AGO
    )

    # when the year is assessed on one screen: one class for all, two who differ
    with time_machine.travel(instant("2026-05-06 09:00"), tick=False):
        secretary = Person(client_of("other_secretary")).opens("/units/liudi/dues/assess/2026/")
        choices = {f"kind-{member.pk}": "farmer" for member in members}
        choices |= {
            f"kind-{members[1].pk}": "monthly_salary",
            f"base-{members[1].pk}": "6000",
            f"kind-{members[2].pk}": "retired",
            f"base-{members[2].pk}": "5000.01",
        }
        secretary.presses("保存 2026 年核定", starts="2026-05-01", **choices)
        amounts = list(Assessment.objects.order_by("member__position").values_list("amount", flat=True))
        assert [str(amount) for amount in amounts] == ["0.20", "90.00", "50.00", "0.20", "0.20", "0.20"]

        # then the month knows what is due, and says who collects: no committee, so the secretary
        month = month_of(town.other_village, date(2026, 5, 1), on=date(2026, 5, 6))
        assert month.steps[3].detail == "应收 140.80 元"
        table = secretary.opens("/units/liudi/2026/5/dues/").reads()
        assert "书记示例001" in table

        # when the cash does not agree nothing is recorded, when it does the book is closed with one number
        secretary.typed.clear()
        refused = secretary.presses("都交了", cash="140.70").reads()
        assert "少 0.10 元" in refused
        assert Payment.objects.count() == 0
        secretary.presses("都交了", cash="140.80")
        assert len(set(secretary.typed)) <= MOST_TYPED_A_MONTH
        book = DayBook.objects.get()
        assert (book.state, str(book.cash_counted), book.payments.count()) == ("closed", "140.80", 6)
        month = month_of(town.other_village, date(2026, 5, 1), on=date(2026, 5, 6))
        assert (month.steps[3].state, month.steps[3].detail) == ("done", "收到 140.80 元，已结清")

        # when the money is handed up the clerk counts it and receives it
        secretary.opens("/units/liudi/dues/remittances/").presses("上缴 140.80 元")
        clerk = Person(client_of("clerk"))
        address = f"/units/liudi/dues/remittances/{Remittance.objects.get().pk}/"
        clerk.opens(address).presses("核对无误，收到", amount="140.80")
        assert Remittance.objects.get().state == "received"

    # in June one of them pays nothing: the month is in arrears in July, never before it is over
    with time_machine.travel(instant("2026-06-01 10:00"), tick=False):
        secretary = Person(client_of("other_secretary")).opens("/units/liudi/2026/6/dues/")
        secretary.presses("都交了", cash="140.60", **{f"mark-{members[5].pk}": "unpaid"})
        assert DayBook.objects.filter(state="closed").count() == 2
        assert "到今天没有欠交" in secretary.opens(f"/units/liudi/members/{members[5].pk}/2026/").reads()
    with time_machine.travel(instant("2026-07-06 10:00"), tick=False):
        secretary = Person(client_of("other_secretary"))
        year = secretary.opens(f"/units/liudi/members/{members[5].pk}/2026/").reads()
        assert "到今天欠 0.20 元" in year

        # when the half-year is over the notice is ready: figures and names, no base, no class
        notice = secretary.opens("/units/liudi/dues/notice/").reads()
        assert "6000" not in notice
        assert "农民" not in notice
        secretary.presses("张贴公示", where="村部公示栏")
        posted = PublicNotice.objects.get()
        rows = {row[1]: row for row in posted.content["rows"]}
        assert rows["示例002"][-1] == "已交清"
        assert "欠 1 个月" in rows["示例006"][-1]

        # and back payment in July settles June before July
        secretary.opens("/units/liudi/2026/7/dues/")
        assert "补交" in secretary.reads()
