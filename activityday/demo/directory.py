"""Where the invented town's branches may go, and what they may look at."""

from datetime import datetime

from activityday.day.directory.actions import enter_site
from activityday.day.directory.drafts import SiteDraft
from activityday.day.directory.enums import Kind
from activityday.day.schedule.enums import Content
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit

SITES = (
    SiteDraft(
        Kind.RED_SITE,
        "枫港革命烈士陵园",
        "枫港镇北街尽头",
        (Content.STUDY,),
        features="纪念碑、陈列室，可以重温入党誓词",
        opening="周一闭馆，提前两天预约",
        capacity=80,
        contact="陵园管理处",
        phone="0700-5550101",
    ),
    SiteDraft(
        Kind.TEACHING_POINT,
        "湖田村水利现场教学点",
        "湖田村二组泵站",
        (Content.STUDY, Content.SERVICE),
        features="看泵站和新渠，听老党员讲修渠的事",
        capacity=40,
        contact="湖田村党支部",
        phone="0700-5550102",
    ),
    SiteDraft(
        Kind.INTEGRITY,
        "县廉政教育馆",
        "县城东路 8 号",
        (Content.STUDY, Content.ANALYSIS),
        opening="工作日开放，团体预约",
        capacity=100,
        contact="教育馆",
        phone="0700-5550103",
    ),
    SiteDraft(
        Kind.SERVICE_SITE,
        "枫港镇便民服务中心",
        "枫港镇中街 2 号",
        (Content.SERVICE,),
        features="志愿服务登记、政策咨询",
        contact="服务中心",
        phone="0700-5550104",
    ),
    SiteDraft(
        Kind.ONLINE,
        "县党员网络课堂",
        "https://example.org/dangyuan",
        (Content.STUDY,),
        features="党课录像，每月更新；有声音、有字幕",
    ),
)


def list_sites(committee: Unit, *, clerk: User, now: datetime) -> None:
    """Enter them as the town's office does."""
    for draft in SITES:
        enter_site(committee=committee, draft=draft, by=clerk, at=now)
