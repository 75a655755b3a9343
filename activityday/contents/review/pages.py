"""What several pages of the room share: the row of views, the steps of a life meeting, the why of a counter."""

from datetime import date
from itertools import groupby

from django.urls import reverse

from activityday.contents.review.queries.problems import OpenProblem
from activityday.people.organisation.models import Unit
from activityday.rules.meetings import Counter
from activityday.rules.review import LifeCount, Part
from activityday.ui.parts import Link, Step, Why

SHORT = {"会前": "会前准备", "会上": "开会", "会后": "会后整改"}


def views_of(unit: Unit, current: str, *, on: date) -> list[Link]:
    """The views of the room side by side; a town has its branches and what they have to put right."""
    if not unit.is_branch:
        names = [("review", "各支部"), ("problems", "问题整改")]
    else:
        names = [
            ("review", "党性分析"),
            ("life_meetings", "组织生活会"),
            ("problems", "问题整改"),
            ("talks", "谈心谈话"),
            ("year", "三会一课"),
        ]
    return [Link(label, _address(unit, name, on), is_current=name == current) for name, label in names]


def steps_line(parts: list[Part], url: str = "") -> list[Step]:
    """Before, at, after in a line: how much of each is there."""
    found = []
    for number, (when, group) in enumerate(groupby(parts, key=lambda part: part.when), start=1):
        mine = list(group)
        done = sum(part.is_done for part in mine)
        detail = f"{len(mine)} 样有了 {done} 样"
        found.append((number, when, detail, done == len(mine)))
    current = next((number for number, _, _, is_done in found if not is_done), 0)
    return [
        Step(number, SHORT[when], detail, _state(is_done, number == current), url)
        for number, when, detail, is_done in found
    ]


def why_counted(counter: Counter) -> Why:
    """Facts, rule, clause, arithmetic of one counter."""
    return Why(
        facts=[f"记下的有 {counter.held} 次。"],
        rule=f"{counter.duty.label}：活动日里算数的环节，加上另外一天开的。没有记下来不等于没有开。",
        clause=counter.clause,
        arithmetic=counter.arithmetic,
    )


def why_life(count: LifeCount) -> Why:
    """The same of the year's life meetings."""
    return Why(
        facts=[f"记下的有 {count.held} 次，要 {count.needed} 次。"],
        rule="组织生活会的次数。全国的规定是每年至少一次，上级可以改成半年一次。",
        clause=count.clause,
        arithmetic=count.arithmetic,
    )


def visible(found: list[OpenProblem], *, may_record: bool) -> list[OpenProblem]:
    """Those a reader may open: personal ones only for who records them."""
    return [one for one in found if may_record or not one.problem.is_personal]


def _state(is_done: bool, is_current: bool) -> str:
    if is_done:
        return "done"
    return "current" if is_current else "todo"


def _address(unit: Unit, name: str, on: date) -> str:
    return reverse(f"review:{name}", args=[unit.code, on.year] if name == "year" else [unit.code])
