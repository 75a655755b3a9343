"""The register of talks: who with whom, who is left, and what was said for nobody but the named."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from activityday.audit.models import Entry
from activityday.contents.review.actions import annul_talk, enter_talk, open_content, write_content
from activityday.contents.review.drafts import TalkDraft
from activityday.contents.review.enums import Occasion, Pair
from activityday.contents.review.models import HeartTalk, HeartTalkLook, HeartTalkReader, LifeMeeting
from activityday.contents.review.queries import (
    may_read,
    talk_counters,
    talk_of,
    talks_before,
    talks_of,
    talks_to_read,
    talks_with,
)
from activityday.people.accounts.models import User
from activityday.people.organisation.checks import Refused
from activityday.people.roster.enums import JoinReason, LeaveReason
from activityday.people.roster.models import Affiliation, Member
from activityday.privacy.sealed import unseal
from tests.conftest import Town
from tests.review.conftest import DAY, LATER, NOON

pytestmark = pytest.mark.django_db
Enter = Callable[..., HeartTalk]
SECRET = "爱人生病欠了债"
TODAY = date(2026, 11, 26)


def loaded(talk: HeartTalk) -> HeartTalk:
    found = talk_of(talk.unit, talk.pk)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("talker", "listener", "pair"),
    [
        (0, 1, Pair.SECRETARY_COMMITTEE),
        (2, 0, Pair.SECRETARY_COMMITTEE),
        (1, 2, Pair.COMMITTEE_MEMBERS),
        (0, 5, Pair.COMMITTEE_MEMBER),
        (5, 1, Pair.COMMITTEE_MEMBER),
        (5, 6, Pair.MEMBERS),
    ],
)
def test_which_pair_it_is_follows_from_the_posts(
    enter: Enter, talker: int, listener: int, pair: Pair
) -> None:
    assert enter(talker, listener).pair == pair


def test_what_was_said_is_ciphertext_and_in_no_entry_of_the_log(town: Town, enter: Enter) -> None:
    talk = enter(content=SECRET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM review_hearttalk")
        stored = cursor.fetchone()[0]
    assert (SECRET in stored, unseal(stored)) == (False, SECRET)
    write_content(talk=talk, content=SECRET * 2, readers=[], by=town.users["secretary"], at=NOON)
    entries = [entry for entry in Entry.objects.all() if entry.action.startswith("review")]
    assert [entry.object_label for entry in entries] == [f"谈心谈话 {talk.number}"] * 2
    names = (talk.talker.name, talk.listener.name, SECRET)
    assert [entry for entry in entries for said in names if said in entry.changes + entry.object_label] == []


def test_the_register_is_read_without_what_was_said(town: Town, enter: Enter) -> None:
    talk = enter(content=SECRET)
    for found in (loaded(talk), talks_of(town.village, 2026)[0]):
        assert "content" in found.get_deferred_fields()


def test_only_the_writer_and_the_named_open_it(town: Town, enter: Enter) -> None:
    users = town.users
    talk = enter(content=SECRET, readers=[users["clerk"].pk])
    for post in ("secretary", "clerk"):
        assert may_read(loaded(talk), users[post])
        assert open_content(talk=loaded(talk), by=users[post], on=TODAY, at=LATER) == SECRET
    for post in ("recorder", "leader", "county_officer", "other_secretary", "group_leader", "operator"):
        assert not may_read(loaded(talk), users[post])
        with pytest.raises(Refused, match="只有登记的人和写明的人可以看"):
            open_content(talk=loaded(talk), by=users[post], on=TODAY, at=LATER)
    assert HeartTalkLook.objects.count() == 2
    assert [talks_to_read(town.village, users[post]) for post in ("clerk", "leader")] == [[talk], []]


def test_a_look_is_logged_once_a_day_for_each_person_and_talk(town: Town, enter: Enter) -> None:
    first, second, by = loaded(enter(content=SECRET)), loaded(enter(0, 5)), town.users["secretary"]
    for talk, on in ((first, TODAY), (first, TODAY), (second, TODAY), (first, date(2026, 11, 27))):
        open_content(talk=talk, by=by, on=on, at=LATER)
    assert Entry.objects.filter(action="review.talk_opened").count() == HeartTalkLook.objects.count() == 3


def test_the_writer_takes_a_reader_away_again(town: Town, enter: Enter) -> None:
    users = town.users
    talk = enter(content=SECRET, readers=[users["clerk"].pk, users["leader"].pk])
    write_content(talk=talk, content="改过", readers=[users["leader"].pk], by=users["secretary"], at=NOON)
    assert [row.user for row in HeartTalkReader.objects.all()] == [users["leader"]]
    assert not may_read(loaded(talk), users["clerk"])
    with pytest.raises(Refused, match="只有登记的人可以改"):
        write_content(talk=talk, content="乱改", readers=[], by=users["recorder"], at=NOON)
    assert open_content(talk=loaded(talk), by=users["leader"], on=TODAY, at=LATER) == "改过"


@pytest.mark.parametrize("post", ["county_officer", "other_secretary", "group_leader", "operator"])
def test_an_account_from_elsewhere_cannot_be_named(town: Town, enter: Enter, post: str) -> None:
    with pytest.raises(Refused, match="不在本支部和镇党委"):
        enter(readers=[town.users[post].pk])
    assert HeartTalk.objects.count() == 0


def test_who_is_left_is_named_in_the_order_of_posts_and_roster(
    town: Town, people: list[Member], enter: Enter
) -> None:
    for talker, listener in ((0, 1), (5, 0), (2, 7), (8, 9)):
        enter(talker, listener)
    found = talk_counters(town.village, 2026, on=TODAY)
    assert found.committee == (people[1], people[2])
    assert found.committee_left == (people[2],)
    assert found.members_left == tuple(people[n] for n in (3, 4, 6, 8, 9, 10, 11))
    assert (found.number, found.committee_done, found.members_done) == (4, 1, 2)
    assert dict(found.by_pair)[Pair.MEMBERS] == 1


def test_a_branch_without_a_secretary_has_nobody_talked_with(town: Town, people: list[Member]) -> None:
    found = talk_counters(town.other_village, 2026, on=TODAY)
    assert (found.number, found.committee, found.members) == (0, (), ())


def test_a_member_s_talks_are_a_number(people: list[Member], enter: Enter) -> None:
    enter(0, 4, content=SECRET)
    enter(4, 5)
    enter(0, 4, held_on=date(2025, 11, 20))
    assert [talks_with(people[n], 2026) for n in (0, 4, 5, 6)] == [1, 2, 1, 0]


def test_a_wrong_entry_leaves_every_count_and_stays_as_a_row(
    town: Town, people: list[Member], enter: Enter, plan_meeting: Callable[..., LifeMeeting]
) -> None:
    meeting = plan_meeting()
    talk, by = enter(meeting=meeting), town.users["secretary"]
    assert talks_before(meeting) == 1
    with pytest.raises(Refused, match="只有登记的人可以改"):
        annul_talk(talk=talk, why="重复", by=town.users["recorder"], at=NOON)
    annul_talk(talk=talk, why="登错了人", by=by, at=NOON)
    assert (talks_before(meeting), talks_with(people[4], 2026)) == (0, 0)
    assert (list(talks_of(town.village, 2026)), HeartTalk.objects.count()) == ([], 1)
    for act in (
        lambda: annul_talk(talk=talk, why="再来", by=by, at=NOON),
        lambda: write_content(talk=talk, content="再写", readers=[], by=by, at=NOON),
    ):
        with pytest.raises(Refused, match="已经注销"):
            act()


def test_a_talk_that_cannot_be_is_refused(
    town: Town, people: list[Member], enter: Enter, plan_meeting: Callable[..., LifeMeeting]
) -> None:
    with pytest.raises(Refused, match="同一个人"):
        enter(3, 3)
    with pytest.raises(Refused, match="还没有到"):
        enter(held_on=date(2026, 11, 21))
    with pytest.raises(Refused, match="那天不在本支部的花名册上"):
        enter(held_on=date(2009, 1, 1))
    with pytest.raises(Refused, match="不超过 2000 个字"):
        enter(content="长" * 2001)
    with pytest.raises(Refused, match="不是本支部的"):
        enter(meeting=plan_meeting(unit=town.other_village))
    assert HeartTalk.objects.count() == 0


def test_the_same_form_sent_twice_is_one_talk(enter: Enter) -> None:
    form_id = uuid4()
    enter(form_id=form_id)
    with pytest.raises(Refused, match="刚刚已经登记了"):
        enter(form_id=form_id)
    assert HeartTalk.objects.count() == 1


def test_a_member_who_has_left_keeps_the_talks_of_the_year(
    town: Town, people: list[Member], enter: Enter, make_user: Callable[..., User]
) -> None:
    enter(0, 11)
    Affiliation.objects.filter(member=people[11]).update(ends_on=DAY, leave_reason=LeaveReason.MOVED)
    Affiliation.objects.create(
        member=people[11],
        branch=town.other_village,
        starts_on=date(2026, 11, 21),
        join_reason=JoinReason.MOVED,
    )
    found = talk_counters(town.village, 2026, on=TODAY)
    assert (people[11] in found.members, talks_with(people[11], 2026)) == (False, 1)
    draft = TalkDraft(people[0], people[11], Occasion.ROUTINE, date(2026, 11, 22))
    with pytest.raises(Refused, match="示例012那天不在本支部"):
        enter_talk(unit=town.village, draft=draft, form_id=uuid4(), by=town.users["secretary"], at=LATER)
