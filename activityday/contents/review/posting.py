"""What the result of a life meeting says on a board: the branch's problems, personal ones as a number unless wished."""

from datetime import date

from activityday.contents.review.models import LifeMeeting, Problem
from activityday.office.notices.content import Content

HEADER = ("序号", "问题", "整改措施", "责任人", "期限")


def result_title(meeting: LifeMeeting) -> str:
    """2026年11月组织生活会情况通报."""
    day = meeting.held_on or meeting.planned_on
    return f"{day.year}年{day.month}月组织生活会情况通报"


def result_content(meeting: LifeMeeting, *, with_personal: bool) -> Content:
    """Who came, what was looked into, what is put right by whom until when; out of what `life_meeting_of` loaded."""
    people, problems = list(meeting.people.all()), list(meeting.problems.all())
    shown = [one for one in problems if with_personal or not one.is_personal]
    hidden = len(problems) - len(shown)
    present = sum(row.was_present for row in people)
    held = said(meeting.held_on) if meeting.held_on else ""
    theme = f"主题是“{meeting.theme}”，" if meeting.theme else ""
    opening = f"{held}召开组织生活会，{theme}应到 {len(people)} 人，到会 {present} 人，查摆问题 {len(problems)} 个。"
    rows = [row(number, one, with_name=with_personal) for number, one in enumerate(shown, start=1)]
    closing = (f"另有个人问题 {hidden} 个，由本人整改，支部核实。",) if hidden else ()
    nothing = ["—", "没有列出支部的问题", "—", "—", "—"]
    return Content(opening=(opening,), header=HEADER, rows=rows or [nothing], closing=closing)


def row(number: int, problem: Problem, *, with_name: bool) -> list[str]:
    """One problem as a row of a list."""
    who = f"（{problem.member.name}）" if with_name and problem.member else ""
    due = said(problem.due_on) if problem.due_on else "待定"
    return [
        str(number),
        f"{problem.title}{who}",
        problem.measure or "待定",
        problem.owner or "待定",
        due,
    ]


def said(day: date) -> str:
    """2026年7月6日."""
    return f"{day.year}年{day.month}月{day.day}日"
