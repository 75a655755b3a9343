"""Reads of the log: an object's history, a committee's chain, and whether the chain holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.forms.models import model_to_dict

from activityday.audit.chain import SEALED_FIELDS, code_of
from activityday.audit.models import Chain, Entry

NEW_CHAIN = "0" * 64


@dataclass(frozen=True)
class Break:
    """The first place at which a chain does not hold."""

    committee: str
    sequence: int
    sentence: str


def history_of(kind: str, object_id: object) -> QuerySet[Entry]:
    """All entries about one object, newest first."""
    return Entry.objects.filter(object_kind=kind, object_id=str(object_id)).order_by("-at", "-sequence")


def head_of(committee: str) -> str:
    """The code of the newest entry of `committee`'s chain; 64 zeros where nothing was written yet."""
    return Chain.objects.filter(committee=committee).values_list("head", flat=True).first() or NEW_CHAIN


def committees() -> list[str]:
    """Codes of all committees that have a chain or an entry."""
    return sorted(
        {*Chain.objects.values_list("pk", flat=True), *Entry.objects.values_list("committee", flat=True)}
    )


def first_break(committee: str) -> Break | None:
    """The first entry that was changed, taken out or put in; None where the whole chain holds."""
    previous, place = NEW_CHAIN, 0
    for place, entry in enumerate(_in_order(committee), start=1):
        content = model_to_dict(entry, fields=SEALED_FIELDS)
        if entry.sequence != place:
            return Break(committee, place, f"第 {place} 条不见了")
        if entry.previous != previous or code_of(content) != entry.code:
            return Break(committee, place, f"第 {place} 条被改动过")
        previous = entry.code
    chain = Chain.objects.filter(committee=committee).first()
    if chain is None or (chain.length, chain.head) != (place, previous):
        return Break(committee, place + 1, "链尾与最后一条对不上，末尾的记录可能被删去")
    return None


def _in_order(committee: str) -> Iterator[Entry]:
    return Entry.objects.filter(committee=committee).order_by("sequence").iterator(chunk_size=2000)
