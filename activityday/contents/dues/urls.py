from django.urls import path

from activityday.contents.dues.views import arrangements, assess_import, waivers
from activityday.contents.dues.views import assess_papers as papers
from activityday.contents.dues.views import assessing as pages

app_name = "dues"
DUES = "units/<slug:code>/dues/"
YEAR = f"{DUES}assess/<int:year>/"
MEMBER = f"{DUES}members/<uuid:member>/assess/"

assessing = [
    path(YEAR, pages.assess, name="assess"),
    path(f"{YEAR}table.pdf", papers.pdf, name="assess_pdf"),
    path(f"{YEAR}table.xlsx", papers.xlsx, name="assess_xlsx"),
    path(f"{YEAR}with-bases/", papers.with_bases, name="assess_with_bases"),
    path(f"{YEAR}import/", assess_import.upload, name="assess_import"),
    path(f"{YEAR}import/confirm/", assess_import.confirm, name="assess_confirm"),
    path(f"{YEAR}import/example.xlsx", papers.example, name="assess_example"),
    path(MEMBER, pages.member, name="assess_member"),
    path(f"{MEMBER}show/", pages.show_member, name="show_member"),
    path(f"{DUES}assessments/<uuid:assessment>/void/", pages.void, name="void_assessment"),
    path(f"{DUES}waivers/", waivers.waivers, name="waivers"),
    path(f"{DUES}arrangements/", arrangements.arrangements, name="arrangements"),
    path(f"{DUES}arrangements/<int:arrangement>/end/", arrangements.end, name="end_arrangement"),
]

urlpatterns = [*assessing]
