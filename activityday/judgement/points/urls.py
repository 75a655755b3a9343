from django.urls import path

from activityday.judgement.points.views import branch, manual, notice, statement, table

app_name = "points"
POINTS = "units/<slug:code>/points/"
YEAR = f"{POINTS}<int:year>/"
ENTRY = f"{POINTS}manual/<uuid:entry>/"
urlpatterns = [
    # /units/<code>/points/<year>/
    path(YEAR, branch.year, name="year"),
    path(f"{YEAR}post/", branch.post, name="post"),
    path(f"{YEAR}quarter-<int:quarter>.xlsx", branch.quarter_xlsx, name="quarter_xlsx"),
    path(f"{YEAR}statements.pdf", statement.statements_pdf, name="statements_pdf"),
    path(f"{YEAR}<uuid:member>/", statement.statement, name="statement"),
    path(f"{YEAR}<uuid:member>.pdf", statement.statement_pdf, name="statement_pdf"),
    # /units/<code>/points/notice/<year>/<quarter>/
    path(f"{POINTS}notice/<int:year>/<int:quarter>/", notice.notice, name="notice"),
    # /units/<code>/points/manual/
    path(f"{POINTS}manual/", manual.inbox, name="manual"),
    path(f"{POINTS}manual/new/", manual.propose, name="propose"),
    path(ENTRY, manual.manual_entry, name="manual_entry"),
    path(f"{ENTRY}answer/", manual.answer, name="answer"),
    path(f"{ENTRY}withdraw/", manual.withdraw, name="withdraw"),
    path(f"{ENTRY}counter/", manual.counter, name="counter"),
    # /units/<code>/points/table/
    path(f"{POINTS}table/", table.table, name="table"),
    path(f"{POINTS}table/adopt/", table.adopt, name="adopt"),
    path(f"{POINTS}table/<int:table>/void/", table.void, name="void"),
]
