from django.urls import path

from activityday.contents.dues.views import (
    accounts,
    arrangements,
    arrears,
    assess_import,
    books,
    contributions,
    making_public,
    prints,
    remittances,
    waivers,
)
from activityday.contents.dues.views import assess_papers as papers
from activityday.contents.dues.views import assessing as pages
from activityday.contents.dues.views import collecting as table

app_name = "dues"
DUES = "units/<slug:code>/dues/"
YEAR = f"{DUES}assess/<int:year>/"
MEMBER = f"{DUES}members/<uuid:member>/assess/"
MONTH = "units/<slug:code>/<int:year>/<int:month>/dues/"
BOOK = f"{DUES}books/<uuid:book>/"
REMITTANCE = f"{DUES}remittances/<uuid:remittance>/"
CONTRIBUTION = f"{DUES}contributions/<uuid:contribution>/"

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

collecting = [
    path(MONTH, table.month, name="month"),
    path(f"{MONTH}sheet.pdf", prints.sheet, name="sheet"),
    path(f"{MONTH}calls.pdf", prints.calls, name="calls"),
    path(DUES, remittances.overview, name="overview"),
    path(f"{DUES}<int:year>/", accounts.year, name="year"),
    path(f"{DUES}<int:year>/year.xlsx", accounts.year_xlsx, name="year_xlsx"),
    path(f"{DUES}members/<uuid:member>/", accounts.member, name="member"),
    path(f"{DUES}arrears/", arrears.arrears, name="arrears"),
    path(BOOK, books.book, name="book"),
    path(f"{BOOK}page.pdf", prints.page, name="page"),
    path(f"{BOOK}receipts.pdf", prints.receipts, name="receipts"),
    path(f"{DUES}payments/<uuid:payment>/correct/", books.correct, name="correct"),
    path(f"{DUES}remittances/", remittances.remittances, name="remittances"),
    path(REMITTANCE, remittances.remittance, name="remittance"),
    path(f"{REMITTANCE}slip.pdf", prints.slip, name="slip"),
    path(f"{DUES}contributions/", contributions.contributions, name="contributions"),
    path(CONTRIBUTION, contributions.contribution, name="contribution"),
    path(f"{CONTRIBUTION}slip.pdf", prints.contribution_slip, name="contribution_slip"),
    path(f"{DUES}notice/", making_public.notice, name="notice"),
]

urlpatterns = [*assessing, *collecting]
