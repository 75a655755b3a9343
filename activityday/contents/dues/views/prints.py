"""What is printed of dues."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from activityday.contents.dues import papers
from activityday.contents.dues.queries.accounts import covered_by, unpaid_of
from activityday.contents.dues.queries.books import table_of
from activityday.contents.dues.queries.collectors import branch_of, collector_at
from activityday.contents.dues.views.books import book_or_404
from activityday.contents.dues.views.contributions import contribution_or_404
from activityday.contents.dues.views.pages import file, month_or_404
from activityday.contents.dues.views.remittances import remittance_or_404
from activityday.documents.papers.approval import render_approval
from activityday.documents.papers.dues import render_page, render_receipts, render_sheet, render_unpaid
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit


@allowed(Permission.VIEW_DUES)
@require_GET
def sheet(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """The collection table to be signed; `?filled=1` with what the books of the month hold."""
    first, today = month_or_404(unit, year, month), timezone.localdate()
    table = table_of(unit, first, on=today)
    filled = request.GET.get("filled") == "1"
    collector = collector_at(unit, on=today).collects
    content = render_sheet(papers.collection_sheet(table, collector, filled=filled))
    return file(content, f"{unit.short_name}{year}年{month}月党费收缴登记表.pdf")


@allowed(Permission.VIEW_DUES)
@require_GET
def calls(request: Request, unit: Unit, year: int, month: int) -> HttpResponse:
    """Who has not paid, in large type."""
    first, today = month_or_404(unit, year, month), timezone.localdate()
    unpaid = unpaid_of(unit, first, on=today)
    content = render_unpaid(papers.unpaid_list(unit, branch_of(unit), unpaid, on=today))
    return file(content, f"{unit.short_name}{year}年{month}月党费未交名单.pdf")


@allowed(Permission.VIEW_DUES)
@require_GET
def receipts(request: Request, unit: Unit, book: UUID) -> HttpResponse:
    """The receipts of a book as strips."""
    found = book_or_404(unit, book)
    covered = covered_by(list(found.payments.all()), found.branch, on=timezone.localdate())
    content = render_receipts(papers.receipts_of(found, covered))
    return file(content, f"{found.unit.short_name}{found.month:%Y-%m}党费收据{found.number}.pdf")


@allowed(Permission.VIEW_DUES)
@require_GET
def page(request: Request, unit: Unit, book: UUID) -> HttpResponse:
    """The day-book as it is filed."""
    found = book_or_404(unit, book)
    content = render_page(papers.book_page(found))
    return file(content, f"{found.unit.short_name}{found.month:%Y-%m}党费日记账{found.number}.pdf")


@allowed(Permission.VIEW_DUES)
@require_GET
def slip(request: Request, unit: Unit, remittance: UUID) -> HttpResponse:
    """The slip that goes with the money."""
    found = remittance_or_404(unit, remittance)
    content = render_approval(papers.remittance_slip(found))
    return file(content, f"{found.branch.short_name}党费上缴单{found.number}.pdf")


@allowed(Permission.VIEW_DUES)
@require_GET
def contribution_slip(request: Request, unit: Unit, contribution: UUID) -> HttpResponse:
    """The paper with which a large contribution is handed over."""
    found = contribution_or_404(unit, contribution)
    content = render_approval(papers.contribution_slip(found))
    return file(content, f"{found.member.name}大额党费移交单.pdf")
