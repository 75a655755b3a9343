"""How much a roster file may hold before it is refused with a sentence."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, counts of sheets, rows and columns, seconds; a caller may pass its own."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 300 * MEGABYTE
    # real worksheets shrink ten to fifty times; only a bomb shrinks more
    packing_ratio: int = 200
    ratio_counts_from_bytes: int = 10 * MEGABYTE
    packed_parts: int = 2_000
    sheets: int = 200
    rows: int = 100_000
    columns: int = 200
    cell_characters: int = 2_000
    memory_bytes: int = 2048 * MEGABYTE
    seconds: int = 60


USUAL = Limits()
