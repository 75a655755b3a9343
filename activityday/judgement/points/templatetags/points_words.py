"""Points as people write them."""

from decimal import Decimal

from django import template

from activityday.rules import point_table

register = template.Library()


@register.filter
def points_shown(points: Decimal) -> str:
    """`2`, `0.5`, `−2`."""
    return point_table.shown(points)


@register.filter
def points_signed(points: Decimal) -> str:
    """`+2`, `−2`, `0`."""
    return point_table.signed(points)
