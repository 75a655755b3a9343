"""Writes of registrations in communities (notice 三(四) 到社区报到)."""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.service.actions.entries import insert, log
from activityday.contents.service.checks import (
    LONGEST_WHY,
    check_branch,
    check_members,
    check_past,
    check_receiver,
    check_registration,
    check_slip,
    check_words,
    next_state,
)
from activityday.contents.service.drafts import RegistrationDraft
from activityday.contents.service.enums import (
    LIVE_REGISTRATIONS,
    REGISTRATION_TRANSITIONS,
    RegistrationState,
    RegistrationStep,
)
from activityday.contents.service.models import Registration
from activityday.documents.codes import sheet_code
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

SERIALS = 32**5


@transaction.atomic
def register(*, unit: Unit, draft: RegistrationDraft, by: Actor, at: datetime) -> list[Registration]:
    """Register members in a community for the year of the day. Raises Refused for who is registered already."""
    check_branch(unit)
    check_registration(unit, draft, localdate(at))
    check_members(unit, draft.members)
    _check_not_yet(draft)
    made = [_new(unit, draft, member, by, at) for member in draft.members]
    log("registered", made[0], unit, by, at, {"number": len(made), "year": draft.on.year})
    return made


@transaction.atomic
def confirm_here(*, registration: Registration, unit: Unit, word: str, by: Actor, at: datetime) -> None:
    """The community, one of our branches, confirms that the member came. Raises Refused."""
    registration = _locked(registration)
    check_receiver(registration, unit)
    _settle(registration, RegistrationStep.CONFIRM, localdate(at), by.display_name, word)
    log("registration_confirmed", registration, unit, by, at)


@transaction.atomic
def return_here(*, registration: Registration, unit: Unit, word: str, by: Actor, at: datetime) -> None:
    """The community sends it back with the reason: the member did not come, or is none of theirs. Raises Refused."""
    registration = _locked(registration)
    check_receiver(registration, unit)
    check_words(word, "退回的原因", LONGEST_WHY)
    _settle(registration, RegistrationStep.RETURN, localdate(at), by.display_name, word)
    log("registration_returned", registration, unit, by, at)


@transaction.atomic
def enter_slip(
    *, registration: Registration, code: str, on: date, confirmed_by: str, by: Actor, at: datetime
) -> None:
    """The paper slip of a community outside came back: by whom and when it was confirmed. Raises Refused."""
    registration = _locked(registration)
    check_slip(registration, code)
    check_past(on, localdate(at), "确认日期")
    check_words(confirmed_by, "确认人", 60)
    if on < registration.on:
        raise Refused("确认日期早于报到日期，请核对。")
    _settle(registration, RegistrationStep.CONFIRM, on, confirmed_by, "")
    log("registration_slip_entered", registration, registration.unit, by, at)


@transaction.atomic
def withdraw_registration(*, registration: Registration, why: str, by: Actor, at: datetime) -> None:
    """The branch takes a registration back before it is confirmed, with the reason. Raises Refused."""
    registration = _locked(registration)
    check_words(why, "为什么撤回", LONGEST_WHY)
    _settle(registration, RegistrationStep.WITHDRAW, localdate(at), by.display_name, why)
    log("registration_withdrawn", registration, registration.unit, by, at)


def _new(unit: Unit, draft: RegistrationDraft, member: Member, by: Actor, at: datetime) -> Registration:
    key = uuid4()
    registration = Registration(
        id=key,
        committee_id=unit.committee_id,
        unit=unit,
        member=member,
        year=draft.on.year,
        community=draft.community,
        outside=draft.outside.strip(),
        on=draft.on,
        duty=draft.duty.strip(),
        code=sheet_code(key.int % SERIALS),
        registered_by=by.display_name,
        registered_at=at,
    )
    insert(registration, f"{member}{draft.on.year}年已经报到过了，不用再登记。")
    return registration


def _check_not_yet(draft: RegistrationDraft) -> None:
    taken = Registration.objects.filter(
        member__in=draft.members, year=draft.on.year, state__in=LIVE_REGISTRATIONS
    ).select_related("member")
    if names := [one.member.name for one in taken.order_by("member__position")]:
        raise Refused(f"{'、'.join(names[:5])}{draft.on.year}年已经报到过了，请去掉勾再登记。")


def _settle(registration: Registration, step: RegistrationStep, on: date, by_name: str, word: str) -> None:
    state = RegistrationState(registration.state)
    registration.state = next_state(REGISTRATION_TRANSITIONS, state, step, "这次报到")
    registration.settled_on, registration.settled_by, registration.word = on, by_name.strip(), word.strip()
    registration.save(update_fields=["state", "settled_on", "settled_by", "word"])


def _locked(registration: Registration) -> Registration:
    found = Registration.objects.select_for_update(of=("self",))
    return found.select_related("unit__committee", "community", "member").get(pk=registration.pk)
