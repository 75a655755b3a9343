"""The pages of one circular: the draft beside its figures, and what was issued."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from activityday.leadership.reports.circulars.gathering import facts_now
from activityday.leadership.reports.forms_circulars import IssueForm, WithdrawForm, WordsForm
from activityday.leadership.supervision import queries
from activityday.leadership.supervision.checks.circulars import length_allowed, limit_of
from activityday.leadership.supervision.circulars import SECTIONS, Fact, fill, paragraphs, whole
from activityday.leadership.supervision.models import Circular
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, may
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Why

ADDRESSEES = "各村（社区）及镇属部门党组织"


@dataclass(frozen=True)
class Line:
    """One figure beside the draft: as kept, and as the records say it now."""

    kept: Fact
    now: Fact

    @property
    def has_changed(self) -> bool:
        """Whether the records say something else since."""
        return not self.kept.is_same(self.now)

    @property
    def is_other_value(self) -> bool:
        """Whether the printed value itself would be another; else only what it rests on."""
        return self.kept.value != self.now.value


def draft_page(
    request: Request,
    unit: Unit,
    circular: Circular,
    *,
    words: WordsForm | None = None,
    issuing: IssueForm | None = None,
) -> HttpResponse:
    """The draft with its figures; a form that was not accepted stands in its place, as it was filled in."""
    about, lines = beside(circular), lines_of(circular)
    initial = {**asdict(circular.words), "base_version": circular.version}
    text = whole(circular.words, circular.figures)
    context = {
        "unit": unit,
        "circular": circular,
        "lines": lines,
        "changed": [line for line in lines if line.has_changed],
        "words": words or WordsForm(initial=initial, **about),
        "issuing": issuing
        or IssueForm(
            initial=_usual(circular, timezone.localdate()), auto_id="issue_%s", changed=changed_in(lines)
        ),
        "sections": [
            (heading, paragraphs(fill(getattr(circular, key), circular.figures))) for key, heading in SECTIONS
        ],
        "lead": paragraphs(fill(circular.lead, circular.figures)),
        "length": length_allowed(circular.words, circular.figures, about["parameters"]),
        "why": _why(circular),
        "limit": limit_of(about["parameters"]),
        "people": queries.names_in(circular.committee, text),
    }
    wrong = [form for form in (words, issuing) if form is not None]
    return render(request, "reports/circular_draft.html", context, status=422 if wrong else 200)


def lines_of(circular: Circular) -> list[Line]:
    """Its figures beside what the records say now."""
    fresh = {fact.name: fact for fact in facts_now(circular, at=timezone.localtime())}
    return [Line(fact, fresh.get(fact.name, fact)) for fact in circular.figures]


def changed_in(lines: Sequence[Line]) -> list[str]:
    """The figures that would be printed with another value."""
    return [line.kept.name for line in lines if line.is_other_value]


def issued_page(request: Request, unit: Unit, circular: Circular, form: WithdrawForm) -> HttpResponse:
    """What was issued, with its steps; for those who may, the form to withdraw it."""
    context = {
        "unit": unit,
        "circular": circular,
        "steps": list(circular.steps.all()),
        "facts": circular.figures,
        "is_named": circular.names(unit),
        "may_print": may(request, Permission.PRINT, unit),
        "may_withdraw": circular.state == "issued" and may_write(request, circular),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/circular.html", context, status=status)


def _usual(circular: Circular, today: date) -> dict[str, object]:
    last = queries.circulars_of(circular.committee).first()
    kept = (last.content or {}) if last else {}
    return {
        "addressees": kept.get("addressees", ADDRESSEES),
        "signer": kept.get("signer", circular.committee.name),
        "dated_on": today,
        "base_version": circular.version,
    }


def beside(circular: Circular) -> dict[str, Any]:
    """What the form of the words needs to know: the figures and today's rules."""
    parameters = parameters_for(circular.committee, on=timezone.localdate())
    return {"facts": circular.figures, "parameters": parameters}


def may_write(request: Request, circular: Circular) -> bool:
    """Whether this reader writes circulars where this one was written."""
    return may(request, Permission.ISSUE_CIRCULARS, circular.committee)


def _why(circular: Circular) -> Why:
    figures = {fact.name: fact for fact in circular.figures}
    return Why(
        facts=[f"{name}：{figures[name].value}" for name in ("参与率算式", "参与率标准") if name in figures],
        rule="只用已归档的活动算参与率；点到支部只看达没达到标准，不看高低，不排名次；党费只说公示没有公示。",
        clause="notice 四(四)",
        arithmetic="每个数记着依据的归档版本、规则版本和截至时间；记录变了，页面会说，更新不更新由起草人定。",
    )
