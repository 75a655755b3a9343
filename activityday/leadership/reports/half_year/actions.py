"""Writes of the half-year filing: frozen as it stands, signed off, sent to the next level up."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor, Event, record
from activityday.audit.queries import head_of
from activityday.leadership.reports.half_year.checks import (
    Item,
    Typed,
    check_may_file,
    check_may_send,
    checklist,
    gaps_of,
)
from activityday.leadership.reports.half_year.facts import HalfYear, as_json
from activityday.leadership.reports.half_year.gathering import branches_in, half_year_of, last_activity_day
from activityday.leadership.reports.half_year.queries import (
    Standing,
    next_version,
    not_received,
    standings_of,
)
from activityday.leadership.reports.models import HalfYearReport
from activityday.office.filings.actions import ask
from activityday.office.filings.enums import Kind, Verb
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.rules.half_year import Half


@dataclass(frozen=True)
class Draft:
    """What would be sent now, with its checklist and where the half-year stands."""

    report: HalfYear
    items: list[Item]
    standing: Standing
    last_day: date


def draft_of(unit: Unit, half: Half, *, on: date) -> Draft:
    """The half-year as the records stand on the day; reads only."""
    branches = branches_in(unit, half, on=on)
    standings = standings_of(list({one.pk: one for one in (unit, *branches)}.values()), [half], on=on)
    below = [standings[branch.pk, half] for branch in branches if branch.pk != unit.pk]
    filed = {one.unit.pk: one.state.value for one in below}
    report = half_year_of(unit, half, branches, filed, on=on)
    return Draft(
        report=report,
        items=checklist(unit, report, not_received(below)),
        standing=standings[unit.pk, half],
        last_day=last_activity_day(unit, half),
    )


@transaction.atomic
def send(*, unit: Unit, half: Half, typed: Typed, by: Actor, at: datetime) -> HalfYearReport:
    """Freeze `unit`'s half-year, sign it off and send it to the next level up (notice 四(四)).

    Raises Refused before the last activity day, with gaps that nobody explained, while an earlier version waits,
    and to the second of two people at the same moment.
    """
    # counted before anything is checked: whoever sends in between is met at the check or at this place
    version, on = next_version(unit, half), localdate(at)
    superior = check_may_file(unit)
    draft = draft_of(unit, half, on=on)
    check_may_send(draft.standing, draft.items, typed, last_day=draft.last_day, on=on)
    filing = ask(
        kind=Kind.HALF_YEAR,
        verb=Verb.RECORD,
        unit=unit,
        answered_by=superior,
        subject=f"{unit.short_name}{half.label}活动日开展情况",
        details=_details(draft, typed, version),
        due_on=None,
        late_note=_late(draft.standing, on),
        by=by,
        at=at,
    )
    report = HalfYearReport(
        filing=filing,
        committee_id=unit.committee_id,
        unit=unit,
        year=half.year,
        half=half.number,
        version=version,
        content=as_json(draft.report),
        problems=_bullets(typed.problems),
        measures=_bullets(typed.measures),
        gaps=gaps_of(draft.items),
        gaps_reason=typed.gaps_reason.strip(),
        correction=typed.correction.strip(),
        secretary_name=typed.secretary_name.strip(),
        signed_on=on,
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("这半年的报备刚刚已经有人报送，请刷新页面看看。", "notice 四(四)") from error
    _log(report, by, at)
    return report


def _log(report: HalfYearReport, by: Actor, at: datetime) -> None:
    plain = json.dumps(report.content, ensure_ascii=False, sort_keys=True, default=str)
    changes = {
        "version": report.version,
        "content": sha256(plain.encode()).hexdigest(),
        "gaps": len(report.gaps),
    }
    event = Event("reports.half_year_sent", "filing", report.pk, str(report), changes)
    record(event, committee=report.unit.chain_code, by=by, at=at)
    report.audit_code = head_of(report.unit.chain_code)
    report.save(update_fields=["audit_code"])


def _details(draft: Draft, typed: Typed, version: int) -> list[tuple[str, str]]:
    report = draft.report
    gaps = gaps_of(draft.items)
    rows = [
        ("报送单位", report.name),
        ("期间", f"{report.half.label}（第 {version} 版）"),
        ("应开展／已归档", f"{report.due} 次／{report.held} 次"),
        *((rate.label, _arithmetic(rate.shown, rate.numerator, rate.denominator)) for rate in report.rates),
        ("改期", f"{len(report.moved)} 次，都经上级同意" if report.moved else "没有"),
        ("党费公示", f"{len(report.posted)} 次" if report.posted else "没有记录"),
        ("书记", typed.secretary_name.strip()),
    ]
    if gaps:
        rows += [("缺项", "".join(gaps)), ("缺项说明", typed.gaps_reason.strip())]
    if typed.correction.strip():
        rows.append(("更正说明", typed.correction.strip()))
    return rows


def _arithmetic(shown: str, numerator: int, denominator: int) -> str:
    return f"{shown}（{numerator}÷{denominator}）" if denominator else shown


def _late(standing: Standing, on: date) -> str:
    days = (on - standing.due.due_on).days
    return f"比期限晚 {days} 天" if days > 0 else ""


def _bullets(text: str) -> str:
    lines = (line.strip().lstrip("·•-—*●○").strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
