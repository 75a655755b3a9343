"""How entries about units and members read, and other words of the roster's pages."""

from django import template
from django.db.models import Model, QuerySet

from activityday.audit.models import Entry
from activityday.audit.words import sentence
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

register = template.Library()

ACTIONS = {
    "organisation.established": "成立",
    "organisation.amended": "修改",
    "organisation.dissolved": "撤销",
    "roster.added": "登记入册",
    "roster.edited": "修改",
    "roster.transferred": "转接",
    "roster.left": "离册",
    "roster.taken_back": "转回",
    "roster.post_begun": "任职",
    "roster.post_ended": "结束任职",
    "roster.condition_begun": "登记",
    "roster.condition_ended": "结束登记",
    "roster.read_sensitive": "查看",
    "roster.exported": "导出花名册",
    "roster.imported": "导入花名册",
    "roster.import_discarded": "放弃一次导入",
    "floating.registered": "填写流动登记",
    "floating.contacted": "联系",
    "floating.arrival_registered": "登记到别处参加活动",
    "floating.arrival_ended": "结束在别处参加活动",
    "floating.form_printed": "打印流动党员登记表",
    "floating.slip_printed": "打印参加活动回执",
    "floating.page_revoked": "作废网上填写码",
    "floating.claimed": "网上回执填好了",
    "floating.claim_answered": "网上回执",
    "attendance.credited": "登记在外参加",
    "attendance.credit_withdrawn": "撤回在外参加",
    "attendance.picked": "选定以谁为准",
    # what later rooms write about a member
    "closing.finding.found": "规则列出缺席，等人处理",
    "closing.finding.withdrawn": "缺席认定撤销",
}
WORDS = {
    "branch": "党支部",
    "from": "从",
    "to": "到",
    "on": "日期",
    "reason": "原因",
    "elsewhere": "去向",
    "post": "职务",
    "condition": "情形",
    "place": "地点",
    "contact": "联系人",
    "contact_member": "联系人",
    "way": "方式",
    "reached": "结果",
    "employer": "流入地单位",
    "host_unit": "流入地党支部",
    "host_name": "流入地党组织",
    "host_phone": "流入地电话",
    "reported_on": "报到日期",
    "dues_place": "党费交纳地",
    "back_on": "预计返回日期",
    "is_settled": "住处和工作固定",
    "month": "月份",
    "slip": "回执",
    "state": "结果",
    "picked": "以",
    "why": "原因",
    "field": "项目",
    "source": "文件",
    "created": "新登记",
    "updated": "有修改",
    "unchanged": "没有变化",
    "units": "新建党支部",
    "begun": "新增",
    "ended": "结束",
    "affiliation": "组织关系",
    "dissolved_on": "撤销日期",
}
MODELS: dict[str, type[Model]] = {"unit": Unit, "member": Member}
LABELS = {
    kind: {field.name: str(field.verbose_name) for field in model._meta.fields} | WORDS  # noqa: SLF001
    for kind, model in MODELS.items()
}
VALUES: dict[str, dict[str, dict[object, object]]] = {
    kind: {
        field.name: dict(field.flatchoices)
        for field in model._meta.fields  # noqa: SLF001 -- Django's own way to a field's choices
    }
    for kind, model in MODELS.items()
}
VALUES["member"]["field"] = dict(LABELS["member"].items())
HIDDEN = {"version", "level"}


def told(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """What a page of the roster tells of these: not what later rooms, seen by fewer posts, wrote about the same member."""
    return entries.filter(action__in=ACTIONS)


@register.filter
def done(entry: Entry) -> str:
    """What was done, in words."""
    labels = LABELS.get(entry.object_kind, WORDS)
    shown = {name: label for name, label in labels.items() if name not in HIDDEN}
    return sentence(entry, ACTIONS, shown, VALUES.get(entry.object_kind))
