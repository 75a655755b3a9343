"""What is printed of service; every word of it stands in an entry. Of care only what the visitor needs."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q

from activityday.contents.service import queries
from activityday.contents.service.enums import Kind, ProjectState, RegistrationState
from activityday.contents.service.models import DutyPost, Project, Registration
from activityday.contents.service.pages import hours_shown, people_lines, summary_of
from activityday.contents.service.queries import CareLine, PledgeLine, feature_labels
from activityday.documents.papers.service import (
    Section,
    ServiceLedger,
    ServicePaper,
    Slip,
    render_service_ledger_pdf,
    render_service_ledger_xlsx,
    render_service_paper,
    render_slips,
)
from activityday.people.organisation.models import Unit
from activityday.privacy.masks import mask_address
from activityday.rules.service import hours_of
from activityday.ui.words import money

PEN, BLANK_ROWS = 12, 3


def project_record(project: Project) -> bytes:
    """服务记录: what was planned, what came of it, who took part; PDF. `project` as of `project_of`."""
    came = [person for person in project.people.all() if person.took_part]
    rows = [
        (str(n), one.member.name, f"{hours_shown(hours_of(project.hours, one.hours))} 小时", "")
        for n, one in enumerate(came, start=1)
    ]
    names = Section(
        f"参加的党员 {len(came)} 人", ("序号", "姓名", "时数", "签名"), rows, (14, 30, 24, 40), PEN, (0, 1, 2)
    )
    if project.state == ProjectState.DROPPED:
        came_of_it = f"不再办：{project.dropped_why}"
    else:
        came_of_it = project.result or "还没有办结"
    paper = ServicePaper(
        title="服务党员群众记录表",
        unit=project.unit.name,
        facts=(
            *_facts(project),
            ("办结日期", _said(project.done_on) if project.done_on else ""),
            ("结果", came_of_it),
            ("党员以外参加", f"{project.helpers} 人"),
        ),
        sections=(names,),
        signatures=("记录人", "党组织负责人"),
    )
    return render_service_paper(paper)


def sign_up_sheet(project: Project) -> bytes:
    """报名表: the members in roster order, to sign with a pen, and blank rows for helpers; PDF."""
    lines = queries.lines_for(project)
    rows = [
        (str(n), line.member.name, "已报名" if line.is_signed_up else "", "", "")
        for n, line in enumerate(lines, start=1)
    ]
    rows += [("", "", "", "", "") for _ in range(BLANK_ROWS)]
    head = ("序号", "姓名", "电话里报的", "报名签名", "备注")
    paper = ServicePaper(
        title="服务项目报名表",
        unit=project.unit.name,
        facts=_facts(project),
        sections=(Section("", head, rows, (10, 26, 22, 34, 30), PEN, (0, 1, 2)),),
        notes=("愿意参加的在“报名签名”一栏签名；不签名不影响评价。最后几行给党员以外的人填。",),
        size=14,
    )
    return render_service_paper(paper)


def pledge_sheet(unit: Unit, year: int, *, on: date) -> bytes:
    """党员承诺公示: everybody's pledges and what came of them, for the notice board; PDF."""
    lines = queries.pledges_of(unit, year, on=on)
    head = ("序号", "姓名", "承诺", "何时兑现", "兑现情况")
    paper = ServicePaper(
        title=f"{year} 年党员承诺践诺公示",
        unit=unit.name,
        sections=(Section("", head, _pledge_rows(lines), (13, 22, 70, 26, 40), 0, (0, 1, 3)),),
        notes=("党员、群众对承诺和兑现情况有意见的，可以当面或者打电话向党支部、镇党委党建办提出。",),
        signatures=("党组织负责人",),
        size=14,
    )
    return render_service_paper(paper)


def post_table(unit: Unit, year: int) -> bytes:
    """设岗定责一览表: the posts that stood in the year, their duties, their holders; PDF."""
    rows = [
        (str(n), post.name, post.duties, _holders(post), _period(post))
        for n, post in enumerate(queries.posts_in(unit, year), start=1)
    ]
    head = ("序号", "岗位", "职责", "在岗党员", "设岗时间")
    paper = ServicePaper(
        title=f"{year} 年党员设岗定责一览表",
        unit=unit.name,
        sections=(Section("", head, rows, (13, 28, 60, 50, 34), 0, (0,)),),
        signatures=("党组织负责人",),
        size=13,
    )
    return render_service_paper(paper)


def slips(registrations: Iterable[Registration]) -> bytes:
    """到社区报到回执 for communities outside; PDF."""
    return render_slips(
        [
            Slip(one.code, one.member.name, one.unit.name, one.where, _said(one.on), one.duty)
            for one in registrations
        ]
    )


def visit_list(unit: Unit, lines: Sequence[CareLine], *, with_addresses: bool, on: date) -> bytes:
    """走访单: whom to visit, where, what to bring, blanks for what was done; PDF. Says nothing of why."""
    entries = {entry.pk: entry for entry in queries.printed_entries(unit, [line.entry.pk for line in lines])}
    rows = []
    for n, line in enumerate((line for line in lines if line.entry.pk in entries), start=1):
        entry = entries[line.entry.pk]
        address = entry.address or (entry.member.address if entry.member else "")
        shown = address if with_addresses else mask_address(address)
        rows.append((str(n), entry.name, shown, entry.bring, _said(line.due.due_on), "", ""))
    head = ("序号", "姓名", "住址", "带什么、帮什么", "最晚", "走访日期", "办了什么、走访人")
    paper = ServicePaper(
        title="走访单",
        unit=unit.name,
        sections=(Section("", head, rows, (12, 22, 44, 38, 36, 24, 48), 15, (0,)),),
        notes=(
            f"{_said(on)}印。只给走访的人用，走访完交回书记登记，不张贴、不复印、不拍照外传。",
            "不在纸上写病情、困难情况。",
        ),
        is_wide=True,
        size=13,
    )
    return render_service_paper(paper)


