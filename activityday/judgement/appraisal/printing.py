"""What stands on the papers of an appraisal: only what was entered or frozen, or room for a pen."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from activityday.audit.queries import head_of
from activityday.documents.papers.appraisal import (
    BallotPaper,
    EvidencePaper,
    EvidencePart,
    RegistrationForm,
    Slip,
    Summary,
    SummaryLine,
    render_ballot,
    render_count_sheet,
    render_evidence,
    render_forms,
    render_slips,
    render_summary,
    render_summary_xlsx,
)
from activityday.documents.plain import day
from activityday.judgement.appraisal.enums import Part
from activityday.judgement.appraisal.models import BallotCount, Decision, Round
from activityday.judgement.appraisal.pages import ballots_say
from activityday.judgement.appraisal.queries import (
    EvidenceLine,
    PersonLine,
    count_of,
    decision_of,
    headcount,
    proposed_by,
)
from activityday.people.roster.models import Member
from activityday.ui.words import clause_label

Sheets = Mapping[UUID, Sequence[EvidenceLine]]
UNGRADED = "不评定"


def forms_pdf(round_: Round, lines: Sequence[PersonLine], sheets: Sheets) -> bytes:
    """登记表 for these members, filled in as far as the round has come."""
    decision = decision_of(round_)
    concerned = [line for line in lines if line.appraised.part != Part.OUT]
    forms = [_form(round_, line, decision, sheets[line.appraised.pk]) for line in concerned]
    return render_forms(round_.year, forms)


def ballot_pdf(round_: Round, lines: Sequence[PersonLine]) -> bytes:
    """One 测评表."""
    return render_ballot(_paper(round_, lines))


def count_sheet_pdf(round_: Round, lines: Sequence[PersonLine]) -> bytes:
    """The 计票表."""
    return render_count_sheet(_paper(round_, lines))


def summary_pdf(round_: Round, lines: Sequence[PersonLine], *, on: date) -> bytes:
    """评议结果汇总表 as PDF."""
    return render_summary(_summary(round_, lines, on))


def summary_xlsx(round_: Round, lines: Sequence[PersonLine], *, on: date) -> bytes:
    """评议结果汇总表 as a workbook."""
    return render_summary_xlsx(_summary(round_, lines, on))


def slips_pdf(round_: Round, lines: Sequence[PersonLine]) -> bytes:
    """告知单 for those of these members who have a grade."""
    decision = decision_of(round_)
    return render_slips([_slip(round_, line, decision) for line in lines if line.grade])


def evidence_pdf(round_: Round, lines: Sequence[PersonLine], sheets: Sheets, *, on: date) -> bytes:
    """The evidence sheets of these members."""
    papers = [
        EvidencePaper(
            unit=round_.branch.name,
            name=line.appraised.name,
            category=str(line.appraised.get_category_display()),
            part=str(line.appraised.get_part_display()),
            lines=tuple(_part(one) for one in sheets[line.appraised.pk]),
        )
        for line in lines
    ]
    return render_evidence(round_.year, on, papers)


def _form(
    round_: Round, line: PersonLine, decision: Decision | None, sheet: Sequence[EvidenceLine]
) -> RegistrationForm:
    appraised, member = line.appraised, line.appraised.member
    return RegistrationForm(
        unit=round_.branch.name,
        name=appraised.name,
        gender=str(member.get_gender_display()),
        born=member.born_as_known,
        joined=_joined(member),
        category=str(appraised.get_category_display()),
        part=str(appraised.get_part_display()),
        facts=tuple(f"{one.label}：{one.value}" for one in sheet),
        self_grade=str(appraised.get_self_grade_display()),
        self_statement=appraised.self_statement if "self_statement" in appraised.__dict__ else "",
        ballots=f"{ballots_say(line)}票" if line.figures else "",
        grade=_grade(line),
        reason=_reason(line),
        decided=_decided(decision) if line.decided and decision else "",
        told=_told(line),
    )


def _joined(member: Member) -> str:
    return member.joined_as_known


def _grade(line: PersonLine) -> str:
    return str(line.decided.get_grade_display()) if line.decided else ""


def _reason(line: PersonLine) -> str:
    return line.decided.reason if line.decided and "reason" in line.decided.__dict__ else ""


def _told(line: PersonLine) -> str:
    telling = line.telling
    if telling is None:
        return ""
    words = f"{day(telling.told_on)}由{telling.told_by}反馈，本人{telling.get_answer_display()}。"
    return words + (telling.opinion if "opinion" in telling.__dict__ else "")


def _decided(decision: Decision) -> str:
    return f"{day(decision.met_on)}{decision.get_body_display()}评定"


def _slip(round_: Round, line: PersonLine, decision: Decision | None) -> Slip:
    telling = line.telling
    return Slip(
        unit=round_.branch.name,
        name=line.appraised.name,
        year=round_.year,
        grade=_grade(line),
        decided=f"经{_decided(decision)}" if decision else "",
        reason=_reason(line),
        told=day(telling.told_on) if telling else "",
        opinion=telling.opinion if telling and "opinion" in telling.__dict__ else "",
    )


def _paper(round_: Round, lines: Sequence[PersonLine]) -> BallotPaper:
    return BallotPaper(
        unit=round_.branch.name,
        year=round_.year,
        dated=day(round_.held_on) if round_.held_on else "",
        names=tuple(line.appraised.name for line in lines if line.is_graded),
    )


def _summary(round_: Round, lines: Sequence[PersonLine], on: date) -> Summary:
    count, decision = count_of(round_), decision_of(round_)
    return Summary(
        unit=round_.branch.name,
        year=round_.year,
        facts=_facts(round_, lines, count, decision),
        lines=tuple(_summary_line(line, count) for line in lines),
        as_of=on,
        audit_code=head_of(round_.branch.chain_code)[:16],
    )


def _facts(
    round_: Round, lines: Sequence[PersonLine], count: BallotCount | None, decision: Decision | None
) -> tuple[tuple[str, str], ...]:
    people = headcount(line.appraised for line in lines)
    facts = [("党员", f"名单 {people.members} 人（不含停止党籍的），名单截至 {day(round_.listed_on)}")]
    if round_.held_on:
        facts.append(("评议会", f"{day(round_.held_on)}　{round_.place}　{round_.turnout}"))
    if count:
        papers = f"发出 {count.handed_out} 张，收回 {count.returned} 张，有效 {count.valid} 张"
        facts.append(("测评票", f"{papers}；监票、计票：{count.tellers}"))
    if decision:
        numbers = "、".join(f"{name} {number} 人" for name, number in proposed_by(lines).items())
        facts += [("评定", f"{_decided(decision)}：{numbers}"), ("优秀人数", decision.cap_words)]
    return tuple(facts)


def _summary_line(line: PersonLine, count: BallotCount | None) -> SummaryLine:
    counted = line.counted(count.valid) if count else None
    ungraded = UNGRADED if line.decided and not line.grade else ""
    return SummaryLine(
        name=line.appraised.name,
        part=str(line.appraised.get_part_display()),
        self_grade=str(line.appraised.get_self_grade_display()),
        marks=line.figures,
        abstained=counted.abstained if counted else None,
        grade=_grade(line) or ungraded,
        note=str(line.appraised.get_way_display()) if line.appraised.way != "in_person" else "",
    )


def _part(line: EvidenceLine) -> EvidencePart:
    return EvidencePart(line.label, line.value, line.arithmetic.rstrip("。"), clause_label(line.clause))
