"""`manage.py demo`: builds the invented town once; only in demo mode, never beside real data."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from activityday.demo.building import build, is_built
from activityday.demo.town import CAST
from activityday.people.organisation.queries import top_unit


class Command(BaseCommand):
    help = "建一个虚构的枫港镇，供试用"

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to speak."""
        parser.add_argument("--quiet", action="store_true", help="不显示进度")

    def handle(self, *args: object, **options: object) -> None:
        """Migrate, then build the town in one transaction; nothing where it stands already."""
        if not settings.DEMO:
            raise CommandError("只有示例模式（ACTIVITYDAY_DEMO=1）才能建示例镇，正式的库不动。")
        call_command("migrate", verbosity=0)
        if is_built():
            self.stdout.write("示例镇已经建好了。")
            return
        if top_unit() is not None:
            raise CommandError("库里已经有别的党组织，不能再建示例镇。请换一个空的库。")
        told = (lambda _: None) if options["quiet"] else self.stdout.write
        told("建示例镇（约一分钟）…")
        with transaction.atomic():
            build(folder=settings.VAR, now=timezone.localtime(), told=told)
        names = "、".join(f"{username}（{name}）" for username, name, *_ in CAST)
        told(f"可以这样登录：{names}；密码都是 {settings.DEMO_PASSWORD}")
