"""The first page of the room; opinions and topics."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activityday.contents.deliberation import actions, queries
from activityday.contents.deliberation.drafts import Decision, Discussion, OpinionDraft, TopicDraft
from activityday.contents.deliberation.enums import (
    KINDS_OF_SECTOR,
    LIGHT,
    STEPPED_SECTORS,
    TopicState,
    TopicStep,
)
from activityday.contents.deliberation.forms.topics import (
    AnswerForm,
    DecideForm,
    DiscussForm,
    JoinForm,
    OpinionForm,
    PlaceForm,
    TopicForm,
    WhyForm,
)
from activityday.contents.deliberation.models import Opinion, Topic
from activityday.contents.deliberation.pages import views_of
from activityday.contents.deliberation.views.acts import Forms, done
from activityday.day.activity.models import Segment
from activityday.people.accounts.access import Request, allowed, may, posted
from activityday.people.accounts.permissions import Permission
from activityday.people.organisation.models import Unit

PAGE = 20
FEW = 6
MOVES = {
    "put-off": (TopicStep.PUT_OFF, "已经暂缓。"),
    "resume": (TopicStep.RESUME, "已经重新提出。"),
    "drop": (TopicStep.DROP, "不再办，已经记下原因。"),
}


@allowed(Permission.VIEW_DELIBERATION)
def deliberation(request: Request, unit: Unit) -> HttpResponse:
    """What waits: opinions, topics, follow-ups; and all topics."""
    today = timezone.localdate()
    context = {
        "unit": unit,
        "today": today,
        "views": views_of(unit, "deliberation"),
        "opinions": list(queries.opinions_waiting(unit)),
        "waiting": list(queries.topics_waiting(unit)),
        "dues": [due for due in queries.open_follow_ups(unit, on=today) if due.urgency != "later"][:FEW],
        "page": Paginator(queries.topics_settled(unit), PAGE).get_page(request.GET.get("page")),
        "may_record": unit.is_branch and may(request, Permission.RECORD_DELIBERATION, unit),
    }
    return render(request, "deliberation/deliberation.html", context)


@allowed(Permission.RECORD_DELIBERATION)
def new_opinion(request: Request, unit: Unit) -> HttpResponse:
    """Write down what somebody said."""
    initial = {"given_on": timezone.localdate(), "form_id": uuid4()}
    form = OpinionForm(posted(request), initial=initial)

    def act() -> None:
        data = dict(form.cleaned_data)
        form_id = data.pop("form_id")
        draft = OpinionDraft(**data)
        actions.write_opinion(unit=unit, draft=draft, form_id=form_id, by=request.user, at=timezone.now())

    if form.is_bound and done(request, form, act, "意见已经记下。"):
        return redirect("deliberation:deliberation", unit.code)
    return _form(request, unit, form, "记一条意见建议", "记下")


@allowed(Permission.RECORD_DELIBERATION)
@never_cache
def opinion(request: Request, unit: Unit, opinion: UUID) -> HttpResponse:
    """One opinion with the name of who gave it, and what is to be done with it."""
    return _opinion(request, unit, _opinion_or_404(unit, opinion), {})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def answer_opinion(request: Request, unit: Unit, opinion: UUID) -> HttpResponse:
    """Answer it where no topic is needed."""
    found, form = _opinion_or_404(unit, opinion), AnswerForm(request.POST)

    def act() -> None:
        actions.answer_opinion(opinion=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, act, "已经答复。"):
        return redirect("deliberation:deliberation", unit.code)
    return _opinion(request, unit, found, {"answering": form})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def join_opinion(request: Request, unit: Unit, opinion: UUID) -> HttpResponse:
    """Take it up into a topic that waits."""
    found = _opinion_or_404(unit, opinion)
    form = JoinForm(request.POST, topics=queries.topics_waiting(unit))

    def act() -> None:
        topic = form.cleaned_data["topic"]
        actions.join(opinion=found, topic=topic, by=request.user, at=timezone.now())

    if done(request, form, act, "已经并入议题。"):
        return redirect("deliberation:topic", unit.code, form.cleaned_data["topic"].pk)
    return _opinion(request, unit, found, {"joining": form})


@allowed(Permission.RECORD_DELIBERATION)
def new_topic(request: Request, unit: Unit, opinion: UUID | None = None) -> HttpResponse:
    """Propose a topic, out of an opinion where one is named."""
    found = _opinion_or_404(unit, opinion) if opinion else None
    initial: dict[str, Any] = {"on": timezone.localdate(), "kind": KINDS_OF_SECTOR[unit.sector][0]}
    if found is not None:
        initial |= {"source": found.source, "text": found.text}
    form = TopicForm(posted(request), unit=unit, initial=initial)
    made: list[Topic] = []

    def act() -> None:
        data = dict(form.cleaned_data)
        on, several = data.pop("on"), [found] if found else []
        draft, now = TopicDraft(**data), timezone.now()
        made.append(actions.propose(unit=unit, draft=draft, on=on, opinions=several, by=request.user, at=now))

    if form.is_bound and done(request, form, act, "已经列为议题。"):
        return redirect("deliberation:topic", unit.code, made[0].pk)
    return _form(request, unit, form, "列一个议题", "列为议题", found)


@allowed(Permission.VIEW_DELIBERATION)
def topic(request: Request, unit: Unit, topic: UUID) -> HttpResponse:
    """One topic: its steps, and the one thing to do next."""
    return _topic(request, unit, _topic_or_404(unit, topic), {})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def place_topic(request: Request, unit: Unit, topic: UUID) -> HttpResponse:
    """Put it into an agenda."""
    found = _topic_or_404(unit, topic)
    form = PlaceForm(request.POST, segments=_since(found, timezone.localdate()))

    def act() -> None:
        actions.place_in_agenda(topic=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    if done(request, form, act, "已经列入议程。"):
        return redirect("deliberation:topic", unit.code, found.pk)
    return _topic(request, unit, found, {"placing": form})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def discuss_topic(request: Request, unit: Unit, topic: UUID) -> HttpResponse:
    """Write down that it was talked over."""
    found = _topic_or_404(unit, topic)
    form = DiscussForm(
        request.POST, segments=_held(_since(found, timezone.localdate()), timezone.localdate())
    )

    def act() -> None:
        data = dict(form.cleaned_data)
        segment = data["segment"]
        said = Discussion(**data, activity=segment.activity if segment else None)
        actions.discuss(topic=found, discussion=said, by=request.user, at=timezone.now())

    if done(request, form, act, "讨论已经记下。"):
        return redirect("deliberation:topic", unit.code, found.pk)
    return _topic(request, unit, found, {"discussing": form})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def decide_topic(request: Request, unit: Unit, topic: UUID) -> HttpResponse:
    """Decide, and give the work to somebody."""
    found = _topic_or_404(unit, topic)
    form = DecideForm(request.POST, topic=found, votes=queries.decisive_votes(found))

    def act() -> None:
        decision = Decision(**form.cleaned_data)
        actions.decide(topic=found, decision=decision, by=request.user, at=timezone.now())

    if done(request, form, act, "决定已经记下，交办的事列入督办。"):
        return redirect("deliberation:topic", unit.code, found.pk)
    return _topic(request, unit, found, {"deciding": form})


@allowed(Permission.RECORD_DELIBERATION)
@require_POST
def move_topic(request: Request, unit: Unit, topic: UUID, move: str) -> HttpResponse:
    """Put off, take up again, drop."""
    if move not in MOVES:
        raise Http404("no such step")
    found, form, (step, sentence) = _topic_or_404(unit, topic), WhyForm(request.POST), MOVES[move]

    def act() -> None:
        why = form.cleaned_data["why"]
        actions.move(topic=found, step=step, text=why, by=request.user, at=timezone.now())

    if done(request, form, act, sentence):
        return redirect("deliberation:topic", unit.code, found.pk)
    return _topic(request, unit, found, {move.replace("-", "_"): form})


def _topic(request: Request, unit: Unit, found: Topic, given: Forms) -> HttpResponse:
    today = timezone.localdate()
    matter = getattr(found, "matter", None)
    may_record = may(request, Permission.RECORD_DELIBERATION, unit)
    context = {
        "unit": unit,
        "topic": found,
        "matter": matter,
        "may_record": may_record,
        "may_step": unit.sector in STEPPED_SECTORS and found.state == TopicState.PROPOSED,
        "needs_vote": found.kind not in LIGHT,
        **(_forms(found, given) if may_record and matter is None else {}),
        "today": today,
    }
    return render(request, "deliberation/topic.html", context, status=422 if given else 200)


def _forms(found: Topic, given: Forms) -> Forms:
    today = timezone.localdate()
    segments = _since(found, today)
    planned = {"segment": str(found.segment_id or "")}
    held = found.activity.held_on if found.activity and found.activity.held_on <= today else today
    votes = queries.decisive_votes(found)
    offered: Forms = {
        "placing": PlaceForm(segments=segments, initial=planned, auto_id="place_%s"),
        "discussing": DiscussForm(
            segments=_held(segments, today), initial={"on": held, **planned}, auto_id="discuss_%s"
        ),
        "deciding": DecideForm(topic=found, votes=votes, initial={"on": today}, auto_id="decide_%s"),
        "put_off": WhyForm(auto_id="put_off_%s"),
        "resume": WhyForm(auto_id="resume_%s"),
        "drop": WhyForm(auto_id="drop_%s"),
    }
    return {**offered, **given}


def _held(segments: list[Segment], today: date) -> list[Segment]:
    return [segment for segment in segments if segment.activity.held_on <= today]


def _since(found: Topic, today: date) -> list[Segment]:
    """The parts of activities since the topic was proposed: before that it cannot have been talked over there."""
    segments = queries.deliberation_segments(found.unit, on=today)
    return [segment for segment in segments if segment.activity.held_on >= found.proposed_on]


def _opinion(request: Request, unit: Unit, found: Opinion, given: Forms) -> HttpResponse:
    topics = list(queries.topics_waiting(unit))
    context = {
        "unit": unit,
        "opinion": found,
        "today": timezone.localdate(),
        "has_topics": bool(topics),
        "answering": AnswerForm(auto_id="answer_%s"),
        "joining": JoinForm(topics=topics, auto_id="join_%s"),
        **given,
    }
    return render(request, "deliberation/opinion.html", context, status=422 if given else 200)


def _form(
    request: Request, unit: Unit, form: Any, title: str, word: str, opinion: Opinion | None = None
) -> HttpResponse:
    context = {"unit": unit, "form": form, "title": title, "word": word, "opinion": opinion}
    return render(request, "deliberation/form.html", context, status=422 if form.is_bound else 200)


def _topic_or_404(unit: Unit, key: UUID) -> Topic:
    found = queries.topic_of(unit, key)
    if found is None:
        raise Http404("no such topic here")
    return found


def _opinion_or_404(unit: Unit, key: UUID) -> Opinion:
    found = queries.opinion_of(unit, key)
    if found is None:
        raise Http404("no such opinion here")
    return found
