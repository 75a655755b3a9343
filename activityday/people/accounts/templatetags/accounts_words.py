"""How entries about accounts read."""

from django import template

from activityday.audit.models import Entry
from activityday.audit.words import sentence

register = template.Library()

ACTIONS = {
    "accounts.opened": "开账号",
    "accounts.closed": "停用账号",
    "accounts.password_renewed": "给了新的一次性密码",
    "accounts.password_changed": "换了密码",
    "accounts.appointed": "增加岗位",
    "accounts.post_ended": "结束岗位",
    "accounts.signed_in": "登录",
    "accounts.signed_out": "退出",
    "accounts.sign_in_failed": "密码输错",
    "accounts.locked": "连续输错，暂停登录",
}
LABELS = {"unit": "党组织", "role": "岗位", "address": "地址"}


@register.filter
def done(entry: Entry) -> str:
    """What was done, in words."""
    return sentence(entry, ACTIONS, LABELS)
