"""`manage.py import_roster FILE --unit CODE [--create-units] [--dry-run] --format json`."""

import json
import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from activityday.audit.actions import Command as Operator
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.queries import unit_by_code
from activityday.people.roster.actions.imports import plan_file
from activityday.people.roster.imports.plan import Note, Plan, Terms
from activityday.people.roster.imports.writing import write_plan

KEYS = ("sheet", "row", "column", "reason")


def day(text: str) -> date:
    """A date such as 2026-11-01, for the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"日期“{text}”请写成 2026-11-01 这样") from None


class Command(BaseCommand):
    help = "导入花名册（.xlsx、.xls、.csv）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The workbook and where it belongs."""
        parser.add_argument("file", help="花名册文件")
        parser.add_argument("--unit", required=True, help="党组织编码")
        parser.add_argument("--create-units", action="store_true", help="新建没有的党支部")
        parser.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
        parser.add_argument("--on", type=day, default=None, help="从哪天起算在册，不写就是本月 1 日")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write unless told not to, and answer; a refusal ends with status 1."""
        try:
            answer = self._bring_in(options)
        except Refused as refused:
            self.stdout.write(
                _as_json({"error": str(refused)}) if options["format"] == "json" else str(refused)
            )
            sys.exit(1)
        self.stdout.write(_as_json(answer) if options["format"] == "json" else _as_text(answer))

    def _bring_in(self, options: dict[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        unit = unit_by_code(options["unit"])
        if unit is None:
            raise Refused(f"没有编码为“{options['unit']}”的党组织，请核对编码。")
        today = timezone.localdate(now)
        terms = Terms(
            unit=unit,
            on=options["on"] or today.replace(day=1),
            today=today,
            create_units=options["create_units"],
        )
        path = Path(options["file"])
        _, plan = plan_file(unit=unit, data=_content(path), filename=path.name, terms=terms)
        counts = plan.counts()
        if not options["dry_run"]:
            by = Operator("import_roster")
            counts = write_plan(plan=plan, terms=terms, source=path.name, by=by, at=now)
        return {**counts, **_notes(plan)}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refused(f"打不开文件“{path.name}”，请核对路径和权限。") from None


def _notes(plan: Plan) -> dict[str, list[dict[str, object]]]:
    return {
        "refused": [_note(one) for one in plan.refused],
        "warnings": [_note(one) for one in plan.warnings],
    }


def _note(note: Note) -> dict[str, object]:
    return {key: getattr(note, key) for key in KEYS}


def _as_json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(answer: dict[str, Any]) -> str:
    members = (
        "党员 {members} 名：新登记 {created}，有修改 {updated}，没有变化 {unchanged}；新建党支部 {units} 个。"
    )
    lines = [members.format(**answer)]
    for label, notes in (("未导入", answer["refused"]), ("请留意", answer["warnings"])):
        lines += [
            f"{label}：{one['sheet']} 第 {one['row']} 行 {one['column']} {one['reason']}" for one in notes
        ]
    return "\n".join(lines)
