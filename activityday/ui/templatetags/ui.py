"""Small words for templates: dates as people write them, badges, the why that unfolds."""

from datetime import date

from django import template

register = template.Library()
WEEKDAYS = "一二三四五六日"
MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")


@register.filter
def month_label(month: date) -> str:
    """`十二月`."""
    return MONTHS[month.month - 1]


@register.filter
def year_month(month: date) -> str:
    """`2026年12月`."""
    return f"{month.year}年{month.month}月"


@register.filter
def day_label(day: date) -> str:
    """`12月7日 星期一`."""
    return f"{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"


@register.filter
def clause_label(clause: str) -> str:
    """`notice 四(三)` → `通知四(三)`; `constitution 9` → `党章第九条`."""
    return (
        clause.replace("notice ", "通知")
        .replace("constitution 9", "党章第九条")
        .replace("branch ", "党支部工作条例第")
        .replace("holidays", "国务院办公厅放假通知")
    )


@register.inclusion_tag("ui/badge.html")
def badge(word: str, tone: str = "mute") -> dict[str, str]:
    """A state: a word on its colour (ok, wait, bad, info, mute)."""
    return {"word": word, "tone": tone}


@register.inclusion_tag("ui/empty.html")
def empty(title: str, sentence: str, url: str = "", label: str = "") -> dict[str, str]:
    """What will be here, and what to do first."""
    return {"title": title, "sentence": sentence, "url": url, "label": label}


@register.inclusion_tag("ui/history.html")
def history(entries: object) -> dict[str, object]:
    """Who did what when: a list of audit entries."""
    return {"entries": entries}
