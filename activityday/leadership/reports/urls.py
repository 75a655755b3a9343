from django.urls import path

from activityday.leadership.reports import views

app_name = "reports"
urlpatterns = [
    # /units/<code>/<year>/<month>/
    path("units/<slug:code>/<int:year>/<int:month>/record.pdf", views.record_pdf, name="record_pdf"),
    path("units/<slug:code>/<int:year>/<int:month>/record.docx", views.record_docx, name="record_docx"),
    path("units/<slug:code>/<int:year>/<int:month>/minutes.pdf", views.minutes_pdf, name="minutes_pdf"),
    path("units/<slug:code>/<int:year>/<int:month>/minutes.docx", views.minutes_docx, name="minutes_docx"),
    # /units/<code>/ledger/<year>/
    path("units/<slug:code>/ledger/<int:year>/", views.ledger, name="ledger"),
    path("units/<slug:code>/ledger/<int:year>.pdf", views.ledger_as_pdf, name="ledger_pdf"),
    path("units/<slug:code>/ledger/<int:year>.xlsx", views.ledger_as_xlsx, name="ledger_xlsx"),
    # /units/<code>/templates/
    path("units/<slug:code>/templates/", views.templates, name="templates"),
    path("units/<slug:code>/templates/<slug:name>.docx", views.template_file, name="template_file"),
    path(
        "units/<slug:code>/templates/<slug:name>/standard/", views.template_standard, name="template_standard"
    ),
]
