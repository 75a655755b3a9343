"""A page with one form that does one thing; a refusal is shown on it, success leads on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from activityday.people.accounts.access import Request
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member


@dataclass(frozen=True)
class Step:
    """The words of the page: its heading, the sentence of the rule, what the button will do, where it leads."""

    unit: Unit
    heading: str
    button: str
    back: str
    sentence: str = ""
    member: Member | None = None
    warnings: list[str] = field(default_factory=list)


def take(request: Request, form: Form, step: Step, run: Callable[[], str]) -> HttpResponse:
    """Show the form; when it comes back valid, `run` it and go to the address it answers."""
    if request.method == "POST" and form.is_valid():
        try:
            target = run()
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{step.heading}：已保存。")
            return redirect(target)
    status = 422 if form.is_bound else 200
    return render(request, "roster/step.html", {"form": form, "step": step, "unit": step.unit}, status=status)
