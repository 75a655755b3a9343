"""Input of plan, record and evidence → clean data. No rules here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from activityday.day.activity.actions import ExpenseDraft, RecordDraft
from activityday.day.activity.agendas import SegmentDraft
from activityday.day.activity.checks import MOST_SEGMENTS
from activityday.day.activity.enums import Content, EvidenceKind, ExpenseKind, Form
from activityday.day.activity.models import Activity, Segment
from activityday.day.activity.plan import Plan
from activityday.day.directory.models import Site
from activityday.people.organisation.models import Unit
from activityday.ui.forms import DayInput, HourInput

MOST_EXPENSES = 10
MOST_FILES = 12
POINTS_LENGTH = 4000
BLANK_EXPENSES = 2
MEGABYTE = 1024 * 1024
YES_NO = [("yes", "是"), ("no", "否"), ("", "没有记")]
NEVER_SAVED = -1


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not written down."""

    def __init__(self, label: str) -> None:
        words = {"yes": True, "no": False}
        super().__init__(
            label=label,
            choices=YES_NO,
            required=False,
            coerce=lambda value: words[value],
            empty_value=None,
            widget=forms.RadioSelect,
        )

    def prepare_value(self, value: Any) -> Any:
        """True and False as the choices are called."""
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


def _line(label: str, length: int, *, help_text: str = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        error_messages={"required": f"请填{label}。"},
    )


class _Times(forms.Form):
    def _check_times(self) -> None:
        starts_at, ends_at = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", "结束时间要晚于开始时间。")
        if bool(starts_at) != bool(ends_at) and not self.errors.keys() & {"starts_at", "ends_at"}:
            self.add_error("ends_at" if starts_at else "starts_at", "开始和结束时间要一起填。")


