from django.urls import path

from activityday.judgement.standing.actions.looks import DELIVERY, EVIDENCE, STATEMENT
from activityday.judgement.standing.views import cases, overview, talks, voices

app_name = "standing"
STANDING = "units/<slug:code>/standing/"
MEMBER, CASE = f"{STANDING}members/<uuid:member>/", f"{STANDING}cases/<uuid:case>/"
urlpatterns = [
    path(STANDING, overview.overview, name="overview"),
    # what is due with one member
    path(f"{MEMBER}talk/", talks.task, name="task"),
    path(f"{MEMBER}talk/held/", talks.hold, name="hold"),
    path(f"{MEMBER}talk/arrangement/", talks.arrange, name="arrange"),
    path(f"{MEMBER}talk/attempts/", talks.attempt, name="attempt"),
    path(f"{MEMBER}talk/form.pdf", talks.form_pdf, name="talk_form"),
    path(f"{MEMBER}case/", cases.take_up, name="take_up"),
    # a talk that was held
    path(f"{STANDING}talks/<uuid:talk>/", talks.talk, name="talk"),
    path(f"{STANDING}talks/<uuid:talk>/record.pdf", talks.record_pdf, name="talk_record"),
    # a case
    path(CASE, cases.case, name="case"),
    path(f"{CASE}step/", cases.step, name="step"),
    path(f"{CASE}decision/", cases.decide, name="decide"),
    path(f"{CASE}answer/", cases.answer, name="answer"),
    path(f"{CASE}end/", cases.end, name="end"),
    path(f"{CASE}objections/", voices.object_to_facts, name="object"),
    path(f"{CASE}objections/<uuid:objection>/", voices.answer_objection, name="answer_objection"),
    path(f"{CASE}appeals/", voices.appeal, name="appeal"),
    path(f"{CASE}appeals/<uuid:appeal>/", voices.answer_appeal, name="answer_appeal"),
    path(f"{CASE}evidence.pdf", cases.paper, {"paper": EVIDENCE}, name="evidence"),
    path(f"{CASE}statement.pdf", cases.paper, {"paper": STATEMENT}, name="statement"),
    path(f"{CASE}delivery.pdf", cases.paper, {"paper": DELIVERY}, name="delivery"),
]
