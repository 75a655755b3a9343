"""A plan as the preview shows it: plain JSON, sensitive values masked, long lists cut."""

import hashlib
import json
from collections import Counter
from typing import Any

from activityday.people.roster.imports.plan import Kind, Note, Plan, PlannedMember
from activityday.people.roster.workbook.shapes import RosterReading, SheetReading

SHOWN = 300
KEPT = 5000


def preview_of(reading: RosterReading, plan: Plan) -> dict[str, Any]:
    """Everything the preview page says, ready to be stored with the import."""
    return {
        "counts": plan.counts(),
        "sheets": [_sheet(sheet) for sheet in reading.sheets],
        "new": [_new(one) for one in plan.of(Kind.NEW)[:SHOWN]],
        "changed": [_changed(one) for one in plan.of(Kind.CHANGED)[:SHOWN]],
        "missing": [[one.member.name, one.branch.name] for one in plan.missing[:SHOWN]],
        "missing_count": len(plan.missing),
        "units": [[one.name, one.level.label, one.rows] for one in plan.new_units],
        "groups": [[one.name, one.parent.name if one.parent else "", one.rows] for one in plan.new_groups],
        "unknown": unknown_units(plan),
        "refused": notes(plan.refused),
        "refused_count": len(plan.refused),
        "warnings": notes(plan.warnings),
        "warnings_count": len(plan.warnings),
        "digest": digest_of(plan),
    }


def digest_of(plan: Plan) -> str:
    """Equal for plans that do the same: what was confirmed is what is written."""
    done = [
        (one.sheet, one.row, one.kind, "" if one.kind == Kind.NEW else str(one.member.pk),
         [(change.label, change.old, change.new) for change in one.changes])
        for one in plan.members
    ]  # fmt: skip
    units = [(one.name, one.level) for one in [*plan.new_units, *plan.new_groups]]
    return hashlib.sha256(json.dumps([done, units, notes(plan.refused)]).encode()).hexdigest()


def notes(found: list[Note]) -> list[list[object]]:
    """Sheet, row, column, sentence of each; at most KEPT."""
    return [[one.sheet, one.row, one.column, one.reason] for one in found[:KEPT]]


def unknown_units(plan: Plan) -> list[list[object]]:
    """Branches that the workbook names and the tree does not know: name, guessed sector, number of rows."""
    rows = Counter(plan.unknown)
    return [[name, sector.value, rows[name, sector]] for name, sector in rows]


def _sheet(sheet: SheetReading) -> dict[str, object]:
    columns = [
        {
            "index": one.index,
            "letter": one.letter,
            "header": one.header,
            "field": one.field,
            "note": one.note,
        }
        for one in sheet.columns
    ]
    about = {"name": sheet.name, "skipped": sheet.skipped, "header_rows": sheet.header_rows}
    return {**about, "members": sheet.members, "columns": columns}


def _new(planned: PlannedMember) -> list[object]:
    group = planned.group.name if planned.group else ""
    return [planned.sheet, planned.row, planned.member.name, planned.branch.name, group]


def _changed(planned: PlannedMember) -> list[object]:
    changes = [[change.label, change.old, change.new] for change in planned.changes]
    return [planned.sheet, planned.row, planned.member.name, planned.branch.name, changes]
