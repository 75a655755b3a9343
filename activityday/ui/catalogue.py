"""Invented data for the catalogue page: a month of 兴塘村 in the town of 枫港."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from activityday.ui.forms import DayInput, HourInput, Spoken
from activityday.ui.parts import Choice, Figure, Link, Step, Why

DAY, MONTH = date(2026, 12, 7), date(2026, 12, 1)
LEGEND = [
    ("✓", "ok", "已开展已记录"),
    ("未", "wait", "已开展未记录"),
    ("改", "info", "经批准改期"),
    ("逾", "bad", "逾期"),
    ("·", "mute", "未到期"),
]
BRANCHES = {
    "兴塘村": ("✓✓✓✓✓✓✓✓✓✓✓·", "86.3%"),
    "文昌村": ("✓✓✓✓✓✓✓✓✓✓✓·", "91.0%"),
    "东港村": ("✓✓✓✓✓✓✓✓✓✓逾·", "78.9%"),
    "柳堤村": ("✓✓✓✓✓✓✓✓✓✓未·", "83.2%"),
    "长堤社区": ("✓✓✓✓✓✓✓✓改✓✓·", "81.0%"),
    "诚信米业": ("✓✓✓✓改✓✓✓✓✓✓·", "84.0%"),
}
ROLL = [
    Choice("present", "到", "ok"),
    Choice("other", "其他", "info"),
    Choice("absent", "缺", "bad"),
]
PEOPLE = [
    (7, "示例甲", "第二党小组", "present"),
    (8, "示例乙", "已批准请假 · 病", "absent"),
    (9, "示例丙", "流动 · 广东 · 视频", "other"),
    (10, "示例丁", "第二党小组", ""),
]
LEDGER = [
    ("示例甲", "✓✓✓✓✓假✓✓✓✓✓", 11),
    ("示例乙", "✓✓✓视✓✓✓✓✓✓假", 11),
    ("示例丙", "视视视视视视视视视视视", 11),
    ("示例丁", "✓✓✓✓✓✓✓✓✓缺缺", 9),
]
STEPS = [
    Step(1, "准备", "议程 3 项，通知未打印", "current", "#"),
    Step(2, "签到", "应到 42 人"),
    Step(3, "纪实", "每项三句话即可"),
    Step(4, "党费", "42 人 · 318.60 元"),
    Step(5, "归档", "核对后封存"),
]
LATER_STEPS = [
    Step(1, "准备", "议程 3 项，通知已打印", "done", "#"),
    Step(2, "签到", "到 31 人，其他方式 6 人", "done", "#"),
    Step(3, "纪实", "还有 1 项没有写", "current", "#"),
    Step(4, "党费", "现金比应收少 8.00 元", "blocked", "#"),
    Step(5, "归档", "核对后封存"),
]
WHY = Why(
    facts=["10月12日：签到表上没有签名，没有请假。", "11月2日：签到表上没有签名，没有请假。"],
    rule="无正当理由一年内连续 3 次不参加的，提请党支部研究。在第 2 次提醒一次。",
    clause="notice 四(四)",
    arithmetic="连续无故缺席 2 次；还差 1 次到 3 次",
)


class Reschedule(Spoken, forms.Form):
    """One field of each kind."""

    day = forms.DateField(
        label="改到哪一天", widget=DayInput, help_text="应在原定日以前提出，不出当月（通知一）。"
    )
    starts_at = forms.TimeField(label="开始时间", widget=HourInput, required=False)
    kind = forms.ChoiceField(
        label="改期原因",
        choices=[("", "请选择"), ("election", "换届选举"), ("flood", "防汛抗旱"), ("other", "其他")],
    )
    reason = forms.CharField(
        label="说明",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一两句话，上级凭这句话批复。",
        max_length=200,
    )
    form_of = forms.ChoiceField(
        label="开展形式",
        widget=forms.RadioSelect,
        choices=[("together", "全体集中"), ("groups", "分党小组"), ("joint", "与邻村联合")],
    )
    contents = forms.MultipleChoiceField(
        label="内容",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            ("study", "组织学习教育"),
            ("review", "开展党性分析"),
            ("talk", "民主议事决策"),
            ("serve", "服务党员群众"),
        ],
    )
    paper = forms.FileField(label="附件", required=False, help_text="可以不传。照片里的拍摄位置会自动去掉。")
    told = forms.BooleanField(label="已经口头报告过镇党委党建办", required=False)


class Search(forms.Form):
    """A row of filters."""

    name = forms.CharField(label="姓名", required=False)
    group = forms.ChoiceField(
        label="党小组", required=False, choices=[("", "全部"), ("1", "第一党小组"), ("2", "第二党小组")]
    )


@dataclass(frozen=True)
class Done:
    """A line of history."""

    at: datetime
    by_name: str
    action: str


@dataclass(frozen=True)
class InventedUnit:
    """Where the invented post is."""

    short_name: str


@dataclass(frozen=True)
class InventedPost:
    """Whose page this seems to be."""

    unit: InventedUnit
    word: str

    def get_role_display(self) -> str:
        """The word of the post, as a model's choice gives it."""
        return self.word


