from django.db.models import TextChoices

from activityday.day.schedule.enums import Content


class Kind(TextChoices):
    """What stands in the directory: the resources that the notice names (notice 三)."""

    RED_SITE = "red_site", "革命纪念地"
    BASE = "base", "党员干部教育基地"
    TEACHING_POINT = "teaching_point", "现场教学点"
    INTEGRITY = "integrity", "廉政教育场所"
    LINK_POINT = "link_point", "帮扶联系点"
    SERVICE_SITE = "service_site", "便民和志愿服务点"
    ONLINE = "online", "网络党课和网络平台"


# what a kind is usually used for: where nobody says otherwise, this is ticked beforehand
USUAL: dict[Kind, Content] = {
    Kind.RED_SITE: Content.STUDY,
    Kind.BASE: Content.STUDY,
    Kind.TEACHING_POINT: Content.STUDY,
    Kind.INTEGRITY: Content.STUDY,
    Kind.LINK_POINT: Content.SERVICE,
    Kind.SERVICE_SITE: Content.SERVICE,
    Kind.ONLINE: Content.STUDY,
}
# where one sits and looks at a screen: no way there, no number of people who fit in
WITHOUT_A_WAY = frozenset({Kind.ONLINE})
