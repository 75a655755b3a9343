"""Rows that are no members: titles and section rows that name a unit, totals, notes, page feet."""

import re

from activityday.people.roster.workbook.cells import compact
from activityday.people.roster.workbook.values import CATEGORY_OF

UNIT_END = r"(?:党支部(?:委员会)?|党总支(?:部)?(?:委员会)?|支部(?:委员会)?|党委|党组织)"
UNIT = re.compile(
    rf"(?P<unit>[^:;,。]{{0,40}}?{UNIT_END})(?:[(](?:盖章|公章|\d+人|共\d+(?:人|名).*?|.*?\d+(?:人|名).*?)[)])?[:]?(?:\d+人)?"
)
TITLE = re.compile(
    rf"(?:.{{0,20}}?\d{{4}}年(?:度|\d+月)?)?(?P<unit>[^:;,。]{{0,40}}{UNIT_END})(?:全体|所属|在册|\d{{4}}年度?)*(?:正式|预备|流动|农村)?党员"
    r"(?:干部)?(?:信息|基本信息|基本情况|情况|花名|名|登记|统计|采集|一览|汇总|台账|\(|$).*"
)
LABEL = re.compile(
    r"(?:填报单位|填报支部|所在党支部|党支部名称|支部名称|党组织名称|单位名称|填表单位|报送单位|党支部|支部|单位|党组织)"
    r"(?:[(].*?[)])?:(?P<unit>.{1,40}?)(?:[(](?:盖章|公章|章)[)])?(?:(?:填报|填表|填报日期|填表日期|制表|时间|日期|年).*)?"
)
NUMBERING = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,3}[)]?[、.]|[(][一二三四五六七八九十\d]{1,3}[)])")
HAN = re.compile("[\u4e00-\u9fff]")
YEAR = re.compile(r"^\d{4}年?(?:度|\d{1,2}月)?")
ROSTER_WORDS = re.compile(
    r"(?:全体|在册)?(?:党员)?(?:基本)?(?:信息)?(?:情况)?(?:花名册|名册|名单|信息表?|登记表|统计表|情况表|一览表|台账|表)?(?:[(].*[)])?\d*$"
)
GENERAL_SHEET = re.compile(
    r"(?:sheet|工作表|表|table)\d*|(?:全镇|全村|全县|全部|镇|所有)?(?:党员)?(?:花名册|名册|名单|信息|总表|全部|汇总|党员|数据)?\d*",
    re.IGNORECASE,
)
TOTALS = {
    "合计",
    "总计",
    "小计",
    "共计",
    "本页小计",
    "本页合计",
    "总人数",
    "人数合计",
    "合计人数",
    "累计",
    "总数",
}
FOOT = re.compile(
    r"(?:合计|总计|小计|共计|本页小计)[:\d(共]"
    r"|(?:制表|填表|审核|审批|复核|经办|负责|联系|填报|统计|报送|采集|单位|支部书记|党支部书记|书记)(?:人|者|员|单位|日期|时间|负责人|签字|签名|电话)?(?:[(].*?[)])?:"
    r"|(?:说明|备注|注|附注|填表说明|填写说明|注意|注意事项|附)[:1-9一]"
    r"|(?:填表|制表|填报|统计|截止|截至)(?:日期|时间)|注[:：.]|共\d+(?:人|名|页)|以上共?\d+(?:人|名)|第\d+页|以下空白|以下无"
)
EXAMPLE = re.compile(r"(?:示例|例如|例|样例|填写示例|举例)(?:[:：].*|\d*)?")
LONGEST_NOTE_FREE = 25
FOOT_CELLS = 5
# titles are short; the patterns above are not for pages of text
LONGEST_TITLE = 120
PLACE = re.compile(r"([\u4e00-\u9fff]{1,12}(?:村|社区|居委会|村委会))(?:[(].*[)])?[:]?(?:\d+[人名])?")
CATEGORY_HEADING = re.compile(r"(正式党员|预备党员)(?:[(].*[)])?[:]?(?:\d+[人名])?")
ITEM = re.compile(r"\d+[.、].")


def unit_alone(text: str) -> str:
    """The unit that a row of nothing else names (`（一）第一党支部（12人）` → `第一党支部`), else empty."""
    word = NUMBERING.sub("", compact(text))
    found = UNIT.fullmatch(word) if len(word) <= LONGEST_TITLE else None
    return found["unit"] if found and not FOOT.match(word) else unit_in_label(text)


def unit_in_title(text: str) -> str:
    """The unit in a title such as `枫树村党支部党员花名册`, else empty."""
    found = TITLE.fullmatch(YEAR.sub("", compact(text))) if len(text) <= LONGEST_TITLE else None
    return YEAR.sub("", found["unit"]) if found else ""


def unit_in_label(text: str) -> str:
    """The unit behind a label such as `填报单位：枫树村党支部（盖章）`, else empty."""
    found = LABEL.fullmatch(compact(text)) if len(text) <= LONGEST_TITLE else None
    unit = found["unit"].strip("_") if found else ""
    return unit if unit and not re.search(r"[:;,。]|\d{3}", unit) else ""


def unit_in_sheet_name(name: str) -> str:
    """The unit a sheet is named after (`枫树村党支部`, `2.枫树村`), empty for Sheet1 or 花名册."""
    word = NUMBERING.sub("", YEAR.sub("", compact(name)))
    word = re.sub(r"^\d+[-_ ]?", "", ROSTER_WORDS.sub("", word))
    general = GENERAL_SHEET.fullmatch(compact(name)) or GENERAL_SHEET.fullmatch(word) or not HAN.search(word)
    return "" if general else word


def category_alone(texts: list[str]) -> str:
    """The code that a heading such as `一、正式党员（23人）` stands for, else empty."""
    word = NUMBERING.sub("", compact(texts[0]))
    found = CATEGORY_HEADING.fullmatch(word) if len(texts) == 1 else None
    return CATEGORY_OF[found[1]] if found else ""


def place_alone(text: str) -> str:
    """The village or community that a subtitle consists of (`三、枫树村（12人）`), else empty."""
    found = PLACE.fullmatch(NUMBERING.sub("", compact(text)))
    return found[1] if found else ""


def is_branch(unit: str) -> bool:
    """Does the name speak of a branch rather than a committee above it?"""
    return "支" in unit


def is_foot(texts: list[str]) -> bool:
    """Is a row of these non-empty texts a total, a signature line or a note?"""
    words = [compact(text) for text in texts[:3]]
    if not words:
        return False
    if any(word in TOTALS for word in words[:2]) or (len(texts) <= FOOT_CELLS and FOOT.match(words[0])):
        return True
    if len(texts) == 1 and (ITEM.match(words[0]) or len(words[0]) > LONGEST_NOTE_FREE):
        return True
    return len(texts) == 2 and bool(FOOT.match(words[-1]))  # noqa: PLR2004


def is_example(texts: list[str]) -> bool:
    """Is this the filled-in example that a blank form carries?"""
    return any(EXAMPLE.fullmatch(compact(text)) for text in texts[:2])
