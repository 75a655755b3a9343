"""The numbers of GB/T 9704-2012 (党政机关公文格式), each in one place. Millimetres end in `_MM`, everything
else is in points. Where the standard leaves a number open, the comment says what we chose."""

PT = 72 / 25.4  # points in a millimetre

WIDTH_MM, HEIGHT_MM = 210, 297
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 37, 35, 28, 26
AREA_MM = (WIDTH_MM - LEFT_MM - RIGHT_MM, HEIGHT_MM - TOP_MM - BOTTOM_MM)  # 版心 156 × 225

LINES, CHARACTERS = 22, 28
# 225 mm / 22 is 28.99 pt; Word counts in twentieths, and 579 of them are the most that still fit 22 times.
LINE = 579 / 20
CHARACTER = int(AREA_MM[0] * PT * 20) / 20 / CHARACTERS

TWO, THREE, FOUR = 22, 16, 14  # 2号, 3号, 4号
TITLE_LINE = 33  # open in the standard; 2号 at 1.5
TABLE = 12  # open in the standard; 小4号

MARK_MM = 35  # the mark's top edge below the top of the type area
LETTER_MARK_MM = 30  # 信函: below the top of the page
MARK_LARGEST, MARK_SMALLEST = 46, 30  # open in the standard; a longer mark is condensed, not made smaller
UNDER_NUMBER_MM = 4  # the red line below the document number; 信函: the double line below the mark
RED_LINE = 1.5  # open in the standard
LETTER_LINE_MM, LETTER_FOOT_MM = 170, 20  # 信函: the double lines' width, the second's place above the edge
UNDER_LETTER_LINE = THREE * 7 / 8

SEAL_CLEAR, PLAIN_CLEAR = 2, 1  # blank lines above the signature: room for a seal of 42 mm; without one
SEALED_RIGHT, PLAIN_RIGHT = 4, 2  # characters right of the date; of the signature

IMPRINT_OUTER_MM, IMPRINT_INNER_MM = 0.35, 0.25
PAGE_NUMBER_MM = 7  # the dash below the type area
