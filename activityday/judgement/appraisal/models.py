"""A year's appraisal of members 民主评议党员 in a branch: frozen when it begins, counted and decided in versions."""

import uuid

from django.db import models

from activityday.audit.models import DailyLook
from activityday.day.activity.models import Activity
from activityday.day.attendance.enums import Ground
from activityday.judgement.appraisal.enums import Answer, Body, Grade, Part, State, Step, Way
from activityday.office.notices.models import PublicNotice
from activityday.people.organisation.models import Unit
from activityday.people.roster.enums import Category
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField


class Round(models.Model):
    """The appraisal of one year in one branch. One is live; a withdrawn one stays as it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="appraisals", verbose_name="党支部")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=12, choices=State, default=State.PREPARING)
    # raised by every write; a form that carries an older number is told that somebody was there meanwhile
    version = models.PositiveIntegerField("修改次数", default=0)
    listed_on = models.DateField("名单截至")
    # the activity on which the meeting is held; empty for another day
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="appraisals", verbose_name="活动日"
    )
    held_on = models.DateField("评议会日期", null=True, blank=True)
    place = models.CharField("评议会地点", max_length=100, blank=True)
    chair = models.CharField("主持人", max_length=30, blank=True)
    turnout = models.CharField("参加人数的算式", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "year"],
                condition=~models.Q(state="withdrawn"),
                name="appraisal_one_live_round_a_year",
            ),
        ]
        indexes = [models.Index(fields=["branch", "year"], name="appraisal_rounds_of_branch")]

    def __str__(self) -> str:
        return f"{self.branch.short_name} {self.year} 年度民主评议"


class RoundStep(models.Model):
    """One step of a round; append-only."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps", verbose_name="评议")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=12, choices=Step)
    state = models.CharField("此后状态", max_length=12, choices=State)
    dated_on = models.DateField("日期")
    note = models.CharField("说明", max_length=300, blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            # the second of two people who take a step at the same moment finds the place taken
            models.UniqueConstraint(fields=["round", "number"], name="appraisal_one_step_in_a_place"),
        ]
        ordering = ["round", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.by_name}"


class Appraised(models.Model):
    """One member on the list of a round as it was frozen, how they took part, and what they said of themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="people", verbose_name="评议")
    member = models.ForeignKey(Member, models.PROTECT, related_name="appraised", verbose_name="党员")
    position = models.PositiveIntegerField("名册顺序")
    name = models.CharField("姓名", max_length=30)
    category = models.CharField("人员类别", max_length=20, choices=Category)
    part = models.CharField("参加评议", max_length=10, choices=Part)
    ground = models.CharField("情形", max_length=12, choices=Ground)
    has_lost_contact = models.BooleanField("失去联系", default=False)
    way = models.CharField("参加方式", max_length=10, choices=Way, blank=True)
    self_grade = models.CharField("自评等次", max_length=12, choices=Grade, blank=True)
    self_statement = SealedTextField("自评材料", blank=True)
    # the lines of the evidence sheet as the deciding meeting had them
    evidence = models.JSONField("评议依据", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="appraisal_a_member_once"),
            models.CheckConstraint(
                name="appraisal_only_the_graded_grade_themselves",
                condition=models.Q(part="graded") | models.Q(self_grade=""),
            ),
        ]
        ordering = ["round", "position", "name", "pk"]
        indexes = [models.Index(fields=["member"], name="appraisal_of_member")]

    def __str__(self) -> str:
        return f"{self.round} {self.position}"


class BallotCount(models.Model):
    """The ballots of a round as tellers counted them; a recount is a new row."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="counts", verbose_name="评议")
    number = models.PositiveSmallIntegerField("第几次计票")
    is_current = models.BooleanField("有效", default=True)
    handed_out = models.PositiveIntegerField("发出")
    returned = models.PositiveIntegerField("收回")
    valid = models.PositiveIntegerField("有效")
    tellers = models.CharField("监票人、计票人", max_length=60)
    counted_by = models.CharField("登记人", max_length=60)
    counted_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="appraisal_counts_in_order"),
            models.UniqueConstraint(
                fields=["round"], condition=models.Q(is_current=True), name="appraisal_one_count_in_force"
            ),
            models.CheckConstraint(
                name="appraisal_ballots_within_one_another",
                condition=models.Q(returned__lte=models.F("handed_out"))
                & models.Q(valid__lte=models.F("returned"))
                & models.Q(valid__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} 第 {self.number} 次计票"


class BallotLine(models.Model):
    """What the valid ballots gave one member."""

    count = models.ForeignKey(BallotCount, models.PROTECT, related_name="lines", verbose_name="计票")
    appraised = models.ForeignKey(Appraised, models.PROTECT, related_name="lines", verbose_name="党员")
    excellent = models.PositiveIntegerField("优秀")
    qualified = models.PositiveIntegerField("合格")
    basic = models.PositiveIntegerField("基本合格")
    unqualified = models.PositiveIntegerField("不合格")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "appraised"], name="appraisal_one_line_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.excellent}/{self.qualified}/{self.basic}/{self.unqualified}"


