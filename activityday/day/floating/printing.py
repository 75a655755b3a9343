"""The papers of this room: slips, the registration form, the contacts' list, the roster. Each look at whole numbers is logged."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from activityday.audit.actions import Actor, Event, record
from activityday.day.floating.actions import PrintedSlip
from activityday.day.floating.queries import Line, lines_of
from activityday.documents.papers.floating import (
    ActivitySlip,
    ContactLine,
    ContactList,
    FloatingRoster,
    InboundRow,
    RegistrationForm,
    RosterRow,
    render_contacts,
    render_registration,
    render_roster_xlsx,
    render_slips,
)
from activityday.people.organisation.models import Unit
from activityday.people.roster.floating_queries import Floating, arrivals_of, condition_of, floating_of
from activityday.people.roster.models import Arrival, Condition, Departure, Member
from activityday.privacy.masks import mask_address, mask_phone


def slips_pdf(
    unit: Unit, month: date, printed: Sequence[PrintedSlip], *, address: str, held_on: date
) -> bytes:
    """The slips of a month; `address` is where their pages are filled in, `held_on` the own branch's day."""
    contacts = _contacts([one.slip.member_id for one in printed])
    return render_slips(
        tuple(
            ActivitySlip(
                code=one.slip.code,
                unit=unit.name,
                name=one.slip.member.name,
                month=month,
                held=held_on,
                contact=contacts.get(one.slip.member_id, ""),
                page_address=address if one.page_code else "",
                page_code=one.page_code,
                page_until=one.slip.page_expires_on if one.page_code else None,
            )
            for one in printed
        )
    )


@transaction.atomic
def print_calls(*, unit: Unit, with_phones: bool, by: Actor, on: date, at: datetime) -> bytes:
    """The contacts' list of a branch, in roster order; `with_phones` whole numbers, and that is logged."""
    lines = lines_of(unit, on=on)
    phones = _phones([line.floating.condition.pk for line in lines])
    pdf = render_contacts(
        ContactList(
            unit.name,
            on,
            tuple(
                ContactLine(
                    name=line.member.name,
                    phone=_number(phones.get(line.floating.condition.pk, ""), whole=with_phones),
                    place=line.floating.condition.place,
                    contact=line.floating.condition.contact,
                    reached=f"{line.floating.reached_on:%Y-%m-%d}" if line.floating.reached_on else "",
                    ask=_ask(line),
                )
                for line in lines
            ),
        )
    )
    if with_phones and lines:
        event = Event("floating.phones_read", "unit", unit.pk, unit.name, {"phones": len(lines)})
        record(event, committee=unit.chain_code, by=by, at=at)
    return pdf


@transaction.atomic
def print_form(*, found: Floating, with_secrets: bool, by: Actor, on: date, at: datetime) -> bytes:
    """流动党员登记表 of one member; `with_secrets` telephone and address whole, and that is logged."""
    condition = condition_of(found.member, found.condition.pk) or found.condition
    member = Member.objects.select_related("committee").get(pk=found.member.pk)
    pairs = (*_of_member(found, member), *_of_departure(condition, whole=with_secrets))
    pdf = render_registration(RegistrationForm(found.affiliated.branch.name, member.name, pairs, on))
    if with_secrets:
        event = Event("floating.form_printed", "member", member.pk, member.name)
        record(event, committee=member.committee.chain_code, by=by, at=at)
    return pdf


