"""What is typed about those who are cared for, and their visits."""

from collections.abc import Iterable
from typing import Any

from django import forms

from activityday.contents.service.checks import LONGEST_INTERVAL, LONGEST_WHY
from activityday.contents.service.drafts import CareDraft, VisitDraft
from activityday.contents.service.enums import WITH_AMOUNT, CareKind, HelpKind
from activityday.contents.service.forms.fields import TWO, Money, Number, People
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.people.roster.models import Member
from activityday.ui.forms import Spoken

SEALED = "加密保存，只有书记能看，看一次记一次。"


class CareForm(Spoken, forms.Form):
    """Somebody new in the register; with `is_new` false only what is said of them."""

    kind = OneOf("类别", CareKind.choices, widget=forms.RadioSelect)
    person = Words("困难群众的姓名", 30, help_text=f"不是党员的填这里。{SEALED}")
    address = Words("住址", 100, help_text=f"党员的不用填，用名册里的。{SEALED}")
    situation = Words("情况", 300, widget=TWO, help_text=f"病情、困难写在这里。{SEALED}")
    bring = Words("走访时带什么、帮什么", 100, help_text="印在走访单上。")
    interval_days = Number("隔多少天走访一次", LONGEST_INTERVAL, least=1, help_text="空着就按这一类的间隔。")
    starts_on = Day("列入日期")
    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, members: Iterable[Member], is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        self.is_new = is_new
        if is_new:
            choices = [(key, member.name) for key, member in self.members.items()]
            self.fields["member"] = OneOf("党员", choices, required=False, empty="不是党员")
            self.fields["form_id"].required = True
            self.order_fields(["kind", "member", "person"])
        else:
            del self.fields["person"], self.fields["starts_on"], self.fields["form_id"]

    def clean(self) -> dict[str, Any]:
        """A member or a name, as the kind asks."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.is_new or not cleaned.get("kind"):
            return cleaned
        if cleaned["kind"] == CareKind.MASSES:
            if cleaned.get("member"):
                self.add_error("member", "困难群众不在名册里选，请选“不是党员”，姓名填在下面。")
            if not str(cleaned.get("person") or "").strip():
                self.add_error("person", "请填写困难群众的姓名。")
        elif not cleaned.get("member"):
            self.add_error("member", "请在名册里选是哪位党员。")
        return cleaned

    def draft(self, member: Member | None = None, **kept: Any) -> CareDraft:
        """The entry as typed; `member` and `kept` are what the page does not ask again. The form is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "form_id"}
        chosen = self.members.get(data.pop("member", ""), member)
        return CareDraft(**{**data, **kept, "kind": CareKind(data["kind"]), "member": chosen})


class OldMembersForm(forms.Form):
    """Old members to be taken into the register."""

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = People("还没有列入的老党员", members)


class VisitForm(Spoken, forms.Form):
    """One visit."""

    visited_on = Day("走访日期")
    visitors = Words("谁去的", 60, required=True)
    help = OneOf("帮助", HelpKind.choices, widget=forms.RadioSelect)
    amount = Money("金额或折价（元）", help_text="给慰问金、物品的才填。")
    word = Words("说了什么、办了什么", 200, widget=TWO, help_text=SEALED)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """An amount where money or goods were given, and only there."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind, amount = cleaned.get("help"), cleaned.get("amount")
        if "amount" in self.errors or not kind:
            return cleaned
        if kind in WITH_AMOUNT and amount is None:
            self.add_error("amount", "请填写金额，物品按折价填。")
        if kind not in WITH_AMOUNT and amount is not None:
            self.add_error("amount", "没有给钱物的不填金额；给了的，上面选慰问金或者物品。")
        return cleaned

    @property
    def draft(self) -> VisitDraft:
        """The visit as typed. The form is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "form_id"}
        return VisitDraft(**{**data, "help": HelpKind(data["help"])})


class EndCareForm(Spoken, forms.Form):
    """Why somebody leaves the register."""

    why = Words("为什么结束", LONGEST_WHY, required=True, help_text=f"比如“搬到外地”。{SEALED}")
    on = Day("结束日期")


class AnnulForm(Spoken, forms.Form):
    """Why a visit counts no more."""

    why = Words("为什么作废", LONGEST_WHY, required=True)


class ListForm(forms.Form):
    """The list for the visitor: whom, and whether whole addresses stand on the paper."""

    which = forms.ChoiceField(
        label="印哪些",
        choices=[("due", "到期和快到期的"), ("all", "全部在册的")],
        widget=forms.RadioSelect,
        initial="due",
    )
    with_addresses = forms.BooleanField(
        label="印完整住址", required=False, help_text="不勾就只印到村组。印一次记一条操作记录，用完收回。"
    )
