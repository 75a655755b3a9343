"""The year of a branch on one page, and the account of one member."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from activityday.contents.dues import papers
from activityday.contents.dues.queries import accounts as queries
from activityday.contents.dues.queries import making_public
from activityday.contents.dues.queries.books import payments_of, unremitted
from activityday.contents.dues.queries.overview import SIGNS, Cell, branch_year, cell_of
from activityday.contents.dues.views.pages import branch_or_404, file, place, year_or_404
from activityday.documents.papers.dues import render_year_xlsx
from activityday.office.policy.queries import parameters_for
from activityday.people.accounts.access import Request, allowed
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import member_of
from activityday.rules.dues_account import Account, longest_unpaid
from activityday.ui.parts import Why

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allowed(Permission.VIEW_DUES)
@never_cache
def year(request: Request, unit: Unit, year: int) -> HttpResponse:
    """Members × months with signs and words, the months' totals, and where to go from here."""
    branch, today = branch_or_404(unit), timezone.localdate()
    shown = branch_year(branch, year_or_404(year), on=today)
    context = place(request, unit) | {
        "year": year,
        "shown": shown,
        "today": today,
        "is_this_year": year == today.year,
        "legend": [*SIGNS.values(), ("补", "ok", "补交"), ("代", "ok", "代交")],
        "next_notice": making_public.next_due([branch], today).get(branch.pk),
        "unremitted": unremitted(branch).count(),
    }
    return render(request, "dues/year.html", context)


@allowed(Permission.VIEW_DUES)
@require_GET
def year_xlsx(request: Request, unit: Unit, year: int) -> HttpResponse:
    """The same as a workbook: signs and amounts, never a base."""
    shown = branch_year(branch_or_404(unit), year_or_404(year), on=timezone.localdate())
    content = render_year_xlsx(papers.year_book(shown, as_of=timezone.localtime()))
    return file(content, f"{unit.short_name}{year}年党费.xlsx", kind=XLSX)


@allowed(Permission.VIEW_DUES)
@never_cache
def member(request: Request, unit: Unit, member: UUID) -> HttpResponse:
    """A member's account: months, receipts, corrections, and why each figure is what it is."""
    today = timezone.localdate()
    found = member_of(unit, member)
    if found is None:
        raise Http404("not here")
    account = queries.account_of(found.pk, unit, on=today)
    limit = parameters_for(unit, on=today).integer("gap_months")
    run = longest_unpaid(account)
    context = place(request, unit) | {
        "member": found,
        "account": account,
        "years": _by_year([cell_of(month) for month in account.months]),
        "payments": payments_of(found.pk, unit=unit),
        "run": run if len(run) >= limit else (),
        "why": _why(account),
        "today": today,
    }
    return render(request, "dues/member.html", context)


def _by_year(cells: list[Cell]) -> list[tuple[int, list[Cell]]]:
    years = sorted({cell.month.month.year for cell in cells}, reverse=True)
    return [(year, [cell for cell in cells if cell.month.month.year == year]) for year in years]


def _why(account: Account) -> Why | None:
    """The arithmetic of what is open: months one by one."""
    months = account.open_months
    if not months:
        return None
    return Why(
        facts=[
            f"{one.month.year}年{one.month.month}月：{one.sentence}已交 {one.paid:f} 元" for one in months
        ],
        rule=f"交来的钱先抵最早没交的月份，补交一般不超过 {account.back_months} 个月。",
        clause="dues 12",
        arithmetic=f"{' + '.join(f'{one.rest:f}' for one in months)} = {account.arrears:f} 元",
    )
