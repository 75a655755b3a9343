from django.db.models import TextChoices


class Gender(TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Category(TextChoices):
    """Kind of member 人员类别."""

    FULL = "full", "正式党员"
    PROBATIONARY = "probationary", "预备党员"


class ConditionKind(TextChoices):
    """What may hold of a member for a time and changes what is expected of them."""

    FLOATING = "floating", "流动党员（流出）"
    SUSPENDED = "suspended", "停止党籍"
    LOST_CONTACT = "lost_contact", "失去联系"


class JoinReason(TextChoices):
    """Why an affiliation begins."""

    IMPORTED = "imported", "花名册导入"
    TRANSFERRED_IN = "transferred_in", "组织关系转入"
    MOVED = "moved", "镇内调整"
    ADMITTED = "admitted", "新发展"


class LeaveReason(TextChoices):
    """Why an affiliation ends."""

    TRANSFERRED_OUT = "transferred_out", "组织关系转出"
    MOVED = "moved", "镇内调整"
    DECEASED = "deceased", "去世"
    LEFT_PARTY = "left_party", "出党"
    CORRECTED = "corrected", "登记有误"


class PostKind(TextChoices):
    """Posts inside the Party organisation 党内职务."""

    SECRETARY = "secretary", "书记"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记"
    ORGANISATION = "organisation", "组织委员"
    PUBLICITY = "publicity", "宣传委员"
    DISCIPLINE = "discipline", "纪检委员"
    COMMISSIONER = "commissioner", "委员"
    GROUP_LEADER = "group_leader", "党小组长"
