"""What the invented village talks over: a canal on its way through the four steps, opinions and a topic that wait."""

from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from activityday.contents.deliberation.actions import (
    begin_matter,
    count_vote,
    decide,
    join,
    prepare_vote,
    propose,
    publish,
    write_opinion,
)
from activityday.contents.deliberation.drafts import (
    Count,
    Decision,
    OpinionDraft,
    Publication,
    TopicDraft,
    VoteDraft,
)
from activityday.contents.deliberation.enums import Method, Source, Stage, Subject, TopicKind
from activityday.contents.deliberation.models import Matter, Opinion, Vote
from activityday.contents.deliberation.queries import body_of, roll_figures
from activityday.demo.history import Stage as Story
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import unit_by_code
from activityday.rules.voting import Tally

SHANGHAI = ZoneInfo("Asia/Shanghai")
BRANCH = "xingtang"
CANAL = "修二组到三组的水渠"
# stage: body, days ago, days ago that people were told, entitled where the roll does not say it, share that came
STEPS = (
    (Stage.PROPOSAL, "committee_meeting", 48, None, 5),
    (Stage.CONSULTATION, "two_committees", 46, None, 8),
    (Stage.REVIEW, "four_steps_members", 36, 41, None),
    (Stage.RESOLUTION, "villagers_representatives", 24, 35, 33),
)
OPINIONS = (
    (Source.MASSES, Subject.INTERESTS, "二组的水渠塌了三处，秧田放不进水", 55, "二组村民"),
    (Source.MEMBER, Subject.DECISION, "村口到学校的路灯坏了几盏，晚上看不见", 12, ""),
    (Source.MASSES, Subject.INTERESTS, "希望把农技员请到村里讲一次油菜田管理", 5, "三组村民"),
)


def talk_over(story: Story, users: dict[str, User], *, now: datetime) -> None:
    """Through the same actions that people use: what was said, what became of it, what is still to be done."""
    branch = unit_by_code(BRANCH)
    if branch is None:
        raise LookupError(BRANCH)
    secretary, recorder = users["shuji"], users["jilu"]
    today = story.today
    opinions = [_opinion(branch, one, today, recorder) for one in OPINIONS]
    matter = _begin(branch, opinions[0], today, secretary)
    for step in STEPS:
        _take(branch, matter, step, today, secretary)
    matter.refresh_from_db()
    decision = Decision(
        on=today - timedelta(days=24),
        resolution="修三处水渠，约三万元，由村集体出，请本村人施工",
        task="修好三处水渠，验收",
        owner="彭建国",
        due_on=today + timedelta(days=6),
    )
    decide(topic=matter.topic, decision=decision, by=secretary, at=_at(today - timedelta(days=23)))
    start = today - timedelta(days=23)
    posted = Publication("村务公开栏", start, start + timedelta(days=9), "程序合规，同意公开", "周大山")
    publish(matter=matter, stage=Stage.DECISION, publication=posted, by=secretary, at=_at(start))
    draft = TopicDraft(TopicKind.VILLAGE, Source.MEMBER, "修好村口到学校的路灯", "先报价，再定由谁修")
    topic = propose(
        unit=branch, draft=draft, on=today - timedelta(days=8), by=recorder, at=_at(today - timedelta(days=8))
    )
    join(opinion=opinions[1], topic=topic, by=recorder, at=now)


def _opinion(
    branch: Unit, one: tuple[Source, Subject, str, int, str], today: date, recorder: User
) -> Opinion:
    source, subject, text, ago, given_by = one
    on = today - timedelta(days=ago)
    draft = OpinionDraft(source, subject, text, on, given_by)
    form_id = uuid5(NAMESPACE_URL, f"demo:{text}")
    return write_opinion(unit=branch, draft=draft, form_id=form_id, by=recorder, at=_at(on))


def _begin(branch: Unit, opinion: Opinion, today: date, secretary: User) -> Matter:
    on = today - timedelta(days=50)
    draft = TopicDraft(TopicKind.VILLAGE, Source.MASSES, CANAL, "塌了三处，约三万元，由村集体出")
    matter = begin_matter(unit=branch, moved_on=on, draft=draft, by=secretary, at=_at(on))
    join(opinion=opinion, topic=matter.topic, by=secretary, at=_at(on))
    return matter


def _take(
    branch: Unit,
    matter: Matter,
    step: tuple[Stage, str, int, int | None, int | None],
    today: date,
    secretary: User,
) -> None:
    stage, body, ago, told_ago, typed = step
    on = today - timedelta(days=ago)
    draft = VoteDraft(
        body=body,
        question=CANAL,
        method=Method.HANDS,
        held_on=on,
        place="村部会议室",
        chair="王秀兰",
        topic=matter.topic,
        matter=matter,
        stage=stage,
        told_on=None if told_ago is None else today - timedelta(days=told_ago),
    )
    vote = prepare_vote(unit=branch, draft=draft, by=secretary, at=_at(on))
    count_vote(vote=vote, count=_counted(vote, typed), by=secretary, at=_at(on, 17))


def _counted(vote: Vote, typed: int | None) -> Count:
    """Nearly everybody came, and nearly all of these were for it."""
    figures = roll_figures(vote, body_of(vote.unit, vote.body, on=vote.held_on))
    entitled = figures.entitled or typed or 0
    present = entitled - entitled // 6
    ayes = present - present // 8
    review = vote.stage == Stage.REVIEW
    return Count(
        entitled=entitled,
        present=present,
        tallies={1: Tally(ayes, 0, present - ayes)},
        everybody=figures.everybody if review else None,
        everybody_present=present if review else None,
        difference="外地来不了的几位打了电话，意见记在会议记录里",
        points="都说要修\n钱从村集体出，账目公开",
        superiors="李建民（镇党委委员）" if review else "",
    )


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)
