from django.urls import path

from activityday.leadership.supervision.views import (
    assessing,
    board,
    checklists,
    inspecting,
    leaders,
    overview,
    rectifying,
)

app_name = "supervision"
HERE = "units/<slug:code>/supervision/"
SAMPLE = f"{HERE}samples/<uuid:sample>/"
INSPECTION = f"{HERE}inspections/<uuid:inspection>/"
SHORTCOMING = f"{HERE}rectifications/<uuid:shortcoming>/"
ROUND = f"{HERE}assessments/<int:year>/"
urlpatterns = [
    # /units/<code>/board/<year>/
    path("units/<slug:code>/board/<int:year>/", board.board, name="board"),
    path("my-links/", leaders.mine, name="mine"),
    # /units/<code>/supervision/
    path(HERE, overview.overview, name="overview"),
    path(f"{HERE}leaders/", leaders.leaders, name="leaders"),
    path(f"{HERE}leaders/<int:leader>/", leaders.leader, name="leader"),
    path(f"{HERE}leaders/<int:leader>/end/", leaders.end_leader, name="end_leader"),
    path(f"{HERE}links/<int:link>/end/", leaders.end_link, name="end_link"),
    path(f"{HERE}visits/", leaders.visits, name="visits"),
    path(f"{HERE}visits/<uuid:visit>/", leaders.visit, name="visit"),
    path(f"{HERE}visits/<uuid:visit>/void/", leaders.void_visit, name="void_visit"),
    path(f"{HERE}presence/<int:year>/", leaders.presence, name="presence"),
    path(f"{HERE}samples/new/", inspecting.new_sample, name="new_sample"),
    path(SAMPLE, inspecting.sample, name="sample"),
    path(f"{SAMPLE}draw/", inspecting.draw, name="draw"),
    path(f"{SAMPLE}withdraw/", inspecting.withdraw_sample, name="withdraw_sample"),
    path(f"{SAMPLE}list.pdf", inspecting.sample_pdf, name="sample_pdf"),
    path(f"{HERE}inspections/", inspecting.inspections, name="inspections"),
    path(INSPECTION, inspecting.inspection, name="inspection"),
    path(f"{INSPECTION}record/", inspecting.record, name="record"),
    path(f"{INSPECTION}cancel/", inspecting.cancel, name="cancel_inspection"),
    path(f"{INSPECTION}order/", inspecting.order, name="order"),
    path(f"{INSPECTION}order.pdf", inspecting.order_pdf, name="order_pdf"),
    path(f"{INSPECTION}sheet.pdf", inspecting.sheet_pdf, name="sheet_pdf"),
    path(f"{HERE}rectifications/", rectifying.rectifications, name="rectifications"),
    path(SHORTCOMING, rectifying.shortcoming, name="shortcoming"),
    path(f"{SHORTCOMING}measure/", rectifying.measure, name="measure"),
    path(f"{SHORTCOMING}report/", rectifying.report, name="report"),
    path(f"{SHORTCOMING}decide/", rectifying.decide, name="decide"),
    path(f"{HERE}censures/", rectifying.censures, name="censures"),
    path(f"{HERE}censures/<uuid:censure>/void/", rectifying.void_censure, name="void_censure"),
    path(f"{HERE}assessments/", assessing.assessments, name="assessments"),
    path(ROUND, assessing.round_page, name="round"),
    path(f"{ROUND}close/", assessing.close, name="close_round"),
    path(f"{ROUND}form.pdf", assessing.ballot_pdf, name="ballot_pdf"),
    path(f"{ROUND}evidence.pdf", assessing.evidence_pdf, name="evidence_pdf"),
    path(f"{HERE}assessment/<int:year>/", assessing.assessment, name="assessment"),
    path(f"{HERE}statement/<int:year>/", assessing.statement, name="statement"),
    path(f"{HERE}statement/<int:year>/evidence.pdf", assessing.own_evidence_pdf, name="own_evidence_pdf"),
    path(f"{HERE}checklists/", checklists.checklists, name="checklists"),
    path(f"{HERE}checklists/<uuid:checklist>/", checklists.checklist, name="checklist"),
    path(f"{HERE}checklists/<uuid:checklist>/end/", checklists.end, name="end_checklist"),
    path(f"{HERE}checklists/items/<uuid:item>/", checklists.progress, name="progress"),
]
