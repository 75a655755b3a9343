from django.urls import path

from activityday.contents.review.views import life, life_acts, meetings, overview, problems, talks

app_name = "review"
ROOM = "units/<slug:code>/review/"
LIFE = f"{ROOM}life/<uuid:meeting>/"
PROBLEM = f"{ROOM}problems/<uuid:problem>/"
TALK = f"{ROOM}talks/<uuid:talk>/"
YEAR = f"{ROOM}meetings/<int:year>/"
urlpatterns = [
    path(ROOM, overview.review, name="review"),
    path(f"{ROOM}life/", life.life_meetings, name="life_meetings"),
    path(f"{ROOM}life/new/", life.new_life_meeting, name="new_life_meeting"),
    path(LIFE, life.life_meeting, name="life_meeting"),
    path(f"{LIFE}plan/", life.change_plan, name="change_plan"),
    path(f"{LIFE}record/", life_acts.record, name="record_life_meeting"),
    path(f"{LIFE}agenda/", life_acts.place, name="place_life_meeting"),
    path(f"{LIFE}opinions/", life_acts.opinions, name="opinions"),
    path(f"{LIFE}told/", life_acts.told, name="tell_absent"),
    path(f"{LIFE}result/", life_acts.result, name="post_result"),
    path(f"{LIFE}result/otherwise/", life_acts.told_otherwise, name="told_otherwise"),
    path(f"{LIFE}conclude/", life_acts.conclude, name="conclude"),
    path(f"{LIFE}call-off/", life_acts.call_off, name="call_off"),
    path(f"{LIFE}plan.pdf", life.plan_pdf, name="plan_pdf"),
    path(f"{LIFE}plan.docx", life.plan_docx, name="plan_docx"),
    path(f"{LIFE}record.pdf", life.record_pdf, name="record_pdf"),
    path(f"{LIFE}record.docx", life.record_docx, name="record_docx"),
    path(f"{LIFE}problems.pdf", life.problems_pdf, name="meeting_problems_pdf"),
    path(f"{LIFE}problems.docx", life.problems_docx, name="meeting_problems_docx"),
    path(f"{ROOM}problems/", problems.problems, name="problems"),
    path(f"{ROOM}problems/new/", problems.new_problem, name="new_problem"),
    path(f"{ROOM}problems/agenda/", problems.place, name="place_problems"),
    path(f"{ROOM}problems/list.pdf", problems.list_pdf, name="problems_pdf"),
    path(f"{ROOM}problems/list.docx", problems.list_docx, name="problems_docx"),
    path(PROBLEM, problems.problem, name="problem"),
    path(f"{PROBLEM}<slug:act>/", problems.act_on_problem, name="act_on_problem"),
    path(f"{ROOM}talks/", talks.talks, name="talks"),
    path(f"{ROOM}talks/new/", talks.new_talk, name="new_talk"),
    path(f"{ROOM}talks/register.pdf", talks.register_pdf, name="register_pdf"),
    path(TALK, talks.talk, name="talk"),
    path(f"{TALK}content/", talks.content, name="talk_content"),
    path(f"{TALK}annul/", talks.annul, name="annul_talk"),
    path(f"{TALK}record.pdf", talks.record_pdf, name="talk_pdf"),
    path(f"{ROOM}meetings/new/", meetings.new_meeting, name="new_meeting"),
    path(YEAR, meetings.year, name="year"),
    path(f"{YEAR}ledger.pdf", meetings.ledger_pdf, name="ledger_pdf"),
    path(f"{YEAR}ledger.xlsx", meetings.ledger_xlsx, name="ledger_xlsx"),
    path(f"{ROOM}meetings/<uuid:meeting>/annul/", meetings.annul, name="annul_meeting"),
    path(f"{ROOM}meetings/segments/<int:segment>/", meetings.count, name="count_segment"),
]
