"""`manage.py establish fenggang 中共枫港镇委员会 --level committee --under linjiang`: the top of a tree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from activityday.audit.actions import Command as Operator
from activityday.people.organisation.actions import establish
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.queries import unit_by_code


class Command(BaseCommand):
    help = "建立一个党组织。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The unit and its place."""
        parser.add_argument("code", help="编码（字母、数字、横线）")
        parser.add_argument("name", help="全称")
        parser.add_argument("--short-name", default="", help="简称")
        parser.add_argument("--level", required=True, choices=Level.values, help="层级")
        parser.add_argument("--sector", default=Sector.MIXED, choices=Sector.values, help="类别")
        parser.add_argument("--under", default="", help="上级党组织编码；不写就是最上级")

    def handle(self, *args: Any, **options: Any) -> None:
        """Establish the unit; a refusal ends with its sentence."""
        parent = unit_by_code(options["under"]) if options["under"] else None
        if options["under"] and parent is None:
            raise CommandError(f"没有编码为“{options['under']}”的党组织，请先建立。")
        try:
            unit = establish(
                parent=parent,
                code=options["code"],
                name=options["name"],
                short_name=options["short_name"],
                level=Level(options["level"]),
                sector=Sector(options["sector"]),
                by=Operator("establish"),
                at=timezone.now(),
            )
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"已建立：{unit.name}（{unit.code}）")
