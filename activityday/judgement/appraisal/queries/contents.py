"""What a member did for others and took part in, as lines of the evidence sheet: projects with hours, pledges, life meetings.

A deed is said once: what points hold of a project, or of the same days as one, is left to the project.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from activityday.contents.review.queries import LifePart, life_parts_of_many
from activityday.contents.service.pages import hours_shown
from activityday.contents.service.queries import (
    MemberService,
    PledgeLine,
    Share,
    pledges_of_many,
    service_of_many,
)
from activityday.judgement.appraisal.queries.lines import EvidenceLine
from activityday.judgement.points.enums import Source
from activityday.judgement.points.queries.sums import MemberPoints
from activityday.people.organisation.models import Unit
from activityday.rules.point_table import VOLUNTEERING, Category
from activityday.rules.points import DerivedEntry
from activityday.rules.service import is_same_deed

SERVICE, PLEDGES, LIFE = "服务", "承诺践诺", "组织生活会"


@dataclass(frozen=True)
class Deeds:
    """By member: done projects, pledges, life meetings of a year."""

    service: Mapping[UUID, MemberService]
    pledges: Mapping[UUID, Sequence[PledgeLine]]
    life: Mapping[UUID, Sequence[LifePart]]


def deeds_of(keys: Iterable[UUID], year: int, *, on: date) -> Deeds:
    """What is known of these members up to the day. Four queries for any number."""
    members = list(keys)
    return Deeds(
        service_of_many(members, year, until=on),
        pledges_of_many(members, year, on=on),
        life_parts_of_many(members, year, until=on),
    )


def service_line(
    branch: Unit, key: UUID, year: int, service: MemberService | None, points: MemberPoints | None
) -> EvidenceLine:
    """The done projects with their hours; beside them what two people entered that is none of these projects."""
    shares = service.shares if service else ()
    entered = entered_of(points)
    apart = [entry for entry in entered if not _is_in(entry, shares)]
    hours = hours_shown(service.hours) if service else "0"
    names = Counter(entry.rule.label for entry in apart)
    said = [f"服务项目 {len(shares)} 个、{hours} 小时"] if shares else []
    said += [f"另外登记{name} {number} 次" for name, number in names.items()]
    facts = [
        *(_share(share) for share in shares),
        *(f"{entry.fact.on.month}月{entry.fact.on.day}日 {entry.rule.label}（登记）" for entry in apart),
    ]
    if same := len(entered) - len(apart):
        facts.append(f"积分里登记的 {same} 次和上面的项目是同一件事，不另数")
    return EvidenceLine(
        SERVICE,
        "，".join(said) or "没有登记",
        tuple(facts),
        "办结的项目里记了参加的，按本人时数相加；登记的事项要一人登记、另一人复核，和项目同一件事的只说一次。",
        "notice 三(四)",
        _sum(shares, hours) + (f"；另外登记 {len(apart)} 次" if apart else ""),
        reverse("points:statement", args=[branch.code, year, key])
        if apart and not shares
        else reverse("service:people", args=[branch.code, year]),
        # what was done in another branch stands on pages of that branch
        tuple(
            (share.project.title, reverse("service:project", args=[branch.code, share.project.pk]))
            for share in shares
            if share.project.unit_id == branch.pk
        ),
    )


def entered_of(points: MemberPoints | None) -> list[DerivedEntry]:
    """The entries of the table's service rows that people entered; those of projects are said by the projects."""
    derived = points.derived if points else ()
    return [
        entry
        for entry in derived
        if entry.rule.category == Category.SERVICE and entry.fact.source != Source.SERVICE
    ]


def pledges_line(branch: Unit, year: int, pledges: Sequence[PledgeLine]) -> EvidenceLine:
    """The pledges of the year, and what the branch said of each."""
    states = Counter(line.label for line in pledges)
    counted = "、".join(f"{label} {number} 条" for label, number in states.items())
    return EvidenceLine(
        PLEDGES,
        f"承诺 {len(pledges)} 条：{counted}" if pledges else "没有登记承诺",
        tuple(f"{_day(line.pledge.due_on)}前 {line.pledge.text}：{line.label}" for line in pledges),
        "兑现没有，由支部写明；撤回的不算。",
        "notice 三(四)",
        " + ".join(str(number) for number in states.values()) + f" = {len(pledges)}"
        if pledges
        else "共 0 条",
        reverse("service:pledges", args=[branch.code, year]),
    )


def life_line(branch: Unit, year: int, parts: Sequence[LifePart]) -> EvidenceLine:
    """The life meetings that were held and recorded: there or not, nothing of what was said."""
    present = sum(part.was_present for part in parts)
    return EvidenceLine(
        LIFE,
        f"应参加 {len(parts)} 次，参加 {present} 次" if parts else "没有记录",
        tuple(f"{_day(part.held_on)}：{'参加' if part.was_present else '没有参加'}" for part in parts),
        "只算已经开了、记了到会的组织生活会；会上说了什么不列。",
        "branch 17",
        f"{len(parts)} − {len(parts) - present} = {present}",
        reverse("review:life_meetings", args=[branch.code]),
    )


def _is_in(entry: DerivedEntry, shares: Iterable[Share]) -> bool:
    if entry.rule.key != VOLUNTEERING:
        return False
    return any(
        is_same_deed(entry.fact.on, share.project.starts_on, share.project.done_on or share.project.ends_on)
        for share in shares
    )


def _share(share: Share) -> str:
    done_on = share.project.done_on or share.project.ends_on
    return f"{_day(done_on)} {share.project.title} {hours_shown(share.hours)} 小时"


def _sum(shares: Sequence[Share], hours: str) -> str:
    if not shares:
        return "没有办结的项目"
    return " + ".join(hours_shown(share.hours) for share in shares) + f" = {hours} 小时"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