def page(query: Any, *, at: datetime) -> dict[str, object]:
    """Everything the catalogue shows; `query` fills the forms, `at` is when the last thing was done."""
    return {
        "nav": [
            Link("本月", "#", is_current=True),
            Link("全年", "#"),
            Link("党员", "#"),
            Link("台账", "#"),
            Link("待办", "#", count=5),
        ],
        "post": InventedPost(InventedUnit("兴塘村党支部"), "书记"),
        "day": DAY,
        "month": MONTH,
        "rate": Decimal("0.7999"),
        "change": Decimal("-0.0129"),
        "dues": Decimal("1318.6"),
        "steps": STEPS,
        "later_steps": LATER_STEPS,
        "why": WHY,
        "clean": Reschedule(),
        "faulty": Reschedule({"day": "2026-13-40", "reason": "村委换届"}, prefix="again"),
        "search": Search(query),
        "history": _history(at),
        "listing": Paginator(range(820), 40).get_page(query.get("page", 4)),
        **_figures(),
        **_tables(),
    }


def paper() -> dict[str, object]:
    """What the sheet of paper shows."""
    return {"ledger": LEDGER, "months": range(1, 12), "day": DAY}


def _figures() -> dict[str, object]:
    return {
        "year": [
            Figure("已开展", "11 / 11", "#"),
            Figure("参与率", "86.3%", "#", "按通知口径，应达到 80%"),
            Figure("党费公示", "7月4日"),
        ],
        "strip": [
            Figure("应到", 42),
            Figure("实到", 31),
            Figure("其他方式", 7),
            Figure("未记录", 4),
        ],
        "facts": [
            ("党组织", "兴塘村党支部 第二党小组"),
            ("入党日期", "1986年7月1日"),
            ("组织关系", "2010年1月1日起在本支部"),
            ("经批准不参加", None),
        ],
        "views": [Link("全部", "#", is_current=True), Link("等我批", "#", count=3), Link("已办", "#")],
        "keys": [
            ("P", "到"),
            ("O", "其他适当方式"),
            ("A", "缺"),
            ("↑ ↓", "上一位、下一位"),
            ("?", "打开或合上这张表"),
        ],
    }


def _tables() -> dict[str, object]:
    tones = {sign: (tone, word) for sign, tone, word in LEGEND}
    return {
        "legend": LEGEND,
        "months": range(1, 13),
        "board": [
            (name, [(sign, *tones[sign]) for sign in signs], rate) for name, (signs, rate) in BRANCHES.items()
        ],
        "people": PEOPLE,
        "roll": ROLL,
        "ledger": LEDGER,
    }


def _history(at: datetime) -> list[Done]:
    lines = ["打印了签到表", "把党课改为 60 分钟", "建立了十二月活动日"]
    return [Done(at - timedelta(hours=7 * n), "书记老王", line) for n, line in enumerate(lines)]
