from django.urls import path

from activityday.leadership.reports import (
    views,
    views_circulars,
    views_half_years,
    views_questions,
    views_towns,
)

app_name = "reports"
CIRCULAR = "units/<slug:code>/circulars/<uuid:circular>"
HALF = "units/<slug:code>/half-years/<int:year>/<int:half>/"
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
    # /units/<code>/half-years/<year>/<half>/<version>/
    path("units/<slug:code>/half-years/<int:year>/", views_half_years.half_years, name="half_years"),
    path(HALF, views_half_years.half_year, name="half_year"),
    path(f"{HALF}<int:version>/", views_half_years.half_year_version, name="half_year_version"),
    path(f"{HALF}<int:version>.pdf", views_half_years.half_year_pdf, name="half_year_pdf"),
    path(f"{HALF}<int:version>.docx", views_half_years.half_year_docx, name="half_year_docx"),
    path(f"{HALF}<int:version>.xlsx", views_half_years.half_year_xlsx, name="half_year_xlsx"),
    path(
        "units/<slug:code>/filings/<uuid:filing>/half-year/",
        views_half_years.half_year_filed,
        name="half_year_filed",
    ),
    # /units/<code>/circulars/<circular>/
    path("units/<slug:code>/circulars/", views_circulars.circulars, name="circulars"),
    path(f"{CIRCULAR}/", views_circulars.circular, name="circular"),
    path(f"{CIRCULAR}/words/", views_circulars.rewrite, name="rewrite_circular"),
    path(f"{CIRCULAR}/facts/", views_circulars.refresh, name="refresh_facts"),
    path(f"{CIRCULAR}/issue/", views_circulars.issue, name="issue_circular"),
    path(f"{CIRCULAR}/withdraw/", views_circulars.withdraw, name="withdraw_circular"),
    path(f"{CIRCULAR}/drop/", views_circulars.drop, name="drop_circular"),
    path(f"{CIRCULAR}.pdf", views_circulars.circular_pdf, name="circular_pdf"),
    path(f"{CIRCULAR}.docx", views_circulars.circular_docx, name="circular_docx"),
    # /units/<code>/questions/<subject>/
    path("units/<slug:code>/questions/", views_questions.questions, name="questions"),
    path("units/<slug:code>/questions/saved/<uuid:question>/", views_questions.saved, name="saved_question"),
    path(
        "units/<slug:code>/questions/saved/<uuid:question>/remove/",
        views_questions.remove,
        name="remove_question",
    ),
    path("units/<slug:code>/questions/<slug:subject>/", views_questions.question, name="question"),
    path("units/<slug:code>/questions/<slug:subject>/save/", views_questions.save, name="save_question"),
    path("units/<slug:code>/questions/<slug:subject>.xlsx", views_questions.export, name="question_xlsx"),
    # /units/<code>/towns/<year>/
    path("units/<slug:code>/towns/<int:year>/", views_towns.towns, name="towns"),
    # /units/<code>/templates/
    path("units/<slug:code>/templates/", views.templates, name="templates"),
    path("units/<slug:code>/templates/<slug:name>.docx", views.template_file, name="template_file"),
    path(
        "units/<slug:code>/templates/<slug:name>/standard/", views.template_standard, name="template_standard"
    ),
]
