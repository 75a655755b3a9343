"""The register of talks: rows for who keeps it, numbers for everybody else, contents for who is named."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activityday.contents.review import actions, printing, queries
from activityday.contents.review.forms.talks import AnnulForm, ContentForm, TalkForm
from activityday.contents.review.models import HeartTalk
from activityday.contents.review.pages import views_of
from activityday.contents.review.views.acts import done
from activityday.contents.review.views.files import PDF, as_file
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated

PAGE = 30


@allowed(Permission.VIEW_REVIEW)
@never_cache
def talks(request: Request, unit: Unit) -> HttpResponse:
    """With whom a talk was held in the year and with whom not; only numbers for who does not keep the register."""
    if not unit.is_branch:
        raise Http404("the register is a branch's")
    today = timezone.localdate()
    may_keep = may(request, Permission.KEEP_TALKS, unit)
    context: dict[str, Any] = {
        "unit": unit,
        "views": views_of(unit, "talks", on=today),
        "counters": queries.talk_counters(unit, today.year, on=today),
        "to_read": queries.talks_to_read(unit, request.user),
        "may_keep": may_keep,
    }
    if may_keep:
        page = Paginator(queries.talks_of(unit, today.year), PAGE).get_page(request.GET.get("page"))
        context["page"] = page
    return render(request, "review/talks.html", context)


@allowed(Permission.KEEP_TALKS)
@never_cache
def new_talk(request: Request, unit: Unit) -> HttpResponse:
    """Enter one; who was not talked with yet can be chosen by a link."""
    today = timezone.localdate()
    people = [person.member for person in affiliated([unit], on=today)]
    leads = queries.talk_people(unit, on=today)
    form = TalkForm(
        posted(request),
        members=people,
        meetings=[one for one in queries.life_meetings_of(unit, today.year) if not one.is_held],
        readers=queries.possible_readers(unit, request.user, on=today),
        initial={
            "held_on": today,
            "form_id": uuid4(),
            "talker": str(leads.secretary or ""),
            "listener": request.GET.get("listener", ""),
            "meeting": request.GET.get("meeting", ""),
            "occasion": "before_meeting" if request.GET.get("meeting") else "routine",
        },
    )

    def act() -> None:
        actions.enter_talk(
            unit=unit,
            draft=form.draft,
            form_id=form.cleaned_data["form_id"],
            by=request.user,
            at=timezone.now(),
        )

    if form.is_bound and done(request, form, act, "谈话已经登记。"):
        return redirect("review:talks", unit.code)
    return _form(request, unit, form, "登记一次谈心谈话", "登记")


@allowed(Permission.VIEW_REVIEW)
@never_cache
def talk(request: Request, unit: Unit, talk: UUID) -> HttpResponse:
    """One of them: its row for who keeps the register, what was said for who is named. That look is logged."""
    return _page(request, unit, _talk_or_404(request, unit, talk))


@allowed(Permission.KEEP_TALKS)
@never_cache
def content(request: Request, unit: Unit, talk: UUID) -> HttpResponse:
    """Change what was said and who may read it; nobody but who entered it finds this page."""
    found, today = _own_talk_or_404(request, unit, talk), timezone.localdate()
    readers = queries.possible_readers(unit, request.user, on=today)
    initial: dict[str, Any] = {}
    if request.method != "POST":
        said = actions.open_content(talk=found, by=request.user, on=today, at=timezone.now())
        initial = {"content": said, "readers": [str(row.user_id) for row in found.readers.all()]}
    form = ContentForm(posted(request), readers=readers, initial=initial)

    def act() -> None:
        data = {"readers": form.cleaned_data.get("readers") or (), **form.cleaned_data}
        actions.write_content(talk=found, by=request.user, at=timezone.now(), **data)

    if form.is_bound and done(request, form, act, "已经保存。"):
        return redirect("review:talk", unit.code, found.pk)
    return _form(request, unit, form, "谈话内容", "保存")


@allowed(Permission.KEEP_TALKS)
@never_cache
def annul(request: Request, unit: Unit, talk: UUID) -> HttpResponse:
    """Take a wrong entry out of the count; nobody but who entered it finds this page."""
    found = _own_talk_or_404(request, unit, talk)
    form = AnnulForm(posted(request))

    def act() -> None:
        actions.annul_talk(talk=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if form.is_bound and done(request, form, act, "已经注销，不再计数。"):
        return redirect("review:talks", unit.code)
    return _form(request, unit, form, "注销登记错的谈话", "注销")


@allowed(Permission.KEEP_TALKS)
def register_pdf(request: Request, unit: Unit) -> HttpResponse:
    """The register of the year, PDF: never what was said."""
    if not unit.is_branch:
        raise Http404("the register is a branch's")
    today = timezone.localdate()
    paper = printing.talk_register(unit, list(queries.talks_of(unit, today.year)), year=today.year)
    return as_file(paper, PDF, f"{unit.short_name}{paper.title}")


@allowed(Permission.VIEW_REVIEW)
@never_cache
def record_pdf(request: Request, unit: Unit, talk: UUID) -> HttpResponse:
    """One talk, PDF: what was said only for who may read it, and only when asked; that look is logged."""
    found = _talk_or_404(request, unit, talk)
    said = ""
    if request.GET.get("content") == "1":
        if not queries.may_read(found, request.user):
            raise Http404("not a reader")
        today = timezone.localdate()
        said = actions.open_content(talk=found, by=request.user, on=today, at=timezone.now())
    paper = printing.talk_record(found, said)
    return as_file(paper, PDF, f"{unit.short_name}谈心谈话{found.number}")


def _page(request: Request, unit: Unit, found: HeartTalk) -> HttpResponse:
    may_read = queries.may_read(found, request.user)
    said = ""
    if may_read:
        today = timezone.localdate()
        said = actions.open_content(talk=found, by=request.user, on=today, at=timezone.now())
    is_writer = found.written_by_id == request.user.pk
    context = {
        "unit": unit,
        "talk": found,
        "may_read": may_read,
        "said": said,
        "may_write": is_writer and found.annulled_at is None and may(request, Permission.KEEP_TALKS, unit),
    }
    return render(request, "review/talk.html", context)


def _form(request: Request, unit: Unit, form: forms.Form, title: str, word: str) -> HttpResponse:
    context = {"unit": unit, "form": form, "title": title, "word": word, "inside": "talks"}
    return render(request, "review/form.html", context, status=422 if form.is_bound else 200)


def _talk_or_404(request: Request, unit: Unit, key: UUID) -> HeartTalk:
    found = queries.talk_of(unit, key)
    if found is None:
        raise Http404("no such talk here")
    if not may(request, Permission.KEEP_TALKS, unit) and not queries.may_read(found, request.user):
        raise Http404("neither keeper nor reader")
    return found


def _own_talk_or_404(request: Request, unit: Unit, key: UUID) -> HeartTalk:
    found = _talk_or_404(request, unit, key)
    if found.written_by_id != request.user.pk or found.annulled_at is not None:
        raise Http404("not the writer")
    return found
