"""Talks and cases: what people did after a rule found something. Append-only; nothing here changes a member."""

import json
import uuid

from django.db import models

from activityday.audit.models import DailyLook
from activityday.judgement.closing.models import Finding
from activityday.judgement.standing.enums import (
    AppealResult,
    CauseKind,
    Disposition,
    State,
    Step,
    TalkState,
)
from activityday.office.filings.models import Filing
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from activityday.privacy.sealed import SealedTextField


class Talk(models.Model):
    """A reminder talk 提醒谈话: who is to hold it by when, and what came of it. A warning without a row is open too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="talks", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="talks", verbose_name="党员")
    state = models.CharField("状态", max_length=10, choices=TalkState, default=TalkState.OPEN)
    talker = models.CharField("谈话人", max_length=60)
    due_on = models.DateField("应在何日前谈")
    opened_by = models.CharField("安排人", max_length=60)
    opened_at = models.DateTimeField("安排时间")
    held_on = models.DateField("谈话日期", null=True, blank=True)
    place = models.CharField("谈话地点", max_length=60, blank=True)
    said = SealedTextField("本人怎么说", blank=True)
    agreed = SealedTextField("谈了什么、约定什么", blank=True)
    is_education = models.BooleanField("作为批评教育", default=False)
    settled_by = models.CharField("登记人", max_length=60, blank=True)
    settled_at = models.DateTimeField("登记时间", null=True, blank=True)
    why_fallen = models.CharField("不用谈的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(state="open"), name="standing_one_open_talk_a_member"
            ),
            models.CheckConstraint(
                name="standing_a_held_talk_has_a_day",
                condition=models.Q(state="held", held_on__isnull=False)
                | (~models.Q(state="held") & models.Q(held_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="standing_talk_settled_by_and_at",
                condition=models.Q(settled_by="", settled_at__isnull=True)
                | (~models.Q(settled_by="") & models.Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["branch", "state"], name="standing_talks_of_branch")]

    def __str__(self) -> str:
        return f"谈话 {self.number}"

    @property
    def number(self) -> str:
        """What the log and the papers call it: no name."""
        return str(self.pk)[:8].upper()


class TalkGround(models.Model):
    """A warning that a talk answers; a warning is answered once."""

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="grounds", verbose_name="谈话")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="talk_ground", verbose_name="认定")

    def __str__(self) -> str:
        return f"{self.talk} {self.finding_id}"


class TalkAttempt(models.Model):
    """A talk that could not be held, and why; it stays open."""

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="attempts", verbose_name="谈话")
    tried_on = models.DateField("日期")
    reason = SealedTextField("为什么没有谈成")
    by_name = models.CharField("登记人", max_length=60)
    at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["talk", "tried_on"], name="standing_one_attempt_a_day"),
        ]
        ordering = ["tried_on", "pk"]

    def __str__(self) -> str:
        return f"{self.talk} {self.tried_on}"


class Case(models.Model):
    """A case for review 提请研究: opened by people, moved by people, ended by people or by the facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    branch = models.ForeignKey(Unit, models.PROTECT, related_name="cases", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="cases", verbose_name="党员")
    state = models.CharField("状态", max_length=20, choices=State, default=State.TAKEN_UP)
    opened_at = models.DateTimeField("受理时间")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_why = models.CharField("办结原因", max_length=300, blank=True)
    disposition = models.CharField("处置意见", max_length=12, choices=Disposition, blank=True)
    months = models.PositiveSmallIntegerField("限期几个月", null=True, blank=True)
    correct_by = models.DateField("限期到哪天", null=True, blank=True)
    educated_on = models.DateField("批评教育日期", null=True, blank=True)
    filing = models.ForeignKey(
        Filing, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报基层党委"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(closed_at__isnull=True), name="standing_one_open_case"
            ),
            models.CheckConstraint(
                name="standing_months_of_correction",
                condition=models.Q(months__isnull=True) | models.Q(months__gte=1, months__lte=12),
            ),
        ]
        indexes = [models.Index(fields=["branch", "closed_at"], name="standing_cases_of_branch")]

    def __str__(self) -> str:
        return f"个案 {self.number}"

    @property
    def number(self) -> str:
        """What the log, the filing and the papers call it: no name."""
        return str(self.pk)[:8].upper()

    @property
    def is_open(self) -> bool:
        """Whether people still have to do something."""
        return self.closed_at is None


