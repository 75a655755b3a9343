"""Writes of the register of talks (branch 19). What was said never reaches the log, a print or an export by itself."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from activityday.contents.review.actions.entries import insert, log
from activityday.contents.review.checks import check_reader, check_talk, check_words, check_writer
from activityday.contents.review.drafts import TalkDraft
from activityday.contents.review.models import HeartTalk, HeartTalkLook, HeartTalkReader
from activityday.contents.review.queries.talks import content_of, pair_of, possible_readers, talk_people
from activityday.people.accounts.models import User
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.queries import affiliated

LONGEST_CONTENT = 2000


@transaction.atomic
def enter_talk(*, unit: Unit, draft: TalkDraft, form_id: UUID, by: User, at: datetime) -> HeartTalk:
    """Enter a talk in the register; which of the four pairs it is follows from the posts. The same form twice is Refused."""
    people = [person.member.pk for person in affiliated([unit], on=draft.held_on)]
    check_talk(unit, draft, people, localdate(at))
    _check_content(draft.content)
    if draft.meeting is not None and draft.meeting.unit_id != unit.pk:
        raise Refused("这次组织生活会不是本支部的。")
    posts = talk_people(unit, on=draft.held_on)
    talk = HeartTalk(
        committee_id=unit.committee_id,
        unit=unit,
        pair=pair_of(posts, draft.talker.pk, draft.listener.pk),
        occasion=draft.occasion,
        talker=draft.talker,
        listener=draft.listener,
        held_on=draft.held_on,
        place=draft.place.strip(),
        content=draft.content.strip(),
        meeting=draft.meeting,
        written_by=by,
        written_at=at,
        form_id=form_id,
    )
    insert(talk, "这次谈话刚刚已经登记了，不用再登。")
    _name_readers(talk, draft.readers, by, at)
    log("talk_entered", talk, unit, by, at, {"held_on": draft.held_on})
    return talk


@transaction.atomic
def write_content(*, talk: HeartTalk, content: str, readers: Collection[int], by: User, at: datetime) -> None:
    """Change what was said and who may read it: only by the account that entered the talk. Raises Refused."""
    talk = _locked(talk)
    check_writer(talk, by)
    _check_content(content)
    HeartTalk.objects.filter(pk=talk.pk).update(content=content.strip())
    HeartTalkReader.objects.filter(talk=talk).exclude(user__in=readers).delete()
    _name_readers(talk, readers, by, at)
    log("talk_written", talk, talk.unit, by, at, {"readers": len(readers)})


@transaction.atomic
def open_content(*, talk: HeartTalk, by: User, on: date, at: datetime) -> str:
    """What was said, for the writer and the named readers; the look is logged once a day. Raises Refused for others."""
    check_reader(talk, by)
    _, is_first = HeartTalkLook.objects.get_or_create(talk=talk, user=by, on=on)
    if is_first:
        log("talk_opened", talk, talk.unit, by, at)
    return content_of(talk)


@transaction.atomic
def annul_talk(*, talk: HeartTalk, why: str, by: User, at: datetime) -> None:
    """Take a wrong entry out of the count, with the reason; the row stays. Only by who entered it. Raises Refused."""
    talk = _locked(talk)
    check_writer(talk, by)
    check_words(why, "为什么注销", 120)
    talk.annulled_at, talk.annulled_why = at, why.strip()
    talk.save(update_fields=["annulled_at", "annulled_why"])
    log("talk_annulled", talk, talk.unit, by, at)


def _check_content(content: str) -> None:
    if len(content.strip()) > LONGEST_CONTENT:
        raise Refused(f"谈话内容不超过 {LONGEST_CONTENT} 个字，记要点就行。")


def _name_readers(talk: HeartTalk, readers: Collection[int], by: User, at: datetime) -> None:
    possible = {user.pk for user in possible_readers(talk.unit, by, on=localdate(at))}
    named = set(talk.readers.values_list("user_id", flat=True))
    if strange := set(readers) - possible - named:
        raise Refused(f"有 {len(strange)} 个账号不在本支部和镇党委，不能让他看，请重新选。")
    HeartTalkReader.objects.bulk_create(
        HeartTalkReader(talk=talk, user_id=key, added_at=at) for key in sorted(set(readers) - named)
    )


def _locked(talk: HeartTalk) -> HeartTalk:
    found = HeartTalk.objects.select_for_update(of=("self",)).select_related("unit__committee")
    return found.defer("content").get(pk=talk.pk)
