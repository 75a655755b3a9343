"""The dues of the invented town: assessed by what people do, collected month by month through the same actions."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from activityday.audit.actions import Actor
from activityday.contents.dues.actions.arrangements import arrange
from activityday.contents.dues.actions.assessing import assess_year
from activityday.contents.dues.actions.books import collect
from activityday.contents.dues.actions.making_public import make_public
from activityday.contents.dues.actions.remittances import hand_up, move
from activityday.contents.dues.actions.waivers import ask_waiver
from activityday.contents.dues.enums import ArrangementKind, Channel, DuesClass, RemittanceStep, WaiverKind
from activityday.contents.dues.queries.assessing import year_sheet
from activityday.contents.dues.queries.books import NOTHING, Table, sum_of, table_of, unremitted
from activityday.contents.dues.queries.collectors import collectors_of
from activityday.contents.dues.queries.due import payers_of
from activityday.contents.dues.queries.making_public import draft_of, months_to_cover, usual_end
from activityday.contents.dues.queries.overview import desks_of
from activityday.contents.dues.reckoning import Entry, Step, Taking, reckon
from activityday.contents.dues.trial import Entry as Basis
from activityday.day.schedule.queries import days_of_many
from activityday.demo.history import Stage
from activityday.office.filings.actions import answer
from activityday.office.filings.enums import Step as Answer
from activityday.people.accounts.models import User
from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of
from activityday.people.roster.queries import Affiliated, affiliated

SHANGHAI = ZoneInfo("Asia/Shanghai")
# these keep their dues here from the first month of the story on, the others only for the last two
EARLY = ("xingtang", "jiguan")
LATE_MONTHS = 2
# what was not collected of the last month: by unit
OPEN = ("xingtang-3", "liudi-1", "liudi-2")
BY_QUARTER, BY_PROXY, BY_BANK, WAIVED, UNPAID, GIVES = 6, 7, 9, 12, 8, 10
UNPAID_MONTHS = 2
CADRES = 3
BASES = {
    Sector.COMMUNITY: (DuesClass.RETIRED, ("1800", "2350", "2760")),
    Sector.DEPARTMENT: (DuesClass.MONTHLY_SALARY, ("3860", "4280.50", "5120", "6035")),
    Sector.ENTERPRISE: (DuesClass.MONTHLY_SALARY, ("3200", "3950", "4600")),
    Sector.SOCIAL: (DuesClass.SELF_EMPLOYED, ("2400", "3100")),
    Sector.RETIRED: (DuesClass.RETIRED, ("3900", "4650", "5230")),
}


def collect_history(
    stage: Stage, months: Sequence[date], *, clerk: User, told: Callable[[str], None]
) -> None:
    """Assess every branch, agree and reduce for a few, collect and hand up month by month, post one notice."""
    branches = list(branches_of(stage.committee, on=stage.today))
    days = days_of_many(branches, months)
    for branch in branches:
        own = months if branch.code in EARLY else months[-LATE_MONTHS:]
        by = stage.actor(branch)
        _assess(branch, own, by)
        people = affiliated([branch], on=own[0])
        if branch.code in EARLY:
            _agree(branch, people, own, by, clerk)
        for month in own:
            day = days[branch.pk, month].day
            _collect(branch, people, month, day, by, months=own)
            _hand_up(branch, day, by, clerk, is_last=month == own[-1])
        if branch.code in EARLY:
            _make_public(branch, stage.today, by)
    told(f"党费：{len(branches)} 个支部")


def _assess(branch: Unit, months: Sequence[date], by: Actor) -> None:
    for year in sorted({month.year for month in months}):
        on = max(months[0], date(year, 1, 1))
        sheet = year_sheet(branch, year, on=on, starts=months[0])
        assess_year(
            branch=branch,
            year=year,
            starts=months[0],
            entries={row.key: _basis(branch, number) for number, row in enumerate(sheet.rows)},
            base_version=sheet.version,
            by=by,
            on=on,
            at=_at(on, 9),
        )


def _basis(branch: Unit, number: int) -> Basis:
    """By what a member's dues are worked out: what people of this sector live on; officers draw a salary."""
    if branch.sector == Sector.VILLAGE:
        return Basis(DuesClass.MONTHLY_SALARY, Decimal(2600)) if number < CADRES else Basis(DuesClass.FARMER)
    kind, bases = BASES.get(Sector(branch.sector), (DuesClass.FARMER, ("",)))
    if branch.sector == Sector.COMMUNITY and number < CADRES:
        return Basis(DuesClass.MONTHLY_SALARY, Decimal(3200))
    return Basis(kind, Decimal(bases[number % len(bases)]) if bases[0] else None)


