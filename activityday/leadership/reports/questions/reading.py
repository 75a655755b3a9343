"""The rows behind questions, in the order of the tree and the rosters. Constant queries for any number of rows."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from activityday.day.activity.enums import Content
from activityday.day.activity.models import Activity
from activityday.day.activity.queries import segments_of_many
from activityday.day.attendance.models import Exemption
from activityday.day.attendance.queries.exemptions import in_force_of
from activityday.judgement.closing.enums import Outcome
from activityday.judgement.closing.models import Closing, CountedMember
from activityday.leadership.reports.enums import Subject
from activityday.leadership.reports.questions.asking import Question, Row
from activityday.leadership.supervision.enums import BoardState
from activityday.leadership.supervision.queries import Row as BoardRow
from activityday.leadership.supervision.queries.board import rows_of
from activityday.office.filings.enums import State as Filed
from activityday.office.policy.queries import parameters_for
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of, in_unit_and_below, is_in_force
from activityday.people.roster.enums import ConditionKind, PostKind
from activityday.people.roster.models import Condition, Post
from activityday.people.roster.queries import Affiliated, in_force, members_of, numbers_in
from activityday.rules.exemption import is_ending_soon
from activityday.rules.participation import Counts, Rate, participation


def answers_to(question: Question, unit: Unit) -> list[Row]:
    """The rows at `unit` and below that answer the question."""
    if question.subject == Subject.MEMBERS:
        return question.answered_by(_members(unit, question.on))
    if question.subject == Subject.BRANCHES:
        return question.answered_by(_branches(unit, question.on))
    return question.answered_by(_activities(unit, question.first, question.last))


def _branches(unit: Unit, on: date) -> list[Row]:
    branches = list(branches_of(unit, on=on))
    years = {row.unit.pk: row for row in rows_of(branches, on.year, on=on)}
    members = numbers_in(branches, on=on)
    groups = Counter(
        path[: -Unit.steplen]
        for path in in_unit_and_below(unit)
        .filter(is_in_force(on), level=Level.GROUP)
        .values_list("path", flat=True)
    )
    secretaries = dict(
        Post.objects.filter(in_force(on), kind=PostKind.SECRETARY, unit__in=branches)
        .order_by("starts_on")
        .values_list("unit_id", "member__name")
    )
    return [
        {
            "committee": one.committee.short_name if one.committee else "",
            "name": one.name,
            "short_name": one.short_name,
            "sector": str(one.get_sector_display()),
            "has_committee": one.has_committee,
            "established_on": one.established_on,
            "members": members.get(one.pk, 0),
            "groups": groups[one.path],
            "secretary": secretaries.get(one.pk, ""),
            **_year(years[one.pk], on),
        }
        for one in branches
    ]


def _year(row: BoardRow, on: date) -> Row:
    due = [cell for cell in row.cells if not cell.is_before_use and cell.state != BoardState.NOT_DUE]
    return {
        "due": sum(cell.day <= on for cell in due),
        "closed": sum(cell.is_closed for cell in row.cells),
        "overdue": sum(cell.state == BoardState.OVERDUE for cell in row.cells),
        "rate": _rate(row.rate),
        "reaches": row.rate.reaches(row.percent),
    }


def _members(unit: Unit, on: date) -> list[Row]:
    people = members_of(unit, on=on)
    keys = [one.member.pk for one in people]
    away = {
        one.member_id: one
        for one in Condition.objects.filter(in_force(on), member__in=keys, kind=ConditionKind.FLOATING)
    }
    posts: dict[UUID, list[str]] = defaultdict(list)
    for post in Post.objects.filter(in_force(on), member__in=keys).order_by("pk"):
        posts[post.member_id].append(str(post.get_kind_display()))
    days = parameters_for(unit, on=on).integer("exemption_reminder_days")
    agreed, until = in_force_of(keys, on=on), _until(keys)
    return [
        {
            **_person(one, on),
            "posts": "、".join(posts[one.member.pk]),
            "away_since": away[one.member.pk].starts_on if one.member.pk in away else None,
            "away_to": away[one.member.pk].place if one.member.pk in away else "",
            "exempt": one.member.pk in agreed,
            "exempt_until": until.get(one.member.pk),
            "exempt_ending": _is_ending(until.get(one.member.pk), on, days),
        }
        for one in people
    ]


def _person(one: Affiliated, on: date) -> Row:
    member = one.member
    return {
        "branch": one.branch.short_name,
        "group": one.group.short_name if one.group else "",
        "name": member.name,
        "gender": str(member.get_gender_display()),
        "ethnicity": member.ethnicity,
        "born_on": member.born_on,
        "born_on:shown": member.born_as_known,
        "age": _age(member.born_on, on),
        "education": member.education,
        "occupation": member.occupation,
        "category": str(one.category.label),
        "joined_on": member.joined_on,
        "joined_on:shown": member.joined_as_known,
        "full_on": member.full_on,
        "full_on:shown": member.full_as_known,
        "floating": ConditionKind.FLOATING in one.conditions,
        "suspended": ConditionKind.SUSPENDED in one.conditions,
    }


def _until(keys: list[UUID]) -> dict[UUID, date]:
    """By member: until when the last agreement runs. One query."""
    rows = Exemption.objects.filter(member__in=keys, filing__state=Filed.APPROVED).values("member_id")
    return {row["member_id"]: row["last"] for row in rows.annotate(last=Max("ends_on")).order_by()}


def _is_ending(until: date | None, on: date, days: int) -> bool:
    return until is not None and (until < on or is_ending_soon(until, on, days=days))


def _age(born: date | None, on: date) -> int | None:
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _activities(unit: Unit, first: date, last: date) -> list[Row]:
    where = Q(host__path__startswith=unit.path) | Q(
        scopes__unit__path__startswith=unit.path, scopes__is_live=True
    )
    # a joint activity has several scopes and still is one row
    keys = Activity.objects.filter(where, month__gte=first, month__lte=last).values("pk")
    activities = list(
        Activity.objects.filter(pk__in=keys)
        .select_related("host", "host__committee")
        .order_by("host__path", "month", "pk")
    )
    segments = segments_of_many(activities)
    minutes = dict(
        Closing.objects.filter(activity__in=activities, is_current=True).values_list("activity_id", "minutes")
    )
    counts = _counts(unit, list(minutes))
    return [
        {
            "committee": one.host.committee.short_name if one.host.committee else "",
            "branch": one.host.short_name,
            "month": one.month,
            "month:shown": f"{one.month:%Y-%m}",
            "held_on": one.held_on,
            "theme": one.theme,
            "place": one.place,
            "contents": "、".join(
                dict.fromkeys(str(Content(part.content).label) for part in segments.get(one.pk, []))
            ),
            "state": str(one.get_state_display()),
            "leader_present": one.leader_present,
            "badges_worn": one.badges_worn,
            "minutes": minutes.get(one.pk),
            **(_figures(counts.get(one.pk, Counts())) if one.pk in minutes else {}),
        }
        for one in activities
    ]


def _counts(unit: Unit, keys: list[UUID]) -> dict[UUID, Counts]:
    """By closed activity: how many members of `unit` and below had which outcome. One query."""
    place = {} if unit.level == Level.GROUP else {"branch__path__startswith": unit.path}
    rows = (
        CountedMember.objects.filter(closing__activity__in=keys, is_current=True, **place)
        .values("closing__activity_id")
        .annotate(**{one.value: Count("pk", filter=Q(outcome=one)) for one in Outcome})
        .order_by()
    )
    tallies: list[dict[str, Any]] = [{**row} for row in rows]
    return {
        row["closing__activity_id"]: Counts(**{name: row[name] for name in Outcome.values}) for row in tallies
    }


def _figures(counts: Counts) -> Row:
    return {
        "expected": counts.expected,
        "present": counts.present,
        "other_means": counts.other_means,
        "leave": counts.leave,
        "absent": counts.absent,
        "rate": _rate(participation(counts)),
    }


def _rate(rate: Rate) -> str:
    return f"{rate.shown}（{rate.numerator}÷{rate.denominator}）" if rate.denominator else rate.shown
