from django.urls import path

from activityday.leadership.reports import views, views_half_years

app_name = "reports"
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
    # /units/<code>/templates/
    path("units/<slug:code>/templates/", views.templates, name="templates"),
    path("units/<slug:code>/templates/<slug:name>.docx", views.template_file, name="template_file"),
    path(
        "units/<slug:code>/templates/<slug:name>/standard/", views.template_standard, name="template_standard"
    ),
]
