"""What is printed of the party analysis; every word of it stands in an entry, and what was said in talks in none by default."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.contents.review.enums import Duty, ProblemState
from activityday.contents.review.models import HeartTalk, LifeMeeting, Meeting, Problem
from activityday.contents.review.posting import said
from activityday.contents.review.queries.counting import CountedPart, YearOfMeetings
from activityday.contents.review.queries.life import prepared_of, presence_of
from activityday.documents.excel import Sheet, Workbook, write
from activityday.documents.papers.review import Block, ReviewPaper
from activityday.people.organisation.models import Unit
from activityday.rules.review import parts_of_meeting
from activityday.ui.words import clause_label

DUTY_LABELS = dict(Duty.choices)
SIGNED = ("主持人（签名）：", "记录人（签名）：")
QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
PROBLEM_HEADER = ("序号", "问题", "来源", "整改措施", "责任人", "期限", "进展", "完成日期", "销号审核")
PROBLEM_SHARES = (2, 9, 4, 10, 4, 5, 5, 5, 4)


@dataclass(frozen=True)
class LedgerLine:
    """One meeting in the ledger of the year."""

    held_on: date
    duty: str
    title: str
    chair: str
    came: str
    where: str


def life_plan(meeting: LifeMeeting, *, full: bool) -> ReviewPaper:
    """方案: theme, when, who, what is done before, at and after; opinions and personal problems only when `full`."""
    opinions, problems = list(meeting.opinions.all()), list(meeting.problems.all())
    blocks = [Block("一、会前", _parts(meeting, "会前"))]
    if opinions:
        asked = f"问了 {meeting.people_asked} 人，提了 {len(opinions)} 条。"
        lines = [f"{number}. {one.text}" for number, one in enumerate(opinions, start=1)]
        blocks.append(Block("征求到的意见", [asked, *(lines if full else [])]))
    if problems:
        blocks.append(Block("要查摆的问题", _titles(problems, full=full)))
    blocks += [
        Block(
            "二、会上", ["书记先作对照检查；", "逐人作自我批评，大家提批评意见；", "书记小结，明确整改方向。"]
        ),
        Block("三、会后", ["没到会的逐个告知；", "定整改清单：措施、责任人、期限；", "在一定范围通报。"]),
    ]
    return ReviewPaper("组织生活会方案", meeting.unit.name, _plan_facts(meeting), blocks, ("书记（签名）：",))


def life_record(meeting: LifeMeeting) -> ReviewPaper:
    """记录 of a held meeting: who came, who criticised, what was said, what is put right; for the branch itself."""
    people = list(meeting.people.all())
    points = meeting.segment.points if meeting.segment else meeting.points
    absent = [row for row in people if not row.was_present]
    silent = [row.member.name for row in people if row.was_present and not row.criticised_self]
    mild = [row.member.name for row in people if row.was_present and not row.criticised_others]
    told = [f"{row.member.name}（{_told(row.told_on)}）" for row in absent]
    first = "书记先作了对照检查。" if meeting.secretary_first else "没有记书记先作检查。"
    present = presence_of(meeting)
    did = [
        first,
        _all_but("自我批评", silent),
        _all_but("批评意见", mild),
        *([f"{present.sentence}（{clause_label(present.clause)}）"] if present else []),
    ]
    blocks = [
        Block("一、到会", ["、".join(row.member.name for row in people if row.was_present) or "无"]),
        Block("二、没有到会", ["、".join(told) or "无"]),
        Block("三、批评和自我批评", did),
        Block(
            "四、要点",
            [f"· {line.strip()}" for line in points.splitlines() if line.strip()] or ["没有另记。"],
        ),
        Block("五、查摆的问题", _titles(list(meeting.problems.all()), full=True) or ["没有列出。"]),
    ]
    return ReviewPaper("组织生活会记录", meeting.unit.name, _held_facts(meeting), blocks, SIGNED)


def problems_of_meeting(meeting: LifeMeeting, *, with_names: bool) -> ReviewPaper:
    """问题清单和整改清单 of one meeting."""
    return _list(meeting.unit, list(meeting.problems.all()), str(meeting), with_names=with_names)


def rectification_list(unit: Unit, problems: Sequence[Problem], *, with_names: bool) -> ReviewPaper:
    """问题清单和整改清单 of a branch."""
    return _list(unit, problems, "", with_names=with_names)


def talk_register(unit: Unit, talks: Sequence[HeartTalk], *, year: int) -> ReviewPaper:
    """谈心谈话登记 of the year: that they were held, never what was said."""
    rows = [
        [
            str(number),
            said(talk.held_on),
            talk.talker.name,
            talk.listener.name,
            talk.get_pair_display(),
            talk.get_occasion_display(),
            talk.place,
        ]
        for number, talk in enumerate(reversed(talks), start=1)
    ]
    header = ("序号", "日期", "谈话人", "谈话对象", "谁同谁", "事由", "地点")
    empty = [["", "今年还没有登记", "", "", "", "", ""]]
    block = Block("", (), header, rows or empty, (3, 8, 4, 4, 5, 7, 4))
    return ReviewPaper(f"{year}年谈心谈话登记", unit.name, (), [block], note="谈话内容不印。")


def talk_record(talk: HeartTalk, content: str) -> ReviewPaper:
    """One talk; `content` empty leaves its place for a pen."""
    facts = (
        ("谈话人", talk.talker.name),
        ("谈话对象", talk.listener.name),
        ("日期", said(talk.held_on)),
        ("地点", talk.place),
        ("事由", talk.get_occasion_display()),
    )
    lines = content.splitlines() if content else ["（内容不印）"]
    block = Block("谈话内容", lines)
    signed = ("谈话人（签名）：", "谈话对象（签名）：")
    return ReviewPaper("谈心谈话记录", talk.unit.name, facts, [block], signed)


def ledger_lines(
    parts: Sequence[CountedPart], meetings: Sequence[Meeting], life: Sequence[LifeMeeting]
) -> list[LedgerLine]:
    """Everything that counts in the year, the oldest first."""
    lines = [
        LedgerLine(
            part.held_on,
            DUTY_LABELS[part.duty],
            part.segment.title,
            part.segment.led_by or part.segment.activity.chair,
            "见签到",
            "活动日",
        )
        for part in parts
        if part.duty
    ]
    lines += [
        LedgerLine(
            one.held_on,
            one.get_duty_display(),
            one.title,
            one.chair,
            f"{one.attended}／{one.expected}",
            one.group.short_name if one.group else "另外开",
        )
        for one in meetings
    ]
    lines += [
        LedgerLine(one.held_on, one.get_body_display(), str(one), one.chair, "见记录", "组织生活会")
        for one in life
        if one.held_on
    ]
    return sorted(lines, key=lambda line: (line.held_on, line.duty, line.title))


def ledger(found: YearOfMeetings, lines: Sequence[LedgerLine]) -> ReviewPaper:
    """三会一课台账 of the year: the quarters, then every meeting."""
    figures = Block("一、各季度", (), ("会", *QUARTERS), _figures(found), (3, 4, 4, 4, 4))
    header = ("序号", "日期", "哪一种会", "议题或题目", "主持或主讲", "实到／应到", "怎么开的")
    rows = [[str(number), *_cells(line)] for number, line in enumerate(lines, start=1)]
    every = Block(
        "二、每一次",
        () if rows else ("今年还没有记下的会。",),
        header,
        rows,
        (2, 5, 4, 12, 4, 4, 4),
    )
    note = "格子里是记下的次数／应有的次数。没有记下来不等于没有开。"
    return ReviewPaper(
        f"{found.year}年三会一课台账", found.unit.name, (), [figures, every], note=note, landscape=True
    )


def ledger_xlsx(found: YearOfMeetings, lines: Sequence[LedgerLine]) -> bytes:
    """The same as a workbook of two sheets."""
    title = f"{found.unit.name}{found.year}年三会一课台账"
    figures = Sheet("各季度", title, ("会", *QUARTERS), _figures(found), (14, 16, 16, 16, 16))
    every = Sheet(
        "每一次",
        title,
        ("日期", "哪一种会", "议题或题目", "主持或主讲", "实到／应到", "怎么开的"),
        [(line.held_on, line.duty, line.title, line.chair, line.came, line.where) for line in lines],
        (14, 12, 40, 12, 12, 14),
    )
    return write(Workbook((figures, every)))


def _cells(line: LedgerLine) -> list[str]:
    return [said(line.held_on), line.duty, line.title, line.chair, line.came, line.where]


def _figures(found: YearOfMeetings) -> list[list[str]]:
    return [
        [
            duty.label,
            *(f"{one.held}／{one.needed}" + (f"，差 {one.missing}" if one.missing else "") for one in row),
        ]
        for duty, row in found.rows
    ]


def _plan_facts(meeting: LifeMeeting) -> list[tuple[str, str]]:
    return [
        ("主题", meeting.theme or "待定"),
        ("时间", said(meeting.planned_on)),
        ("地点", meeting.place),
        ("形式", _form(meeting)),
        ("主持人", meeting.chair),
    ]


def _held_facts(meeting: LifeMeeting) -> list[tuple[str, str]]:
    people = list(meeting.people.all())
    return [
        ("主题", meeting.theme),
        ("时间", said(meeting.held_on) if meeting.held_on else ""),
        ("地点", meeting.activity.place if meeting.activity else meeting.place),
        ("形式", _form(meeting)),
        ("主持人", meeting.chair),
        ("记录人", meeting.recorder),
        ("应到、实到", f"应到 {len(people)} 人，到会 {sum(row.was_present for row in people)} 人"),
    ]


def _form(meeting: LifeMeeting) -> str:
    group = f"（{meeting.group.short_name}）" if meeting.group else ""
    return f"{meeting.get_body_display()}{group}"


def _parts(meeting: LifeMeeting, when: str) -> list[str]:
    parts = [part for part in parts_of_meeting(prepared_of(meeting)) if part.when == when]
    return [f"· {part.label}：{part.sentence}" for part in parts]


def _titles(problems: Sequence[Problem], *, full: bool) -> list[str]:
    shown = [one for one in problems if full or not one.is_personal]
    lines = [f"{number}. {_title(one, with_name=full)}" for number, one in enumerate(shown, start=1)]
    hidden = len(problems) - len(shown)
    return [*lines, f"另有个人问题 {hidden} 个。"] if hidden else lines


def _title(problem: Problem, *, with_name: bool) -> str:
    return f"{problem.title}（{problem.member.name}）" if with_name and problem.member else problem.title


def _list(unit: Unit, problems: Sequence[Problem], of_what: str, *, with_names: bool) -> ReviewPaper:
    shown = [one for one in problems if with_names or not one.is_personal]
    rows = [_problem(number, one, with_name=with_names) for number, one in enumerate(shown, start=1)]
    hidden = len(problems) - len(shown)
    lines = () if rows else ("没有列出支部的问题。",)
    return ReviewPaper(
        title="问题清单和整改清单",
        unit=unit.name,
        facts=[("来自", of_what)] if of_what else (),
        blocks=[Block("", lines, PROBLEM_HEADER, rows, PROBLEM_SHARES)],
        signatures=("书记（签名）：",),
        note=f"另有个人问题 {hidden} 个，不在这里写名字和内容。" if hidden else "",
        landscape=True,
    )


def _problem(number: int, problem: Problem, *, with_name: bool) -> list[str]:
    is_closed = problem.state == ProblemState.CLOSED_OUT
    return [
        str(number),
        _title(problem, with_name=with_name),
        problem.get_source_display(),
        problem.measure or "待定",
        problem.owner or "待定",
        said(problem.due_on) if problem.due_on else "待定",
        problem.get_state_display(),
        said(problem.closed_on) if problem.closed_on else "",
        "已核实" if is_closed else "",
    ]


def _all_but(what: str, names: Sequence[str]) -> str:
    word = "作了自我批评" if what == "自我批评" else "提了批评意见"
    if not names:
        return f"到会的都{word}。"
    return f"除{'、'.join(names)}以外，到会的都{word}。"


def _told(day: date | None) -> str:
    return f"{day.month}月{day.day}日告知" if day else "还没有告知"
