"""What people type about accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator

from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import User
from activityday.people.organisation.models import Unit

USERNAME = RegexValidator(
    r"^[a-z][a-z0-9_.-]{1,29}$", "登录名用小写字母开头，2 到 30 位，只用小写字母、数字、点、横线。"
)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label="登录名",
        max_length=30,
        error_messages={"required": "请填写登录名。", "max_length": "登录名不超过 30 个字。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=200,
        error_messages={"required": "请填写密码。", "max_length": "密码不超过 200 个字。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The old password and a new one, twice."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        max_length=200,
        error_messages={"required": "请填写现在的密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=200,
        help_text="密码至少 8 位，要含小写字母、大写字母、数字、符号中的三种，不要用姓名和常见密码。",
        error_messages={"required": "请填写新密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再填一遍新密码",
        strip=False,
        max_length=200,
        error_messages={"required": "请再填一遍新密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self) -> str:
        """The old password is right."""
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise forms.ValidationError("现在的密码不对，请重新填写。")
        return old

    def clean_new(self) -> str:
        """The new password is good enough."""
        new = str(self.cleaned_data["new"])
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        """The new one is typed twice alike and differs from the old one."""
        data = self.cleaned_data
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次填写的新密码不一样，请重新填写。")
        if data.get("new") and data["new"] == data.get("old"):
            self.add_error("new", "新密码不能与现在的密码相同。")
        return data


class PostForm(forms.Form):
    """A role in a unit, out of those the manager may give."""

    unit = forms.ModelChoiceField(
        label="党组织",
        empty_label="—",
        queryset=Unit.objects.none(),
        error_messages={"required": "请选择党组织。", "invalid_choice": "请在名单中选择党组织。"},
    )
    role = forms.ChoiceField(
        label="岗位",
        choices=[],
        error_messages={"required": "请选择岗位。", "invalid_choice": "请在名单中选择岗位。"},
    )

    def __init__(self, *args: Any, units: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class NewAccountForm(PostForm):
    """A person, their sign-in name, and their first post."""

    name = forms.CharField(label="姓名", max_length=30, error_messages={"required": "请填写姓名。"})
    username = forms.CharField(
        label="登录名",
        max_length=30,
        validators=[USERNAME],
        help_text="小写字母开头，可用姓名的拼音。",
        error_messages={"required": "请填写登录名。"},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    field_order = ("name", "username", "unit", "role")
