"""May a public notice be posted, taken down, objected to, answered now?"""

import re
from datetime import date

from activityday.office.notices.content import Content
from activityday.office.notices.enums import BY_MATTER, Kind, State
from activityday.office.notices.models import Objection, PublicNotice
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit

IDENTITY = re.compile(r"(?<!\d)\d{15}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)")
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
LONGEST = 300


def check_may_post(
    unit: Unit,
    kind: Kind,
    content: Content,
    *,
    covers_from: date,
    covers_to: date,
    starts_on: date,
    ends_on: date,
) -> None:
    """A notice of this content may be posted for these days, or Refused."""
    if ends_on < starts_on:
        raise Refused("公示结束日期早于开始日期，请改一下。")
    if not content.rows:
        raise Refused("没有可以公示的内容。")
    check_public(content)
    if kind in BY_MATTER:
        return
    standing = PublicNotice.objects.filter(
        unit=unit, kind=kind, covers_from=covers_from, covers_to=covers_to, state=State.POSTED
    ).first()
    if standing is not None:
        raise Refused(
            f"{standing.title}已经在{in_words(standing.starts_on)}张贴过。要换内容，请先撤下原来那份并写明原因。"
        )


def check_public(content: Content) -> None:
    """No identity number and no telephone number stands in it, or Refused (RULES 9, 10)."""
    lines = [
        *content.opening,
        *content.closing,
        *(cell for row in (*content.rows, *content.foot) for cell in row),
    ]
    for line in lines:
        if IDENTITY.search(line) or PHONE.search(line):
            raise Refused("公示里不能有身份证号、电话号码，请先去掉。", "pipl")


def check_may_withdraw(notice: PublicNotice, why: str) -> None:
    """A standing notice may be taken down with a reason, or Refused."""
    if notice.state != State.POSTED:
        raise Refused("这份公示已经撤下，不用再撤。")
    if not why.strip():
        raise Refused("请写明为什么撤下，原来的内容会留着。")


def check_may_object(notice: PublicNotice, text: str, raised_on: date, *, on: date) -> None:
    """An objection raised on the day may be written down, or Refused."""
    if notice.state != State.POSTED:
        raise Refused("这份公示已经撤下，请对现在张贴的那一份提。")
    if not text.strip() or len(text.strip()) > LONGEST:
        raise Refused(f"请写明异议内容，不超过 {LONGEST} 个字。")
    if raised_on > on:
        raise Refused("提出日期还没有到，请核对。")
    if not notice.starts_on <= raised_on <= notice.ends_on:
        raise Refused(
            f"公示期是{in_words(notice.starts_on)}到{in_words(notice.ends_on)}，提出日期不在公示期内。"
            "过了公示期的意见，请当面答复，或者在下一次公示时一并说明。"
        )


def check_may_answer(objection: Objection, verdict: str, answer: str) -> None:
    """An open objection may be answered in words, or Refused."""
    if objection.answered_at is not None:
        raise Refused(f"这条异议已由{objection.answered_by}答复，不用再答。")
    if not verdict:
        raise Refused("请选择结论。")
    if not answer.strip() or len(answer.strip()) > LONGEST:
        raise Refused(f"请写明答复，让提出人知道怎么办的，不超过 {LONGEST} 个字。")


def in_words(day: date) -> str:
    """2026年7月6日."""
    return f"{day.year}年{day.month}月{day.day}日"
