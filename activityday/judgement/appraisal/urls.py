from django.urls import path

from activityday.judgement.appraisal.views import deciding, entering, papers, rounds

app_name = "appraisal"
YEAR = "units/<slug:code>/appraisal/<int:year>/"
PERSON = f"{YEAR}people/<uuid:member>"

urlpatterns = [
    path(YEAR, rounds.year, name="year"),
    path(f"{YEAR}start/", rounds.start, name="start"),
    path(f"{YEAR}agenda/", rounds.agenda, name="agenda"),
    path(f"{YEAR}ask/", rounds.ask, name="ask"),
    path(f"{YEAR}self/", entering.self_appraisal, name="self"),
    path(f"{YEAR}meeting/", entering.meeting, name="meeting"),
    path(f"{YEAR}count/", entering.count, name="count"),
    path(f"{YEAR}decision/", deciding.decision, name="decision"),
    path(f"{YEAR}telling/", deciding.telling, name="telling"),
    path(f"{YEAR}notice/", deciding.notice, name="notice"),
    path(f"{YEAR}finish/", rounds.finish, name="finish"),
    path(f"{YEAR}back/<slug:step>/", rounds.back, name="back"),
    path(f"{YEAR}forms.pdf", papers.forms_pdf, name="forms_pdf"),
    path(f"{YEAR}ballot.pdf", papers.ballot_pdf, name="ballot_pdf"),
    path(f"{YEAR}count-sheet.pdf", papers.count_sheet_pdf, name="count_sheet_pdf"),
    path(f"{YEAR}summary.pdf", papers.summary_pdf, name="summary_pdf"),
    path(f"{YEAR}summary.xlsx", papers.summary_xlsx, name="summary_xlsx"),
    path(f"{YEAR}slips.pdf", papers.slips_pdf, name="slips_pdf"),
    path(f"{YEAR}evidence.pdf", papers.evidence_pdf, name="evidence_pdf"),
    path(f"{PERSON}/", deciding.person, name="person"),
    path(f"{PERSON}/tell/", deciding.tell, name="tell"),
    path(f"{PERSON}/statement/", deciding.statement, name="statement"),
    path(f"{PERSON}/case/", deciding.propose, name="propose"),
    path(f"{PERSON}/form.pdf", papers.form_pdf, name="form_pdf"),
    path(f"{PERSON}/slip.pdf", papers.slip_pdf, name="slip_pdf"),
    path(f"{PERSON}/evidence.pdf", papers.person_evidence_pdf, name="person_evidence_pdf"),
]