class CaseGround(models.Model):
    """A finding a case rests on; a finding stands in one case only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="grounds", verbose_name="个案")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="case_ground", verbose_name="认定")
    joined_by = models.CharField("并入人", max_length=60)
    joined_at = models.DateTimeField("并入时间")

    class Meta:
        ordering = ["finding__month", "pk"]

    def __str__(self) -> str:
        return f"{self.case} {self.finding_id}"


class CaseCause(models.Model):
    """What people decided elsewhere and a case rests on beside findings; handed over as data. Fallen, never deleted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="causes", verbose_name="个案")
    kind = models.CharField("原因", max_length=20, choices=CauseKind)
    # names the decision it came from, so that nothing is handed over twice
    source = models.CharField("来源编号", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    sentence = models.CharField("事实", max_length=300)
    clause = models.CharField("依据", max_length=40)
    joined_by = models.CharField("提请人", max_length=60)
    joined_at = models.DateTimeField("提请时间")
    fallen_at = models.DateTimeField("不再成立时间", null=True, blank=True)
    fallen_why = models.CharField("不再成立的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(fallen_at__isnull=True),
                name="standing_a_cause_in_one_case",
            ),
            models.CheckConstraint(
                name="standing_cause_fallen_at_and_why",
                condition=models.Q(fallen_at__isnull=True, fallen_why="")
                | (models.Q(fallen_at__isnull=False) & ~models.Q(fallen_why="")),
            ),
        ]
        ordering = ["joined_at", "pk"]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"


class CaseStep(models.Model):
    """One step of a case; append-only. What was said and decided is sealed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", verbose_name="个案")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=20, choices=Step)
    state = models.CharField("此后状态", max_length=20, choices=State)
    dated_on = models.DateField("日期")
    # [[label, value], …] as it stands on the papers, as JSON
    facts = SealedTextField("内容", blank=True)
    paper = models.CharField("文书编号", max_length=60, blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            # the second of two people who take a step at the same moment finds the place taken
            models.UniqueConstraint(fields=["case", "number"], name="standing_one_step_in_a_place"),
        ]
        ordering = ["case", "number"]

    def __str__(self) -> str:
        return f"{self.case} {self.get_step_display()}"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Label and value of everything that was entered."""
        return [(label, value) for label, value in json.loads(self.facts or "[]")]


class MeetingVote(models.Model):
    """The count of one members' meeting on a case, with the number entitled as the roster stood that day."""

    step = models.OneToOneField(
        CaseStep, models.PROTECT, primary_key=True, related_name="vote", verbose_name="步骤"
    )
    full_members = models.PositiveIntegerField("正式党员")
    not_counted = models.PositiveIntegerField("不计入")
    present = models.PositiveIntegerField("到会")
    ayes = models.PositiveIntegerField("赞成")
    nays = models.PositiveIntegerField("反对")
    abstained = models.PositiveIntegerField("弃权")
    is_passed = models.BooleanField("通过")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="standing_every_vote_is_somebody_s",
                condition=models.Q(present=models.F("ayes") + models.F("nays") + models.F("abstained")),
            ),
            # what was not carried cannot be written down as carried
            models.CheckConstraint(
                name="standing_carried_by_more_than_half",
                condition=models.Q(is_passed=False)
                | models.Q(full_members__lt=models.F("not_counted") + 2 * models.F("ayes")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ayes}/{self.present}"


class FactObjection(models.Model):
    """What the member objects to the facts of a case, and the branch's answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="objections", verbose_name="个案")
    raised_on = models.DateField("提出日期")
    text = SealedTextField("异议")
    entered_by = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间")
    answer = SealedTextField("答复", blank=True)
    answered_by = models.CharField("答复人", max_length=60, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="standing_objection_answered_by_and_at",
                condition=models.Q(answered_by="", answered_at__isnull=True)
                | (~models.Q(answered_by="") & models.Q(answered_at__isnull=False)),
            ),
        ]
        ordering = ["raised_on", "entered_at"]

    def __str__(self) -> str:
        return f"{self.case} {self.raised_on}"


class Appeal(models.Model):
    """An appeal 申诉 against a disposition, and what the Party organisation above answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals", verbose_name="个案")
    lodged_on = models.DateField("提出日期")
    text = SealedTextField("申诉内容")
    entered_by = models.CharField("登记人", max_length=60)
    entered_at = models.DateTimeField("登记时间")
    result = models.CharField("结果", max_length=10, choices=AppealResult, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_unit = models.CharField("答复单位", max_length=60, blank=True)
    answer = SealedTextField("答复内容", blank=True)
    answered_by = models.CharField("登记答复的人", max_length=60, blank=True)
    answered_at = models.DateTimeField("登记答复的时间", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(result=""), name="standing_one_open_appeal"
            ),
            models.CheckConstraint(
                name="standing_appeal_answered_by_and_at",
                condition=models.Q(answered_by="", answered_at__isnull=True, result="")
                | (~models.Q(answered_by="") & models.Q(answered_at__isnull=False) & ~models.Q(result="")),
            ),
        ]
        ordering = ["lodged_on", "entered_at"]

    def __str__(self) -> str:
        return f"{self.case} {self.lodged_on}"


class Look(DailyLook):
    """That somebody looked at a talk, a case or one of its papers on a day; the log gets one entry for each row."""
