"""Party analysis of the invented town: meetings of other days, a life meeting held and one in preparation, talks, problems."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from activityday.audit.actions import Actor
from activityday.contents.review.actions import (
    assign,
    close_out,
    conclude_life_meeting,
    enter_problem,
    enter_talk,
    finish,
    gather_opinions,
    note_told,
    plan_life_meeting,
    record_life_meeting,
    tell_absent,
    write_meeting,
)
from activityday.contents.review.drafts import (
    Assignment,
    LifePlan,
    LifeRecord,
    MeetingDraft,
    ProblemDraft,
    Seen,
    TalkDraft,
)
from activityday.contents.review.enums import Body, Duty, Occasion, Source
from activityday.contents.review.models import LifeMeeting
from activityday.contents.review.queries import expected_people
from activityday.demo.history import Stage
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import branches_of, groups_of, unit_by_code
from activityday.people.roster.queries import numbers_in

SHANGHAI = ZoneInfo("Asia/Shanghai")
BRANCH = "xingtang"
FORMS = UUID("6f1e0f9a-0d5c-4b7e-9a44-7b1f0c2d9e11")
AGENDAS = (
    "研究冬修水利",
    "讨论低保评议",
    "研究下月活动日",
    "研究困难党员走访",
    "安排防火巡查",
    "研究积分公示",
)
# these have recorded nothing on other days
SILENT = ("liudi", "shuanghe", "jiancai")
OPINIONS = ("会上发言总是那几个人", "路灯坏了报上去没有回音", "外出党员过年回来才见得到支部的人")
AWAY, QUIET = (7, 12, 20), (15,)
# title, place on the roster (None: the branch), measure, owner, days until due, how far it has come
PROBLEMS = (
    ("组织生活会发言只说成绩", None, "会前书记逐人通气，会上先讲问题", "王秀兰", -20, "closed"),
    ("外出党员联系不够", None, "每名流出党员定一名联系人，每月通一次话", "刘小燕", -6, "working"),
    ("村务公开栏更新慢", None, "每月 10 日前换一次，记录员拍照存档", "刘小燕", 12, "done"),
    ("开会常迟到", 9, "提前十分钟到，组长提醒", "赵国平", 40, "working"),
)
# talker and listener by place on the roster, days ago, occasion
TALKS = (
    (0, 1, 70, Occasion.BEFORE_MEETING),
    (0, 4, 66, Occasion.BEFORE_MEETING),
    (1, 6, 65, Occasion.BEFORE_MEETING),
    (1, 8, 50, Occasion.DIFFICULTY),
    (0, 10, 21, Occasion.ROUTINE),
)
SAID = "说到家里老人住院，近来参加活动少。\n约好活动日前一天由组长通知，需要时帮忙请假。"


def look_into(stage: Stage, months: Sequence[date], users: Mapping[str, User], *, now: datetime) -> None:
    """Hold meetings on other days in every branch, and a year of party analysis in the first."""
    for branch in branches_of(stage.committee, on=stage.today):
        if branch.code not in SILENT:
            _meet(stage, branch, months)
    first = unit_by_code(BRANCH)
    if first is None:
        raise LookupError(BRANCH)
    held = _held_meeting(stage, first, users["shuji"])
    _talk(first, held, users["shuji"], stage.today)
    _problems(first, held, users, stage.today)
    draft = LifePlan(
        stage.today + timedelta(days=20), Body.MEMBERS, None, "强化组织观念", "王秀兰", first.place
    )
    plan_life_meeting(unit=first, draft=draft, by=users["shuji"], at=now)


def _meet(stage: Stage, branch: Unit, months: Sequence[date]) -> None:
    groups = list(groups_of(branch, on=stage.today))
    sizes = numbers_in([branch, *groups], on=stage.today)
    by = stage.actor(branch)
    for number, month in enumerate(months):
        day = month + timedelta(days=11)
        if day > stage.today:
            continue
        if month.month % 3 == 2:  # noqa: PLR2004 -- once a quarter, in its second month
            _meet_together(branch, day, sizes.get(branch.pk, 1), by, is_last=month == months[-1])
        title = AGENDAS[number % len(AGENDAS)]
        if branch.has_committee:
            _write(branch, MeetingDraft(Duty.COMMITTEE, day, title, "支部书记", 3, 3, minutes=60), by)
        for group in groups:
            size = max(sizes.get(group.pk, 1), 1)
            came = max(size * 3 // 4, 1)
            said = "学习上月活动日材料"
            draft = MeetingDraft(
                Duty.GROUP, day + timedelta(days=3), said, "党小组长", size, came, group=group, minutes=50
            )
            if draft.held_on <= stage.today:
                _write(branch, draft, by)


def _meet_together(branch: Unit, day: date, size: int, by: Actor, *, is_last: bool) -> None:
    """A members' meeting, and a lecture; the last quarter of the first branch still lacks the lecture."""
    came = max(size * 3 // 4, 1)
    said = "听取支委会工作，讨论下季度打算"
    _write(branch, MeetingDraft(Duty.MEMBERS, day, said, "支部书记", size, came, minutes=60), by)
    if not (is_last and branch.code == BRANCH):
        said = "党课：学党章、明纪律"
        _write(branch, MeetingDraft(Duty.LECTURE, day, said, "支部书记", size, came, minutes=50), by)


def _write(branch: Unit, draft: MeetingDraft, by: Actor) -> None:
    place = draft.group.code if draft.group else branch.code
    key = uuid5(FORMS, f"{place} {draft.held_on} {draft.duty}")
    write_meeting(unit=branch, draft=draft, form_id=key, by=by, at=_at(draft.held_on))


def _held_meeting(stage: Stage, branch: Unit, secretary: User) -> LifeMeeting:
    day = stage.today - timedelta(days=60)
    draft = LifePlan(day, Body.MEMBERS, None, "学党章、守纪律", "王秀兰", branch.place)
    before = _at(day - timedelta(days=14))
    meeting = plan_life_meeting(unit=branch, draft=draft, by=secretary, at=before)
    gather_opinions(meeting=meeting, lines=OPINIONS, people_asked=18, by=secretary, at=before)
    people = expected_people(meeting, on=day)
    seen = {
        person.member.pk: Seen(place not in AWAY, place not in QUIET, criticised_others=True)
        for place, person in enumerate(people)
    }
    points = "书记先作对照检查，讲了三条不足\n到会党员逐人发言\n商定四件整改的事"
    record = LifeRecord(
        day,
        seen,
        secretary_first=True,
        signed=sum(one.was_present for one in seen.values()),
        chair="王秀兰",
        recorder="刘小燕",
        points=points,
    )
    meeting = record_life_meeting(meeting=meeting, record=record, base_version=0, by=secretary, at=_at(day))
    absent = [people[place].member.pk for place in AWAY]
    later = day + timedelta(days=3)
    tell_absent(meeting=meeting, members=absent, on=later, by=secretary, at=_at(later))
    note_told(meeting=meeting, how="下一次活动日上向全体党员通报", by=secretary, at=_at(later))
    return meeting


def _talk(branch: Unit, meeting: LifeMeeting, secretary: User, today: date) -> None:
    everybody = [person.member for person in expected_people(meeting, on=today)]
    for number, (talker, listener, ago, occasion) in enumerate(TALKS):
        day = today - timedelta(days=ago)
        draft = TalkDraft(
            everybody[talker],
            everybody[listener],
            occasion,
            day,
            place="村部",
            content=SAID if occasion == Occasion.DIFFICULTY else "",
            meeting=meeting if occasion == Occasion.BEFORE_MEETING else None,
        )
        key = uuid5(FORMS, f"talk {number}")
        enter_talk(unit=branch, draft=draft, form_id=key, by=secretary, at=_at(day))


def _problems(branch: Unit, meeting: LifeMeeting, users: Mapping[str, User], today: date) -> None:
    secretary, recorder = users["shuji"], users["jilu"]
    members = [person.member for person in expected_people(meeting, on=today)]
    found_on = meeting.held_on or today
    for number, (title, place, measure, owner, days, far) in enumerate(PROBLEMS):
        draft = ProblemDraft(
            title,
            found_on,
            Source.LIFE_MEETING,
            meeting=meeting,
            member=None if place is None else members[place],
        )
        key = uuid5(FORMS, f"problem {number}")
        problem = enter_problem(unit=branch, draft=draft, form_id=key, by=secretary, at=_at(found_on))
        what = Assignment(measure, owner, today + timedelta(days=days))
        assign(problem=problem, assignment=what, by=secretary, at=_at(found_on))
        done_on = today - timedelta(days=22)
        if far in {"done", "closed"}:
            finish(problem=problem, text="照措施办了，有记录", by=recorder, at=_at(done_on))
        if far == "closed":
            close_out(problem=problem, text="书记到会看过", on=done_on, by=secretary, at=_at(done_on))
    conclude_life_meeting(meeting=meeting, by=secretary, at=_at(found_on + timedelta(days=4)))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(17, 0), SHANGHAI)
