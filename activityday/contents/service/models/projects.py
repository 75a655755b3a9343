"""A project of service from its plan to its result, its people, and where it stands in an agenda."""

import uuid

from django.db import models

from activityday.contents.service.enums import Kind, ProjectState, ProjectStep
from activityday.day.activity.models import Activity, Segment
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

DONE = models.Q(state=ProjectState.DONE)
DROPPED = models.Q(state=ProjectState.DROPPED)
MOST_HOURS = 999


class Project(models.Model):
    """Something a branch does for people: what, for whom, where, when, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    committee = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="基层党委")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="service_projects", verbose_name="党支部")
    kind = models.CharField("形式", max_length=20, choices=Kind)
    # a key of the rulebook's features 特色活动; its label is looked up, a dropped key shows itself
    feature = models.CharField("特色活动", max_length=40, blank=True)
    title = models.CharField("项目", max_length=60)
    place = models.CharField("地点", max_length=100, blank=True)
    for_whom = models.CharField("服务对象", max_length=60)
    need = models.CharField("要解决什么", max_length=200)
    starts_on = models.DateField("哪天起")
    ends_on = models.DateField("哪天止")
    # for everybody for whom nothing else is typed
    hours = models.DecimalField("每人几小时", max_digits=5, decimal_places=1)
    helpers = models.PositiveSmallIntegerField("党员以外参加的人数", default=0)
    state = models.CharField("状态", max_length=10, choices=ProjectState, default=ProjectState.PLANNED)
    done_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=300, blank=True)
    dropped_why = models.CharField("不再办的原因", max_length=120, blank=True)
    # raised by every write; a form with an older number is told that somebody else wrote
    version = models.PositiveIntegerField("修改次数", default=0)

    class Meta:
        constraints = [
            # a double click leaves one
            models.UniqueConstraint(
                fields=["unit", "title", "starts_on"], name="service_a_project_once_on_a_day"
            ),
            models.CheckConstraint(
                name="service_project_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="service_project_hours_sensible",
                condition=models.Q(hours__gte=0, hours__lte=MOST_HOURS),
            ),
            models.CheckConstraint(
                name="service_done_on_a_day_with_a_result",
                condition=(DONE & models.Q(done_on__gte=models.F("starts_on")) & ~models.Q(result=""))
                | (~DONE & models.Q(done_on__isnull=True, result="")),
            ),
            models.CheckConstraint(
                name="service_dropped_with_a_reason",
                condition=(DROPPED & ~models.Q(dropped_why="")) | (~DROPPED & models.Q(dropped_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "starts_on"], name="service_projects"),
            models.Index(fields=["unit", "done_on"], name="service_projects_done"),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectPerson(models.Model):
    """A member and a project: whether they signed up (intention), and whether they took part (fact)."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="people", verbose_name="项目")
    member = models.ForeignKey(Member, models.PROTECT, related_name="service", verbose_name="党员")
    is_signed_up = models.BooleanField("报名", default=False)
    # null while nobody said so
    took_part = models.BooleanField("参加", null=True, blank=True)
    hours = models.DecimalField("几小时", max_digits=5, decimal_places=1, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "member"], name="service_a_member_once_in_a_project"),
            models.CheckConstraint(
                name="service_person_hours_sensible",
                condition=models.Q(hours__isnull=True) | models.Q(hours__gte=0, hours__lte=MOST_HOURS),
            ),
        ]
        indexes = [models.Index(fields=["member", "took_part"], name="service_of_member")]

    def __str__(self) -> str:
        return f"{self.project} {self.member}"


class ProjectEntry(models.Model):
    """One step of a project; append-only."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="entries", verbose_name="项目")
    number = models.PositiveSmallIntegerField("第几步")
    step = models.CharField("步骤", max_length=10, choices=ProjectStep)
    state = models.CharField("此后状态", max_length=10, choices=ProjectState)
    text = models.TextField("说明", blank=True)
    by_name = models.CharField("经办人", max_length=60)
    at = models.DateTimeField("记录时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="service_one_project_entry_in_a_place")
        ]
        ordering = ["project", "number"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.project}"


class AgendaLink(models.Model):
    """Where a project stands in an agenda; what the agenda says stays with the agenda."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="links", verbose_name="项目")
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="service_links", verbose_name="哪次活动"
    )
    # empty when somebody took the part out of the agenda again
    segment = models.ForeignKey(
        Segment, models.SET_NULL, null=True, blank=True, related_name="service_links", verbose_name="哪个环节"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "activity"], name="service_a_project_once_in_an_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.activity}"
