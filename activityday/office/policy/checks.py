"""May a parameter be amended, or a holiday notice entered, now?"""

from datetime import date

from activityday.office.policy.inheritance import Place
from activityday.office.policy.models import Amendment
from activityday.office.policy.notice_files import DraftNotice
from activityday.office.policy.queries import FIRST_YEAR, LAST_YEAR, inheritance_of, rulebook, rulebook_years
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.enums import Sector
from activityday.people.organisation.models import Unit
from activityday.rules import parameters as rules
from activityday.rules.parameters import Direction, NotAllowed, Parameter, check_amendment

CLAUSE = "通知四(二)"
LONGEST_DOCUMENT = 60


def known_parameter(key: str) -> Parameter:
    """The parameter with this key, or Refused."""
    if key not in rulebook().parameters:
        raise Refused("规则里没有这个参数，请从参数页重新进入。")
    return rulebook().parameters[key]


def may_amend(parameter: Parameter) -> bool:
    """Whether any level of the tree may set it differently."""
    return parameter.tighten != Direction.FIXED


def check_document(document: str) -> None:
    """A document number is there and not too long, or Refused."""
    if not document.strip():
        raise Refused("请填写文号，例如“樟发〔2027〕3号”。没有文件依据的，不能调整。", CLAUSE)
    if len(document.strip()) > LONGEST_DOCUMENT:
        raise Refused(f"文号不超过 {LONGEST_DOCUMENT} 个字，请只填文号，不填标题。")


def check_proposal(unit: Unit, proposal: rules.Amendment) -> Parameter:
    """`unit` may make this amendment: the parameter it sets, or Refused."""
    parameter = known_parameter(proposal.key)
    check_document(proposal.document)
    if proposal.until is not None and proposal.until < proposal.since:
        raise Refused("失效日期不能早于生效日期。")
    inheritance = inheritance_of([unit])
    for sector in sectors_meant(unit, proposal.sector):
        above = inheritance.above(Place(unit.path, sector), on=proposal.since)
        try:
            check_amendment(parameter, above.values[parameter.key], proposal.value)
        except NotAllowed as refusal:
            raise Refused(str(refusal), CLAUSE) from refusal
    check_not_amended_yet(unit, parameter, proposal.sector, proposal.since)
    return parameter


def sectors_meant(unit: Unit, sector: str) -> list[str]:
    """The sectors an amendment speaks of: the one it names; a leaf's own; else all of them."""
    if sector:
        return [sector]
    return [unit.sector] if unit.is_branch else list(Sector.values)


def check_not_amended_yet(unit: Unit, parameter: Parameter, sector: str, since: date) -> None:
    """`unit` has not set this parameter from this very day yet, or Refused."""
    same = Amendment.objects.filter(
        unit=unit, parameter=parameter.key, sector=sector, since=since, is_void=False
    )
    if same.exists():
        raise already_amended(parameter, since)


def already_amended(parameter: Parameter, since: date) -> Refused:
    """The sentence for the second of two amendments from the same day."""
    return Refused(
        f"本级已经从 {since} 起调整过“{parameter.label}”。要改，请先把那一条停用或作废，或换一个生效日期。"
    )


def check_may_end(amendment: Amendment, until: date | None, reason: str) -> None:
    """The amendment can still be ended on that day (None: void from the start), or Refused."""
    if amendment.ended_at is not None:
        raise Refused(f"这一条已由{amendment.ended_by}停用，不用再办。")
    if until is not None and until < amendment.since:
        raise Refused(f"停用日期不能早于生效日期 {amendment.since}。如果是录错了，请选“作废”。")
    if not reason.strip():
        raise Refused("请写明停用的原因，例如“文件已废止”。")


def check_year(year: int) -> None:
    """The year can have a notice, or Refused."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"年份应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间。")


def check_new_version(draft: DraftNotice, current_version: int, base_version: int, reason: str) -> None:
    """The notice can be written as the next version, or Refused."""
    check_year(draft.year)
    check_document(draft.document)
    if current_version != base_version:
        raise Refused(
            f"{draft.year} 年的放假安排刚刚由别人录入过，请重新打开这一页，看看还要不要更正。什么都没有写入。"
        )
    is_known = current_version or draft.year in rulebook_years()
    if is_known and not reason.strip():
        raise Refused(f"{draft.year} 年的放假安排已经有了。更正请写明原因，例如“第一次录错了调休日”。")
