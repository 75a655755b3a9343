"""What is typed to enter a site, base, teaching point or online lecture, and why one is taken out."""

from typing import Any

from django import forms

from activityday.day.directory.checks import check_web_address
from activityday.day.directory.drafts import SiteDraft
from activityday.day.directory.enums import WITHOUT_A_WAY, Kind
from activityday.day.directory.models import Site
from activityday.day.schedule.enums import Content
from activityday.people.organisation.checks import Refused
from activityday.ui.forms import Spoken

MOST_PEOPLE = 2000


class SiteForm(Spoken, forms.Form):
    """One entry of the directory."""

    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), *Kind.choices])
    name = forms.CharField(label="名称", max_length=60)
    address = forms.CharField(
        label="地址或网址", max_length=200, help_text="网络党课填网址，以 http:// 或 https:// 开头。"
    )
    contents = forms.TypedMultipleChoiceField(
        label="适合的内容",
        choices=[pair for pair in Content.choices if pair[0] != Content.DUES.value],
        coerce=Content,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选它适合哪几项内容，支部才好在议程里选用。"},
    )
    features = forms.CharField(label="看什么、学什么", max_length=200, required=False)
    opening = forms.CharField(
        label="开放时间", max_length=60, required=False, help_text="例如：周一闭馆；提前两天预约。"
    )
    capacity = forms.IntegerField(
        label="一次能接待多少人",
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        error_messages={"invalid": "请填整数，不清楚就不填。"},
    )
    contact = forms.CharField(label="联系人", max_length=30, required=False)
    phone = forms.CharField(
        label="联系电话",
        max_length=40,
        required=False,
        help_text="场所对外的电话；本镇各支部都能看到，不要填私人号码。",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """An online lecture needs an address that a browser can open."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") in {kind.value for kind in WITHOUT_A_WAY} and cleaned.get("address"):
            try:
                check_web_address(cleaned["address"])
            except Refused as refused:
                self.add_error("address", refused.sentence)
        return cleaned

    def draft(self) -> SiteDraft:
        """What was typed, as an entry."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return SiteDraft(**{**typed, "kind": Kind(typed["kind"]), "contents": tuple(typed["contents"])})


class WhyForm(Spoken, forms.Form):
    """Why an entry is taken out."""

    why = forms.CharField(label="为什么移出", max_length=100, help_text="例如：正在维修、已经停办。")


def site_initial(site: Site) -> dict[str, Any]:
    """An entry as its form shows it at first."""
    return {name: getattr(site, name) for name in SiteForm.base_fields}
