from django.db.models import TextChoices


class Kind(TextChoices):
    """What a public notice 公示 makes known, each under its own duty."""

    DUES = "dues", "党费收缴公示"
    POINTS = "points", "党员积分公示"
    APPRAISAL = "appraisal", "民主评议结果公布"
    DECISION = "decision", "决议公开"
    OUTCOME = "outcome", "实施结果公开"
    DISCLOSURE = "disclosure", "党务、村务、财务公开"


# of these several may hang for the same days: each is about a matter of its own
BY_MATTER = (Kind.DECISION, Kind.OUTCOME, Kind.DISCLOSURE)


class State(TextChoices):
    """Where a public notice stands. That its period is over follows from the day and is never stored."""

    POSTED = "posted", "公示中"
    WITHDRAWN = "withdrawn", "已撤下"


class Verdict(TextChoices):
    """What came of an objection."""

    UPHELD = "upheld", "属实，已更正"
    PARTLY = "partly", "部分属实，已更正"
    REJECTED = "rejected", "不属实，已说明"
