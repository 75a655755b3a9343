from django.urls import path

from activityday.contents.dues.views import (
    accounts,
    arrears,
    books,
    collecting,
    contributions,
    making_public,
    prints,
    remittances,
)

app_name = "dues"
UNIT = "units/<slug:code>/"
MONTH = f"{UNIT}<int:year>/<int:month>/dues/"
BOOK = f"{UNIT}dues/books/<uuid:book>/"
REMITTANCE = f"{UNIT}dues/remittances/<uuid:remittance>/"
CONTRIBUTION = f"{UNIT}dues/contributions/<uuid:contribution>/"
collecting_patterns = [
    path(MONTH, collecting.month, name="month"),
    path(f"{MONTH}sheet.pdf", prints.sheet, name="sheet"),
    path(f"{MONTH}calls.pdf", prints.calls, name="calls"),
    path(f"{UNIT}dues/", remittances.overview, name="overview"),
    path(f"{UNIT}dues/<int:year>/", accounts.year, name="year"),
    path(f"{UNIT}dues/<int:year>/year.xlsx", accounts.year_xlsx, name="year_xlsx"),
    path(f"{UNIT}dues/members/<uuid:member>/", accounts.member, name="member"),
    path(f"{UNIT}dues/arrears/", arrears.arrears, name="arrears"),
    path(BOOK, books.book, name="book"),
    path(f"{BOOK}page.pdf", prints.page, name="page"),
    path(f"{BOOK}receipts.pdf", prints.receipts, name="receipts"),
    path(f"{UNIT}dues/payments/<uuid:payment>/correct/", books.correct, name="correct"),
    path(f"{UNIT}dues/remittances/", remittances.remittances, name="remittances"),
    path(REMITTANCE, remittances.remittance, name="remittance"),
    path(f"{REMITTANCE}slip.pdf", prints.slip, name="slip"),
    path(f"{UNIT}dues/contributions/", contributions.contributions, name="contributions"),
    path(CONTRIBUTION, contributions.contribution, name="contribution"),
    path(f"{CONTRIBUTION}slip.pdf", prints.contribution_slip, name="contribution_slip"),
    path(f"{UNIT}dues/notice/", making_public.notice, name="notice"),
]
urlpatterns = [*collecting_patterns]
