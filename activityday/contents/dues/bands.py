"""The rates of dues in words, from the rulebook."""

from decimal import Decimal

from activityday.contents.dues.enums import DuesClass
from activityday.office.policy.queries import tariffs
from activityday.rules.dues import FLAT, Tariff


def bands_in_words() -> list[tuple[str, str, str]]:
    """Class, its bands in a sentence, its clause; in the order of the classes."""
    newest: dict[str, Tariff] = {}
    for tariff in sorted(tariffs(), key=lambda one: one.since):
        newest.update({kind.value: tariff for kind in tariff.classes})
    words = [
        (kind.label, _sentence(newest[kind.value]), newest[kind.value].clause)
        for kind in DuesClass
        if kind.value in newest
    ]
    flat = [kind.label for kind in DuesClass if kind.value in {one.value for one in FLAT}]
    return [*words, ("、".join(flat), "每月交定额，不用填基数", "dues 6")]


def _sentence(tariff: Tariff) -> str:
    parts, below = [], Decimal()
    for band in tariff.bands:
        reach = f"{below:f} 元以上" if band.up_to is None else f"{band.up_to:f} 元以内"
        parts.append(f"{reach} {band.percent:f}%")
        below = band.up_to or below
    return "，".join(parts)
