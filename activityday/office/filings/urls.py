from django.urls import path

from activityday.office.filings import views

app_name = "filings"
FILING = "units/<slug:code>/filings/<uuid:filing>/"
urlpatterns = [
    path("units/<slug:code>/filings/", views.inbox, name="inbox"),
    path("units/<slug:code>/filings/answer/", views.answer_several, name="answer_several"),
    path(FILING, views.filing, name="filing"),
    path(f"{FILING}form.pdf", views.form_pdf, name="form"),
    path(f"{FILING}answer/", views.answer, name="answer"),
    path(f"{FILING}withdraw/", views.withdraw, name="withdraw"),
]
