"""兴塘村 with twelve members: projects, pledges, care in one line each; 镇机关 whose members register in 白沙社区."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from activityday.contents.service.actions import (
    enter_care,
    finish_project,
    make_pledges,
    plan_project,
    register,
    sign_up,
    write_visit,
)
from activityday.contents.service.drafts import (
    CareDraft,
    PledgeDraft,
    ProjectDraft,
    RegistrationDraft,
    ResultDraft,
    VisitDraft,
)
from activityday.contents.service.enums import CareKind, HelpKind, Kind
from activityday.contents.service.models import CareEntry, CareVisit, Pledge, Project, Registration
from activityday.people.accounts.enums import Role
from activityday.people.accounts.models import User
from activityday.people.organisation.actions import establish
from activityday.people.organisation.enums import Level, Sector
from activityday.people.organisation.models import Unit
from activityday.people.roster.models import Member
from tests.closing.conftest import close_month, hold, twelve
from tests.conftest import OPERATOR, START, Town, instant

__all__ = ["close_month", "hold", "twelve"]

DAY = date(2026, 11, 2)
NOON = instant("2026-11-02 12:00")
# what must never be read by anybody but the secretary
SECRET, ILLNESS, BRING, HOME, SAID = (
    "示例周困难",
    "胃病三年欠债两万",
    "降压药两盒",
    "九组塘边第三家",
    "孩子学费没着落",
)


@pytest.fixture
def plan(town: Town) -> Callable[..., Project]:
    """`plan(title="清理水渠", starts_on=DAY)`: planned by the secretary."""

    def made(unit: Unit | None = None, **changed: Any) -> Project:
        draft = {
            "kind": Kind.VOLUNTEERING,
            "title": "清理二组水渠",
            "for_whom": "二组村民",
            "need": "水渠淤塞，秋灌放不了水",
            "starts_on": DAY,
            "ends_on": changed.get("starts_on", DAY),
            "hours": Decimal(3),
            "place": "二组",
        }
        draft = ProjectDraft(**{**draft, **changed})
        secretary = town.users["secretary"]
        return plan_project(unit=unit or town.village, draft=draft, by=secretary, at=NOON)

    return made


@pytest.fixture
def do(town: Town, plan: Callable[..., Project]) -> Callable[..., Project]:
    """`do([甲, 乙], hours={甲.pk: Decimal("1.5")})`: planned and done."""

    def made(people: Sequence[Member], **changed: Any) -> Project:
        result = {
            name: changed.pop(name) for name in ("hours_typed", "result", "helpers_came") if name in changed
        }
        done_on, at = changed.pop("done_on", None), changed.pop("at", NOON)
        project = plan(**changed)
        draft = ResultDraft(
            done_on=done_on or project.ends_on,
            result=result.get("result", "清了三百米水渠"),
            people=people,
            hours=result.get("hours_typed", {}),
            helpers=result.get("helpers_came", 0),
        )
        finish_project(
            project=project,
            draft=draft,
            base_version=project.version,
            by=town.users["secretary"],
            at=at,
        )
        project.refresh_from_db()
        return project

    return made


@pytest.fixture
def announce(town: Town) -> Callable[..., Project]:
    """`announce(project, [甲])`: they signed up."""

    def made(project: Project, members: Sequence[Member]) -> Project:
        by = town.users["recorder"]
        project.refresh_from_db()
        return sign_up(project=project, members=members, base_version=project.version, by=by, at=NOON)

    return made


@pytest.fixture
def promise(town: Town) -> Callable[..., Pledge]:
    """`promise(member, "教会十户用新农机")`."""

    def made(
        member: Member | None,
        text: str = "帮三户老人收稻子",
        *,
        due_on: date = date(2026, 12, 31),
        unit: Any = None,
    ) -> Pledge:
        draft = PledgeDraft(member, text, due_on)
        by = town.users["secretary"]
        return make_pledges(unit=unit or town.village, year=due_on.year, drafts=[draft], by=by, at=NOON)[0]

    return made


@pytest.fixture
def care_for(town: Town) -> Callable[..., CareEntry]:
    """`care_for(member)`: in the register since January; without a member one of the people, under a secret name."""

    def made(member: Member | None = None, **changed: Any) -> CareEntry:
        draft = {
            "kind": CareKind.HARDSHIP if member else CareKind.MASSES,
            "starts_on": date(2026, 1, 5),
            "member": member,
            "person": "" if member else SECRET,
            "address": HOME,
            "situation": ILLNESS,
            "bring": BRING,
        }
        form_id, unit = changed.pop("form_id", uuid4()), changed.pop("unit", town.village)
        draft = CareDraft(**{**draft, **changed})
        return enter_care(unit=unit, draft=draft, form_id=form_id, by=town.users["secretary"], at=NOON)

    return made


@pytest.fixture
def visit(town: Town) -> Callable[..., CareVisit]:
    """`visit(entry, date(2026, 8, 10), amount=Decimal("300"))`."""

    def made(entry: CareEntry, on: date = DAY, **changed: Any) -> CareVisit:
        amount = changed.get("amount")
        draft = {
            "visited_on": on,
            "visitors": "王秀兰",
            "help": HelpKind.MONEY if amount else HelpKind.NONE,
            "word": SAID,
        }
        form_id = changed.pop("form_id", uuid4())
        draft = VisitDraft(**{**draft, **changed})
        return write_visit(entry=entry, draft=draft, form_id=form_id, by=town.users["secretary"], at=NOON)

    return made


@pytest.fixture
def office(town: Town, make_user: Callable[..., User]) -> Unit:
    """镇机关, a branch of a department, with its own secretary."""
    return _branch(town, make_user, "jiguan", "镇机关", Sector.DEPARTMENT)


@pytest.fixture
def community(town: Town, make_user: Callable[..., User]) -> Unit:
    """白沙社区, with its own secretary."""
    return _branch(town, make_user, "baisha", "白沙社区", Sector.COMMUNITY)


@pytest.fixture
def report(town: Town, office: Unit) -> Callable[..., list[Registration]]:
    """`report([甲], community=社区)` or `report([甲], outside="县城某社区")`."""

    def made(members: Sequence[Member], **changed: Any) -> list[Registration]:
        draft = RegistrationDraft(
            members=members,
            on=changed.pop("on", DAY),
            duty=changed.pop("duty", "每月参加一次小区清扫"),
            **changed,
        )
        return register(unit=office, draft=draft, by=town.users["jiguan"], at=NOON)

    return made


def _branch(town: Town, make_user: Callable[..., User], code: str, short: str, sector: Sector) -> Unit:
    unit = establish(
        parent=town.committee,
        code=code,
        name=f"{short}党支部",
        short_name=short,
        level=Level.BRANCH,
        sector=sector,
        by=OPERATOR,
        at=START,
    )
    town.users[code] = make_user(code, Role.SECRETARY, unit, f"{short}书记")
    return unit
