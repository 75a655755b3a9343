from django.urls import path

from activityday.office.filings import views, views_writings

app_name = "filings"
FILING = "units/<slug:code>/filings/<uuid:filing>/"
WRITINGS = "units/<slug:code>/writings/"
urlpatterns = [
    path("units/<slug:code>/filings/", views.inbox, name="inbox"),
    path("units/<slug:code>/filings/answer/", views.answer_several, name="answer_several"),
    path(FILING, views.filing, name="filing"),
    path(f"{FILING}form.pdf", views.form_pdf, name="form"),
    path(f"{FILING}answer/", views.answer, name="answer"),
    path(f"{FILING}withdraw/", views.withdraw, name="withdraw"),
    path(f"{FILING}writing/", views_writings.writing_behind, name="writing_behind"),
    path(WRITINGS, views_writings.writings, name="writings"),
    path(f"{WRITINGS}new/<slug:kind>/", views_writings.write, name="write"),
    path(f"{WRITINGS}<uuid:writing>/", views_writings.writing, name="writing"),
    path(f"{WRITINGS}<uuid:writing>/file/", views_writings.writing_file, name="writing_file"),
    path(f"{WRITINGS}<uuid:writing>/forward/", views_writings.forward, name="forward"),
    path(f"{WRITINGS}<uuid:writing>/share/", views_writings.share, name="share"),
]
