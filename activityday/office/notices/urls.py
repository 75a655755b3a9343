from django.urls import path

from activityday.office.notices import views

app_name = "notices"
NOTICE = "units/<slug:code>/notices/<uuid:notice>/"
urlpatterns = [
    path("units/<slug:code>/notices/", views.notices, name="notices"),
    path(NOTICE, views.notice, name="notice"),
    path(f"{NOTICE}notice.pdf", views.notice_pdf, name="notice_pdf"),
    path(f"{NOTICE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{NOTICE}objections/", views.write_objection, name="write_objection"),
    path(f"{NOTICE}objections/<uuid:objection>/", views.answer_objection, name="answer_objection"),
]
