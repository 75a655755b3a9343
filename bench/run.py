"""The figures of speed, each as a ratio or a count in one run: `make bench`. Absolute times are noise on shared machines.

Set ACTIVITYDAY_DATABASE=postgresql://… to measure PostgreSQL; the database named there is filled and left behind.
"""

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "activityday.config.settings")
os.environ.setdefault("ACTIVITYDAY_SECRET_KEY", "bench-only-" + "x" * 50)
os.environ.setdefault("ACTIVITYDAY_DATA_KEY", "22" * 32)
os.environ.setdefault("ACTIVITYDAY_VAR", tempfile.mkdtemp(prefix="activityday-bench-"))
os.environ.setdefault("ACTIVITYDAY_HOSTS", "testserver")

import django  # noqa: E402 -- needs its settings named first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from activityday.audit.actions import Command  # noqa: E402
from activityday.day.activity.actions import RecordDraft, prepare, write_record  # noqa: E402
from activityday.day.activity.models import Activity  # noqa: E402
from activityday.day.activity.queries import segments_of  # noqa: E402
from activityday.day.attendance.actions import finish_roll, save_roll  # noqa: E402
from activityday.day.attendance.enums import State  # noqa: E402
from activityday.day.attendance.marks import Mark  # noqa: E402
from activityday.day.attendance.models import RollEntry, roll_entry_id  # noqa: E402
from activityday.day.schedule.queries import day_of  # noqa: E402
from activityday.home.actions import close_month  # noqa: E402
from activityday.judgement.closing.actions import Signatures  # noqa: E402
from activityday.judgement.closing.models import CountedMember, Finding  # noqa: E402
from activityday.people.accounts.models import Appointment, User  # noqa: E402
from activityday.people.organisation.actions import establish  # noqa: E402
from activityday.people.organisation.enums import Level, Sector  # noqa: E402
from activityday.people.organisation.models import Unit  # noqa: E402
from activityday.people.roster.models import Affiliation, Member  # noqa: E402
from activityday.people.roster.queries import affiliated  # noqa: E402

BRANCHES, SIZE, RECORDERS = 100, 24, 8
ROLL = 45
BY = Command("bench")
SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 2, 9, 0, tzinfo=SHANGHAI)
NOON = datetime(2026, 11, 2, 12, 5, tzinfo=SHANGHAI)
ON = date(2026, 11, 2)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def town() -> tuple[Unit, list[Unit]]:
    """A committee with 100 branches of 24 members, and one of 360 for the rolls."""
    county = establish(parent=None, code="county", name="县委", level=Level.COUNTY, by=BY, at=AT)
    committee = establish(parent=county, code="town", name="镇党委", level=Level.COMMITTEE, by=BY, at=AT)
    branches = [
        establish(
            parent=committee,
            code=f"b{n:03}",
            name=f"第{n}村党支部",
            short_name=f"第{n}村",
            level=Level.BRANCH,
            sector=Sector.VILLAGE,
            by=BY,
            at=AT,
        )
        for n in range(BRANCHES)
    ]
    for branch in branches:
        members(committee, branch, SIZE)
    user = User(username="clerk", name="党建办", must_change_password=False, created_at=AT)
    user.set_password("Bench2026!")
    user.password_changed_at = timezone.now()
    user.save()
    Appointment.objects.create(user=user, role="clerk", unit=committee, starts_on=date(2020, 1, 1))
    return committee, branches


def members(committee: Unit, branch: Unit, number: int) -> list[Member]:
    """So many members of a branch."""
    made = Member.objects.bulk_create(
        Member(committee=committee, name=f"党员{n}", position=n) for n in range(number)
    )
    Affiliation.objects.bulk_create(
        Affiliation(member=member, branch=branch, starts_on=date(2020, 1, 1), join_reason="imported")
        for member in made
    )
    return made


def rolls(committee: Unit) -> list[tuple[Activity, list[Member]]]:
    """Eight branches of 45 whose activity is prepared."""
    found = []
    for n in range(RECORDERS):
        branch = establish(
            parent=committee,
            code=f"roll{n}",
            name=f"签到{n}党支部",
            level=Level.BRANCH,
            sector=Sector.VILLAGE,
            by=BY,
            at=AT,
        )
        people = members(committee, branch, ROLL)
        activity = prepare(host=branch, scopes=[branch], month=ON.replace(day=1), held_on=ON, by=BY, at=AT)
        found.append((activity, people))
    return found


def raw_insert(activity: Activity, people: list[Member]) -> None:
    """The same rows, batched, with nothing around them: the yardstick."""
    RollEntry.objects.bulk_create(
        RollEntry(
            id=roll_entry_id(activity.pk, member.pk),
            activity=activity,
            member=member,
            branch=activity.host,
            state="present",
            recorded_by="x",
            recorded_at=AT,
        )
        for member in people
    )


