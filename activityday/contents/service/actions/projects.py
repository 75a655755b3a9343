"""Writes of projects: planned, signed up for, done, corrected, dropped (notice 三(四))."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from activityday.audit.actions import Actor
from activityday.contents.service.actions.entries import insert, log, update
from activityday.contents.service.checks import (
    LONGEST_RESULT,
    LONGEST_WHY,
    check_branch,
    check_may_correct,
    check_members,
    check_project,
    check_result,
    check_version,
    check_words,
    next_state,
)
from activityday.contents.service.drafts import ProjectDraft, ResultDraft
from activityday.contents.service.enums import TRANSITIONS, ProjectState, ProjectStep
from activityday.contents.service.models import Project, ProjectEntry, ProjectPerson
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member

COLUMNS = tuple(field.name for field in fields(ProjectDraft))
LIFE = ("state", "done_on", "result", "dropped_why", "hours", "helpers", "version")


@transaction.atomic
def plan_project(*, unit: Unit, draft: ProjectDraft, by: Actor, at: datetime) -> Project:
    """Begin a project. Raises Refused, also for the same title on the same day twice."""
    check_branch(unit)
    check_project(draft)
    project = Project(committee_id=unit.committee_id, unit=unit, **_columns(draft))
    insert(project, f"“{project.title}”从这一天起已经列了，不用再列。")
    append(project, ProjectStep.PLAN, "", by, at)
    log("project_planned", project, unit, by, at, {"kind": project.kind})
    return project


@transaction.atomic
def amend_project(
    *, project: Project, draft: ProjectDraft, base_version: int, by: Actor, at: datetime
) -> Project:
    """Change what is planned; nothing different is no error. Raises Refused once it is done or dropped."""
    project = locked(project)
    check_project(draft)
    values = _columns(draft)
    changed = [name for name, value in values.items() if getattr(project, name) != value]
    if not changed:
        return project
    check_version(project, base_version)
    _move(project, ProjectStep.AMEND)
    for name in changed:
        setattr(project, name, values[name])
    update(project, *changed, "version", sentence=f"“{project.title}”从这一天起已经列了一项，请换个名称。")
    append(project, ProjectStep.AMEND, "", by, at)
    log("project_amended", project, project.unit, by, at, {"fields": sorted(changed)})
    return project


@transaction.atomic
def sign_up(
    *, project: Project, members: Sequence[Member], base_version: int, by: Actor, at: datetime
) -> Project:
    """Keep who signed up: exactly `members` (on the sheet or by telephone). Nothing different is no error."""
    project = locked(project)
    check_members(project.unit, members)
    kept = people_of(project)
    wanted = {member.pk: member for member in members}
    now = {key for key, person in kept.items() if person.is_signed_up}
    if now == set(wanted):
        return project
    check_version(project, base_version)
    _move(project, ProjectStep.SIGN_UP)
    project.save(update_fields=["version"])
    for key in wanted.keys() - now:
        _keep(project, kept, key, is_signed_up=True)
    for key in now - wanted.keys():
        _keep(project, kept, key, is_signed_up=False)
    said = f"报名 {len(wanted)} 人"
    append(project, ProjectStep.SIGN_UP, said, by, at)
    log("project_signed_up", project, project.unit, by, at, {"number": len(wanted)})
    return project


@transaction.atomic
def begin_project(*, project: Project, by: Actor, at: datetime) -> Project:
    """It is under way. Raises Refused."""
    project = locked(project)
    _move(project, ProjectStep.BEGIN)
    project.save(update_fields=LIFE)
    append(project, ProjectStep.BEGIN, "", by, at)
    log("project_begun", project, project.unit, by, at)
    return project


def finish(*, project: Project, draft: ResultDraft, base_version: int, by: Actor, at: datetime) -> Project:
    """Write what came of it and who took part, inside an action that logs. Raises Refused."""
    project = locked(project)
    check_version(project, base_version)
    check_result(project, draft.done_on, localdate(at))
    check_words(draft.result, "结果", LONGEST_RESULT)
    _move(project, ProjectStep.FINISH)
    _settle(project, draft)
    append(project, ProjectStep.FINISH, _said(project, draft), by, at)
    return project


@transaction.atomic
def correct_project(
    *, project: Project, draft: ResultDraft, why: str, base_version: int, by: Actor, at: datetime
) -> Project:
    """Set right what was written of a done project, with the reason; what stood before stays in its steps."""
    project = locked(project)
    check_may_correct(project)
    check_version(project, base_version)
    check_words(why, "为什么更正", LONGEST_WHY)
    check_words(draft.result, "结果", LONGEST_RESULT)
    check_result(project, draft.done_on, localdate(at))
    _move(project, ProjectStep.CORRECT)
    _settle(project, draft)
    append(project, ProjectStep.CORRECT, f"{why.strip()}：{_said(project, draft)}", by, at)
    log("project_corrected", project, project.unit, by, at, {"people": len(draft.people)})
    return project


@transaction.atomic
def drop_project(*, project: Project, why: str, by: Actor, at: datetime) -> Project:
    """It will not be done, with the reason. Raises Refused."""
    project = locked(project)
    check_words(why, "为什么不办", LONGEST_WHY)
    _move(project, ProjectStep.DROP)
    project.dropped_why = why.strip()
    project.save(update_fields=LIFE)
    append(project, ProjectStep.DROP, why, by, at)
    log("project_dropped", project, project.unit, by, at)
    return project


@transaction.atomic
def reopen_project(*, project: Project, why: str, by: Actor, at: datetime) -> Project:
    """Take it up again: it was not done after all, or is done after all. Raises Refused."""
    project = locked(project)
    check_words(why, "为什么重新打开", LONGEST_WHY)
    before = project.result
    _move(project, ProjectStep.REOPEN)
    project.done_on, project.result, project.dropped_why = None, "", ""
    project.save(update_fields=LIFE)
    append(project, ProjectStep.REOPEN, why + (f"（原来写的结果：{before}）" if before else ""), by, at)
    log("project_reopened", project, project.unit, by, at)
    return project


def locked(project: Project) -> Project:
    """The project as it stands now, held until the action is over."""
    found = Project.objects.select_for_update(of=("self",)).select_related("unit__committee")
    return found.get(pk=project.pk)


def people_of(project: Project) -> dict[UUID, ProjectPerson]:
    """The rows of its people by member."""
    return {person.member_id: person for person in ProjectPerson.objects.filter(project=project)}


def append(project: Project, step: ProjectStep, text: str, by: Actor, at: datetime) -> None:
    """One more step of a project; the second of two people finds the place taken."""
    insert(
        ProjectEntry(
            project=project,
            number=ProjectEntry.objects.filter(project=project).count() + 1,
            step=step,
            state=project.state,
            text=text.strip(),
            by_name=by.display_name,
            at=at,
        )
    )


def took_part(project: Project, keys: Iterable[UUID], *, only_add: bool = False) -> int:
    """Write who took part, and (unless `only_add`) that the others did not; how many rows were written."""
    kept, wanted = people_of(project), set(keys)
    changed = [key for key in wanted if key not in kept or kept[key].took_part is not True]
    for key in changed:
        _keep(project, kept, key, took_part=True)
    if only_add:
        return len(changed)
    others = [key for key, person in kept.items() if key not in wanted and person.took_part is not False]
    for key in others:
        _keep(project, kept, key, took_part=False, hours=None)
    return len(changed) + len(others)


def move(project: Project, step: ProjectStep) -> None:
    """The next state and version, set on a locked project."""
    _move(project, step)


def _move(project: Project, step: ProjectStep) -> None:
    project.state = next_state(TRANSITIONS, ProjectState(project.state), step, "这个项目")
    project.version += 1


def _settle(project: Project, draft: ResultDraft) -> None:
    check_members(project.unit, draft.people)
    project.done_on, project.result = draft.done_on, draft.result.strip()
    if draft.usual is not None:
        project.hours = draft.usual
    if draft.helpers is not None:
        project.helpers = draft.helpers
    project.save(update_fields=LIFE)
    took_part(project, [member.pk for member in draft.people])
    _keep_hours(project, draft.hours)


def _keep_hours(project: Project, hours: Mapping[UUID, Decimal]) -> None:
    for person in ProjectPerson.objects.filter(project=project, took_part=True):
        typed = hours.get(person.member_id)
        if person.hours != typed:
            person.hours = typed
            person.save(update_fields=["hours"])


def _keep(project: Project, kept: dict[UUID, ProjectPerson], key: UUID, **values: object) -> None:
    person = kept.get(key) or ProjectPerson(project=project, member_id=key)
    for name, value in values.items():
        setattr(person, name, value)
    if person._state.adding:  # noqa: SLF001 -- a row that is not in the table yet
        insert(person)
    else:
        person.save(update_fields=list(values))


def _columns(draft: ProjectDraft) -> dict[str, object]:
    values = {name: getattr(draft, name) for name in COLUMNS}
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}


def _said(project: Project, draft: ResultDraft) -> str:
    if not draft.people and not project.helpers:
        raise Refused("请勾选参加的党员；只有群众参加的，填党员以外参加的人数。")
    more = f"，另有 {project.helpers} 人" if project.helpers else ""
    return f"{draft.result.strip()}（党员 {len(draft.people)} 人{more}）"
