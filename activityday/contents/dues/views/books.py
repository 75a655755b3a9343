"""One day-book as it stands, and the correction of an entry."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.dues.actions.books import correct as correct_payment
from activityday.contents.dues.checks.collecting import may_correct
from activityday.contents.dues.enums import BookState
from activityday.contents.dues.forms.collecting import CorrectionForm
from activityday.contents.dues.models import DayBook, Payment
from activityday.contents.dues.queries import books as queries
from activityday.contents.dues.views.pages import REFUSED, place
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.ui.parts import Figure


@allowed(Permission.VIEW_DUES)
@never_cache
def book(request: Request, unit: Unit, book: UUID) -> HttpResponse:
    """The entries of a book, its sums, and what came of its money."""
    found = book_or_404(unit, book)
    payments = list(found.payments.all())
    context = place(request, unit) | {
        "book": found,
        "month": found.month,
        "payments": payments,
        "figures": _figures(found, payments),
        "is_open": found.state == BookState.OPEN,
        "may_hand_up": may(request, Permission.COLLECT_DUES, found.branch),
        "may_see_branch": may(request, Permission.VIEW_DUES, found.branch),
    }
    return render(request, "dues/book.html", context)


@allowed(Permission.COLLECT_DUES)
@never_cache
def correct(request: Request, unit: Unit, payment: UUID) -> HttpResponse:
    """Reverse an entry: what it says, why, and where the other one will stand."""
    found = queries.payment_of(unit, payment)
    if found is None:
        raise Http404("no such entry here")
    form = CorrectionForm(posted(request))
    if form.is_valid():
        try:
            contra = correct_payment(
                payment=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, f"已冲正 {found.amount:f} 元，收据 {contra.receipt} 号。要重新记，在收取表里记。"
            )
            return redirect("dues:book", contra.book.unit.code, contra.book_id)
    return _correcting(request, unit, found, form)


def _correcting(request: Request, unit: Unit, found: Payment, form: CorrectionForm) -> HttpResponse:
    context = place(request, unit) | {
        "payment": found,
        "book": found.book,
        "month": found.book.month,
        "form": form,
        "may_correct": may_correct(found),
        "open_book": queries.open_book_of(found.book.unit),
    }
    return render(request, "dues/correct.html", context, status=REFUSED if form.is_bound else 200)


def book_or_404(unit: Unit, key: UUID) -> DayBook:
    """A book kept at or below the unit."""
    found = queries.book_of(unit, key)
    if found is None:
        raise Http404("no such book here")
    return found


def _figures(book: DayBook, payments: list[Payment]) -> list[Figure]:
    total, cash = queries.sum_of(payments), queries.cash_in(payments)
    return [
        Figure("记了几笔", len(payments)),
        Figure("现金", f"{cash:f}"),
        Figure("转账", f"{total - cash:f}"),
        Figure("合计", f"{total:f}"),
    ]
