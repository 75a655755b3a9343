"""The same import from the shell, answering a program or a person."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member
from tests.conftest import Town
from tests.roster.conftest import row, workbook

ROWS = [row(1, "王大有"), row(2, "李小妹", 身份证号="430999196013010011"), row(3, "赵铁柱", "桃林社区党支部")]


@pytest.fixture
def roster_file(tmp_path: Path) -> Path:
    path = tmp_path / "2026年花名册.xlsx"
    path.write_bytes(workbook(ROWS))
    return path


def run(path: Path, *options: str, unit: str = "fenggang") -> tuple[int, dict[str, Any]]:
    out = StringIO()
    try:
        call_command("import_roster", str(path), "--unit", unit, "--format", "json", *options, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def figures(answer: dict[str, Any]) -> list[int]:
    return [answer[name] for name in ("members", "created", "updated", "unchanged", "units")]


def test_the_answer_counts_and_names_the_rows_that_were_refused(town: Town, roster_file: Path) -> None:
    status, answer = run(roster_file)
    assert (status, figures(answer)) == (0, [1, 1, 0, 0, 0])
    assert [sorted(one) for one in answer["refused"]] == [["column", "reason", "row", "sheet"]] * 2
    assert {(one["sheet"], one["row"]) for one in answer["refused"]} == {("花名册", 4), ("花名册", 5)}
    assert Member.objects.count() == 1


def test_units_are_set_up_when_asked_for(town: Town, roster_file: Path) -> None:
    assert figures(run(roster_file, "--create-units")[1]) == [2, 2, 0, 0, 1]
    assert Unit.objects.get(name="桃林社区党支部").sector == "community"
    assert figures(run(roster_file, "--create-units")[1]) == [2, 0, 0, 2, 0]


def test_a_dry_run_says_the_same_and_writes_nothing(town: Town, roster_file: Path) -> None:
    dry = run(roster_file, "--create-units", "--dry-run")
    assert figures(dry[1]) == [2, 2, 0, 0, 1]
    assert not Member.objects.exists()
    assert not Unit.objects.filter(name="桃林社区党支部").exists()
    assert run(roster_file, "--create-units") == dry


def test_the_day_from_which_members_belong_may_be_named(town: Town, roster_file: Path) -> None:
    run(roster_file, "--on", "2026-03-01")
    assert str(Affiliation.objects.get().starts_on) == "2026-03-01"
    with pytest.raises(CommandError, match="日期“3月1日”请写成 2026-11-01 这样"):
        run(roster_file, "--on", "3月1日")


@pytest.mark.parametrize(
    ("content", "unit", "sentence"),
    [
        (b"not a workbook", "fenggang", "花名册"),
        (b"", "fenggang", "空"),
        (None, "fenggang", "打不开文件“missing.xlsx”，请核对路径和权限。"),
        (b"x", "nowhere", "没有编码为“nowhere”的党组织，请核对编码。"),
    ],
)
def test_what_cannot_be_read_ends_with_status_one_and_an_error(
    town: Town, tmp_path: Path, content: bytes | None, unit: str, sentence: str
) -> None:
    path = tmp_path / "missing.xlsx"
    if content is not None:
        path.write_bytes(content)
    status, answer = run(path, unit=unit)
    assert (status, list(answer)) == (1, ["error"])
    assert sentence in answer["error"]


def test_a_person_reads_sentences(town: Town, roster_file: Path) -> None:
    out = StringIO()
    call_command("import_roster", str(roster_file), "--unit", "fenggang", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "党员 1 名：新登记 1，有修改 0，没有变化 0；新建党支部 0 个。"
    assert any(line.startswith("未导入：花名册 第 4 行 身份证号") for line in lines)


def test_the_first_tree_and_account_are_set_up_from_the_shell(db: None) -> None:
    out = StringIO()
    call_command("establish", "linjiang", "中共临江县委员会", "--level", "county", stdout=out)
    call_command(
        "establish", "fenggang", "中共枫港镇委员会", "--level", "committee", "--under", "linjiang", stdout=out
    )
    call_command(
        "open_account", "zhen", "--name", "陈思齐", "--role", "clerk", "--unit", "fenggang", stdout=out
    )
    password = out.getvalue().split("的一次性密码：")[1].split("（")[0]
    user = User.objects.get(username="zhen")
    assert (user.check_password(password), user.must_change_password) == (True, True)
    for arguments, sentence in (
        (("establish", "x", "某", "--level", "branch", "--under", "nowhere"), "没有编码为“nowhere”的党组织"),
        (("establish", "x", "某", "--level", "group", "--under", "fenggang"), "基层党委下面不能直接设党小组"),
        (("open_account", "zhen", "--name", "某", "--role", "clerk", "--unit", "fenggang"), "已经有人用"),
        (("open_account", "a", "--name", "某", "--role", "clerk", "--unit", "nowhere"), "请先建立"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command(*arguments, stdout=out)
