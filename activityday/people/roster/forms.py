"""What people type about the tree and the members."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from activityday.people.organisation.enums import LEGAL_CHILDREN, Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.roster.actions.members import SENSITIVE
from activityday.people.roster.enums import (
    Category,
    ConditionKind,
    Gender,
    JoinReason,
    LeaveReason,
    PostKind,
)
from activityday.people.roster.fields import KEEP, Day, OneOf, OneUnit, Words, check_identity
from activityday.people.roster.models import Member, day_as_known

CODE = RegexValidator(r"^[a-z0-9][a-z0-9-]*$", "编码只用小写字母、数字和横线。")
CLEAR = "无"


class SearchForm(forms.Form):
    """The filters above the list of members; each may be empty."""

    search = Words("姓名或拼音首字母", 30)
    group = forms.CharField(required=False, max_length=40)
    category = OneOf("人员类别", Category.choices, required=False, empty="全部")
    condition = OneOf("情形", ConditionKind.choices, required=False, empty="全部")
    page = forms.IntegerField(required=False, min_value=1)


class MemberForm(forms.Form):
    """A member's own fields. Sensitive ones come empty when editing: what is left empty stays as it was."""

    name = Words("姓名", 30, required=True)
    gender = OneOf("性别", Gender.choices, required=False)
    ethnicity = Words("民族", 20)
    identity_number = Words("公民身份号码", 20)
    born_on = Day("出生日期", required=False)
    education = Words("学历", 40)
    category = OneOf("人员类别", Category.choices)
    joined_on = Day("加入党组织日期", required=False)
    full_on = Day("转正日期", required=False)
    occupation = Words("工作岗位", 100)
    phone = Words("联系电话", 30)
    address = Words("家庭住址", 200)
    note = Words("备注", 200)

    def __init__(self, *args: Any, member: Member | None = None, **kwargs: Any) -> None:
        self.member = member
        if member is not None:
            kwargs["initial"] = {
                field: "" if field in SENSITIVE else getattr(member, field)
                for field in MemberForm.base_fields
            }
        super().__init__(*args, **kwargs)
        if member is not None:
            for field in SENSITIVE:
                self.fields[field].help_text = f"现在是 {getattr(member, MASKED[field]) or '空白'}。{KEEP}"
            for field, to in member.known_to.items():
                known = day_as_known(getattr(member, field), to)
                self.fields[field].help_text = f"现在只知道是{known}；知道了哪一天再改。"

    def clean_identity_number(self) -> str:
        """A number with the right check digit."""
        number = str(self.cleaned_data["identity_number"])
        return number if number in {"", CLEAR} else check_identity(number)

    def values(self) -> dict[str, object]:
        """The fields to write: sensitive ones only where something was typed."""
        values: dict[str, object] = dict(self.cleaned_data)
        for field in SENSITIVE:
            if self.member is not None and not values[field]:
                del values[field]
            elif values[field] == CLEAR:
                values[field] = ""
        return values


MASKED = {"identity_number": "masked_identity", "phone": "masked_phone", "address": "masked_address"}


class EditMemberForm(MemberForm):
    """The same, with why and with the version the person saw."""

    reason = Words("修改原因", 100, required=True, help_text="例如：本人提供户口簿核对。")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, object]:
        """The fields of the member alone."""
        return {name: value for name, value in super().values().items() if name not in {"reason", "version"}}


class PlaceForm(forms.Form):
    """A branch, a Party group in it, a day."""

    branch = OneUnit("党支部")
    group = OneUnit("党小组", required=False)
    on = Day("日期")

    def __init__(self, *args: Any, branches: QuerySet[Unit], groups: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = branches  # type: ignore[attr-defined]
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]


class NewMemberForm(PlaceForm, MemberForm):
    """A member entered by hand, and where and why their affiliation begins."""

    join_reason = OneOf("原因", [(reason.value, reason.label) for reason in JoinReason if reason != "moved"])
    elsewhere = Words("从哪个党组织转来", 100)
    field_order = ("name", "branch", "group", "on", "join_reason", "elsewhere")

    def values(self) -> dict[str, object]:
        """The fields of the member alone."""
        return {name: value for name, value in super().values().items() if name in MemberForm.base_fields}


class TransferForm(PlaceForm):
    """To another branch or Party group of the same committee."""


class ReturnForm(PlaceForm):
    """Back from elsewhere."""

    elsewhere = Words("从哪个党组织转来", 100)


class LeaveForm(forms.Form):
    """Why and when an affiliation ends."""

    reason = OneOf("原因", [(reason.value, reason.label) for reason in LeaveReason if reason != "moved"])
    on = Day("在本支部的最后一天")
    elsewhere = Words("转往哪个党组织", 100, help_text="组织关系转出时填写。")


class PostForm(forms.Form):
    """A post from a day."""

    unit = OneUnit("党组织")
    kind = OneOf("党内职务", PostKind.choices)
    on = Day("任职日期")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ConditionForm(forms.Form):
    """What holds of a member from a day."""

    kind = OneOf("情形", ConditionKind.choices)
    on = Day("从哪天起")
    place = Words("外出流向", 100, help_text="流动党员填写：省、市、县，单位。")
    contact = Words("联系人", 60, help_text="流动党员填写：支部指定的联系人和电话。")


class EndForm(forms.Form):
    """The last day of a post or a condition."""

    on = Day("最后一天")


class UnitForm(forms.Form):
    """The fields of a unit that may be amended."""

    name = Words("全称", 100, required=True)
    short_name = Words("简称", 40, required=True)
    sector = OneOf("类别", Sector.choices)
    has_committee = forms.BooleanField(label="设支委会", required=False)
    place = Words("通常活动地点", 100)


class NewUnitForm(UnitForm):
    """A unit to be set up under another."""

    level = OneOf("层级", [])
    code = forms.CharField(
        label="编码",
        max_length=40,
        validators=[CODE],
        help_text="用拼音或数字，例如 xingtang；写进网址，以后不改。",
        error_messages={"required": "请填写编码。", "max_length": "编码不超过 40 个字。"},
    )
    established_on = Day("成立日期", required=False)
    field_order = ("level", "name", "short_name", "code")

    def __init__(self, *args: Any, parent: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = LEGAL_CHILDREN[Level(parent.level)]
        self.fields["level"].choices = [(level.value, level.label) for level in levels]  # type: ignore[attr-defined]


class DissolveForm(forms.Form):
    """The last day of a unit."""

    on = Day("撤销日期")


class UploadForm(forms.Form):
    """A roster workbook."""

    workbook = forms.FileField(
        label="花名册文件",
        help_text="可用 .xlsx、.xls、.csv，办公室平时用的表就行，不用改格式。",
        error_messages={
            "required": "请选择花名册文件。",
            "empty": "这个文件是空的，请换一个。",
            "missing": "没有收到文件，请重新选择。",
        },
    )