def product(activity: Activity, people: list[Member]) -> None:
    """The product's own way, with checks, versions and the log."""
    save_roll(
        activity=activity,
        entries={member.pk: Mark(State.PRESENT) for member in people},
        signed_count=len(people),
        base_version=0,
        by=BY,
        at=AT,
    )


def together(
    work: Callable[[Activity, list[Member]], None], places: list[tuple[Activity, list[Member]]]
) -> float:
    """Persons a second with one recorder a branch, all at once."""

    def one(place: tuple[Activity, list[Member]]) -> None:
        try:
            work(*place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(RECORDERS) as pool:
        taken = seconds(lambda: list(pool.map(one, places)))
    return RECORDERS * ROLL / taken


def roll_figures(committee: Unit) -> None:
    """Rolls of 45 saved by 8 recorders at once, against raw batched inserts, in turn."""
    places = rolls(committee)
    ratios, speeds = [], []
    for _ in range(5):
        raw = together(raw_insert, places)
        RollEntry.objects.all().delete()
        ours = together(product, places)
        RollEntry.objects.all().delete()
        ratios.append(ours / raw)
        speeds.append(ours)
        for activity, _people in places:
            activity.roll_changes.all().delete()
            activity.roll.delete()
    print(
        f"roll of {ROLL}, {RECORDERS} recorders: {median(speeds):.0f} persons/s, {median(ratios):.2f} of raw batched inserts (min {min(ratios):.2f}, max {max(ratios):.2f})"
    )


def page_figures(branches: list[Unit]) -> None:
    """Server time and queries of the pages that look at many."""
    client = Client()
    client.force_login(
        User.objects.get(username="clerk"), backend="django.contrib.auth.backends.ModelBackend"
    )
    pages = (
        "/",
        "/units/town/board/2026/",
        f"/units/{branches[0].code}/ledger/2026/",
        "/units/town/calendar/2026/",
        "/units/town/members/",
        f"/units/{branches[0].code}/2026/11/",
    )
    for page in pages:
        client.get(page)
        asked: list[str] = []
        with connection.execute_wrapper(_counting(asked)):
            response = client.get(page, headers={"accept-encoding": "gzip"})
        times = [seconds(lambda page=page: client.get(page)) for _ in range(5)]
        print(
            f"{page}: {response.status_code}, {len(asked)} queries, {median(times) * 1000:.0f} ms, "
            f"{len(response.content) / 1024:.0f} kB sent"
        )


def _counting(asked: list[str]) -> Callable[..., object]:
    def counted(
        execute: Callable[..., object], sql: str, params: object, many: bool, context: object
    ) -> object:
        asked.append(sql)
        return execute(sql, params, many, context)

    return counted


def print_figures(committee: Unit) -> None:
    """Every print of a branch of 45, the first time in this process and the median of five more."""
    branch = establish(
        parent=committee,
        code="prints",
        name="打印村党支部",
        level=Level.BRANCH,
        sector=Sector.VILLAGE,
        by=BY,
        at=AT,
    )
    people = members(committee, branch, ROLL)
    activity = prepare(host=branch, scopes=[branch], month=ON.replace(day=1), held_on=ON, by=BY, at=AT)
    product(activity, people)
    finish_roll(activity=activity, by=BY, at=AT)
    activity.refresh_from_db()
    points = {segment.pk: "学了文件\n议了水渠" for segment in segments_of(activity)}
    draft = RecordDraft(
        held_on=ON,
        starts_at=time_of_day(8, 50),
        ends_at=time_of_day(12),
        place="会议室",
        chair="甲",
        recorder="乙",
        points=points,
    )
    write_record(activity=activity, record=draft, base_version=activity.version, by=BY, at=NOON)
    activity.refresh_from_db()
    print(
        f"closing of {ROLL}: {seconds(lambda: close_month(activity=activity, signatures=Signatures(True, '乙', '甲'), base_version=activity.version, by=BY, at=NOON)) * 1000:.0f} ms"
    )
    client = Client()
    client.force_login(
        User.objects.get(username="clerk"), backend="django.contrib.auth.backends.ModelBackend"
    )
    month, year = "/units/prints/2026/11", "/units/prints"
    for page in (
        f"{month}/sign-in-sheet.pdf",
        f"{month}/call-list.pdf",
        f"{month}/notice.pdf",
        f"{month}/agenda.pdf",
        f"{month}/record.pdf",
        f"{month}/record.docx",
        f"{month}/minutes.pdf",
        f"{month}/minutes.docx",
        f"{year}/ledger/2026.pdf",
        f"{year}/ledger/2026.xlsx",
    ):
        first = seconds(lambda page=page: client.get(page))
        status = client.get(page).status_code
        again = median(seconds(lambda page=page: client.get(page)) for _ in range(5))
        print(f"{page}: {status}, first {first * 1000:.0f} ms, again {again * 1000:.0f} ms")


def closing_figures(branches: list[Unit]) -> None:
    """A year's third month closed in 100 branches of 24, one in five absent since January: findings and points included."""
    for number in (8, 9, 10):
        first = date(2026, number, 1)
        held = [ready_to_close(branch, first) for branch in branches]
        asked: list[int] = []
        taken = seconds(lambda held=held, asked=asked: [asked.append(closed(activity)) for activity in held])
        raw = seconds(lambda first=first: raw_copy(first))
        print(
            f"closing {number}月, {len(branches)} branches, {len(branches) * SIZE} members: {taken:.1f} s, "
            f"{taken / len(branches) * 1000:.0f} ms and {median(asked):.0f} queries a branch (max {max(asked)}), "
            f"{taken / raw:.1f} times one batched insert of the frozen rows"
        )
    print(f"findings in force: {Finding.objects.filter(withdrawn_at__isnull=True).count()}")
    for size in (SIZE, 200):
        branch = establish(
            parent=branches[0].committee,
            code=f"size{size}",
            name=f"{size}人党支部",
            level=Level.BRANCH,
            sector=Sector.VILLAGE,
            by=BY,
            at=AT,
        )
        members(branch.committee, branch, size)
        print(f"closing a branch of {size}: {closed(ready_to_close(branch, date(2026, 10, 1)))} queries")


def ready_to_close(branch: Unit, month: date) -> Activity:
    """The activity of a month with roll and record; every fifth member is absent."""
    day = day_of(branch, month).day
    at = datetime(day.year, day.month, day.day, 11, 50, tzinfo=SHANGHAI)
    activity = prepare(host=branch, scopes=[branch], month=month, held_on=day, by=BY, at=at)
    people = [person.member for person in affiliated([branch], on=day)]
    absent = {person.pk for person in people[::5]}
    marks = {p.pk: Mark(State.ABSENT if p.pk in absent else State.PRESENT) for p in people}
    signed = len(people) - len(absent)
    save_roll(activity=activity, entries=marks, signed_count=signed, base_version=0, by=BY, at=at)
    finish_roll(activity=activity, by=BY, at=at)
    activity.refresh_from_db()
    draft = RecordDraft(
        held_on=day,
        starts_at=time_of_day(8, 50),
        ends_at=time_of_day(11, 50),
        place="会议室",
        chair="甲",
        recorder="乙",
        points={segment.pk: "学了文件" for segment in segments_of(activity)},
    )
    write_record(activity=activity, record=draft, base_version=activity.version, by=BY, at=at)
    activity.refresh_from_db()
    return activity


def closed(activity: Activity) -> int:
    """How many questions closing it asked."""
    asked: list[str] = []
    at = datetime(activity.held_on.year, activity.held_on.month, activity.held_on.day, 12, 5, tzinfo=SHANGHAI)
    with connection.execute_wrapper(_counting(asked)):
        close_month(
            activity=activity,
            signatures=Signatures(True, "乙", "甲"),
            base_version=activity.version,
            by=BY,
            at=at,
        )
    return len(asked)


def raw_copy(month: date) -> None:
    """The frozen rows of the month once more into the same table, in one batch and taken back: the yardstick."""
    rows = list(CountedMember.objects.filter(month=month, is_current=True))
    for row in rows:
        row.pk, row.is_current = None, False
    with transaction.atomic():
        CountedMember.objects.filter(month=month).delete()
        CountedMember.objects.bulk_create(rows, batch_size=500)
        transaction.set_rollback(True)


def import_figures() -> None:
    """A roster of 30,000 rows read, compared and written; then once more, changing nothing."""
    import xlsxwriter  # noqa: PLC0415 -- only this figure needs it

    path = Path(tempfile.mkdtemp()) / "roster.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("花名册")
    sheet.write_row(0, 0, ["姓名", "性别", "民族", "出生日期", "入党时间", "所在党支部", "学历"])
    for row in range(1, 30001):
        sheet.write_row(
            row,
            0,
            [
                f"张{chr(0x4E00 + row // 200)}{chr(0x5000 + row % 200)}",
                "男",
                "汉族",
                f"19{50 + row % 30}.0{1 + row % 9}.1{row % 9}",
                "2001.07.01",
                f"第{row % BRANCHES}村党支部",
                "初中",
            ],
        )
    book.close()
    for label in ("first", "again"):
        silence = io.StringIO()
        taken = seconds(
            lambda to=silence: call_command(
                "import_roster", str(path), "--unit", "town", "--format", "json", stdout=to
            )
        )
        answer = json.loads(silence.getvalue())
        print(
            f"import of 30,000 rows, {label}: {taken:.1f} s, {answer['created']} created, {answer['unchanged']} unchanged, {len(answer['refused'])} refused"
        )


def main() -> None:
    """Everything in turn."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    committee, branches = town()
    print(connection.vendor)
    roll_figures(committee)
    page_figures(branches)
    print_figures(committee)
    closing_figures(branches)
    import_figures()


if __name__ == "__main__":
    main()
