"""May an entry be written like this?"""

from urllib.parse import urlsplit

from activityday.day.directory.drafts import SiteDraft
from activityday.day.directory.enums import WITHOUT_A_WAY
from activityday.day.directory.models import Site
from activityday.people.organisation.checks import Refused

CLAUSE = "notice 三"
SCHEMES = {"http", "https"}


def check_draft(draft: SiteDraft) -> None:
    """A name, an address of the right sort, and at least one content it fits; or Refused."""
    if not draft.name or not draft.address:
        raise Refused("请填写名称和地址。", CLAUSE)
    if not draft.contents:
        raise Refused("请选它适合哪几项内容，支部才好在议程里选用。", CLAUSE)
    if draft.kind in WITHOUT_A_WAY:
        check_web_address(draft.address)


def check_web_address(address: str) -> None:
    """An address that a browser can open, or Refused."""
    parts = urlsplit(address) if address.isprintable() else None
    if parts is None or parts.scheme not in SCHEMES or not parts.netloc or " " in address:
        raise Refused("网络党课请填完整的网址，以 http:// 或 https:// 开头。", CLAUSE)


def check_open(site: Site) -> None:
    """The entry still stands in the directory, or Refused."""
    if site.withdrawn_at is not None:
        raise Refused(f"“{site.name}”已由{site.withdrawn_by}移出名录，要用请先放回。")
