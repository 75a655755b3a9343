"""The invented members: drawn from a fixed seed, so that every demo is the same town."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from activityday.demo.town import BRANCHES, Branch
from activityday.people.organisation.enums import Sector

SURNAMES = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文单仇解区查"
MALE = "建国志强明远国平文彬家旺德胜长根水生春林金华启光立新海涛永福正良世杰宏伟子轩浩然俊峰玉堂"
FEMALE = "秀兰小燕桂英淑芬美玲丽华春梅雪琴翠珍月娥思雨欣怡佳慧若兰红霞玉莲凤仙彩云"
EDUCATION = ("小学", "初中", "高中", "中专", "大专", "大学本科", "研究生")
WEIGHTS = (14, 34, 22, 8, 12, 9, 1)
JOBS = {
    Sector.VILLAGE: ("务农", "务农", "务农", "外出务工", "村干部", "个体经营"),
    Sector.COMMUNITY: ("社区干部", "个体经营", "退休", "外出务工", "自由职业"),
    Sector.DEPARTMENT: ("公务员", "事业单位工作人员", "教师", "医生"),
    Sector.ENTERPRISE: ("企业职工", "车间主任", "财务"),
    Sector.SOCIAL: ("合作社社员", "个体经营"),
    Sector.RETIRED: ("退休",),
}
PLACES = ("广东深圳", "广东东莞", "浙江宁波", "江苏苏州", "上海", "湖南长沙", "福建厦门")
AWAY_IN_VILLAGES = 0.37
WOMEN = {"王秀兰", "刘小燕"}
# six digits that no county has, so that no invented number can be a real person's
REGION = "430699"
WEIGHT = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
# those of the cast who stand on a roll, by branch and place
KNOWN = {
    ("xingtang", 0): "王秀兰",
    ("xingtang", 1): "刘小燕",
    ("xingtang", 3): "赵国平",
    ("donggang", 0): "彭家旺",
    ("liudi", 0): "汤文彬",
    ("jiguan", 3): "李建民",
}


@dataclass(frozen=True)
class Person:
    """One row of the town's roster."""

    name: str
    gender: str
    born_on: date
    identity_number: str
    education: str
    joined_on: date
    full_on: date | None
    job: str
    phone: str
    address: str
    group: str
    post: str
    away: str


def identity_number(born_on: date, serial: int) -> str:
    """An 18-digit number with a right check digit and an unassigned region."""
    body = f"{REGION}{born_on:%Y%m%d}{serial:03}"
    return body + CHECK[sum(int(digit) * weight for digit, weight in zip(body, WEIGHT, strict=True)) % 11]


def people_of(branch: Branch, draw: random.Random, *, on: date) -> list[Person]:
    """The members of a branch as they stand on the day, the officers first."""
    return [_person(branch, number, draw, on) for number in range(branch.size)]


def everybody(*, on: date, seed: int = 37) -> dict[str, list[Person]]:
    """All members of the town by the code of their branch; the same for the same seed and day."""
    draw = random.Random(seed)  # noqa: S311 -- a fictional town, not a secret
    return {branch.code: people_of(branch, draw, on=on) for branch in BRANCHES}


def _person(branch: Branch, number: int, draw: random.Random, on: date) -> Person:
    known = KNOWN.get((branch.code, number), "")
    woman = draw.random() < 0.28 if not known else known in WOMEN  # noqa: PLR2004
    age = (
        draw.randint(60, 84) if branch.sector == Sector.RETIRED else min(max(int(draw.gauss(51, 15)), 22), 88)
    )
    born_on = date(on.year - age, 1, 1) + timedelta(days=draw.randrange(365))
    joined_on = born_on + timedelta(days=365 * draw.randint(20, min(age - 1, 38)) + draw.randrange(360))
    joined_on = min(joined_on, on - timedelta(days=120))
    full_on = joined_on + timedelta(days=366)
    away = _away(branch, number, draw)
    return Person(
        name=known or _name(woman, draw),
        gender="女" if woman else "男",
        born_on=born_on,
        identity_number=identity_number(born_on, draw.randrange(1, 500) * 2 - (0 if woman else 1)),
        education=draw.choices(EDUCATION, WEIGHTS)[0],
        joined_on=joined_on,
        full_on=full_on if full_on <= on else None,
        job=draw.choice(JOBS[branch.sector]),
        phone=f"199{draw.randrange(10**8):08}",
        address=f"枫港镇{branch.short.removesuffix('党支部')}{draw.randint(1, 18)}组",
        group=f"第{'一二三四'[number % branch.groups]}党小组" if branch.groups else "",
        post=_post(branch, number),
        away=away,
    )


def _name(woman: bool, draw: random.Random) -> str:
    pool = FEMALE if woman else MALE
    given = draw.choice(pool) if draw.random() < 0.2 else draw.choice(pool) + draw.choice(pool)  # noqa: PLR2004
    return draw.choice(SURNAMES) + given


def _post(branch: Branch, number: int) -> str:
    officers = ("书记", "组织委员", "宣传委员") if branch.has_committee else ("书记",)
    if number < len(officers):
        return officers[number]
    return "党小组长" if branch.groups and number - len(officers) < branch.groups else ""


def _away(branch: Branch, number: int, draw: random.Random) -> str:
    officers = 3 + branch.groups
    rate = AWAY_IN_VILLAGES * branch.size / max(branch.size - officers, 1)
    at_home = branch.sector != Sector.VILLAGE or number < officers
    return "" if at_home or draw.random() > rate else draw.choice(PLACES)
