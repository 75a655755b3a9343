"""Data for the papers, with what offices really have in it, and what attackers would put in."""

from datetime import date, datetime

from activityday.documents.papers.ledger import BranchLedger, LedgerActivity, LedgerMember, Sign
from activityday.documents.papers.official import (
    Annex,
    Heading,
    OfficialPaper,
    PaperKind,
    Paragraph,
    Table,
)
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


SENTENCE = (
    "每月第一周的星期一定为党员活动日（遇节假日顺延），全镇各级基层党组织以党（总）支部为单位，"
    "组织所辖党（总）支部党员统一开展党员活动，时间不得少于半天。"
)
LONG_TITLE = (
    "中共樟树镇委员会关于印发《关于全面推行“巴陵先锋党员活动日”的实施方案》"
    "《樟树镇“党支部建设年”工作实施方案》的通知"
)


def official(**changes):
    given = {
        "kind": PaperKind.NOTICE,
        "issuer": "中共樟树镇委员会",
        "title": "关于做好党员活动日工作的通知",
        "number": "樟发〔2017〕37号",
        "addressees": ("各村（社区）", "镇属部门党组织"),
        "body": (Paragraph(SENTENCE), Paragraph("请认真遵照执行。")),
        "dated_on": date(2017, 5, 5),
        "copies_to": ("县委组织部", "镇人大主席团", "镇政府"),
        "printed_by": "中共樟树镇委员会办公室",
        "printed_on": date(2017, 5, 16),
    }
    return OfficialPaper(**(given | changes))


def official_papers():
    """The papers that are printed both ways and measured."""
    return {
        "notice": official(
            title=LONG_TITLE,
            body=(
                *(Paragraph(RARE + SENTENCE), Heading(1, "活动时间"), Paragraph(SENTENCE)),
                *(Heading(2, "组织学习教育。", SENTENCE), Heading(3, "明确专人"), Heading(4, "按时报送")),
                Table(
                    ("党支部", "应到", "实到", "参与率"),
                    (("文谊新村党支部", "45", "38", "84.4%"), ("兴塘村党支部", "31", "27", "87.1%")),
                    "上半年参与情况",
                ),
                Heading(1, "有关要求"),
            ),
            annexes=(
                Annex("关于全面推行党员活动日的实施方案。", (Heading(1, "活动时间"), Paragraph(SENTENCE))),
                Annex("樟树镇“党支部建设年”工作实施方案", (Paragraph(SENTENCE),)),
                Annex("党员活动日报备表（每半年填报一次，一式两份，一份留存，一份报镇党委办公室）"),
            ),
        ),
        "unsealed": official(is_sealed=False),
        "book": official(body=(Paragraph("镇" * (28 * 22 * 10)),)),
        "alone": official(body=(Paragraph("镇" * (28 * 28 - 2)),)),
        "blank": official(body=(Paragraph("镇" * (28 * 24 - 2)),)),
        "request": official(
            kind=PaperKind.REQUEST,
            title="关于调整2026年10月党员活动日时间的请示",
            addressees=("中共湘阴县委组织部",),
            signatory="王小明",
            note="联系人：李小红，电话：0730-1234567",
            copy_number=12,
            secrecy="内部★1年",
            urgency="特急",
            copies_to=(),
        ),
        "letter": official(
            kind=PaperKind.LETTER,
            title="关于商请提供党员教育基地场地的函",
            addressees=("任弼时纪念馆",),
            number="樟函〔2017〕3号",
            body=(Paragraph(SENTENCE * 8),),
        ),
        "minutes": official(
            kind=PaperKind.MINUTES,
            mark="樟树镇党委会议纪要",
            title="研究党员活动日工作的会议纪要",
            number="樟纪〔2017〕3号",
            addressees=(),
            attendance=(
                ("出席", "王小明、李小红、张三、李四、王五、赵六、孙七、周八、吴九、郑十、欧阳喆堃"),
            ),
        ),
        "many": official(addressees=tuple(f"第{n}村党支部委员会" for n in "一二三四五六七八九十甲乙")),
        "crowd": official(addressees=tuple(f"第{n}村党支部委员会" for n in range(10, 36))),
    }
