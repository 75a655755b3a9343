"""Who collects where (notice 三(五)): worked out from the tree and the posts of the roster, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from activityday.people.organisation.enums import Level
from activityday.people.organisation.models import Unit
from activityday.people.organisation.queries import groups_of
from activityday.people.roster.enums import PostKind
from activityday.people.roster.models import Post
from activityday.people.roster.queries import SEALED, Affiliated, in_force
from activityday.rules.dues import CollectorPost, collector_of

POSTS = {
    CollectorPost.GROUP_LEADER: PostKind.GROUP_LEADER,
    CollectorPost.ORGANISATION: PostKind.ORGANISATION,
    CollectorPost.SECRETARY: PostKind.SECRETARY,
}
GROUNDS = {
    CollectorPost.GROUP_LEADER: "设党小组的，由党小组长收取。",
    CollectorPost.ORGANISATION: "没有编入党小组的，支部设支委会，由组织委员收取。",
    CollectorPost.SECRETARY: "没有编入党小组的，支部不设支委会，由支部书记收取。",
}
CLAUSE = "notice 三(五)"


@dataclass(frozen=True)
class Collector:
    """Who takes in the dues at one unit; `stands_in` names the secretary where the post is vacant."""

    unit: Unit
    post: CollectorPost
    name: str
    stands_in: str = ""

    @property
    def post_label(self) -> str:
        """党小组长, 组织委员 or 书记."""
        return str(POSTS[self.post].label)

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds the post by the roster."""
        return not self.name

    @property
    def collects(self) -> str:
        """The name on the desk: the holder, else the secretary, else the post itself."""
        return self.name or self.stands_in or self.post_label

    def signs(self, writer: str) -> str:
        """The name on the book and the receipts: the holder, else the secretary, else whoever writes the book."""
        return self.name or self.stands_in or writer

    @property
    def sentence(self) -> str:
        """Who, and on what ground."""
        if not self.is_vacant:
            return GROUNDS[self.post]
        ask = f"请镇党委党建办在花名册里登记{self.post_label}。"
        if self.post == CollectorPost.SECRETARY:
            return f"花名册里还没有登记{self.post_label}，收据上先写记账人的姓名。{ask}"
        return f"{self.post_label}空缺，先由支部书记{self.stands_in}代收。{ask}"


def collectors_of(branch: Unit, *, on: date) -> list[Collector]:
    """The collectors of a branch: the leader of each Party group in roster order, then whoever collects from the rest.

    Two queries.
    """
    units = [*groups_of(branch, on=on), branch]
    holders = _holders(units, on)
    secretary = holders.get((branch.pk, PostKind.SECRETARY), "")
    return [_collector(unit, branch, holders, secretary) for unit in units]


def collector_at(unit: Unit, *, on: date) -> Collector:
    """Who collects at one Party group, or from the members of a branch without a group."""
    branch = branch_of(unit)
    holders = _holders([unit, branch], on)
    return _collector(unit, branch, holders, holders.get((branch.pk, PostKind.SECRETARY), ""))


def branch_of(unit: Unit) -> Unit:
    """The branch of a Party group; a branch itself."""
    if unit.level != Level.GROUP:
        return unit
    found: Unit = Unit.objects.select_related("committee").get(path=unit.path[: -Unit.steplen])
    return found


def own_people(unit: Unit, people: Sequence[Affiliated]) -> list[Affiliated]:
    """Those from whom the collector at `unit` collects: the group's people; at a branch those without a group."""
    if unit.level == Level.GROUP:
        return [person for person in people if person.group is not None and person.group.pk == unit.pk]
    return [person for person in people if person.branch.pk == unit.pk and person.group is None]


def _collector(
    unit: Unit, branch: Unit, holders: dict[tuple[int, PostKind], str], secretary: str
) -> Collector:
    post = collector_of(is_in_group=unit.level == Level.GROUP, has_committee=branch.has_committee)
    name = holders.get((unit.pk, POSTS[post]), "")
    return Collector(unit, post, name, "" if name else secretary)


def _holders(units: Sequence[Unit], on: date) -> dict[tuple[int, PostKind], str]:
    held = Post.objects.filter(in_force(on), unit__in=units, kind__in=POSTS.values())
    rows = held.select_related("member").defer(*SEALED).order_by("-starts_on", "-pk")
    return {(post.unit_id, PostKind(post.kind)): post.member.name for post in rows}