class PlanForm(_Times):
    """The plan of a month, except its agenda."""

    held_on = forms.DateField(
        label="活动日期",
        widget=DayInput(),
        error_messages={"required": "请选日期。", "invalid": "日期看不懂，请重选。"},
    )
    starts_at = forms.TimeField(
        label="开始", widget=HourInput(), error_messages={"required": "请填开始时间。"}
    )
    ends_at = forms.TimeField(label="结束", widget=HourInput(), error_messages={"required": "请填结束时间。"})
    theme = _line("主题", 100)
    place = _line("地点", 100)
    chair = _line("主持人", 30)
    recorder = _line("记录人", 30)
    scopes = forms.ModelMultipleChoiceField(
        label="哪些单位一起开展",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选这次活动是哪个党支部或党小组的。"},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, possible: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in possible]).order_by("path")
        self.has_choice = len(possible) > 1
        if not self.has_choice:
            field.widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        self._check_times()
        return self.cleaned_data

    @property
    def base_version(self) -> int:
        """The version that the writer saw; −1 where the page was opened before anything was kept."""
        version = self.cleaned_data.get("version")
        return NEVER_SAVED if version is None else int(version)

    def plan(self, segments: Iterable[SegmentDraft]) -> Plan:
        """What was typed, as a plan with these parts."""
        typed = {name: self.cleaned_data[name] for name in Plan.__dataclass_fields__ if name != "segments"}
        return Plan(**typed, segments=tuple(segments))


class SegmentForm(forms.Form):
    """One part of the agenda."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = _line("题目", 100, required=True)
    content = forms.ChoiceField(label="内容", choices=Content.choices)
    form = forms.ChoiceField(label="形式", choices=Form.choices)
    minutes = forms.IntegerField(
        label="分钟",
        min_value=1,
        max_value=600,
        error_messages={"required": "请填分钟数。", "invalid": "请填整数分钟。"},
    )
    led_by = _line("主讲或牵头", 30)
    material = _line("使用资料", 200, help_text="选了镇里的资料，这里可以不写。")
    material_version_id = forms.TypedChoiceField(
        label="镇里提供的资料",
        required=False,
        coerce=UUID,
        empty_value=None,
        error_messages={"invalid_choice": "这份资料刚刚撤回了，请重选。"},
    )
    site_id = forms.TypedChoiceField(
        label="场所或网络党课",
        required=False,
        coerce=UUID,
        empty_value=None,
        error_messages={"invalid_choice": "这个场所刚刚移出名录了，请重选。"},
    )

    def __init__(
        self,
        *args: Any,
        materials: Sequence[tuple[str, str]] = (),
        sites: Sequence[Site] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {site.pk: site.name for site in sites}
        self._offer("material_version_id", materials)
        self._offer("site_id", [(str(site.pk), site.words) for site in sites])

    def draft(self) -> SegmentDraft:
        """What was typed, as a part of a plan; a chosen material names itself where nothing else was written."""
        typed = dict(self.cleaned_data)
        typed["site_name"] = self.names.get(typed["site_id"], "")
        if typed["material_version_id"] and not typed["material"]:
            choices = self.fields["material_version_id"].choices  # type: ignore[attr-defined]
            typed["material"] = dict(choices)[str(typed["material_version_id"])]
        return SegmentDraft(
            **{**typed, "content": Content(typed["content"]), "form": Form(typed["form"])},
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        if choices:
            field.choices = [("", "没有用"), *choices]  # type: ignore[attr-defined]
        else:
            field.widget = forms.HiddenInput()


SegmentForms = forms.formset_factory(
    SegmentForm, extra=0, max_num=MOST_SEGMENTS, absolute_max=MOST_SEGMENTS, validate_max=True
)


class RecordForm(_Times):
    """What happened: the facts of the day and one text per segment."""

    held_on = forms.DateField(label="活动日期", widget=DayInput(), error_messages={"required": "请选日期。"})
    starts_at = forms.TimeField(label="实际开始", widget=HourInput(), required=False)
    ends_at = forms.TimeField(label="实际结束", widget=HourInput(), required=False)
    place = _line("地点", 100)
    chair = _line("主持人", 30)
    recorder = _line("记录人", 30)
    leader_present = YesNo("党组织负责人参加")
    badges_worn = YesNo("佩戴党员徽章")
    superiors_present = _line("到会指导的上级领导", 100, help_text="没有就不填。")
    short_reason = _line("不足半天的原因", 200, help_text="时间够半天就不填。")
    problems = forms.CharField(
        label="存在问题和下步打算",
        max_length=POINTS_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, segments: Sequence[Segment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.segments = segments
        for segment in segments:
            self.fields[_points_name(segment)] = forms.CharField(
                label=segment.title,
                required=False,
                max_length=POINTS_LENGTH,
                initial=segment.points,
                widget=forms.Textarea({"rows": 4}),
                error_messages={"max_length": f"这一环节的要点太长，最多 {POINTS_LENGTH} 字。"},
            )

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        self._check_times()
        return self.cleaned_data

    @property
    def points(self) -> list[tuple[Segment, forms.BoundField]]:
        """Each segment with its text."""
        return [(segment, self[_points_name(segment)]) for segment in self.segments]

    @property
    def base_version(self) -> int:
        """The version that the writer saw."""
        version = self.cleaned_data.get("version")
        return NEVER_SAVED if version is None else int(version)

    def record(self, expenses: Iterable[ExpenseDraft]) -> RecordDraft:
        """What was typed, as a record."""
        extra = {"points", "expenses"}
        typed = {
            name: self.cleaned_data[name] for name in RecordDraft.__dataclass_fields__ if name not in extra
        }
        points = {segment.pk: self.cleaned_data[_points_name(segment)] for segment in self.segments}
        return RecordDraft(**typed, points=points, expenses=tuple(expenses))


class ExpenseForm(forms.Form):
    """Money spent on the day; a row left blank says nothing."""

    kind = forms.ChoiceField(label="类别", choices=[("", "没有"), *ExpenseKind.choices], required=False)
    amount = forms.DecimalField(
        label="金额（元）", required=False, min_value=0, max_digits=10, decimal_places=2
    )
    purpose = _line("用途", 100)

    def clean(self) -> dict[str, Any]:
        """A row is whole or blank."""
        kind, amount = self.cleaned_data.get("kind"), self.cleaned_data.get("amount")
        purpose = self.cleaned_data.get("purpose")
        if kind and not amount and "amount" not in self.errors:
            self.add_error("amount", "请填大于零的金额。")
        if kind and not purpose:
            self.add_error("purpose", "请填用途。")
        if not kind and (amount or purpose):
            self.add_error("kind", "请选类别。")
        return self.cleaned_data

    def draft(self) -> ExpenseDraft | None:
        """What was typed; None for a blank row."""
        typed = self.cleaned_data
        if not typed.get("kind"):
            return None
        return ExpenseDraft(ExpenseKind(typed["kind"]), typed["amount"], typed["purpose"])


ExpenseForms = forms.formset_factory(
    ExpenseForm, extra=BLANK_EXPENSES, max_num=MOST_EXPENSES, absolute_max=MOST_EXPENSES
)


class Files(forms.FileField):
    """Several files at once."""

    widget = forms.ClearableFileInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Every chosen file, at least one."""
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(one, initial) for one in chosen]


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceForm(forms.Form):
    """Pictures or scans, and what they show."""

    kind = forms.ChoiceField(
        label="是什么", choices=EvidenceKind.choices, initial=EvidenceKind.SHEET, widget=forms.RadioSelect
    )
    pieces = Files(
        label="照片或扫描件",
        help_text="JPG、PNG 或 PDF，可以一次选几个。拍摄位置等信息会自动去掉。不传也可以归档。",
        allow_empty_file=True,
        max_length=250,
        widget=_ManyFiles({"multiple": True, "accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={"required": "还没有选文件。", "max_length": "文件名太长，请改短后再上传。"},
    )

    def clean_pieces(self) -> "list[UploadedFile[Any]]":
        """Not more at once than a person looks at."""
        pieces: list[UploadedFile[Any]] = self.cleaned_data["pieces"]
        if len(pieces) > MOST_FILES:
            raise forms.ValidationError(f"一次最多传 {MOST_FILES} 个文件，请分几次。")
        for piece in pieces:
            if (piece.size or 0) > settings.EVIDENCE_MAX_BYTES:
                most, size = settings.EVIDENCE_MAX_BYTES / MEGABYTE, (piece.size or 0) / MEGABYTE
                raise forms.ValidationError(
                    f"“{piece.name}”有 {size:.1f} MB，一个文件最多 {most:.0f} MB，请缩小后再上传。"
                )
        return pieces


class ReasonForm(forms.Form):
    """Why something is called off or taken out."""

    reason = _line("原因", 100, required=True)


def plan_initial(plan: Plan, scopes: Iterable[Unit], version: int | None) -> dict[str, Any]:
    """A plan as the form shows it at first."""
    shown = {name: getattr(plan, name) for name in Plan.__dataclass_fields__ if name != "segments"}
    return {**shown, "scopes": [unit.pk for unit in scopes], "version": version}


def segment_initial(drafts: Iterable[SegmentDraft]) -> list[dict[str, Any]]:
    """The parts of an agenda as their forms show them at first."""
    return [{name: getattr(draft, name) for name in SegmentDraft.__dataclass_fields__} for draft in drafts]


def record_initial(activity: Activity) -> dict[str, Any]:
    """The record as its form shows it at first: where nothing is written yet, the plan's times to be corrected."""
    shown = {name: getattr(activity, name) for name in RecordForm.base_fields}
    if activity.recorded_at is None:
        shown["starts_at"], shown["ends_at"] = activity.planned_starts_at, activity.planned_ends_at
    return shown


def typed_rows(data: Mapping[str, Any], prefix: str) -> list[dict[str, str]]:
    """The rows of the agenda as they were typed, right or wrong, for moving them about before anything is kept."""
    total = str(data.get(f"{prefix}-TOTAL_FORMS", "0"))
    count = min(int(total), MOST_SEGMENTS) if total.isdigit() else 0
    names = SegmentForm.base_fields
    return [{name: str(data.get(f"{prefix}-{n}-{name}", "")) for name in names} for n in range(count)]


def moved(rows: list[dict[str, str]], order: str) -> list[dict[str, str]]:
    """`rows` after `add`, `up-2`, `down-2` or `drop-2`; anything else changes nothing."""
    word, _, place = order.partition("-")
    if word == "add" and len(rows) < MOST_SEGMENTS:
        return [*rows, {"content": Content.STUDY.value, "form": Form.COLLECTIVE_STUDY.value, "minutes": "30"}]
    if not place.isdecimal() or int(place) >= len(rows):
        return rows
    n = int(place)
    if word == "drop":
        return rows[:n] + rows[n + 1 :]
    other = {"up": n - 1, "down": n + 1}.get(word, -1)
    if 0 <= other < len(rows):
        rows = list(rows)
        rows[n], rows[other] = rows[other], rows[n]
    return rows


def _points_name(segment: Segment) -> str:
    return f"points_{segment.pk}"
