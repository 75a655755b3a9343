"""The drawings of the states are what the tables say."""

from django.conf import settings

from activityday.home.management.commands.draw_states import FOLDER, drawings

DRAWN = drawings()


def test_every_drawing_is_what_the_table_says_now() -> None:
    kept = {path: (settings.ROOT / path).read_text(encoding="utf-8") for path in DRAWN}
    assert kept == DRAWN, "run `python manage.py draw_states`"


def test_no_drawing_is_left_of_a_room_without_a_table() -> None:
    assert {path.name for path in (settings.ROOT / FOLDER).glob("*.md")} == {path.name for path in DRAWN}


def test_the_rooms_with_a_life_are_drawn() -> None:
    assert {"filings.md", "activity.md"} <= {path.name for path in DRAWN}
