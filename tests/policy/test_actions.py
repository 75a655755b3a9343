"""Setting a parameter differently and ending that; entering a holiday notice."""

from datetime import date

import pytest

from activityday.audit.queries import first_break, history_of
from activityday.office.policy.actions import amend, end, enter_notice
from activityday.office.policy.models import Amendment, HolidayNotice
from activityday.office.policy.notice_files import read_text
from activityday.office.policy.queries import work_calendar
from activityday.people.organisation.checks import Refused
from tests.conftest import Town, instant
from tests.policy.conftest import NOTICE_2027, proposal

pytestmark = pytest.mark.django_db
NOW = instant("2026-11-23 09:00")


def enter(town: Town, text: str = NOTICE_2027, *, base_version: int = 0, reason: str = "") -> HolidayNotice:
    draft = read_text(text, year=2027)
    return enter_notice(
        unit=town.county,
        draft=draft,
        base_version=base_version,
        reason=reason,
        by=town.users["county_officer"],
        at=NOW,
    )


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("least_minutes", 120, "“活动最短时长”只能比上级的 180分钟 更高，不能改成 120分钟。"),
        ("rescheduling_answer_days", 5, "“改期申请应在几天内答复”只能比上级的 3天 更低，不能改成 5天。"),
        ("review_run", 2, "“一年内连续几次无故缺席提请研究”由上级统一规定，本级不能改。"),
        ("weekday", 8, "“活动日是星期几”只能选：星期一"),
        ("week_reading", "someday", "只能选：当月第一个星期一、1日所在那一周的星期一"),
        ("least_minutes", 601, "最多是 600分钟"),
        ("no_such", 1, "规则里没有这个参数"),
    ],
)
def test_what_the_level_above_leaves_no_room_for_is_refused_in_its_sentence(
    town: Town, key: str, value: int | str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        amend(unit=town.village, proposal=proposal(key, value), by=town.users["clerk"], at=NOW)
    assert said in refused.value.sentence
    assert not Amendment.objects.exists()


def test_an_amendment_for_all_kinds_may_be_looser_for_none_of_them(town: Town) -> None:
    amend(
        unit=town.county,
        proposal=proposal("least_minutes", 240, sector="village"),
        by=town.users["county_officer"],
        at=NOW,
    )
    with pytest.raises(Refused, match="240分钟 更高"):
        amend(unit=town.committee, proposal=proposal("least_minutes", 200), by=town.users["clerk"], at=NOW)
    amend(
        unit=town.committee,
        proposal=proposal("least_minutes", 200, sector="retired"),
        by=town.users["clerk"],
        at=NOW,
    )


@pytest.mark.parametrize(
    ("document", "said"), [("", "请填写文号"), ("  ", "请填写文号"), ("樟" * 61, "不超过 60 个字")]
)
def test_without_a_document_number_nothing_is_amended(town: Town, document: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        amend(
            unit=town.village,
            proposal=proposal("least_minutes", 240, document=document),
            by=town.users["clerk"],
            at=NOW,
        )


def test_the_second_amendment_from_the_same_day_is_refused_until_the_first_is_void(town: Town) -> None:
    by = town.users["clerk"]
    first = amend(unit=town.village, proposal=proposal("least_minutes", 240), by=by, at=NOW)
    with pytest.raises(Refused, match="已经从 2026-12-01 起调整过“活动最短时长”"):
        amend(unit=town.village, proposal=proposal("least_minutes", 200), by=by, at=NOW)
    end(amendment=first, until=None, reason="录错了", by=by, at=NOW)
    amend(unit=town.village, proposal=proposal("least_minutes", 200), by=by, at=NOW)
    assert [(one.value, one.is_void) for one in Amendment.objects.order_by("pk")] == [
        (240, True),
        (200, False),
    ]


def test_an_amendment_is_ended_once_with_a_reason_not_before_it_began(town: Town) -> None:
    by = town.users["clerk"]
    one = amend(unit=town.village, proposal=proposal("least_minutes", 240), by=by, at=NOW)
    with pytest.raises(Refused, match=r"不能早于生效日期 2026-12-01.*作废"):
        end(amendment=one, until=date(2026, 11, 30), reason="废止", by=by, at=NOW)
    with pytest.raises(Refused, match="请写明停用的原因"):
        end(amendment=one, until=date(2026, 12, 31), reason=" ", by=by, at=NOW)
    end(amendment=one, until=date(2026, 12, 31), reason="废止", by=by, at=NOW)
    with pytest.raises(Refused, match="已由党建办小陈（clerk）停用"):
        end(amendment=one, until=date(2027, 1, 31), reason="再办一次", by=by, at=NOW)


def test_every_step_stands_in_the_log_of_the_towns_chain(town: Town) -> None:
    one = amend(unit=town.village, proposal=proposal("least_minutes", 240), by=town.users["clerk"], at=NOW)
    end(amendment=one, until=None, reason="录错了", by=town.users["clerk"], at=NOW)
    assert [entry.action for entry in history_of("amendment", one.pk)] == ["policy.voided", "policy.amended"]
    assert first_break("fenggang") is None


def test_a_notice_makes_the_year_official_and_moves_its_days(town: Town) -> None:
    assert not work_calendar().is_official(date(2027, 5, 3))
    enter(town)
    calendar = work_calendar()
    assert calendar.is_official(date(2027, 5, 3))
    assert calendar.days_off[date(2027, 5, 3)] == "劳动节"
    assert calendar.is_working_day(date(2027, 1, 31))


def test_a_correction_is_a_new_version_with_its_reason_and_the_old_one_stays(town: Town) -> None:
    enter(town)
    corrected = NOTICE_2027.replace("5月1日至5日放假调休，共5天", "5月1日至3日放假调休，共3天")
    with pytest.raises(Refused, match="更正请写明原因"):
        enter(town, corrected, base_version=1)
    enter(town, corrected, base_version=1, reason="劳动节录多了两天")
    assert date(2027, 5, 4) not in work_calendar().days_off
    assert [(one.version, one.days.count()) for one in HolidayNotice.objects.order_by("version")] == [
        (1, 32),
        (2, 30),
    ]


def test_the_second_of_two_people_is_told_that_the_notice_is_there(town: Town) -> None:
    enter(town)
    with pytest.raises(Refused, match="2027 年的放假安排刚刚由别人录入过"):
        enter(town, reason="我也录一遍")
    assert HolidayNotice.objects.count() == 1


def test_a_year_of_the_rulebook_is_corrected_only_with_a_reason(town: Town) -> None:
    text = "一、元旦：1月1日放假。"
    draft = read_text(text, year=2026)
    by = town.users["county_officer"]
    draft = type(draft)(
        2026, "国办发明电〔2025〕7号", date(2025, 11, 4), draft.days_off, draft.make_up_workdays
    )
    with pytest.raises(Refused, match="2026 年的放假安排已经有了"):
        enter_notice(unit=town.county, draft=draft, base_version=0, reason="", by=by, at=NOW)
    enter_notice(unit=town.county, draft=draft, base_version=0, reason="试录", by=by, at=NOW)
    assert date(2026, 10, 5) not in work_calendar().days_off
