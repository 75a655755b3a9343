"""Suggested agendas per sector, read from the rulebook: what a month's plan begins with."""

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from activityday.day.activity.enums import Content, Form
from activityday.people.organisation.enums import Sector


class AgendaError(ValueError):
    """A file of agendas that cannot be read as one, named by file and agenda."""


@dataclass(frozen=True)
class SegmentDraft:
    """One part of an agenda before it is kept. `key` is the kept segment it changes, None for a new one."""

    content: Content
    form: Form
    title: str
    minutes: int
    led_by: str = ""
    material: str = ""
    key: int | None = None
    material_version_id: UUID | None = None
    site_id: UUID | None = None
    site_name: str = ""


@dataclass(frozen=True)
class Agenda:
    """A suggested agenda: its code, what people call it, when it begins and ends, and its parts."""

    code: str
    name: str
    starts_at: time
    ends_at: time
    segments: tuple[SegmentDraft, ...]


@cache
def agendas_for(sector: str) -> tuple[Agenda, ...]:
    """The agendas suggested to units of this sector, the usual one first (notice 三, 四(二)). Raises AgendaError."""
    folder = Path(settings.RULEBOOK) / "agendas"
    path = folder / f"{Sector(sector).value}.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_agenda(entry) for entry in content["agenda"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise AgendaError(f"规则手册的建议议程 {path.name} 读不了：{error}") from error


def agenda_of(sector: str, code: str = "") -> Agenda:
    """The agenda of this code, or the sector's usual one when there is none of that code."""
    suggested = agendas_for(sector)
    return next((agenda for agenda in suggested if agenda.code == code), suggested[0])


def _agenda(entry: dict[str, Any]) -> Agenda:
    segments = tuple(
        SegmentDraft(Content(part["content"]), Form(part["form"]), str(part["title"]), int(part["minutes"]))
        for part in entry["segment"]
    )
    return Agenda(entry["code"], entry["name"], entry["starts_at"], entry["ends_at"], segments)
