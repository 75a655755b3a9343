"""Which quarter is to be made known next, and what such a notice says."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from activityday.judgement.closing.models import CountedMember
from activityday.judgement.points.queries.sums import MemberPoints
from activityday.office.notices.content import Content
from activityday.office.notices.enums import Kind, State
from activityday.office.notices.models import PublicNotice
from activityday.office.notices.queries import last_covered, notices_of
from activityday.office.policy.queries import parameters_for_many
from activityday.people.organisation.models import Unit
from activityday.rules.point_table import shown
from activityday.rules.points import QuarterDue, Urgency, quarter_label, quarter_notice, quarter_of

HEADER = ("序号", "姓名", "基础分", "加分", "扣分", "合计")


def notice_due(units: Iterable[Unit], on: date) -> dict[int, QuarterDue]:
    """By unit id: the next quarterly notice of points, and how near it is. Four queries for any number of branches.

    A quarter in which a branch closed nothing has nothing to make known.
    """
    units = list(units)
    covered = last_covered(units, Kind.POINTS)
    parameters = parameters_for_many(units, on=on)
    days = {unit.pk: parameters[unit.pk].integer("points_notice_days") for unit in units}
    due = {unit.pk: quarter_notice(covered.get(unit.pk), on, within_days=days[unit.pk]) for unit in units}
    counted = _counted(due)
    return {
        key: one
        if one.urgency == Urgency.LATER or (key, one.starts_on) in counted
        else replace(
            one,
            urgency=Urgency.LATER,
            sentence=f"{quarter_label(one.starts_on)}没有归档的活动，不用公示积分。",
        )
        for key, one in due.items()
    }


def standing_notice(unit: Unit, starts_on: date) -> PublicNotice | None:
    """What hangs or hung for this quarter and was not taken down."""
    return notices_of(unit, Kind.POINTS).filter(unit=unit, covers_from=starts_on, state=State.POSTED).first()


def posted_quarters(unit: Unit, year: int) -> set[date]:
    """The first days of the quarters of a year whose notice hangs or hung. One query."""
    found = PublicNotice.objects.filter(
        unit=unit, kind=Kind.POINTS, state=State.POSTED, covers_from__year=year
    )
    return set(found.values_list("covers_from", flat=True))


def content_of(points: Sequence[MemberPoints], starts_on: date, ends_on: date) -> Content:
    """The notice of a quarter: the year up to its end, for who belongs to the branch now, in roster order (notice 四(四)).

    No reasons, no grades, no marks; who is not scored is not listed.
    """
    scored = [one for one in points if one.is_scored and one.person.is_current]
    left_out = sum(1 for one in points if one.person.is_current) - len(scored)
    rows = []
    for number, one in enumerate(scored, start=1):
        sums = one.total_to(ends_on)
        figures = (sums.base, sums.plus, sums.minus, sums.points)
        rows.append((str(number), one.member.name, *(shown(figure) for figure in figures)))
    document = points[0].table.document if points else ""
    closing = [
        f"积分按{document}的规则表，从参加活动日、交纳党费和复核过的登记事项推出；请假、经批准不参加的不扣分。",
        "名单按花名册顺序。积分只供民主评议参考，不是评议结果。",
        "对本人积分有疑问的，公示期内向党支部提出，也可以要求打印本人积分明细。",
    ]
    if left_out:
        closing.insert(1, f"按规则表不计分的 {left_out} 名党员不列。")
    opening = [
        f"现将{starts_on.year}年1月至{ends_on.month}月党员积分公示如下（基础分 ＋ 加分 − 扣分 = 合计）。"
    ]
    return Content(opening, HEADER, rows, closing=closing)


def _counted(due: dict[int, QuarterDue]) -> set[tuple[int, date]]:
    if not due:
        return set()
    first = min(one.starts_on for one in due.values())
    rows = CountedMember.objects.filter(branch__in=list(due), month__gte=first, is_current=True)
    return {
        (branch, quarter_of(month)[0]) for branch, month in rows.values_list("branch_id", "month").distinct()
    }
