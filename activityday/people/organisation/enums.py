from django.db.models import TextChoices


class Level(TextChoices):
    """The levels of the tree, from the top down."""

    COUNTRY = "country", "中央"
    PROVINCE = "province", "省委"
    CITY = "city", "市委"
    COUNTY = "county", "县委"
    COMMITTEE = "committee", "基层党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"
    GROUP = "group", "党小组"


class Sector(TextChoices):
    """Kinds of organisation that may hold the day differently (notice 四(二))."""

    VILLAGE = "village", "村"
    COMMUNITY = "community", "社区"
    DEPARTMENT = "department", "机关事业单位"
    ENTERPRISE = "enterprise", "非公有制经济组织"
    SOCIAL = "social", "社会组织"
    RETIRED = "retired", "离退休干部"
    MIXED = "mixed", "综合"


LEGAL_CHILDREN: dict[Level, tuple[Level, ...]] = {
    Level.COUNTRY: (Level.PROVINCE,),
    Level.PROVINCE: (Level.CITY, Level.COUNTY),
    Level.CITY: (Level.COUNTY,),
    Level.COUNTY: (Level.COMMITTEE,),
    Level.COMMITTEE: (Level.GENERAL_BRANCH, Level.BRANCH),
    Level.GENERAL_BRANCH: (Level.BRANCH,),
    Level.BRANCH: (Level.GROUP,),
    Level.GROUP: (),
}