def ledger(unit: Unit, year: int, *, on: date, as_xlsx: bool) -> bytes:
    """服务台账 of a branch's year, PDF or workbook. Of care there are numbers only."""
    projects = list(queries.projects_of(unit, year))
    shares = queries.shares_of(Q(project__unit=unit), year)
    care = queries.care_counts([unit], year, on=on)[unit.pk]
    summary = summary_of(unit, year, projects, shares)
    paper = ServiceLedger(
        unit=unit.name,
        year=year,
        facts=(
            *((figure.label, str(figure.value)) for figure in summary.figures),
            *(
                (one.kind.label, f"{one.projects} 个，{one.people} 人，{hours_shown(one.hours)} 小时")
                for one in summary.kinds
            ),
            ("走访帮扶", f"在册 {care.people} 人，走访 {care.visits} 次，帮扶 {money(care.help)}"),
        ),
        sections=(
            _project_section(projects, shares),
            _people_section(unit, shares, year, on=on),
            _pledge_section(unit, year, on),
            _post_section(unit, year),
            _registration_section(unit, year),
        ),
        notes=("走访帮扶只列数，名单由书记保管。",),
    )
    return render_service_ledger_xlsx(paper) if as_xlsx else render_service_ledger_pdf(paper)


def _project_section(projects: Sequence[Project], shares: Sequence[queries.Share]) -> Section:
    total = {project.pk: queries.MemberService() for project in projects}
    for share in shares:
        total[share.project.pk] = queries.MemberService((*total[share.project.pk].shares, share))
    labels = feature_labels()
    rows = [
        (
            str(n),
            one.title,
            str(Kind(one.kind).label),
            labels.get(one.feature, one.feature),
            one.for_whom,
            one.place,
            _said(one.done_on or one.starts_on),
            str(ProjectState(one.state).label),
            str(total[one.pk].number),
            hours_shown(total[one.pk].hours),
            one.result or one.dropped_why,
        )
        for n, one in enumerate(projects, start=1)
    ]
    head = ("序号", "项目", "形式", "特色活动", "服务对象", "地点", "日期", "状态", "党员", "时数", "结果")
    widths = (9, 30, 18, 16, 22, 22, 22, 14, 11, 11, 46)
    return Section("服务项目", head, rows, widths, 0, (0, 7, 8, 9))


def _people_section(unit: Unit, shares: Sequence[queries.Share], year: int, *, on: date) -> Section:
    rows = [
        (
            line.member.name,
            str(line.service.number),
            hours_shown(line.service.hours),
            "、".join(share.project.title for share in line.service.shares),
        )
        for line in people_lines(unit, shares, year, on=on)
    ]
    return Section("参加的党员", ("姓名", "项目数", "时数", "项目"), rows, (22, 14, 14, 110), 0, (0, 1, 2))


def _pledge_section(unit: Unit, year: int, on: date) -> Section:
    rows = _pledge_rows(queries.pledges_of(unit, year, on=on))
    head = ("序号", "姓名", "承诺", "何时兑现", "兑现情况")
    return Section("承诺践诺", head, rows, (9, 22, 80, 26, 50), 0, (0, 1))


def _post_section(unit: Unit, year: int) -> Section:
    rows = [(post.name, post.duties, _holders(post), _period(post)) for post in queries.posts_in(unit, year)]
    return Section("设岗定责", ("岗位", "职责", "在岗党员", "设岗时间"), rows, (30, 70, 50, 30), 0, ())


def _registration_section(unit: Unit, year: int) -> Section:
    live = (RegistrationState.REPORTED, RegistrationState.CONFIRMED)
    rows = [
        (one.member.name, one.where, _said(one.on), one.duty, str(RegistrationState(one.state).label))
        for one in queries.registrations_of(unit, year)
        if one.state in live
    ]
    head = ("姓名", "社区（村）", "报到日期", "认领的事", "状态")
    return Section("到社区报到", head, rows, (22, 34, 26, 60, 24), 0, (0,))


def _pledge_rows(lines: Iterable[PledgeLine]) -> list[tuple[str, ...]]:
    return [
        (
            str(n),
            line.who,
            line.pledge.text,
            f"{line.pledge.due_on.month}月{line.pledge.due_on.day}日",
            f"{line.label}{f'：{line.word}' if line.word else ''}" if line.said_on or line.is_carried else "",
        )
        for n, line in enumerate(lines, start=1)
    ]


def _facts(project: Project) -> tuple[tuple[str, str], ...]:
    days = _said(project.starts_on)
    if project.ends_on != project.starts_on:
        days += f"至{_said(project.ends_on)}"
    feature = feature_labels().get(project.feature, project.feature)
    return (
        ("项目", project.title),
        ("形式", f"{Kind(project.kind).label}{f'（{feature}）' if feature else ''}"),
        ("服务对象", project.for_whom),
        ("要解决什么", project.need),
        ("时间", days),
        ("地点", project.place),
    )


def _holders(post: DutyPost) -> str:
    names = [
        one.member.name + (f"（至{_said(one.ends_on)}）" if one.ends_on else "")
        for one in post.holdings.all()
    ]
    return "、".join(names) or "待定"


def _period(post: DutyPost) -> str:
    return f"{_said(post.starts_on)}起" + (f"至{_said(post.ends_on)}" if post.ends_on else "")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
