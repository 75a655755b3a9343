"""The component catalogue (docs/look.md). `{% load ui %}`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from activityday.ui import words
from activityday.ui.parts import Choice, Figure, Step, Why

register = template.Library()
for said in (
    words.month_label,
    words.year_month,
    words.day_label,
    words.clause_label,
    words.percent,
    words.signed_percent,
    words.money,
):
    register.filter(said.__name__, said)

TONES = ("ok", "wait", "bad", "info", "mute")
AROUND = 2
"""How many pages stand to each side of the current one."""


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """The text of a block of this page once more, without tags: one title serves the tab and the heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    shown = strip_tags(block.render(context)) if block else ""
    return mark_safe(shown.removesuffix(" · 活动日").strip())  # escaped when the block was rendered


@register.simple_block_tag
def crumbs(content: str) -> str:
    """The way down the tree: `<li>` items, or one line of links; nothing when empty."""
    if not content.strip():
        return ""
    kind = "ol" if "<li" in content else "p"
    return format_html('<nav class="crumbs" aria-label="所在位置"><{}>{}</{}></nav>', kind, content, kind)


@register.simple_block_tag
def fact(content: str) -> str:
    """The fact beside a title; nothing when empty."""
    return format_html('<p class="fact">{}</p>', content) if content.strip() else ""


@register.simple_tag
def badge(word: str, tone: str = "mute") -> str:
    """A state: a word on its colour (ok, wait, bad, info, mute)."""
    return format_html('<span class="badge is-{}">{}</span>', _known(tone), word)


@register.simple_tag
def sign(mark: str, tone: str, word: str, url: str = "") -> str:
    """One sign of a board: the mark is seen, the word is heard and shown on pointing."""
    inner = format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', mark, word
    )
    if url:
        return format_html(
            '<a class="sign is-{}" href="{}" title="{}">{}</a>', _known(tone), url, word, inner
        )
    return format_html('<span class="sign is-{}" title="{}">{}</span>', _known(tone), word, inner)


@register.simple_tag
def key(letter: str) -> str:
    """A key of the keyboard."""
    return format_html("<kbd>{}</kbd>", letter)


@register.simple_tag
def button(word: str, kind: str = "", name: str = "", value: str = "") -> str:
    """A submit button that says what will happen. `kind`: "" plain, main, danger, quiet, wide; several by space."""
    extra = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button type="submit" class="{}"{}>{}</button>', _button(kind), extra, word)


@register.simple_tag
def go(word: str, url: str, kind: str = "") -> str:
    """A link that looks like a button; kinds as of `button`."""
    return format_html('<a class="{}" href="{}">{}</a>', _button(kind), url, word)


@register.simple_block_tag
def card(content: str, title: str = "", word: str = "", tone: str = "mute", kind: str = "") -> str:
    """A card with its heading; a badge at the right when `word` is given; `kind="lead"` for the month's own."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    if word:
        heading = format_html('<div class="card-head">{}{}</div>', heading, badge(word, tone))
    return format_html('<section class="card {}">{}{}</section>', kind, heading, content)


@register.simple_block_tag
def note(content: str, tone: str = "info") -> str:
    """A sentence or two on the colour of a state."""
    return format_html('<div class="note is-{}"><p>{}</p></div>', _known(tone), content)


@register.simple_block_tag
def scroll(content: str, label: str) -> str:
    """Holds a wide table: it scrolls by itself on a phone, also with the keyboard."""
    return format_html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>', label, content
    )


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: Iterable[Step]) -> dict[str, object]:
    """The steps in a line, in a column on a phone."""
    return {"steps": items}


@register.inclusion_tag("ui/parts/figures.html")
def figures(items: Iterable[Figure]) -> dict[str, object]:
    """Rows of label and value; the value leads to the names behind it."""
    return {"figures": items}


@register.inclusion_tag("ui/parts/strip.html")
def strip(items: Sequence[Figure]) -> dict[str, object]:
    """Four figures that add up."""
    return {"figures": items}


@register.inclusion_tag("ui/parts/facts.html")
def facts(items: Iterable[tuple[str, object]]) -> dict[str, object]:
    """A list of what is known: pairs of label and value."""
    return {"facts": items}


@register.inclusion_tag("ui/parts/empty.html")
def empty(title: str, sentence: str, url: str = "", label: str = "") -> dict[str, str]:
    """What will be here, and what to do first."""
    return {"title": title, "sentence": sentence, "url": url, "label": label}


@register.inclusion_tag("ui/parts/why.html")
def why(reason: Why, question: str = "为什么") -> dict[str, object]:
    """Unfolds the facts, the rule with its clause, the arithmetic."""
    return {"why": reason, "question": question}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, sentence: str = "") -> dict[str, object]:
    """How far long work is: a bar and the same in words; a moving bar while the total is unknown (0)."""
    counted = f"{done:,} / {total:,}，{100 * done // total}%" if total else ""
    return {"done": done, "total": total, "sentence": sentence, "words": counted}


@register.inclusion_tag("ui/parts/history.html")
def history(entries: Iterable[Any]) -> dict[str, object]:
    """Who did what when: anything with `at`, `by_name` and `action_label` or `action`."""
    return {"entries": entries}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(links: Iterable[Any], label: str) -> dict[str, object]:
    """Views of the same thing side by side: objects with label, url, is_current, count."""
    return {"links": links, "label": label}


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, object]:
    """The way through a long list; keeps the filters of the address."""
    request: HttpRequest = context["request"]
    kept = request.GET.copy()
    kept.pop("page", None)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=AROUND, on_ends=1)
    return {"page": page, "numbers": list(numbers), "query": f"{kept.urlencode()}&" if kept else ""}


@register.inclusion_tag("ui/parts/choices.html")
def choices(name: str, legend: str, options: Iterable[Choice], value: str = "") -> dict[str, object]:
    """The large radio buttons of a roll: real inputs, one name; `legend` is heard, not seen."""
    return {"name": name, "legend": legend, "options": options, "value": value}


@register.inclusion_tag("ui/parts/keys.html")
def keys(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """What the keyboard does here: pairs of key and effect; `?` opens it."""
    return {"pairs": pairs}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form field as label, sentence of the rule, control, error."""
    return bound.as_field_group()


@register.inclusion_tag("ui/parts/errors.html")
def errors(form: BaseForm) -> dict[str, object]:
    """At the head of a refused form: what is to be changed, with links to the fields; nothing when all is well."""
    faulty = [bound for bound in form if bound.errors]
    return {"whole": form.non_field_errors(), "faulty": faulty, "is_shown": bool(form.errors)}


def _known(tone: str) -> str:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"no such tone: {tone}; one of {', '.join(TONES)}")
    return tone


def _button(kind: str) -> str:
    return " ".join(["button", *(f"button-{one}" for one in kind.split())])