def _agree(
    branch: Unit, people: Sequence[Affiliated], months: Sequence[date], by: Actor, clerk: User
) -> None:
    on = months[0]
    for number, kind, payer, relation in (
        (BY_QUARTER, ArrangementKind.QUARTERLY, "", ""),
        (BY_PROXY, ArrangementKind.PROXY, "陈小芳", "女儿"),
    ):
        arrange(
            branch=branch,
            member=people[number].member,
            kind=kind,
            payer=payer,
            relation=relation,
            reason="长年在外务工",
            consented_on=on,
            since=months[0],
            until=None,
            by=by,
            on=on,
            at=_at(on, 10),
        )
    waiver = ask_waiver(
        branch=branch,
        member=people[WAIVED].member,
        kind=WaiverKind.WAIVED,
        amount=None,
        ground="大病，家里没有收入",
        considered_on=on,
        since=months[0],
        until=months[-1],
        by=by,
        on=on,
        at=_at(on, 11),
    )
    answer(filing=waiver.filing, step=Answer.APPROVE, note="同意。", by=clerk, at=_at(on, 15))


def _collect(
    branch: Unit, people: Sequence[Affiliated], month: date, day: date, by: Actor, *, months: Sequence[date]
) -> None:
    is_last = month == months[-1]
    for desk in desks_of(branch, month, collectors_of(branch, on=day), payers_of(branch, month)):
        unit = desk.collector.unit
        if is_last and unit.code in OPEN:
            continue
        table = table_of(unit, month, on=day)
        taking = _taking(table, branch, people, day, in_arrears=month in months[-UNPAID_MONTHS:])
        if taking.cash or taking.entries:
            collect(unit=unit, month=month, taking=taking, by=by, at=_at(day, 10))


def _taking(
    table: Table, branch: Unit, people: Sequence[Affiliated], day: date, *, in_arrears: bool
) -> Taking:
    """Everybody the usual amount, but by bank, more than asked, or nothing, where the story has it so."""
    told: dict[UUID, int] = {person.member.pk: number for number, person in enumerate(people)}
    entries, unpaid = {}, set()
    for line in table.waiting:
        number = told.get(line.key) if branch.code in EARLY else None
        if number == BY_BANK:
            entries[line.key] = Entry(line.usual, channel=Channel.TRANSFER)
        elif number == GIVES and day.month == 7:  # noqa: PLR2004 -- the Party's birthday
            entries[line.key] = Entry(line.usual, extra=Decimal(100))
        elif number == UNPAID and in_arrears:
            unpaid.add(line.key)
    taking = Taking(entries, day, table.number, table.version, frozenset(unpaid))
    sums = reckon(table, taking)
    step = Step.REST if sums.rest_people else Step.CLOSE
    return Taking(entries, day, table.number, table.version, frozenset(unpaid), sums.with_rest, step)


def _hand_up(branch: Unit, day: date, by: Actor, clerk: User, *, is_last: bool) -> None:
    """The secretary hands up two days later; the clerk has not counted the last one yet."""
    shown = sum((sum_of(book.payments.all()) for book in unremitted(branch)), NOTHING)
    if not shown:
        return
    on = day + timedelta(days=2)
    sent_by = collectors_of(branch, on=day)[-1].collects
    made = hand_up(branch=branch, shown=shown, sent_by=sent_by, sent_on=on, by=by, at=_at(on, 9))
    if not is_last:
        step = RemittanceStep.RECEIVE
        move(remittance=made, step=step, amount=made.amount, by=clerk, at=_at(on, 15))


def _make_public(branch: Unit, today: date, by: Actor) -> None:
    months = months_to_cover(branch, on=today)
    if not months:
        return
    last = usual_end(months)
    on = min((last + timedelta(days=32)).replace(day=6), today)
    make_public(
        branch=branch,
        draft=draft_of(branch, months[0], last, on=on),
        starts_on=on,
        where="党务公开栏",
        on=on,
        by=by,
        at=_at(on, 9),
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=SHANGHAI)
