"""What the two people at the desk confirm when they close, and why somebody opens again."""

from django import forms


class SignatureForm(forms.Form):
    """The declaration and two names, prefilled; the number of the version that was looked at."""

    declared = forms.BooleanField(
        label="没有以活动日名义组织外出旅游，没有发误工补贴、纪念品，没有公款吃喝",
        required=False,
        help_text="通知四（三）。这一项由您声明，程序不替您判断。",
    )
    recorder_name = forms.CharField(label="记录人确认", max_length=30)
    secretary_name = forms.CharField(label="书记（负责人）确认", max_length=30)
    reason = forms.CharField(label="重新归档改了什么", max_length=200, required=False)
    base_version = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why a closed activity has to be opened again."""

    reason = forms.CharField(
        label="为什么要重新打开",
        max_length=200,
        help_text="原来归档的那一版会留着，直到再次归档。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
