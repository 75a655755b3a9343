"""What the small forms of a page have in common: one is sent, refused ones come back with what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages

from activityday.people.accounts.access import Request
from activityday.people.organisation.checks import Refused

Forms = dict[str, forms.Form]


def done(request: Request, form: forms.Form, act: Callable[[], Any], sentence: str) -> bool:
    """Whether the form was right and `act` was not refused; a refusal stands on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, sentence)
    return True
