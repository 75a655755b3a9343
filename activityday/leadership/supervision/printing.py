"""What this room prints: who was drawn, the sheet to take along, the order to rectify, the forms of an assessment."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.timezone import localdate, localtime

from activityday.audit.chain import short_code
from activityday.documents.papers.supervision import (
    BallotSheet,
    EvidenceSheet,
    InspectionSheet,
    OrderPaper,
    SampleList,
    render_ballots,
    render_evidence,
    render_inspection_sheet,
    render_order,
    render_sample_list,
)
from activityday.documents.plain import day
from activityday.leadership.supervision.models import (
    AssessedSecretary,
    AssessmentRound,
    Inspection,
    Sample,
)
from activityday.leadership.supervision.queries.evidence import Evidence
from activityday.office.policy.rulebook import InspectionItem
from activityday.rules.sampling import ALGORITHM
from activityday.ui.words import clause_label


def sample_pdf(sample: Sample, *, at: datetime) -> bytes:
    """抽查名单: seed, when it was fixed, how to draw again, and every candidate in the order of the tree."""
    assert sample.drawn_at is not None  # noqa: S101 -- the view answers 404 before the draw
    return render_sample_list(
        SampleList(
            unit=sample.committee.name,
            title=sample.title,
            seed=sample.seed,
            fixed_at=localtime(sample.fixed_at),
            fixed_by=bare(sample.fixed_by),
            drawn_at=localtime(sample.drawn_at),
            drawn_by=bare(sample.drawn_by),
            audit_code=short_code(sample.audit_code),
            algorithm=ALGORITHM,
            rows=tuple(
                (one.code, one.name, f"{one.percent}%", one.digest, one.is_drawn)
                for one in sample.candidates.all()
            ),
            note=f"已作废：{sample.withdrawn_why}" if sample.withdrawn_at else "",
            printed_at=at,
        )
    )


def inspection_sheet_pdf(inspection: Inspection, items: Sequence[InspectionItem]) -> bytes:
    """督查记录表, blank."""
    return render_inspection_sheet(
        InspectionSheet(
            unit=inspection.unit.name,
            town=inspection.committee.name,
            planned_on=inspection.planned_on,
            purpose=inspection.purpose,
            items=tuple((one.title, clause_label(one.clause), one.look_at) for one in items),
        )
    )


def order_pdf(inspection: Inspection) -> bytes:
    """整改通知书, as issued: the shortcomings that were ordered to be put right."""
    order = inspection.order
    return render_order(
        OrderPaper(
            number=f"〔{order.year}〕{order.number}号",
            unit=inspection.unit.name,
            town=inspection.committee.name,
            held_on=day(inspection.held_on) if inspection.held_on else "",
            shortcomings=tuple(
                (one.text, clause_label(one.clause))
                for one in inspection.shortcomings.all()
                # what was withdrawn before the order never had a day
                if one.plan_due_on is not None
            ),
            demand=order.demand,
            plan_due_on=order.plan_due_on,
            due_on=order.due_on,
            issued_on=order.issued_on,
        )
    )


def ballot_pdf(round_: AssessmentRound, secretaries: Sequence[AssessedSecretary]) -> bytes:
    """测评表, blank, with every secretary of the round in the order of the tree."""
    return render_ballots(
        BallotSheet(
            town=round_.committee.name,
            year=round_.year,
            rows=tuple((one.unit.short_name, one.name) for one in secretaries),
        )
    )


def evidence_pdf(
    secretaries: Sequence[AssessedSecretary], sheets: Mapping[int, Evidence], year: int, *, at: datetime
) -> bytes:
    """考核依据表, a page for each secretary."""
    return render_evidence(
        [
            EvidenceSheet(
                unit=one.unit.name,
                secretary=one.name,
                year=year,
                lines=tuple((line.label, line.value, line.note) for line in sheets[one.unit_id].lines),
                points=tuple(one.statement),
                as_of=localdate(at),
                is_frozen=one.evidence is not None,
            )
            for one in secretaries
        ]
    )


def bare(name: str) -> str:
    """The name alone: the sign-in name in brackets belongs to the log, not on paper."""
    return name.partition("（")[0]
