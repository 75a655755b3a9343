"""One form for each step of a case; each says what it is for and on which clause it rests."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from activityday.judgement.standing.enums import Disposition, Hearing, Step
from activityday.judgement.standing.forms.fields import Number, Text
from activityday.judgement.standing.models import Case, Talk
from activityday.people.roster.fields import Day, OneOf, Words
from activityday.ui.forms import Spoken

NO_COMMITTEE = "不设支委会的支部，由全体正式党员研究，填正式党员人数。"


class StepForm(Spoken, forms.Form):
    """A step of a case, opened at the step `base`."""

    title: ClassVar[str]
    lead: ClassVar[str]
    clause: ClassVar[str]
    button: ClassVar[str]
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.on = case, on
        for field in self.fields.values():
            if isinstance(field, Day):
                field.initial = on


class TakeUpForm(Spoken, forms.Form):
    """The first step: the branch begins to look into it."""

    taken_on = Day("哪天开始了解")


class HearForm(StepForm):
    """The member's own words."""

    title, button = "听取本人说明", "记下本人说明"
    lead = "先听本人怎么说。可以打印“本人说明”请他写，也可以由经办人记下；不愿说、联系不上的，如实写。"
    clause = "notice 四(四)"
    heard_on = Day("日期")
    way = OneOf("怎么听取的", Hearing.choices, widget=forms.RadioSelect)
    text = Text("本人说明", required=False, rows=6, help_text="照本人的话写。加密保存。")
    tries = Number("试过几次", required=False, most=99, help_text="本人不愿说明或联系不上时填。")
    how = Words("怎么联系的", 200, help_text="例如：打电话两次，上门一次。")


