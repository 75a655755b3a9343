"""What people type about those who are away, those who came, and what comes back from elsewhere."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from activityday.day.attendance.enums import LeaveKind, Mode
from activityday.day.floating.enums import View
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions import Registration
from activityday.people.roster.enums import ContactWay, DepartureReason, DuesPlace, TakesPartBy
from activityday.people.roster.fields import KEEP, Day, OneOf, Words
from activityday.people.roster.floating_queries import Floating
from activityday.people.roster.models import Condition, Departure, Member
from activityday.people.roster.queries import Affiliated

CLEAR = "无"
SECRET = ("address", "phone")
HIDDEN_ZERO = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """What the list shows."""

    search = Words("姓名或拼音首字母", 30)
    view = OneOf("看哪些", View.choices, required=False, empty="全部")

    def values(self) -> tuple[View, str]:
        """The view and the words searched for; everything where something is wrong."""
        if not self.is_valid():
            return View.ALL, ""
        return View(self.cleaned_data["view"] or View.ALL), self.cleaned_data["search"]


class DepartureForm(forms.Form):
    """流动党员登记表, outbound: day and place, the contact, where and how the member takes part there."""

    on = Day("外出日期")
    reason = OneOf("外出事由", [("", "请选择"), *DepartureReason.choices])
    place = Words("外出流向", 100, required=True, help_text="省、市、县，例如：广东省东莞市长安镇。")
    employer = Words("流入地单位", 100)
    address = Words("流入地住址", 200, help_text="加密保存。")
    phone = Words("联系电话", 30, help_text="加密保存，名册和名单上只印中间带星号的。")
    contact = Words("联系人姓名", 60, help_text="上面选了党员的，这里不用写。")
    host_name = Words("流入地党组织", 100, help_text="知道就写全称。")
    host_phone = Words("流入地党组织电话", 30)
    reported_on = Day("报到日期", required=False)
    way = OneOf("参加活动方式", TakesPartBy.choices)
    dues_place = OneOf("党费交纳地", DuesPlace.choices)
    back_on = Day("预计返回日期", required=False, help_text="不知道就空着。不满六个月的按请假，不用登记。")
    is_settled = forms.BooleanField(label="住处和工作固定", required=False)
    version = HIDDEN_ZERO

    def __init__(
        self,
        *args: Any,
        people: Sequence[Affiliated],
        hosts: Sequence[Unit],
        condition: Condition | None = None,
        **kwargs: Any,
    ) -> None:
        departure = getattr(condition, "departure", None)
        kwargs.setdefault("initial", {"way": TakesPartBy.UNKNOWN, "dues_place": DuesPlace.HOME})
        if condition is not None:
            kwargs["initial"] = _as_registered(condition, departure)
        super().__init__(*args, **kwargs)
        self.members = {str(one.member.pk): one.member for one in people}
        self.hosts = {host.code: host for host in hosts}
        names = [(str(one.member.pk), _with_group(one)) for one in people]
        if condition is None:
            self.fields["member"] = OneOf("党员", [("", "请选择"), *names])
        self.fields["contact_member"] = OneOf(
            "支部指定联系人",
            names,
            required=False,
            empty="不在花名册里",
            help_text="选一名本支部党员；不在花名册里的，在下面写姓名，两样要有一样。",
        )
        self.fields["host_unit"] = OneOf(
            "流入地党支部",
            [(host.code, host.name) for host in hosts],
            required=False,
            empty="不是本镇的党支部",
            help_text="在本镇别的支部参加的，选这里，下面不用写。",
        )
        if departure is not None:
            for field, masked in zip(SECRET, (departure.masked_address, departure.masked_phone), strict=True):
                self.fields[field].help_text = f"现在是 {masked or '空白'}。{KEEP}"
        self.departure = departure
        self.order_fields(
            ["member", "on", "reason", "place", "employer", "address", "phone", "contact_member", "contact"]
        )
        if "host_unit" in self.fields:
            order = list(self.fields)
            order.remove("host_unit")
            order.insert(order.index("host_name"), "host_unit")
            self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        """One host, not two; somebody who keeps in touch."""
        super().clean()
        if not self.errors.get("contact") and not self._contact():
            self.add_error("contact_member", "请选一名本支部党员做联系人，或者在下面写上联系人的姓名。")
        if self.cleaned_data.get("host_unit") and self.cleaned_data.get("host_name"):
            self.add_error("host_name", "已经选了本镇的党支部，这里请空着；或者改选“不是本镇的党支部”。")
        return self.cleaned_data

    def _contact(self) -> str:
        return str(self.cleaned_data.get("contact_member") or self.cleaned_data.get("contact") or "").strip()

    def member(self) -> Member:
        """Who went away."""
        return self.members[self.cleaned_data["member"]]

    def registration(self) -> Registration:
        """The form as the registration to be written; sealed fields that were left empty stay as they were."""
        data = {**self.cleaned_data}
        on, place, contact = data.pop("on"), data.pop("place"), data.pop("contact")
        data.pop("member", None)
        data.pop("version")
        data["contact_member"] = self.members.get(data["contact_member"])
        data["host_unit"] = self.hosts.get(data["host_unit"])
        for field in SECRET:
            if data[field] == CLEAR:
                data[field] = ""
            elif not data[field] and self.departure is not None:
                del data[field]
        return Registration(on, place, contact, data)


class EndForm(forms.Form):
    """The last day away, or here."""

    on = Day("最后一天")


class ContactForm(forms.Form):
    """One contact: when, how, by whom, reached or not."""

    on = Day("联系日期")
    way = OneOf("联系方式", ContactWay.choices)
    by_name = Words("联系人", 60, required=True)
    is_reached = OneOf("结果", [("yes", "联系上了"), ("no", "没有联系上")], widget=forms.RadioSelect)
    word = Words("情况", 100, help_text="一句话，可以不填。加密保存，不进操作记录。")

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        data = {**self.cleaned_data}
        return {**data, "way": ContactWay(data["way"]), "is_reached": data["is_reached"] == "yes"}


class FindForm(forms.Form):
    """A member of another branch, by the whole name."""

    name = Words("完整姓名", 30)


class OutsiderForm(forms.Form):
    """Somebody whose affiliation is outside this committee."""

    name = Words("姓名", 30, required=True)
    home_organisation = Words("流出地党组织", 100, required=True)
    home_phone = Words("流出地党组织电话", 30)
    phone = Words("联系电话", 30, help_text="加密保存。")
    on = Day("报到日期")


class OursForm(forms.Form):
    """Which member of another branch came, from which day."""

    member = forms.UUIDField()
    on = Day("报到日期")


class CreditForm(forms.Form):
    """What the contact found out: the member took part, where, when, how."""

    mode = OneOf("怎么参加的", [(mode.value, mode.label) for mode in Mode])
    host_name = Words(
        "在哪里、由谁证明",
        100,
        required=True,
        help_text="例如：东莞示例社区党支部；或者：联系人王秀兰视频确认。",
    )
    held_on = Day("参加日期")


class LeaveForm(forms.Form):
    """What the contact found out: the member could not take part, and why."""

    kind = OneOf("事由", LeaveKind.choices)
    reason = Words("具体情况", 200, help_text="可以不填。加密保存。")


class PickForm(forms.Form):
    """Whose word stands."""

    picked = forms.CharField(max_length=40, error_messages={"required": "请选一个。"})


class WithdrawForm(forms.Form):
    """Which credit is taken back, and why."""

    credit = forms.UUIDField()
    why = Words("撤回原因", 100, required=True)


class CodeForm(forms.Form):
    """The code of a slip that came back."""

    code = Words("回执编号", 20, required=True, help_text="6 位，印在回执右上角。大小写、空格都可以。")


class SlipForm(forms.Form):
    """What the slip says: where, on which day."""

    host_name = Words("参加活动的党组织", 100, required=True, help_text="照回执上的印章或签名写。")
    held_on = Day("参加日期")


class PrintForm(forms.Form):
    """For whom slips are printed, and whether their pages are opened."""

    with_page = forms.BooleanField(
        label="同时印上网上填写的地址和一次性填写码",
        required=False,
        help_text="流入地能上网、能打开本系统地址时才用。重新打印会换码，旧码作废。",
    )

    def __init__(self, *args: Any, people: Sequence[Floating], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.member.pk): one.member for one in people}
        self.fields["members"] = forms.MultipleChoiceField(
            label="给谁打印",
            choices=[
                (key, f"{one.member.name}（{one.condition.place}）")
                for key, one in zip(self.people, people, strict=True)
            ],
            initial=list(self.people),
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "请先勾选给哪几位党员打印。",
                "invalid_choice": "名单刚有变动，请重新勾选。",
            },
        )
        self.order_fields(["members", "with_page"])

    def members(self) -> list[Member]:
        """In roster order."""
        chosen = set(self.cleaned_data["members"])
        return [member for key, member in self.people.items() if key in chosen]


class PageForm(forms.Form):
    """What an organisation elsewhere fills in."""

    code = forms.CharField(max_length=20, widget=forms.HiddenInput)
    host_name = Words("党组织名称", 80, required=True, help_text="请写全称。")
    held_on = Day("参加活动日期")
    confirmed_by = Words("证明人姓名", 30, required=True)


class PageCodeForm(forms.Form):
    """The code that opens the page."""

    code = Words("填写码", 20, required=True, help_text="12 位，印在回执下方。大小写、横线都可以。")


def _with_group(person: Affiliated) -> str:
    return f"{person.member.name}（{person.group.short_name}）" if person.group else person.member.name


def _as_registered(condition: Condition, departure: Departure | None) -> dict[str, object]:
    """What the form shows of a registration that is there; sealed fields come empty."""
    shown: dict[str, object] = {
        "on": condition.starts_on,
        "place": condition.place,
        "contact": condition.contact,
        "way": TakesPartBy.UNKNOWN,
        "dues_place": DuesPlace.HOME,
        "version": 0,
    }
    if departure is not None:
        plain = (
            "reason",
            "employer",
            "host_name",
            "host_phone",
            "reported_on",
            "way",
            "dues_place",
            "back_on",
        )
        shown |= {name: getattr(departure, name) for name in (*plain, "is_settled", "version")}
        shown["contact_member"] = str(departure.contact_member_id or "")
        shown["host_unit"] = departure.host_unit.code if departure.host_unit else ""
        if departure.contact_member_id:
            shown["contact"] = ""
    return shown


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)
