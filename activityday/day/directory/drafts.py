"""An entry before it is kept."""

from dataclasses import dataclass

from activityday.day.directory.enums import Kind
from activityday.day.schedule.enums import Content


@dataclass(frozen=True)
class SiteDraft:
    """What somebody typed about one site, base, teaching point or online lecture."""

    kind: Kind
    name: str
    address: str
    contents: tuple[Content, ...]
    features: str = ""
    opening: str = ""
    capacity: int | None = None
    contact: str = ""
    phone: str = ""

    def columns(self) -> dict[str, object]:
        """As the table keeps it."""
        return {**vars(self), "contents": [content.value for content in self.contents]}