class Decision(models.Model):
    """The grades as the branch committee or the members' meeting decided them; deciding again is a new row."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="decisions", verbose_name="评议")
    number = models.PositiveSmallIntegerField("第几次评定")
    is_current = models.BooleanField("有效", default=True)
    body = models.CharField("谁评定", max_length=20, choices=Body)
    met_on = models.DateField("评定日期")
    entitled = models.PositiveIntegerField("应到")
    present = models.PositiveIntegerField("实到")
    quorum_words = models.CharField("到会人数的算式", max_length=200)
    cap_words = models.CharField("优秀人数的算式", max_length=200)
    # the version of the rules by which the cap was worked out
    policy = models.CharField("规则版本", max_length=64)
    decided_by = models.CharField("登记人", max_length=60)
    decided_at = models.DateTimeField("登记时间")
    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公布"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="appraisal_decisions_in_order"),
            models.UniqueConstraint(
                fields=["round"], condition=models.Q(is_current=True), name="appraisal_one_decision_in_force"
            ),
            models.CheckConstraint(
                name="appraisal_at_least_half_decide",
                condition=models.Q(present__lte=models.F("entitled"))
                & models.Q(entitled__lte=2 * models.F("present")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} 第 {self.number} 次评定"


class DecidedGrade(models.Model):
    """The grade of one member by one decision; empty for a member who was not graded, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="grades", verbose_name="评定")
    appraised = models.ForeignKey(Appraised, models.PROTECT, related_name="grades", verbose_name="党员")
    grade = models.CharField("等次", max_length=12, choices=Grade, blank=True)
    reason = SealedTextField("理由", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "appraised"], name="appraisal_one_grade_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.pk}"

    @property
    def source(self) -> str:
        """What this decision is called where it is handed over."""
        return f"appraisal {self.pk}"


class Telling(models.Model):
    """That a member was told the grade, by whom and when, and what the member said."""

    decided = models.OneToOneField(
        DecidedGrade, models.PROTECT, primary_key=True, related_name="telling", verbose_name="评定"
    )
    told_on = models.DateField("反馈日期")
    told_by = models.CharField("谁反馈的", max_length=60)
    answer = models.CharField("本人意见", max_length=10, choices=Answer)
    opinion = SealedTextField("本人怎么说", blank=True)
    # for a grade that has to be given with its reason: what is done about it, by whom, until when
    measures = SealedTextField("改进措施", blank=True)
    entered_by = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间")

    def __str__(self) -> str:
        return f"{self.decided} {self.told_on}"


class AppraisalLook(DailyLook):
    """That somebody looked at one member's sheet or its papers on a day; the log gets one entry for each row."""
