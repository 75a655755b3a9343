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


class DepartureReason(TextChoices):
    """Why a member went away 外出事由."""

    WORK = "work", "务工"
    BUSINESS = "business", "经商"
    STUDY = "study", "求学"
    FAMILY = "family", "随家人居住"
    OTHER = "other", "其他"


class TakesPartBy(TextChoices):
    """How a floating member means to take part 参加活动方式 (notice 二, 四(二)): an intention, never attendance."""

    HOST = "host", "在流入地党组织参加"
    ONLINE = "online", "视频、QQ、微信参加本支部的"
    HOME = "home", "回本支部参加"
    UNKNOWN = "unknown", "还没有定"


class DuesPlace(TextChoices):
    """Where dues are paid 党费交纳地."""

    HOME = "home", "流出地（本支部）"
    HOST = "host", "流入地"


class ContactWay(TextChoices):
    """How somebody was contacted."""

    PHONE = "phone", "电话"
    MESSAGE = "message", "QQ、微信"
    VISIT = "visit", "来访、走访"
    LETTER = "letter", "书信"
    OTHERS = "others", "托亲友转告"
