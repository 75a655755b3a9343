"""May a seed be fixed, a sample drawn, an inspection recorded?"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from activityday.leadership.supervision.enums import Seen
from activityday.leadership.supervision.models import Inspection, Sample
from activityday.office.policy.rulebook import InspectionItem
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit

CLAUSE = "notice 四(四)"
SEED = re.compile(r"[0-9A-Za-z-]{4,64}")
LONGEST = 200
Answers = Mapping[str, tuple[Seen, str]]


def check_seed(seed: str) -> None:
    """The seed is plain enough to be typed again from paper, or Refused."""
    if not SEED.fullmatch(seed):
        raise Refused("种子用 4 到 64 个数字、字母或短横线，好让别人照着纸重算。")


def check_seed_is_new(committee: Unit, seed: str) -> None:
    """The committee never used the seed before, or Refused: who would be drawn by an old one is known to everybody."""
    used = Sample.objects.filter(committee=committee, seed=seed).order_by("fixed_at").first()
    if used is not None:
        raise Refused(
            f"种子 {seed} 在{used.title}用过了，抽中谁事先就知道。请换一个，或者留空由系统产生。", CLAUSE
        )


def check_may_sample(committee: Unit, branches: Iterable[Unit]) -> None:
    """The committee has branches and no seed waits for its draw, or Refused."""
    if committee.level != Level.COMMITTEE:
        raise Refused("抽查由镇党委（基层党委）组织。", CLAUSE)
    if not list(branches):
        raise Refused("还没有可以抽的党支部，请先增设党支部或导入花名册。")
    waiting = Sample.objects.filter(
        committee=committee, drawn_at__isnull=True, withdrawn_at__isnull=True
    ).first()
    if waiting is not None:
        raise seed_waits()


def seed_waits() -> Refused:
    """The sentence for whoever lays a second seed beside the first."""
    return Refused("已经定了一个种子还没有抽。请先抽取，或者写明原因作废它。")


def check_may_draw(sample: Sample, planned_on: date, *, on: date) -> None:
    """The seed waits for its draw and the visits lie ahead, or Refused."""
    if sample.withdrawn_at is not None:
        raise Refused(f"这次抽查已由{sample.withdrawn_by}作废，请重新定种子。")
    if sample.drawn_at is not None:
        raise Refused(f"这次抽查已由{sample.drawn_by}抽过，一个种子只抽一次。", CLAUSE)
    if planned_on < on:
        raise Refused("计划督查的日期已经过去，请选今天或以后的日子。")


def check_may_withdraw(sample: Sample) -> None:
    """Nothing of the sample was inspected yet, or Refused."""
    if sample.withdrawn_at is not None:
        raise Refused(f"这次抽查已由{sample.withdrawn_by}作废，不用再办。")
    if sample.inspections.filter(held_on__isnull=False).exists():
        raise Refused("已经按这次抽查去督查过了，不能作废。没有去的，可以逐个取消并写明原因。")


def check_may_plan(unit: Unit, planned_on: date, *, on: date) -> None:
    """A visit to a branch may be planned for the day, or Refused."""
    if unit.level != Level.BRANCH:
        raise Refused("请选一个党支部。", CLAUSE)
    if planned_on < on:
        raise Refused("计划日期已经过去，请选今天或以后的日子。")
    if Inspection.objects.filter(unit=unit, planned_on=planned_on, cancelled_at__isnull=True).exists():
        raise planned_already(unit, planned_on)


def planned_already(unit: Unit, planned_on: date) -> Refused:
    """The sentence for whoever plans the same visit twice."""
    return Refused(f"{unit.short_name}{planned_on.month}月{planned_on.day}日已经安排了督查，不用再排。")


def check_open(inspection: Inspection) -> None:
    """The inspection is planned and neither recorded nor cancelled, or Refused."""
    if inspection.cancelled_at is not None:
        raise Refused(f"这次督查已由{inspection.cancelled_by}取消。")
    if inspection.held_on is not None:
        raise Refused(f"这次督查已由{inspection.recorded_by}登记，登记过的不能再改。")


def check_may_record(
    inspection: Inspection, answers: Answers, items: Iterable[InspectionItem], held_on: date, *, on: date
) -> None:
    """Every item has its answer, each shortcoming its words, and the day has come, or Refused."""
    check_open(inspection)
    if held_on > on:
        raise Refused("督查日期还没有到，去过了再登记。")
    for item in items:
        if item.key not in answers:
            raise Refused(f"“{item.title}”还没有选结果；没有看的，选“没有看”。")
        seen, note = answers[item.key]
        if seen == Seen.SHORTCOMING and not note.strip():
            raise Refused(f"“{item.title}”选了有问题，请写明是什么问题，一行一个。")
        if any(len(line.strip()) > LONGEST for line in note.splitlines()):
            raise Refused(f"“{item.title}”里每个问题不超过 {LONGEST} 个字，请写短一些或分行写。")
    if all(seen == Seen.NOT_SEEN for seen, _ in answers.values()):
        raise Refused("一项都没有看，不能登记为督查。没有去成的，请取消这次督查。")


def check_may_order(inspection: Inspection) -> None:
    """The inspection found something that waits for its order, or Refused."""
    if inspection.held_on is None:
        raise Refused("请先登记这次督查看到的情况，再下发整改通知书。")
    if hasattr(inspection, "order"):
        raise ordered_already(inspection)
    if not inspection.shortcomings.filter(state="found").exists():
        raise Refused("这次督查没有要整改的问题，不用下发整改通知书。")


def ordered_already(inspection: Inspection) -> Refused:
    """The sentence for whoever issues the same order twice."""
    return Refused(f"{inspection.unit.short_name}这次督查的整改通知书已经下发，不用再发。")
