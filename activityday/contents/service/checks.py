"""May this be planned, signed up for, finished, promised, confirmed, visited now?"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import TextChoices

from activityday.contents.service.drafts import CareDraft, ProjectDraft, RegistrationDraft, VisitDraft
from activityday.contents.service.enums import (
    RECEIVING_SECTORS,
    REGISTERING_SECTORS,
    WITH_AMOUNT,
    CareKind,
    ProjectState,
)
from activityday.contents.service.models import CareEntry, DutyPost, Project, Registration
from activityday.contents.service.models.projects import MOST_HOURS
from activityday.day.activity.enums import State as ActivityState
from activityday.day.activity.models import Activity
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Affiliation, Member

CLAUSE = "notice 三(四)"
LONGEST_RESULT, LONGEST_NEED, LONGEST_TITLE, LONGEST_WHY = 300, 200, 60, 120
MOST_DAYS = 366
LONGEST_INTERVAL = 366
State = TypeVar("State", bound=TextChoices)


def next_state(table: dict[Any, TextChoices], state: State, step: TextChoices, what: str) -> State:
    """Where `step` leads from `state`, or Refused with where it stands."""
    target = table.get((state, step))
    if target is None:
        raise Refused(f"{what}现在是“{state.label}”，不能再“{step.label}”。请刷新页面看看，可能刚有人办过。")
    return type(state)(target)


def check_branch(unit: Unit) -> None:
    """Service is recorded by a branch, or Refused."""
    if not unit.is_branch:
        raise Refused("服务记在党支部名下，请到党支部的页面去办。")


def check_past(day: date, on: date, what: str = "日期") -> None:
    """The day is not in the future, or Refused."""
    if day > on:
        raise Refused(f"{what}还没有到，办了以后再记。")


def check_words(text: str, what: str, longest: int) -> None:
    """Something is written, and not too much, or Refused."""
    if not text.strip():
        raise Refused(f"请写明{what}。")
    if len(text.strip()) > longest:
        raise Refused(f"{what}不超过 {longest} 个字，请写短一些。")


def check_project(draft: ProjectDraft) -> None:
    """A project can be planned so, or Refused."""
    check_words(draft.title, "项目", LONGEST_TITLE)
    check_words(draft.for_whom, "服务对象", LONGEST_TITLE)
    check_words(draft.need, "要解决什么", LONGEST_NEED)
    if draft.ends_on < draft.starts_on:
        raise Refused("结束日期早于开始日期，请核对。")
    if (draft.ends_on - draft.starts_on).days >= MOST_DAYS:
        raise Refused("一个项目最长一年。跨年的请分年登记。")
    if not 0 <= draft.hours <= MOST_HOURS:
        raise Refused(f"每人几小时在 0 到 {MOST_HOURS} 之间。")


def check_version(project: Project, base_version: int) -> None:
    """Nobody else wrote since the page was opened, or Refused; what was typed stays on the page."""
    if project.version != base_version:
        raise Refused("您打开这一页之后，别人改过这个项目。您填的还在下面，核对以后再保存一次即可。")


def check_result(project: Project, done_on: date, on: date) -> None:
    """It may have been done on this day, or Refused."""
    check_past(done_on, on, "办结日期")
    if done_on < project.starts_on:
        raise Refused(f"办结日期早于开始日期 {project.starts_on:%Y-%m-%d}，请核对。")


def check_members(unit: Unit, members: Iterable[Member]) -> None:
    """They belong or belonged to this branch, or Refused; one query."""
    chosen = {member.pk: member for member in members}
    ours = set(
        Affiliation.objects.filter(branch=unit, member__in=list(chosen)).values_list("member_id", flat=True)
    )
    if strange := [member.name for key, member in chosen.items() if key not in ours]:
        raise Refused(f"{strange[0]}不是{unit.short_name}的党员。")


def check_may_place(activity: Activity | None) -> Activity:
    """The activity of the month takes another part, or Refused."""
    if activity is None:
        raise Refused("这个月的活动还没有准备。请先在“本月”里准备，再把项目放进议程。", "notice 一")
    return activity


def check_taken_place(activity: Activity) -> None:
    """The activity was held, so that there is somebody to take over, or Refused."""
    if activity.state not in {ActivityState.HELD, ActivityState.CLOSED}:
        raise Refused("这次活动还没有签到完成，等签到以后再照签到记人。")


def check_may_correct(project: Project) -> None:
    """Its people and hours stand and may be corrected, or Refused."""
    if project.state != ProjectState.DONE:
        raise Refused("这个项目还没有办结，直接写办结情况就行。")


def check_registration(unit: Unit, draft: RegistrationDraft, on: date) -> None:
    """These members may register there, or Refused (notice 三(四))."""
    if unit.sector not in REGISTERING_SECTORS:
        raise Refused("到社区报到是机关、企业等单位在职党员的事。本支部只确认来报到的。", CLAUSE)
    if not draft.members:
        raise Refused("请先勾选是哪几位党员。")
    check_past(draft.on, on, "报到日期")
    check_words(draft.duty, "认领的事", 100)
    if (draft.community is None) == (not draft.outside.strip()):
        raise Refused("请选一个社区（村），外地的就填名称，只填一样。")
    if draft.community is not None:
        _check_community(unit, draft.community)


def check_receiver(registration: Registration, unit: Unit) -> None:
    """This unit is the community that confirms it, or Refused."""
    if registration.community_id != unit.pk:
        raise Refused("这位党员不是来本社区（村）报到的。")


def check_slip(registration: Registration, code: str) -> None:
    """The code on the paper is the one that was printed, or Refused."""
    if registration.community_id is not None:
        raise Refused("本镇的社区（村）由对方在自己的页面确认，不用回执。")
    if code.strip().upper() != registration.code:
        raise Refused("编号和回执上的不一样，请照纸上的再填一次。")


def check_post_open(post: DutyPost, on: date) -> None:
    """The post stands and began by the day, or Refused."""
    if post.ends_on is not None:
        raise Refused(f"“{post.name}”已于{post.ends_on:%Y-%m-%d}撤岗。")
    if on < post.starts_on:
        raise Refused(f"“{post.name}”{post.starts_on:%Y-%m-%d}才设岗，请核对日期。")


def check_care(draft: CareDraft, on: date) -> None:
    """Somebody may be entered so, or Refused."""
    check_past(draft.starts_on, on, "列入日期")
    if (draft.kind == CareKind.MASSES) == (draft.member is not None):
        raise Refused("困难群众请填姓名；困难党员、老党员请在名册里选。", CLAUSE)
    if draft.kind == CareKind.MASSES:
        check_words(draft.person, "姓名", 30)
    if draft.interval_days is not None and not 1 <= draft.interval_days <= LONGEST_INTERVAL:
        raise Refused(f"隔多少天在 1 到 {LONGEST_INTERVAL} 之间。")


def check_care_open(entry: CareEntry) -> None:
    """The entry stands, or Refused."""
    if entry.ends_on is not None:
        raise Refused(f"这一条已于{entry.ends_on:%Y-%m-%d}结束，要再走访请重新列入。")


def check_visit(entry: CareEntry, draft: VisitDraft, on: date) -> None:
    """The visit may be written down so, or Refused."""
    check_care_open(entry)
    check_past(draft.visited_on, on, "走访日期")
    check_words(draft.visitors, "谁去的", 60)
    if (draft.help in WITH_AMOUNT) != (draft.amount is not None):
        raise Refused("给慰问金、物品的要填金额或折价，其他的不填金额。")
    if draft.amount is not None and draft.amount <= 0:
        raise Refused("金额要大于 0。")


def _check_community(unit: Unit, community: Unit) -> None:
    is_ours = community.committee_id == unit.committee_id and community.is_branch
    if not is_ours or community.sector not in RECEIVING_SECTORS:
        raise Refused("请选本镇的社区或村；外地的请填名称。")
