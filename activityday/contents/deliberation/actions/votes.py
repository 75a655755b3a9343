"""Writes of votes: prepared, counted, annulled; and of those lawfully not counted."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.deliberation.actions.entries import insert, log
from activityday.contents.deliberation.actions.matters import advance, check_matter_vote
from activityday.contents.deliberation.checks import check_may_annul, check_past, check_vote, next_state
from activityday.contents.deliberation.drafts import Count, ExclusionDraft, VoteDraft
from activityday.contents.deliberation.enums import VOTE_TRANSITIONS, ExclusionGround, VoteState, VoteStep
from activityday.contents.deliberation.models import Exclusion, Vote, VoteExclusion, VoteLine
from activityday.contents.deliberation.queries import body_of
from activityday.contents.deliberation.working import Outcome, Working, work_out
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

COUNTED = (
    "state",
    "entitled_by_roll",
    "present_by_roll",
    "entitled",
    "present",
    "everybody",
    "everybody_present",
    "difference",
    "issued",
    "returned",
    "spoiled",
    "tellers",
    "points",
    "superiors",
    "is_passed",
    "outcome",
    "quorum_words",
    "clauses",
    "document",
    "counted_by",
    "counted_at",
)


@transaction.atomic
def prepare_vote(*, unit: Unit, draft: VoteDraft, by: Actor, at: datetime) -> Vote:
    """Prepare a vote so that ballots can be printed; nothing is decided by it. Raises Refused."""
    body = body_of(unit, draft.body, on=draft.held_on)
    check_vote(unit, draft, body)
    if draft.matter is not None and draft.stage is not None:
        check_matter_vote(unit, draft)
    vote = Vote(
        committee_id=unit.committee_id,
        unit=unit,
        group=draft.group,
        topic=draft.topic,
        matter=draft.matter,
        stage=draft.stage or "",
        merged_why=draft.merged_why.strip() if draft.is_merged else "",
        body=draft.body,
        question=draft.question.strip(),
        method=draft.method,
        seats=draft.seats if body.is_election else None,
        activity=draft.activity,
        held_on=draft.held_on,
        place=draft.place.strip(),
        chair=draft.chair.strip(),
        told_on=draft.told_on,
        prepared_by=by.display_name,
        prepared_at=at,
    )
    insert(vote, "这件事的表决刚刚已经准备好了，不用再准备。请刷新页面看看。")
    labels = draft.candidates if body.is_election else (vote.question,)
    VoteLine.objects.bulk_create(
        VoteLine(vote=vote, position=place, label=label) for place, label in enumerate(labels, start=1)
    )
    log("vote_prepared", vote, unit, by, at, {"body": vote.body, "held_on": vote.held_on})
    return vote


@transaction.atomic
def count_vote(*, vote: Vote, count: Count, by: Actor, at: datetime) -> Vote:
    """Write down what was counted; what came of it is worked out here, never given. Raises Refused with the first fault.

    A step of the four steps that passed moves its matter on in the same breath; one that failed leaves it where it is.
    """
    vote = _locked(vote)
    target = next_state(VOTE_TRANSITIONS, VoteState(vote.state), VoteStep.COUNT, "这次表决")
    check_past(vote.held_on, localdate(at), "表决日期")
    lines = list(VoteLine.objects.filter(vote=vote).order_by("position"))
    found = work_out(vote, lines, count)
    if found.faults:
        raise Refused(found.faults[0].sentence)
    _fill(vote, count, found)
    vote.state, vote.counted_by, vote.counted_at = target, by.display_name, at
    vote.save(update_fields=COUNTED)
    _fill_lines(vote, lines, found.outcomes)
    VoteExclusion.objects.bulk_create(
        VoteExclusion(
            vote=vote,
            member_id=row.member_id,
            ground=row.ground,
            agreed_on=row.agreed_on,
            approved_on=row.starts_on,
        )
        for row in found.figures.excluded
    )
    if vote.matter_id is not None and vote.is_passed:
        advance(vote=vote, by=by, at=at)
    log("vote_counted", vote, vote.unit, by, at, _changes(vote))
    return vote


@transaction.atomic
def annul_vote(*, vote: Vote, why: str, by: Actor, at: datetime) -> None:
    """Annul a vote on which nothing rests, with the reason; what was counted stays to be read. Raises Refused."""
    vote = _locked(vote)
    check_may_annul(vote, why)
    vote.state = next_state(VOTE_TRANSITIONS, VoteState(vote.state), VoteStep.ANNUL, "这次表决")
    vote.annulled_by, vote.annulled_at, vote.annulled_why = by.display_name, at, why.strip()
    vote.save(update_fields=["state", "annulled_by", "annulled_at", "annulled_why"])
    log("vote_annulled", vote, vote.unit, by, at, {"why": vote.annulled_why})


@transaction.atomic
def add_exclusion(*, unit: Unit, member: Member, draft: ExclusionDraft, by: Actor, at: datetime) -> Exclusion:
    """From the members' meeting on, `member` is not counted at votes (election counted). Raises Refused."""
    check_past(draft.approved_on, localdate(at), "党员大会通过日期")
    if draft.agreed_on > draft.approved_on:
        raise Refused("要先报上级党组织同意，再由党员大会通过，请核对两个日期。", "election counted")
    row = Exclusion(
        unit=unit,
        member=member,
        ground=ExclusionGround(draft.ground),
        agreed_on=draft.agreed_on,
        starts_on=draft.approved_on,
        written_by=by.display_name,
        written_at=at,
    )
    insert(row, f"{member.name}已经登记过，不用再登记。")
    # the ground stays out of the log
    log("excluded", row, unit, by, at, {"agreed_on": row.agreed_on, "approved_on": row.starts_on})
    return row


