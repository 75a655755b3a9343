"""`post_points`: brings the stored points of every branch to what the facts say; running it again writes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from activityday.audit import actions as audit
from activityday.judgement.points.actions import post_entries
from activityday.people.organisation.queries import branches_of, top_unit, unit_by_code


class Command(BaseCommand):
    """Write what is still to be written, branch by branch."""

    help = "把积分入账：只写有变化的，重复运行不会重复记。"

    def add_arguments(self, parser: CommandParser) -> None:
        """A unit (default: everything) and a year (default: this one)."""
        parser.add_argument("--unit", default="", help="党组织编码，不写就是全部")
        parser.add_argument("--year", type=int, default=0, help="年度，不写就是今年")

    def handle(self, *args: Any, **options: Any) -> None:
        """Post, and say how much."""
        now = timezone.now()
        today = timezone.localdate(now)
        unit = unit_by_code(options["unit"]) if options["unit"] else top_unit()
        if unit is None:
            raise CommandError(f"没有编码是“{options['unit']}”的党组织。")
        year = options["year"] or today.year
        branches = list(branches_of(unit, on=today))
        written = 0
        for number, branch in enumerate(branches, start=1):
            written += post_entries(branch=branch, year=year, by=audit.Command("post_points"), at=now)
            if options["verbosity"] > 1:
                self.stdout.write(f"{number}/{len(branches)} {branch.short_name}")
        self.stdout.write(f"{year} 年 {len(branches)} 个支部，新入账 {written} 条。")