class EducateForm(StepForm):
    """Criticism and education before anything else."""

    title, button = "记录批评教育", "记下批评教育"
    lead = "处置只用于“经批评教育仍未改正的”。没有批评教育的记录，不能往下办。"
    clause = "disposition 6"
    given_on = Day("哪天", required=False)
    by_whom = Words("谁批评教育的", 60)
    place = Words("在哪里", 60)
    text = Text("内容和本人的态度", required=False)

    def __init__(self, *args: Any, talks: Sequence[Talk] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.talks = {str(talk.pk): talk for talk in talks}
        choices = [
            (key, f"{talk.held_on:%Y-%m-%d} {talk.talker}谈的，已记为批评教育")
            for key, talk in self.talks.items()
        ]
        if choices:
            self.fields["talk"] = OneOf("用已有的谈话", choices, required=False, empty="不用，另外记一次")
            self.fields["talk"].initial = choices[0][0]
        self.order_fields(["talk"])

    def clean(self) -> dict[str, Any]:
        """The talk itself, or a day of its own."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["talk"] = self.talks.get(cleaned.get("talk", ""))
        if cleaned["talk"] is None and not cleaned.get("given_on") and "given_on" not in self.errors:
            self.add_error("given_on", "请填写哪天批评教育的。")
        return cleaned


class CommitteeForm(StepForm):
    """A meeting of the branch committee."""

    met_on = Day("开会日期")
    entitled = Number("委员人数", least=1, help_text=NO_COMMITTEE)
    present = Number("到会人数")


class DeliberateForm(CommitteeForm):
    """What the branch committee thinks."""

    title, button = "支委会研究", "记下支委会意见"
    lead = "看过事实、本人说明和批评教育以后的表现，由支委会研究。可以不予处置。"
    clause = "disposition 9"
    VIEWS = (("spare", "不予处置"), *Disposition.choices)
    view = OneOf("意见", VIEWS, widget=forms.RadioSelect)
    months = Number("限期几个月", required=False, least=1, most=12)
    reason = Text("理由")

    def __init__(self, *args: Any, usual: int, most: int, members: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].initial = usual
        self.fields["months"].help_text = f"限期改正时填，一般 {usual} 个月，最长 {most} 个月。"
        self.fields["months"].error_messages["max_value"] = f"限期改正最长 {most} 个月，请改一下。"
        self.fields["entitled"].initial = members or None

    def clean(self) -> dict[str, Any]:
        """Adds `disposition`: None where none is called for; months only with a correction."""
        cleaned: dict[str, Any] = super().clean() or {}
        view = cleaned.get("view", "spare")
        cleaned["disposition"] = None if view == "spare" else Disposition(view)
        if view != Disposition.CORRECTION:
            cleaned["months"] = None
        elif cleaned.get("months") is None and "months" not in self.errors:
            self.add_error("months", "请填写限期几个月。")
        return cleaned


class FileForm(StepForm):
    """Ask the primary committee first."""

    title, button = "报基层党委", "报给基层党委"
    lead = "处置以前，先报基层党委。表上只写个案编号，不写姓名；党委在这一页看材料。"
    clause = "disposition 9"


class ReconsiderForm(StepForm):
    """After the primary committee refused."""

    title, button = "退回支部研究", "退回支部"
    lead = "基层党委没有同意，或者报告已经撤回。退回支部重新研究，也可以不再研究。"
    clause = "disposition 9"
    reason = Text("支部打算怎么办", rows=2)


class InvestigateForm(StepForm):
    """The first of the five steps."""

    title, button = "调查核实", "记下调查结果"
    lead = "五步的第一步：成立调查组，核实每个月的情况和本人的说明，用几句话写明查到了什么。"
    clause = "disposition 9"
    group = Words("调查组成员", 120, required=True, help_text="写姓名，用顿号隔开。不能有本人。")
    starts_on = Day("从哪天")
    ends_on = Day("到哪天")
    found = Text("查明的情况", rows=6)


class CountForm(StepForm):
    """The vote of the members' meeting."""

    title, button = "党员大会讨论表决", "记下表决结果"
    lead = "到会的达到应到会的一半才能开，赞成的超过应到会的一半才通过。通过没有通过，由票数决定。"
    clause = "branch 11"
    met_on = Day("开会日期")
    place = Words("开会地点", 60, required=True)
    not_counted = Number("经上级同意不计入应到会的", initial=0)
    why_not_counted = Words("是谁、凭什么不计入", 200)
    present = Number("有表决权的到会人数")
    ayes = Number("赞成")
    nays = Number("反对")
    abstained = Number("弃权")

    def __init__(self, *args: Any, full_members: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].help_text = f"花名册上现在有正式党员 {full_members} 人；按开会那天的花名册算。"


class DecideForm(StepForm):
    """The primary committee's decision; for the office."""

    title, button = "基层党委审批", "登记审批结果"
    lead = "党员大会已经通过。由基层党委审批，写明日期和文号；不批准的，写明原因退回支部。"
    clause = "disposition 9"
    answer = OneOf("结果", [("approve", "批准"), ("return", "退回支部")], widget=forms.RadioSelect)
    dated_on = Day("审批日期")
    paper = Words("文号", 60)
    note = Text("意见", required=False, rows=2, help_text="退回的必须写明原因。")


class AnnounceForm(StepForm):
    """The decision is told."""

    title, button = "宣布并送达本人", "记下送达"
    lead = "当面宣布，把决定送到本人手里，告诉他可以申诉。打印“处置决定送达”请本人签收。"
    clause = "disposition 9"
    told_on = Day("宣布日期")
    place = Words("在哪里宣布", 60, required=True)
    paper = Words("送达文书编号", 60)
    appeal_told = forms.BooleanField(label="已当面告知本人可以申诉", required=False)
    signed = OneOf("签收", [("yes", "本人签收"), ("no", "本人不签字")], widget=forms.RadioSelect)
    witnesses = Words("见证人", 60, help_text="本人不签字的，写两名在场的人。")


class EffectForm(StepForm):
    """From which day it holds."""

    title, button = "记下处置从哪天起", "记下处置"
    lead = "按通过并批准的处置记。程序不改党员的任何身份，花名册要改的由党建办手工办。"
    clause = "disposition 4"
    disposition = OneOf("处置", Disposition.choices, widget=forms.RadioSelect)
    starts_on = Day("从哪天起")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disposition"].initial = self.case.disposition


class CorrectionForm(CommitteeForm):
    """At the end of the term."""

    title, button = "期满研究", "记下研究结果"
    lead = "限期到了，由支部看改得怎么样。没有改正的，退回支委会研究下一步，仍要一步一步来。"
    clause = "education 30"
    result = OneOf("结果", [("yes", "已经改正"), ("no", "没有改正")], widget=forms.RadioSelect)
    reason = Text("改得怎么样")


class AdviceForm(StepForm):
    """What the member answered to the advice to leave."""

    title, button = "记下本人的答复", "记下答复"
    lead = "劝其退党以后，本人退党的，个案办结；坚持不退的，由支部研究除名，仍要一步一步来。"
    clause = "constitution 9"
    result = OneOf("本人", [("yes", "退党"), ("no", "坚持不退")], widget=forms.RadioSelect)
    dated_on = Day("日期")
    note = Text("本人怎么答复", rows=2)


class EndForm(StepForm):
    """End without a disposition."""

    title, button = "结束这件个案", "结束个案"
    lead = "不再研究的，写明原因。已因同一问题受党纪处分的，不再作组织处置。"
    clause = "disposition 4"
    step = OneOf("怎样结束", [], widget=forms.RadioSelect)
    reason = Text("原因", rows=2)

    def __init__(self, *args: Any, steps: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step.value, step.label) for step in steps]  # type: ignore[attr-defined]
