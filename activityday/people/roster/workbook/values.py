"""The other values of a roster, brought to the roster's own codes and words."""

import re

from activityday.people.roster.workbook.cells import (
    Cell,
    Read,
    Unreadable,
    compact,
    quoted,
    says_nothing,
    text_of,
)

GENDERS = {"男": "male", "男性": "male", "m": "male", "女": "female", "女性": "female", "f": "female"}
CATEGORIES = {
    "full": "正式党员 正式 中共党员 党员 中共正式党员 中国共产党党员 在册党员 已转正",
    "probationary": "预备党员 预备 中共预备党员 中国共产党预备党员 预备期 未转正",
}
CATEGORY_OF = {word: code for code, words in CATEGORIES.items() for word in words.split()}
NO_MEMBERS = re.compile("积极分子|发展对象|申请人|团员|群众|民主党派")
ETHNIC_GROUPS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土"
    " 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
ETHNICITY_OF = {form: f"{name}族" for name in ETHNIC_GROUPS.split() for form in (name, f"{name}族")}
EDUCATION = {
    "研究生": "研究生 博士研究生 硕士研究生 博士 硕士 在职研究生 省委党校研究生 中央党校研究生",
    "大学本科": "大学本科 本科 大学 大本 大学本科毕业 本科毕业 全日制本科 在职本科 大学学历 学士",
    "大学专科": "大学专科 大专 专科 大普 大专毕业 专科毕业 高职 全日制大专 在职大专",
    "中等专科": "中等专科 中专 中专毕业 中师 职业中专",
    "职业高中": "职业高中 职高",
    "技工学校": "技工学校 技校 中技",
    "高中": "高中 普通高中 高中毕业",
    "初中": "初中 初中毕业 初级中学",
    "小学": "小学 小学毕业 高小 初小",
    "文盲或半文盲": "文盲或半文盲 文盲 半文盲",
}
EDUCATION_OF = {form: name for name, forms in EDUCATION.items() for form in forms.split()}
YES = {"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "对"}
NO = {"否", "不是", "没有", "无", "×", "x", "✗", "n", "no", "false", "0", "未", "正常"}
POSTS = (  # the longer word first: 副书记 is no 书记
    ("副书记", "deputy_secretary"),
    ("书记", "secretary"),
    ("组织委员", "organisation"),
    ("宣传委员", "publicity"),
    ("纪检委员", "discipline"),
    ("纪律检查委员", "discipline"),
    ("小组长", "group_leader"),
    ("委员", "commissioner"),
)
LOCAL = re.compile("本地|本村|本镇|在家|在村|在岗|在职|返乡|已返回")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:[-转]\d{1,6})?")


def read_gender(cell: Cell) -> Read[str]:
    """`male`, `female` or empty."""
    word = compact(cell).lower()
    if says_nothing(cell) or word in GENDERS:
        return Read(GENDERS.get(word, ""))
    return Read("", (f"性别{quoted(cell)}看不懂，先空着；请写“男”或“女”。",))


def read_category(cell: Cell) -> Read[str]:
    """`full`, `probationary` or empty; Unreadable for people who are no members."""
    word = re.sub(r"\(.*?\)", "", compact(cell))
    if says_nothing(cell) or word in CATEGORY_OF:
        return Read(CATEGORY_OF.get(word, ""))
    if NO_MEMBERS.search(word):
        raise Unreadable(f"人员类别是{quoted(cell)}，不是党员，不列入党员名册；请从名册中删除这一行。")
    if "预备" in word and "正式" not in word:
        return Read("probationary")
    if "正式" in word and "预备" not in word:
        return Read("full")
    return Read("", (f"人员类别{quoted(cell)}看不懂，先空着；请写“正式党员”或“预备党员”。",))


def read_ethnicity(cell: Cell) -> Read[str]:
    """One of the 56 names with 族, or as typed with a remark."""
    word = compact(cell)
    if says_nothing(cell) or word in ETHNICITY_OF:
        return Read(ETHNICITY_OF.get(word, ""))
    return Read(word[:20], (f"民族{quoted(cell)}不在常用名称里，已照原样保存，请核对。",))


