"""The directory on paper and as a workbook."""

from collections.abc import Sequence
from datetime import date

from activityday.day.directory.models import Site
from activityday.documents import excel
from activityday.documents.papers.directory import DirectoryPaper, SiteRow, render_directory
from activityday.people.organisation.models import Unit

HEADER = (
    "序号",
    "类别",
    "名称",
    "地址或网址",
    "适合的内容",
    "看什么、学什么",
    "开放时间",
    "人数",
    "联系人",
    "联系电话",
)
WIDTHS = (6, 16, 24, 30, 20, 30, 20, 8, 10, 16)


def as_pdf(unit: Unit, sites: Sequence[Site], *, on: date) -> bytes:
    """The directory of the town of `unit` as PDF."""
    return render_directory(DirectoryPaper(_town(unit).name, [_row(site) for site in sites], on))


def as_workbook(unit: Unit, sites: Sequence[Site], *, on: date) -> bytes:
    """The directory of the town of `unit` as a workbook."""
    rows = [
        (
            number,
            str(site.get_kind_display()),
            site.name,
            site.address,
            site.contents_label,
            site.features,
            site.opening,
            site.capacity,
            site.contact,
            site.phone,
        )
        for number, site in enumerate(sites, start=1)
    ]
    sheet = excel.Sheet(
        "名录", "活动场所和资源名录", HEADER, rows, WIDTHS, subtitle=f"{_town(unit).name}　截至 {on:%Y-%m-%d}"
    )
    return excel.write(excel.Workbook((sheet,)))


def _row(site: Site) -> SiteRow:
    return SiteRow(
        kind=str(site.get_kind_display()),
        name=site.name,
        address=site.address,
        contents=site.contents_label,
        features=site.features,
        opening=site.opening,
        people=str(site.capacity or ""),
        contact=" ".join(part for part in (site.contact, site.phone) if part),
    )


def _town(unit: Unit) -> Unit:
    return unit.committee or unit
