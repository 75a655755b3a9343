"""A notice as it is posted on the board."""

from activityday.documents.papers.public_notice import PublicNoticePaper, render_public_notice
from activityday.office.notices.models import PublicNotice


def notice_paper(notice: PublicNotice) -> bytes:
    """The PDF, A4, exactly what was posted."""
    content = notice.content
    return render_public_notice(
        PublicNoticePaper(
            title=notice.title,
            unit=notice.unit.name,
            posted_on=notice.starts_on,
            ends_on=notice.ends_on,
            opening=tuple(content["opening"]),
            header=tuple(content["header"]),
            rows=tuple(tuple(row) for row in content["rows"]),
            foot=tuple(tuple(row) for row in content["foot"]),
            closing=tuple(content["closing"]),
        )
    )
