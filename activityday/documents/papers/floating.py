"""流动党员: the slips that travel with them, the registration form, the contacts' call list, the roster as a workbook."""

from dataclasses import dataclass
from datetime import date

from activityday.documents import excel, plain, typeset
from activityday.documents.excel import Cell, Sheet, Workbook


@dataclass(frozen=True)
class ActivitySlip:
    """参加活动回执 of one member: `held` is the day of the own branch; the page's address, code and last day are empty
    where the slip is for paper only."""

    code: str
    unit: str
    name: str
    month: date
    held: date
    contact: str = ""
    page_address: str = ""
    page_code: str = ""
    page_until: date | None = None


@dataclass(frozen=True)
class RegistrationForm:
    """流动党员登记表 of one member: pairs of label and value in the order of the form; an empty value is filled in by pen."""

    unit: str
    name: str
    pairs: tuple[tuple[str, str], ...]
    printed_on: date


@dataclass(frozen=True)
class ContactLine:
    """A member to be contacted: by whom, where they are, when they were reached last, what to ask."""

    name: str
    phone: str
    place: str
    contact: str
    reached: str
    ask: str = ""


@dataclass(frozen=True)
class ContactList:
    """Whom to contact, in roster order."""

    unit: str
    printed_on: date
    lines: tuple[ContactLine, ...]


@dataclass(frozen=True)
class RosterRow:
    """One member away on the list, the telephone number masked."""

    branch: str
    name: str
    departed_on: date
    reason: str
    place: str
    employer: str
    phone: str
    contact: str
    host: str
    host_phone: str
    reported_on: date | None
    way: str
    dues_place: str
    reached_on: date | None
    note: str = ""


@dataclass(frozen=True)
class InboundRow:
    """One person who takes part here."""

    branch: str
    name: str
    home: str
    home_phone: str
    phone: str
    since: date


@dataclass(frozen=True)
class FloatingRoster:
    """流动党员名册 of a unit: those away and those here."""

    unit: str
    on: date
    away: tuple[RosterRow, ...]
    here: tuple[InboundRow, ...]


def render_slips(slips: tuple[ActivitySlip, ...]) -> bytes:
    """The slips as PDF, A4, three a page with lines to cut along, letters of 14 points and more."""
    data = [
        {
            **vars(slip),
            "month": f"{slip.month.year}年{slip.month.month}月",
            "held": f"{slip.held.month}月{slip.held.day}日",
            "page_until": plain.day(slip.page_until) if slip.page_until else "",
        }
        for slip in slips
    ]
    return typeset.set_pdf("floating-slips", {"title": "流动党员参加活动回执", "slips": data})


def render_registration(form: RegistrationForm) -> bytes:
    """The form as PDF, A4, one page."""
    title = "流动党员登记表"
    return typeset.set_pdf(
        "floating-form", {"title": title, **vars(form), "printed_on": plain.day(form.printed_on)}
    )


def render_contacts(calls: ContactList) -> bytes:
    """The list as PDF, A4 landscape, letters of 14 points and more; it is ticked with a pen while telephoning."""
    data = {"title": "流动党员联系名单", **vars(calls), "printed_on": plain.day(calls.printed_on)}
    return typeset.set_pdf("floating-calls", data)


def render_roster_xlsx(roster: FloatingRoster) -> bytes:
    """The list as a workbook of two sheets, in the order given."""
    away = Sheet(
        name="流出",
        title="流动党员名册（流出）",
        header=(
            "序号", "党支部", "姓名", "外出日期", "外出事由", "外出流向", "单位", "联系电话", "支部联系人", "流入地党组织",
            "流入地电话", "报到日期", "参加活动方式", "党费交纳地", "上次联系上", "备注",
        ),
        rows=[(number, *_values(row)) for number, row in enumerate(roster.away, start=1)],
        widths=(6, 16, 10, 12, 9, 22, 18, 14, 10, 22, 14, 12, 16, 12, 12, 14),
        subtitle=f"{roster.unit}　截至 {plain.day(roster.on)}　共 {len(roster.away)} 人",
        notes=("联系电话中间几位不显示；按花名册顺序。",),
    )  # fmt: skip
    here = Sheet(
        name="流入",
        title="流动党员名册（流入）",
        header=("序号", "党支部", "姓名", "流出地党组织", "流出地电话", "联系电话", "报到日期"),
        rows=[
            (number, row.branch, row.name, row.home, row.home_phone, row.phone, row.since)
            for number, row in enumerate(roster.here, start=1)
        ],
        widths=(6, 16, 10, 26, 16, 14, 12),
        subtitle=f"{roster.unit}　截至 {plain.day(roster.on)}　共 {len(roster.here)} 人",
        notes=("流入党员不计入本支部的应到和参与率。",),
    )
    return excel.write(Workbook((away, here)))


def _values(row: RosterRow) -> tuple[Cell, ...]:
    return tuple(vars(row).values())
