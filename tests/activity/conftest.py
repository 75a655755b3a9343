"""A December in 兴塘村: the day is 7 December 2026, a Monday; the pages are opened on 23 November."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from PIL import Image

from activityday.day.activity.actions import RecordDraft, prepare
from activityday.day.activity.models import Activity
from tests.conftest import Town, instant

DECEMBER = date(2026, 12, 1)
DAY = date(2026, 12, 7)
PREPARED_AT = instant("2026-11-23 09:00")
RECORDED_AT = instant("2026-12-07 15:00")
MONTH = "/units/xingtang/2026/12/"
GPS = 0x8825


@pytest.fixture
def in_november() -> Iterator[None]:
    with time_machine.travel(instant("2026-11-23 10:00"), tick=False):
        yield


@pytest.fixture
def after_the_day() -> Iterator[None]:
    with time_machine.travel(instant("2026-12-07 15:00"), tick=False):
        yield


@pytest.fixture
def activity(town: Town) -> Activity:
    """兴塘村's December on the village's usual agenda."""
    return prepare(
        host=town.village,
        scopes=[town.village],
        month=DECEMBER,
        held_on=DAY,
        by=town.users["secretary"],
        at=PREPARED_AT,
    )


@pytest.fixture
def record_of() -> Callable[..., RecordDraft]:
    """A record of the morning as planned, with differences."""

    def make(**differences: object) -> RecordDraft:
        facts: dict[str, object] = {
            "held_on": DAY,
            "starts_at": time(9, 0),
            "ends_at": time(12, 5),
            "place": "村部会议室",
            "chair": "王书记",
            "recorder": "刘记录",
        }
        return RecordDraft(**{**facts, **differences})  # type: ignore[arg-type]

    return make


@pytest.fixture
def evidence_folder(settings: object, tmp_path: Path) -> Path:
    """Files of this test only."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def jpeg(colour: str = "red", *, size: tuple[int, int] = (60, 40), with_place: bool = False) -> bytes:
    """A photo; `with_place` it says where and by whom it was taken, and that it lies on its side."""
    picture = Image.new("RGB", size, colour)
    written = BytesIO()
    if not with_place:
        picture.save(written, "JPEG")
        return written.getvalue()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Huawei"
    exif[0x9C9D] = "王某".encode("utf-16le")
    exif.get_ifd(GPS).update({1: "N", 2: (29.0, 22.0, 1.0), 3: "E", 4: (113.0, 6.0, 2.0)})
    picture.save(written, "JPEG", exif=exif, comment=b"taken at home")
    return written.getvalue()


def at(text: str) -> datetime:
    return instant(text)
