from django.db.models import TextChoices


class Kind(TextChoices):
    """What a public notice 公示 makes known, each under its own duty."""

    DUES = "dues", "党费收缴公示"
    POINTS = "points", "党员积分公示"


class State(TextChoices):
    """Where a public notice stands. That its period is over follows from the day and is never stored."""

    POSTED = "posted", "公示中"
    WITHDRAWN = "withdrawn", "已撤下"


class Verdict(TextChoices):
    """What came of an objection."""

    UPHELD = "upheld", "属实，已更正"
    PARTLY = "partly", "部分属实，已更正"
    REJECTED = "rejected", "不属实，已说明"
