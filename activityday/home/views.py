"""What is due and what waits for me, by post."""

from django.http import HttpRequest, HttpResponse

from activityday.people.accounts.access import for_every_user


@for_every_user
def home(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    del request
    return HttpResponse()
