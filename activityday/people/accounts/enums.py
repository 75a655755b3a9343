from django.db.models import TextChoices


class Role(TextChoices):
    """What a user does here: the posts the system knows."""

    COUNTY_OFFICER = "county_officer", "县委组织部工作人员"
    CLERK = "clerk", "镇党委党建办"
    TOWN_LEADER = "town_leader", "班子成员（联系领导）"
    SECRETARY = "secretary", "支部书记"
    RECORDER = "recorder", "记录员"
    GROUP_LEADER = "group_leader", "党小组长"
    OPERATOR = "operator", "系统维护"
