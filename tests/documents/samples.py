"""Data for the papers, with what offices really have in it, and what attackers would put in."""

from datetime import date, datetime

from activityday.documents.papers.ledger import BranchLedger, LedgerActivity, LedgerMember, Sign
from activityday.documents.papers.record import ActivityRecord, Named, RecordRate, RecordSegment

RARE = "喆堃翀玥祎旻琎赟頔昇䶮㛃"
HOSTILE = [
    '#import "x"',
    "#{7*7}",
    "{{ 7*7 }}",
    "{% for x in y %}",
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "*粗*_斜_$x$ `c` <w:p/>&amp;",
    "]]>",
]
UNIT = "中共樟树镇文谊新村支部委员会"


def record(**changes):
    given = {
        "unit": UNIT,
        "kind": "党员活动日（党员大会）",
        "theme": "研究村级道路维修",
        "held_on": date(2026, 12, 7),
        "hours": "09:00–12:10",
        "minutes": 190,
        "place": "村党群服务中心",
        "chair": "王小明",
        "recorder": "欧阳喆堃",
        "expected": 45,
        "away": 6,
        "attendees": ("王小明", "䶮㛃", "买买提·吐尔逊江"),
        "other_means": (Named("张三", "视频"),),
        "leave": (Named("王五", "病假"),),
        "absent": (Named("赵六", "外出未请假"),),
        "unrecorded": ("郑九", "冯十"),
        "guests": (Named("周七", "入党积极分子"),),
        "leaders": (Named("吴八"),),
        "segments": (
            RecordSegment("组织学习教育", "集中学习", "王小明", 60, ("学习公报全文。", "三人谈体会。")),
            RecordSegment("民主议事决策", "专题讨论", decisions=("同意道路维修方案。",)),
        ),
        "rates": (RecordRate("参与率", "88.4%", "38÷43", "在册党员减经批准不参加"),),
        "declaration": "没有公款吃喝。",
        "version": 2,
        "as_of": datetime(2026, 12, 8, 10, 5),
        "audit_code": "7Q2M-K4TD",
    }
    return ActivityRecord(**(given | changes))


def ledger(count=3, names=None, **changes):
    names = names or [f"党员{n}" for n in range(1, count + 1)]
    months = (
        Sign.PRESENT,
        Sign.OTHER_MEANS,
        Sign.LEAVE,
        Sign.ABSENT,
        Sign.EXEMPT,
        Sign.UNVERIFIED,
        Sign.UNRECORDED,
    )
    signs = (*((sign,) for sign in months), *((Sign.NONE,) for _ in range(5)))
    given = {
        "unit": UNIT,
        "year": 2026,
        "members": tuple(LedgerMember(name, signs, "第一党小组") for name in names),
        "activities": (
            LedgerActivity(
                *(1, "已开展已记录", date(2026, 1, 5), "学习公报", "组织学习教育", "会议室", 190, "王小明"),
                *(45, 36, 2, 3, 4, "88.4%"),
            ),
            LedgerActivity(2, "未到期"),
        ),
        "as_of": datetime(2026, 9, 30, 17, 0),
        "audit_code": "7Q2M-K4TD",
    }
    return BranchLedger(**(given | changes))