@transaction.atomic
def end_exclusion(*, exclusion: Exclusion, on: date, by: Actor, at: datetime) -> None:
    """From the day after `on` the member is counted again. Raises Refused."""
    row = Exclusion.objects.select_for_update(of=("self",)).select_related("unit__committee", "member")
    exclusion = row.get(pk=exclusion.pk)
    if exclusion.ends_on is not None:
        raise Refused(f"{exclusion.member.name}已经恢复计入，不用再办。")
    if on < exclusion.starts_on:
        raise Refused("恢复的日期早于开始日期，请核对。")
    exclusion.ends_on = on
    exclusion.save(update_fields=["ends_on"])
    log("counted_again", exclusion, exclusion.unit, by, at, {"ends_on": on})


def _fill(vote: Vote, count: Count, found: Working) -> None:
    vote.entitled_by_roll, vote.present_by_roll = found.figures.entitled, found.figures.present
    vote.entitled, vote.present = count.entitled, count.present
    vote.everybody, vote.everybody_present = count.everybody, count.everybody_present
    vote.difference = count.difference.strip()
    if count.papers is not None:
        vote.issued, vote.returned = count.papers.issued, count.papers.returned
        vote.spoiled = count.papers.spoiled
    vote.tellers, vote.points, vote.superiors = count.tellers, count.points.strip(), count.superiors.strip()
    vote.is_passed, vote.outcome, vote.quorum_words = found.is_passed, found.sentence, found.quorum_words
    vote.clauses, vote.document = found.clauses, found.body.document


def _fill_lines(vote: Vote, lines: list[VoteLine], outcomes: tuple[Outcome, ...]) -> None:
    kept = {line.position: line for line in lines}
    for outcome in outcomes:
        line = kept.get(outcome.position) or VoteLine(
            vote=vote, position=outcome.position, label=outcome.label, is_written_in=True
        )
        line.ayes, line.nays = outcome.tally.ayes, outcome.tally.nays
        line.abstentions = outcome.tally.abstentions
        line.is_passed, line.arithmetic = outcome.is_passed, outcome.arithmetic
        line.save()


def _changes(vote: Vote) -> dict[str, object]:
    names = ("entitled", "present", "issued", "returned", "spoiled", "is_passed", "difference")
    return {name: getattr(vote, name) for name in names}


def _locked(vote: Vote) -> Vote:
    related = ("unit__committee", "group", "matter__topic", "matter__unit", "activity")
    return Vote.objects.select_for_update(of=("self",)).select_related(*related).get(pk=vote.pk)