@transaction.atomic
def roster_workbook(unit: Unit, *, by: Actor, on: date, at: datetime) -> bytes:
    """流动党员名册 of a unit and below, telephone numbers masked; that it left is logged."""
    away = floating_of(unit, on=on)
    phones = _phones([one.condition.pk for one in away])
    here = arrivals_of(unit, on=on)
    numbers = dict(Arrival.objects.filter(pk__in=[one.arrival.pk for one in here]).values_list("pk", "phone"))
    content = render_roster_xlsx(
        FloatingRoster(
            unit.name,
            on,
            tuple(_row(one, phones.get(one.condition.pk, "")) for one in away),
            tuple(
                InboundRow(
                    branch=one.arrival.unit.short_name,
                    name=one.arrival.person,
                    home=one.home_name,
                    home_phone=one.arrival.home_phone,
                    phone=mask_phone(numbers.get(one.arrival.pk) or ""),
                    since=one.arrival.starts_on,
                )
                for one in here
            ),
        )
    )
    event = Event("floating.exported", "unit", unit.pk, unit.name, {"away": len(away), "here": len(here)})
    record(event, committee=unit.chain_code, by=by, at=at)
    return content


def _row(one: Floating, phone: str) -> RosterRow:
    departure, condition = one.departure or Departure(), one.condition
    is_known = one.departure is not None
    return RosterRow(
        branch=one.affiliated.branch.short_name,
        name=one.member.name,
        departed_on=condition.starts_on,
        reason=str(departure.get_reason_display()) if is_known else "",
        place=condition.place,
        employer=departure.employer,
        phone=mask_phone(phone),
        contact=condition.contact,
        host=departure.host if is_known else "",
        host_phone=departure.host_phone,
        reported_on=departure.reported_on,
        way=str(departure.get_way_display()) if is_known else "",
        dues_place=str(departure.get_dues_place_display()) if is_known else "",
        reached_on=one.reached_on,
        note="失去联系" if one.lost else "",
    )


def _of_member(found: Floating, member: Member) -> tuple[tuple[str, str], ...]:
    return (
        ("姓名", member.name),
        ("性别", str(member.get_gender_display())),
        ("民族", member.ethnicity),
        ("出生日期", member.born_as_known),
        ("公民身份号码", member.masked_identity),
        ("学历", member.education),
        ("人员类别", str(found.affiliated.category.label)),
        ("入党日期", member.joined_as_known),
    )


def _of_departure(condition: Condition, *, whole: bool) -> tuple[tuple[str, str], ...]:
    departure = getattr(condition, "departure", None)
    if departure is None:
        departure = Departure(reason="", way="", dues_place="")
    phone = departure.phone if whole else mask_phone(departure.phone)
    address = departure.address if whole else mask_address(departure.address)
    return (
        ("外出日期", f"{condition.starts_on:%Y-%m-%d}"),
        ("外出事由", str(departure.get_reason_display())),
        ("外出流向", condition.place),
        ("单位", departure.employer),
        ("住址", address),
        ("联系电话", phone),
        ("支部联系人", condition.contact),
        ("流入地党组织", departure.host),
        ("流入地电话", departure.host_phone),
        ("报到日期", f"{departure.reported_on:%Y-%m-%d}" if departure.reported_on else ""),
        ("参加活动方式", str(departure.get_way_display())),
        ("党费交纳地", str(departure.get_dues_place_display())),
        ("预计返回", f"{departure.back_on:%Y-%m-%d}" if departure.back_on else ""),
        ("返回日期", f"{condition.ends_on:%Y-%m-%d}" if condition.ends_on else ""),
    )


def _ask(line: Line) -> str:
    months = "、".join(f"{month.month}月" for month in line.silent)
    asked = f"{months}参加活动没有？在哪里、怎么参加的？" if line.silent else ""
    return " ".join(part for part in (asked, line.transfer) if part)


def _number(phone: str, *, whole: bool) -> str:
    return phone if whole else mask_phone(phone)


def _phones(conditions: Sequence[int]) -> dict[int, str]:
    """The number of each registration, else the one on the roster."""
    rows = Condition.objects.filter(pk__in=conditions).values_list("pk", "departure__phone", "member__phone")
    return {key: own or roster or "" for key, own, roster in rows}


def _contacts(members: Sequence[UUID]) -> dict[UUID, str]:
    rows = Condition.objects.filter(member__in=members, kind="floating", ends_on=None)
    return dict(rows.values_list("member_id", "contact"))