def read_education(cell: Cell) -> Read[str]:
    """A name of the national list where the word is known, else as typed."""
    if says_nothing(cell):
        return Read("")
    word = compact(cell)
    return Read(
        EDUCATION_OF.get(word) or EDUCATION_OF.get(re.sub(r"\(.*?\)", "", word)) or text_of(cell)[:40]
    )


def read_phone(cell: Cell) -> Read[str]:
    """A mobile or fixed-line number; the first of several; anything else as typed with a remark."""
    if says_nothing(cell):
        return Read("")
    typed = re.split(r"[/、,，;；\n]| {2,}", text_of(cell))
    numbers = [_bare(part) for part in typed if _bare(part)]
    first = numbers[0] if numbers else ""
    remarks = []
    if not (MOBILE.fullmatch(first) or LANDLINE.fullmatch(first)):
        remarks.append(f"电话{quoted(first or cell)}不是11位手机号码或固定电话，已照原样保存，请核对。")
    if len(numbers) > 1:
        remarks.append("这里写了不止一个电话，只取了第一个，其余请写在备注里。")
    return Read((first or text_of(cell))[:40], tuple(remarks))


def _bare(text: str) -> str:
    number = re.sub(r"[.()'’]", "", compact(text))
    mobile = re.sub(r"^(?:\+|00)?86", "", number.replace("-", ""))
    return mobile if MOBILE.fullmatch(mobile) else number


def read_yes(cell: Cell, *, words: str) -> Read[bool | None]:
    """Yes, no, or None where the cell is empty; `words` are those that also mean yes (流动|流出|外出)."""
    word = compact(cell).lower()
    if not word:
        return Read(None)
    if word in YES:
        return Read(True)
    if word in NO or says_nothing(cell) or re.match("[非未不否无]", word):
        return Read(False)
    if re.search(words, word):
        return Read(True)
    return Read(None, (f"{quoted(cell)}看不懂，先空着；请写“是”或“否”。",))


def read_floating(cell: Cell) -> Read[tuple[bool | None, str]]:
    """Whether the member is away, and where to when the cell names a place instead (广东深圳)."""
    word = compact(cell)
    if "流入" in word:
        remark = f"{quoted(cell)}：流入党员的组织关系在别处，请核对是不是应当列入这份名册。"
        return Read((None, ""), (remark,))
    if LOCAL.search(word):
        return Read((False, ""))
    read = read_yes(cell, words="^(?:流动|流出|外出|在外|务工|流动党员|外出务工|流出党员)$")
    if read.value is not None or not word:
        return Read((read.value, ""))
    place = re.sub(r"^(?:是|流出|外出|流动|流向)[,:到至往]?", "", word)
    return Read(
        (True, place[:100]),
        (f"是否流动党员一栏写的是{quoted(cell)}，已当作流动党员，外出流向记为{quoted(place)}，请核对。",),
    )


def read_suspended(cell: Cell) -> Read[bool | None]:
    """Is the membership suspended 停止党籍? None where the cell is empty."""
    word = compact(cell)
    if says_nothing(cell):
        return Read(None)
    if "停" in word:
        return Read(True)
    if "正常" in word or "在册" in word:
        return Read(False)
    return Read(None, (f"党籍状态{quoted(cell)}看不懂，先空着；请写“正常”或“停止党籍”。",))


def read_posts(cell: Cell) -> Read[tuple[str, ...]]:
    """The codes of the Party posts named in the cell, in their order."""
    if says_nothing(cell):
        return Read(())
    found: dict[str, None] = {}
    for part in re.split(r"[、,;/和兼]", compact(cell)):
        word = part.removesuffix("党员") if part != "普通党员" else "普通党员"
        code = next((code for post, code in POSTS if post in word and "村委" not in word), "")
        if code:
            found[code] = None
    if found or compact(cell) in {"党员", "普通党员"}:
        return Read(tuple(found))
    return Read(
        (),
        (
            f"党内职务{quoted(cell)}不在名称表里，没有保存；请写书记、副书记、组织委员、宣传委员、纪检委员、委员或党小组长。",
        ),
    )
