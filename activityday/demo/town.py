"""枫港镇: an invented town of real size: 27 branches, 820 members, its sectors and its people."""

from dataclasses import dataclass

from activityday.people.organisation.enums import Sector

COUNTY = ("linjiang", "中共临江县委员会", "临江县委")
COMMITTEE = ("fenggang", "中共枫港镇委员会", "枫港镇党委")


@dataclass(frozen=True)
class Branch:
    """One branch as the town set it up; a branch with `under` belongs to that general branch."""

    code: str
    name: str
    short: str
    sector: Sector
    size: int
    groups: int = 0
    under: str = ""

    @property
    def has_committee(self) -> bool:
        """Whether it is large enough for a committee (seven full members or more)."""
        return self.size >= 12  # noqa: PLR2004 -- invented, above the regulation's seven


GENERAL_BRANCHES = (("xuexiao", "枫港镇教育党总支", "教育总支"),)

V, C, D, E, S, R = (
    Sector.VILLAGE,
    Sector.COMMUNITY,
    Sector.DEPARTMENT,
    Sector.ENTERPRISE,
    Sector.SOCIAL,
    Sector.RETIRED,
)

BRANCHES = (
    Branch("xingtang", "兴塘村党支部", "兴塘村", V, 45, groups=3),
    Branch("wenchang", "文昌村党支部", "文昌村", V, 52, groups=3),
    Branch("donggang", "东港村党支部", "东港村", V, 41, groups=2),
    Branch("liudi", "柳堤村党支部", "柳堤村", V, 38, groups=2),
    Branch("shiqiao", "石桥村党支部", "石桥村", V, 47, groups=3),
    Branch("heping", "和平村党支部", "和平村", V, 36),
    Branch("yangji", "杨基村党支部", "杨基村", V, 33),
    Branch("hutian", "湖田村党支部", "湖田村", V, 44, groups=2),
    Branch("qingshan", "青山村党支部", "青山村", V, 29),
    Branch("zhulin", "竹林村党支部", "竹林村", V, 34),
    Branch("jinpen", "金盆村党支部", "金盆村", V, 31),
    Branch("shuanghe", "双合村党支部", "双合村", V, 40, groups=2),
    Branch("baisha", "白沙社区党支部", "白沙社区", C, 58, groups=4),
    Branch("changdi", "长堤社区党支部", "长堤社区", C, 49, groups=3),
    Branch("matou", "码头社区党支部", "码头社区", C, 37, groups=2),
    Branch("jiguan", "枫港镇机关党支部", "镇机关", D, 42),
    Branch("weisheng", "枫港镇卫生院党支部", "卫生院", D, 19),
    Branch("zhongxue", "枫港镇中学党支部", "镇中学", D, 26, under="xuexiao"),
    Branch("xiaoxue", "枫港镇中心小学党支部", "中心小学", D, 22, under="xuexiao"),
    Branch("paichusuo", "枫港派出所党支部", "派出所", D, 9),
    Branch("gongdian", "枫港供电所党支部", "供电所", D, 8),
    Branch("nongji", "枫港镇农技站党支部", "农技站", D, 7),
    Branch("miye", "诚信米业有限公司党支部", "诚信米业", E, 14),
    Branch("jiancai", "兴港建材有限公司党支部", "兴港建材", E, 6),
    Branch("shuichan", "湖田水产合作社党支部", "水产合作社", S, 5),
    Branch("shanghui", "枫港商会党支部", "商会", S, 7),
    Branch("lituixiu", "枫港镇离退休干部党支部", "离退休", R, 41, groups=2),
)

# user name, name, role, unit: the cast that the sign-in page of the demo offers
CAST = (
    ("xianwei", "周明远", "county_officer", "linjiang"),
    ("dangjian", "陈思齐", "clerk", "fenggang"),
    ("lianxi", "李建民", "town_leader", "xingtang"),
    ("shuji", "王秀兰", "secretary", "xingtang"),
    ("jilu", "刘小燕", "recorder", "xingtang"),
    ("zuzhang", "赵国平", "group_leader", "xingtang-1"),
    ("donggang", "彭家旺", "secretary", "donggang"),
    ("liudi", "汤文彬", "secretary", "liudi"),
    ("weihu", "何晓东", "operator", "linjiang"),
)
# the case that waits is in this branch: whoever tries the town may sign in as its secretary too, named by the roster
ALSO_SIGNS_IN = "wenchang"
# a town leader is linked to more than one branch
MORE_POSTS = (("lianxi", "town_leader", "wenchang"), ("lianxi", "town_leader", "miye"))
