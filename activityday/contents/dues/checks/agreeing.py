"""May this reduction be asked, this arrangement be made now? A refusal is a sentence for the person at the screen."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from activityday.contents.dues.enums import ArrangementKind, WaiverKind
from activityday.contents.dues.models import Arrangement
from activityday.contents.dues.queries.arrangements import holding
from activityday.contents.dues.queries.assessing import newest_before
from activityday.contents.dues.queries.waivers import overlapping
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member
from activityday.people.roster.queries import in_force
from activityday.rules.dues_consent import Answer, consent_comes_first, may_bring, waiver_allowed
from activityday.ui.words import year_month

HARDSHIP, CONSENT = "dues 7", "dues 12"
GROUND_LENGTH, REASON_LENGTH = 300, 120


def check_asking_branch(branch: Unit) -> Unit:
    """The primary committee that answers: reductions are asked by a branch under one, or Refused (dues 7)."""
    committee: Unit | None = branch.committee
    if not branch.is_branch or committee is None:
        raise Refused("减免由党支部研究以后报上一级党委，请到党支部的页面办理。", HARDSHIP)
    return committee


def check_belongs(member: Member, branch: Unit, on: date) -> None:
    """The member's affiliation on the day is with `branch`, or Refused."""
    if not Affiliation.objects.filter(in_force(on), member=member, branch=branch).exists():
        raise Refused(f"{member.name}现在不是{branch.short_name}的党员，请核对。", "dues 9")


def check_considered(considered_on: date, on: date) -> None:
    """The branch has considered it by today, or Refused."""
    if considered_on > on:
        raise Refused("支部研究的日期还没有到。先经支部研究，再报上级。", HARDSHIP)


def check_ground(ground: str) -> str:
    """What the hardship is, in a few words, or Refused."""
    ground = ground.strip()
    if not ground:
        raise Refused("请写困难情况，审批的人要看。", HARDSHIP)
    if len(ground) > GROUND_LENGTH:
        raise Refused(f"困难情况不超过 {GROUND_LENGTH} 个字，请写短一些。")
    return ground


def check_months(since: date, until: date, *, on: date, most_months: int) -> None:
    """Whole months from this one on, no more than the policy allows, or Refused."""
    said(waiver_allowed(since, until, this_month=on.replace(day=1), most_months=most_months))


def check_reduced(member: Member, kind: WaiverKind, amount: Decimal | None, since: date) -> Decimal:
    """The amount after the reduction: nothing where waived, else less than what is assessed, or Refused."""
    if kind == WaiverKind.WAIVED:
        return Decimal()
    if not amount or amount <= 0:
        raise Refused("少交的，请填减后每月交多少；一分不交的选“免交”。", HARDSHIP)
    assessed = newest_before(member, since)
    if assessed is None:
        raise Refused("还没有核定党费，不知道少交多少。请先核定。", HARDSHIP)
    if amount >= assessed.amount:
        raise Refused(f"核定每月 {assessed.amount} 元，减后应当比它少。", HARDSHIP)
    return amount


def check_no_other(member: Member, since: date, until: date) -> None:
    """Nothing is asked or approved for these months, or Refused."""
    taken = overlapping(member.pk, since=since, until=until)
    if taken is not None:
        raise Refused(
            f"{member.name}从{year_month(taken.since)}到{year_month(taken.until)}已经有一份"
            f"（{taken.filing.get_state_display()}），请把开始的月份改到它之后。"
        )


def check_payer(payer: str, relation: str, member: Member, units: Iterable[Unit]) -> None:
    """A person with their relation, never an organisation, or Refused (dues 12, 14)."""
    names = {name for unit in units for name in (unit.name, unit.short_name)}
    said(may_bring(payer, member=member.name, organisations=names))
    if not relation.strip():
        raise Refused("请写代交人与本人的关系，例如：儿子、同组党员。", CONSENT)


def check_consent(since: date, until: date | None, consented_on: date, on: date) -> None:
    """The branch agreed first, and the months are in order, or Refused."""
    said(consent_comes_first(since, consented_on, on=on))
    if until is not None and until < since:
        raise Refused("结束的月份早于开始的月份，请改一下。")


def check_none_holds(member: Member, kind: ArrangementKind, since: date, until: date | None) -> None:
    """Nothing of the kind is agreed for these months, or Refused."""
    taken = holding(member.pk, kind, since=since, until=until)
    if taken is not None:
        raise already(member, kind)


def already(member: Member, kind: ArrangementKind) -> Refused:
    """The sentence for whoever comes second."""
    return Refused(f"{member.name}已经登记过“{kind.label}”，不用再登记。要改，请先停用原来的。")


def check_not_ended(arrangement: Arrangement) -> None:
    """It was not ended yet, or Refused."""
    if arrangement.ended_at is not None:
        raise Refused(f"已由{arrangement.ended_by}停用，不用再办。")


def said(answer: Answer) -> None:
    """Raises Refused where a rule does not allow it."""
    if not answer.is_allowed:
        raise Refused(answer.sentence, answer.clause)
