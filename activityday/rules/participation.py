"""Three honest rates, side by side, each with its denominator said (notice 四(三); principle 5)."""

from dataclasses import dataclass, fields

from activityday.rules.clauses import cites

CLAUSE = "notice 四(三)"


@dataclass(frozen=True)
class Counts:
    """How many members had which outcome at one activity or over many."""

    present: int = 0
    other_means: int = 0
    leave: int = 0
    absent: int = 0
    exempt: int = 0
    unverified: int = 0
    unrecorded: int = 0
    not_expected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            **{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)}
        )

    @property
    def took_part(self) -> int:
        """Present or by other suitable means."""
        return self.present + self.other_means

    @property
    def on_roll(self) -> int:
        """Everybody on the roll, those agreed not to come and those suspended included."""
        return self.expected + self.exempt + self.not_expected

    @property
    def expected(self) -> int:
        """On the roll without those agreed not to come; leave stays in."""
        return self.present + self.other_means + self.leave + self.absent + self.unverified + self.unrecorded


@dataclass(frozen=True)
class Rate:
    """A fraction that never loses its parts."""

    label: str
    numerator: int
    denominator: int
    meaning: str
    clause: str = CLAUSE
    open: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether something is known about everybody; an incomplete rate can still rise."""
        return self.open == 0

    def reaches(self, percent: int) -> bool | None:
        """Whether the rate is at least `percent` (0–100), by whole numbers; None when nobody counts."""
        return None if self.denominator == 0 else 100 * self.numerator >= percent * self.denominator

    @property
    def shown(self) -> str:
        """`83.9%`, cut after one decimal and never rounded up across a line; 不计算 when nobody counts."""
        if self.denominator == 0:
            return "不计算"
        tenths = 1000 * self.numerator // self.denominator
        return f"{tenths // 10}.{tenths % 10}%"

    @property
    def sentence(self) -> str:
        """The arithmetic in words."""
        if self.denominator == 0:
            return f"{self.label}：没有应计的人，不计算。"
        waiting = "" if self.is_complete else f"；不完整，其中 {self.open} 人未记录或待核实"
        return (
            f"{self.label}：{self.numerator} ÷ {self.denominator} = {self.shown}（{self.meaning}{waiting}）"
        )


@cites("notice 四(三)", "notice 二")
def participation(counts: Counts) -> Rate:
    """参与率, the notice's reading: (present + other means) / (on the roll − agreed not to come − suspended)."""
    return Rate(
        "参与率",
        counts.took_part,
        counts.expected,
        "到和其他方式参加的，除以在册党员减去经批准不参加的；请假的仍在内",
        open=counts.unverified + counts.unrecorded,
    )


@cites("notice 四(四)")
def turnout(counts: Counts) -> Rate:
    """到会率: present in the room / expected, the figures that stand on the sign-in sheet."""
    return Rate(
        "到会率",
        counts.present,
        counts.expected,
        "签名到会的，除以应到的；以其他方式参加的不算到会",
        open=counts.unverified + counts.unrecorded,
    )


@cites("notice 二")
def of_everybody(counts: Counts) -> Rate:
    """全体党员参与率: took part / everybody on the roll, those agreed not to come included."""
    return Rate(
        "全体党员参与率",
        counts.took_part,
        counts.on_roll,
        "到和其他方式参加的，除以全体在册党员，经批准不参加的也在内",
        open=counts.unverified + counts.unrecorded,
    )


RATES = {"participation": participation, "turnout": turnout, "of_everybody": of_everybody}


@cites("notice 四(三)")
def rate_by(counts: Counts, reading: str) -> Rate:
    """The rate that is held against the line of 参与率要确保80%以上, by the chosen reading (`rate_reading`)."""
    return RATES[reading](counts)


def three_rates(counts: Counts) -> tuple[Rate, Rate, Rate]:
    """The three rates in the order they are shown."""
    return participation(counts), turnout(counts), of_everybody(counts)
