"""Opens a workbook in a process of its own: bytes on standard input, sheets as JSON on standard output.

A crafted workbook can make the reader ask for more memory than the machine has, and that ends the
process. Run by `grid.open_workbook`, never imported; it imports nothing of this package.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

EXIT_LOCKED = 3
EXIT_UNREADABLE = 4
EXIT_TOO_MANY_SHEETS = 5
EXIT_TOO_LARGE = 6


def marked(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


def sheet_as_json(workbook: Any, metadata: Any, enums: Any, rows_left: int, columns: int) -> dict[str, Any]:
    answer = {
        "name": metadata.name,
        "visible": metadata.visible == enums.SheetVisibleEnum.Visible,
        "is_table": metadata.typ == enums.SheetTypeEnum.WorkSheet,
        "rows": [],
        "merged": [],
    }
    if not answer["visible"] or not answer["is_table"]:
        return answer
    sheet = workbook.get_sheet_by_name(metadata.name)
    height, width = (last + 1 for last in sheet.end or (-1, -1))
    if height > rows_left or width > columns:
        print(json.dumps([metadata.name, height, width]))  # noqa: T201
        raise SystemExit(EXIT_TOO_LARGE)
    answer["rows"] = sheet.to_python(skip_empty_area=False)
    answer["merged"] = sheet.merged_cell_ranges or []
    return answer


def main(memory: int, seconds: int, sheets: int, rows: int, columns: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine  # noqa: PLC0415 -- only under the limits

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        answers = sheets_as_json(workbook, python_calamine, sheets, rows, columns)
    except python_calamine.PasswordError:
        raise SystemExit(EXIT_LOCKED) from None
    except SystemExit:
        raise
    except BaseException:  # noqa: BLE001 -- a panic of the reader is no Exception
        raise SystemExit(EXIT_UNREADABLE) from None
    json.dump(answers, sys.stdout, default=marked)


def sheets_as_json(workbook: Any, enums: Any, sheets: int, rows: int, columns: int) -> list[dict[str, Any]]:
    if len(workbook.sheets_metadata) > sheets:
        raise SystemExit(EXIT_TOO_MANY_SHEETS)
    answers = []
    for metadata in workbook.sheets_metadata:
        answers.append(sheet_as_json(workbook, metadata, enums, rows, columns))
        rows -= len(answers[-1]["rows"])
    return answers


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
