from django.db.models import TextChoices


class DuesClass(TextChoices):
    """By what a member's dues are worked out (dues 1–6)."""

    MONTHLY_SALARY = "monthly_salary", "按月领工资"
    ANNUAL_SALARY = "annual_salary", "年薪制"
    SELF_EMPLOYED = "self_employed", "个体经营等不按月取得收入"
    RETIRED = "retired", "离退休"
    FARMER = "farmer", "农民"
    STUDENT = "student", "学生"
    UNEMPLOYED = "unemployed", "下岗失业"
    RELIEF = "relief", "靠抚恤、救济或低保生活"


class WaiverKind(TextChoices):
    """What the superior may agree to for a member in hardship (dues 7)."""

    REDUCED = "reduced", "少交"
    WAIVED = "waived", "免交"


class ArrangementKind(TextChoices):
    """What the branch agreed to for a time (dues 12, notice 三(五))."""

    QUARTERLY = "quarterly", "按季度交"
    PROXY = "proxy", "委托代交"


class RowMark(TextChoices):
    """What to know of a member in the year's assessment; worked out, never stored."""

    ADMITTED = "admitted", "新接收"
    ARRIVED = "arrived", "新转入"
    SUSPENDED = "suspended", "停止党籍"
    NEVER = "never", "没有核定过"


class Standing(TextChoices):
    """Where a reduction stands in a month; worked out, never stored."""

    WAITING = "waiting", "等上级批复"
    ENDING = "ending", "快到期"
    IN_FORCE = "in_force", "有效"
    COMING = "coming", "已批准，还没有开始"
    EXPIRED = "expired", "已到期"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class BookState(TextChoices):
    """Where a day-book stands."""

    OPEN = "open", "收取中"
    CLOSED = "closed", "已结清"


class PaymentKind(TextChoices):
    """What money was given for. What is not dues never settles a month."""

    DUES = "dues", "党费"
    EXTRA = "extra", "自愿多交"


class Channel(TextChoices):
    """How money came: only cash is counted by hand."""

    CASH = "cash", "现金"
    TRANSFER = "transfer", "转账"


class RemittanceState(TextChoices):
    """Where money handed to the superior stands."""

    SENT = "sent", "已上缴，待核对"
    RECEIVED = "received", "镇里已收到"
    RETURNED = "returned", "退回核对"
    WITHDRAWN = "withdrawn", "已撤回"


class RemittanceStep(TextChoices):
    """What moves a remittance on."""

    SEND = "send", "上缴"
    RECEIVE = "receive", "核对无误，收到"
    RETURN = "return", "对不上，退回"
    WITHDRAW = "withdraw", "撤回"


TRANSITIONS: dict[tuple[RemittanceState, RemittanceStep], RemittanceState] = {
    (RemittanceState.SENT, RemittanceStep.RECEIVE): RemittanceState.RECEIVED,
    (RemittanceState.SENT, RemittanceStep.RETURN): RemittanceState.RETURNED,
    (RemittanceState.SENT, RemittanceStep.WITHDRAW): RemittanceState.WITHDRAWN,
    (RemittanceState.RETURNED, RemittanceStep.SEND): RemittanceState.SENT,
    (RemittanceState.RETURNED, RemittanceStep.WITHDRAW): RemittanceState.WITHDRAWN,
}


class MonthState(TextChoices):
    """What a month's dues of one member amount to; worked out from due and paid, never stored."""

    NOT_DUE = "not_due", "不用交"
    UNASSESSED = "unassessed", "未核定"
    DUE = "due", "应交"
    PAID = "paid", "已交"
    PART_PAID = "part_paid", "没交够"
    WAIVED = "waived", "经批准免交"
    ARREARS = "arrears", "欠交"
