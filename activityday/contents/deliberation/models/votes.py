"""A vote: who should have come, who came, what was counted, and what came of it by the rule."""

import uuid

from django.db import models

from activityday.contents.deliberation.enums import ExclusionGround, Method, Stage, VoteState
from activityday.contents.deliberation.models.matters import Matter
from activityday.contents.deliberation.models.topics import Topic
from activityday.day.activity.models import Activity
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import ENDS_AFTER_START, Member
from activityday.privacy.sealed import SealedTextField


class Exclusion(models.Model):
    """A member who for a time is lawfully not counted among those who should come to a vote (election counted)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exclusions", verbose_name="党支部")
    member = models.ForeignKey(Member, models.PROTECT, related_name="exclusions", verbose_name="党员")
    ground = SealedTextField("原因", choices=ExclusionGround)
    agreed_on = models.DateField("上级党组织同意日期")
    starts_on = models.DateField("党员大会通过日期")
    ends_on = models.DateField("到哪天止", null=True, blank=True)
    written_by = models.CharField("登记人", max_length=60)
    written_at = models.DateTimeField("登记时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "member"],
                condition=models.Q(ends_on__isnull=True),
                name="deliberation_one_open_exclusion",
            ),
            models.CheckConstraint(
                name="deliberation_exclusion_ends_after_start", condition=ENDS_AFTER_START
            ),
            models.CheckConstraint(
                name="deliberation_agreed_before_the_meeting",
                condition=models.Q(agreed_on__lte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.starts_on}"


class Vote(models.Model):
    """One vote of one body on one question, or one election. What came of it is worked out, never typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="votes", verbose_name="党支部")
    group = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党小组"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name="议题"
    )
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name="四议两公开事项"
    )
    stage = models.CharField("哪一步", max_length=20, choices=Stage, blank=True)
    # both first steps in one meeting, and why that is allowed here
    merged_why = models.CharField("第一、二步合并开的情况", max_length=120, blank=True)
    body = models.CharField("会议", max_length=40)
    question = models.CharField("表决事项", max_length=100)
    method = models.CharField("方式", max_length=10, choices=Method)
    seats = models.PositiveSmallIntegerField("应选名额", null=True, blank=True)
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name="在哪次活动上"
    )
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=100, blank=True)
    chair = models.CharField("主持人", max_length=30, blank=True)
    told_on = models.DateField("提前告知日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=VoteState, default=VoteState.PREPARED)
    # as worked out from the roll when it was counted, so that a typed difference shows
    entitled_by_roll = models.PositiveIntegerField("名册上的应到", null=True, blank=True)
    present_by_roll = models.PositiveIntegerField("签到上的实到", null=True, blank=True)
    entitled = models.PositiveIntegerField("应到", null=True, blank=True)
    present = models.PositiveIntegerField("实到", null=True, blank=True)
    everybody = models.PositiveIntegerField("全体人数", null=True, blank=True)
    everybody_present = models.PositiveIntegerField("全体到会", null=True, blank=True)
    difference = models.CharField("人数为什么同名册不一样", max_length=120, blank=True)
    issued = models.PositiveIntegerField("发出", null=True, blank=True)
    returned = models.PositiveIntegerField("收回", null=True, blank=True)
    spoiled = models.PositiveIntegerField("废票", null=True, blank=True)
    tellers = models.CharField("监票人、计票人", max_length=60, blank=True)
    points = models.TextField("讨论要点", blank=True)
    superiors = models.CharField("到会的乡镇同志（职务）", max_length=100, blank=True)
    is_passed = models.BooleanField("通过", null=True, blank=True)
    outcome = models.CharField("结果", max_length=300, blank=True)
    quorum_words = models.CharField("到会人数算式", max_length=200, blank=True)
    # the clauses and the document by which it was worked out on that day
    clauses = models.CharField("依据", max_length=100, blank=True)
    document = models.CharField("依据的文件", max_length=100, blank=True)
    prepared_by = models.CharField("准备人", max_length=60)
    prepared_at = models.DateTimeField("准备时间")
    counted_by = models.CharField("记入人", max_length=60, blank=True)
    counted_at = models.DateTimeField("记入时间", null=True, blank=True)
    annulled_by = models.CharField("作废人", max_length=60, blank=True)
    annulled_at = models.DateTimeField("作废时间", null=True, blank=True)
    annulled_why = models.CharField("作废原因", max_length=120, blank=True)

    class Meta:
        constraints = [
            # one vote of a step at a time; a question is asked of a body once a day
            models.UniqueConstraint(
                fields=["matter", "stage"],
                condition=models.Q(state=VoteState.PREPARED, matter__isnull=False),
                name="deliberation_one_open_vote_of_a_step",
            ),
            models.UniqueConstraint(
                fields=["unit", "body", "question", "held_on"],
                condition=models.Q(matter__isnull=True) & ~models.Q(state=VoteState.ANNULLED),
                name="deliberation_a_question_once_a_day",
            ),
            models.CheckConstraint(
                name="deliberation_counted_by_at_and_what",
                condition=models.Q(
                    counted_by="", counted_at__isnull=True, is_passed__isnull=True, entitled__isnull=True
                )
                | (
                    ~models.Q(counted_by="")
                    & models.Q(
                        counted_at__isnull=False,
                        is_passed__isnull=False,
                        entitled__isnull=False,
                        present__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="deliberation_counted_votes_have_counts",
                condition=~models.Q(state=VoteState.COUNTED) | models.Q(counted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="deliberation_present_within_entitled",
                condition=models.Q(present__isnull=True) | models.Q(present__lte=models.F("entitled")),
            ),
            models.CheckConstraint(
                name="deliberation_papers_add_up",
                condition=models.Q(issued__isnull=True, returned__isnull=True, spoiled__isnull=True)
                | models.Q(
                    issued__lte=models.F("present"),
                    returned__lte=models.F("issued"),
                    spoiled__lte=models.F("returned"),
                ),
            ),
            models.CheckConstraint(
                name="deliberation_annulled_by_at_and_why",
                condition=(
                    ~models.Q(state=VoteState.ANNULLED)
                    & models.Q(annulled_by="", annulled_at__isnull=True, annulled_why="")
                )
                | (
                    models.Q(state=VoteState.ANNULLED, annulled_at__isnull=False)
                    & ~models.Q(annulled_by="")
                    & ~models.Q(annulled_why="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["unit", "held_on"], name="deliberation_votes")]

    def __str__(self) -> str:
        return self.question

    @property
    def valid(self) -> int | None:
        """The valid papers of a secret ballot."""
        return None if self.returned is None or self.spoiled is None else self.returned - self.spoiled


class VoteLine(models.Model):
    """What was counted on the question, or for one candidate."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="lines", verbose_name="表决")
    position = models.PositiveSmallIntegerField("顺序")
    label = models.CharField("事项或候选人", max_length=100)
    # a name that voters wrote on the paper themselves 另选他人
    is_written_in = models.BooleanField("另选他人", default=False)
    ayes = models.PositiveIntegerField("赞成", null=True, blank=True)
    nays = models.PositiveIntegerField("反对", null=True, blank=True)
    abstentions = models.PositiveIntegerField("弃权", null=True, blank=True)
    is_passed = models.BooleanField("通过或当选", null=True, blank=True)
    arithmetic = models.CharField("算式", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "position"], name="deliberation_lines_in_order"),
        ]
        ordering = ["vote", "position"]

    def __str__(self) -> str:
        return self.label


class VoteExclusion(models.Model):
    """A member who was lawfully not counted at this vote, as it stood on the day."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="exclusions", verbose_name="表决")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="党员")
    ground = SealedTextField("原因", choices=ExclusionGround)
    agreed_on = models.DateField("上级党组织同意日期")
    approved_on = models.DateField("党员大会通过日期")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "member"], name="deliberation_not_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.vote} {self.member}"
