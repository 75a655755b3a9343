"""Writes of pledges: made, judged by the branch, carried over (notice 三(四))."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record_all
from activityday.contents.service.actions.entries import insert, log, update
from activityday.contents.service.checks import (
    LONGEST_WHY,
    check_branch,
    check_members,
    check_past,
    check_words,
    next_state,
)
from activityday.contents.service.drafts import PledgeDraft
from activityday.contents.service.enums import (
    PLEDGE_TRANSITIONS,
    SAID,
    STEP_OF_RESULT,
    PledgeState,
    PledgeStep,
)
from activityday.contents.service.models import Pledge, PledgeEntry
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

LONGEST = 120


@transaction.atomic
def make_pledges(
    *, unit: Unit, year: int, drafts: Sequence[PledgeDraft], by: Actor, at: datetime
) -> list[Pledge]:
    """Write down pledges of a year, several at once. The same words of the same person twice are Refused."""
    check_branch(unit)
    if not drafts:
        raise Refused("一条承诺也没有写。写了哪几位的，就登记哪几位。")
    check_members(unit, [draft.member for draft in drafts if draft.member])
    made = [_make(unit, year, draft, by, at) for draft in drafts]
    # one line in the log for all: which pledge is whose stands in the rows
    log("pledges_made", made[0], unit, by, at, {"year": year, "number": len(made)})
    return made


@transaction.atomic
def judge_pledge(
    *, pledge: Pledge, result: PledgeState, text: str, on: date, by: Actor, at: datetime
) -> Pledge:
    """The branch says what came of a pledge, in a few words. The same again changes nothing. Raises Refused."""
    judge_pledges(unit=pledge.unit, judged=[(pledge, result, text)], on=on, by=by, at=at)
    pledge.refresh_from_db()
    return pledge


@transaction.atomic
def judge_pledges(
    *, unit: Unit, judged: Sequence[tuple[Pledge, PledgeState, str]], on: date, by: Actor, at: datetime
) -> int:
    """The same for several pledges of a branch, all or none; returns how many are said differently now."""
    check_past(on, localdate(at))
    rows = Pledge.objects.select_for_update(of=("self",)).filter(
        unit=unit, pk__in=[pledge.pk for pledge, _, _ in judged]
    )
    kept = {row.pk: row for row in rows.select_related("unit__committee").order_by("pk")}
    changed = [
        kept[pledge.pk]
        for pledge, result, text in judged
        if pledge.pk in kept and _judge(kept[pledge.pk], result, text, on, by, at)
    ]
    events = [
        Event("service.pledge_judged", "pledge", one.pk, str(one), {"state": one.state}) for one in changed
    ]
    if events:
        record_all(events, committee=unit.chain_code, by=by, at=at)
    return len(changed)


@transaction.atomic
def carry_over(*, unit: Unit, year: int, by: Actor, at: datetime) -> int:
    """Every pledge of `year` that is not kept stands in the next year again; returns how many. Raises Refused for none."""
    check_branch(unit)
    states = (PledgeState.MADE, PledgeState.PARTLY, PledgeState.NOT_KEPT)
    found = Pledge.objects.select_for_update(of=("self",)).filter(unit=unit, year=year, state__in=states)
    pledges = list(found.select_related("unit__committee").order_by("pk"))
    if not pledges:
        raise Refused(f"{year}年没有要转到下一年的承诺。")
    for pledge in pledges:
        _take(pledge, PledgeStep.CARRY, localdate(at), "", by, at)
        due_on = date(year + 1, 12, 31)
        _new(
            Pledge(
                committee_id=unit.committee_id,
                unit=unit,
                member_id=pledge.member_id,
                year=year + 1,
                text=pledge.text,
                due_on=due_on,
                carried_from=pledge,
            ),
            by,
            at,
        )
    log("pledges_carried", pledges[0], unit, by, at, {"year": year, "number": len(pledges)})
    return len(pledges)


@transaction.atomic
def take_back_pledge(*, pledge: Pledge, why: str, by: Actor, at: datetime) -> None:
    """A pledge was written down wrongly: it stands no more, with the reason. Raises Refused once it was judged."""
    pledge = _locked(pledge)
    check_words(why, "为什么撤回", LONGEST_WHY)
    _take(pledge, PledgeStep.TAKE_BACK, localdate(at), why, by, at)
    log("pledge_taken_back", pledge, pledge.unit, by, at)


def _judge(pledge: Pledge, result: PledgeState, text: str, on: date, by: Actor, at: datetime) -> bool:
    if result not in SAID:
        raise Refused("请选已兑现、部分兑现或者没有兑现。")
    if len(text.strip()) > LONGEST:
        raise Refused(f"支部的话不超过 {LONGEST} 个字。")
    if result != PledgeState.KEPT and not text.strip():
        raise Refused("没有全部兑现的，请用一句话写明原因。")
    last = PledgeEntry.objects.filter(pledge=pledge).order_by("-number").first()
    if last is not None and (last.state, last.text) == (result, text.strip()):
        return False
    _take(pledge, STEP_OF_RESULT[result], on, text, by, at)
    return True


def _make(unit: Unit, year: int, draft: PledgeDraft, by: Actor, at: datetime) -> Pledge:
    check_words(draft.text, "承诺", LONGEST)
    if draft.due_on.year != year:
        raise Refused(f"这是{year}年的承诺，兑现的日期请选{year}年里的一天。")
    pledge = Pledge(
        committee_id=unit.committee_id,
        unit=unit,
        member=draft.member,
        year=year,
        text=draft.text.strip(),
        due_on=draft.due_on,
    )
    _new(pledge, by, at)
    return pledge


def _new(pledge: Pledge, by: Actor, at: datetime) -> None:
    insert(pledge, f"“{pledge.text[:20]}”已经登记了，不用再登记。")
    _append(pledge, PledgeStep.MAKE, localdate(at), "", by, at)


def _take(pledge: Pledge, step: PledgeStep, on: date, text: str, by: Actor, at: datetime) -> None:
    pledge.state = next_state(PLEDGE_TRANSITIONS, PledgeState(pledge.state), step, "这条承诺")
    update(pledge, "state")
    _append(pledge, step, on, text, by, at)


def _append(pledge: Pledge, step: PledgeStep, on: date, text: str, by: Actor, at: datetime) -> None:
    insert(
        PledgeEntry(
            pledge=pledge,
            number=PledgeEntry.objects.filter(pledge=pledge).count() + 1,
            step=step,
            state=pledge.state,
            on=on,
            text=text.strip(),
            by_name=by.display_name,
            at=at,
        )
    )


def _locked(pledge: Pledge) -> Pledge:
    return Pledge.objects.select_for_update(of=("self",)).select_related("unit__committee").get(pk=pledge.pk)
