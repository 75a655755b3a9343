"""`manage.py open_account zhang --name 张三 --role clerk --unit fenggang`: the first accounts of an installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from activityday.audit.actions import Command as Operator
from activityday.people.accounts.actions import open_account
from activityday.people.accounts.enums import Role
from activityday.people.organisation.checks import Refused
from activityday.people.organisation.queries import unit_by_code


class Command(BaseCommand):
    help = "开一个账号并任命一个岗位，打印一次性密码。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The person, the sign-in name, the post."""
        parser.add_argument("username", help="登录名")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--role", required=True, choices=Role.values, help="岗位")
        parser.add_argument("--unit", required=True, help="党组织编码")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the account; a refusal ends with its sentence."""
        unit = unit_by_code(options["unit"])
        if unit is None:
            raise CommandError(f"没有编码为“{options['unit']}”的党组织，请先建立。")
        try:
            user, password = open_account(
                username=options["username"],
                name=options["name"],
                role=Role(options["role"]),
                unit=unit,
                by=Operator("open_account"),
                on=timezone.localdate(),
                at=timezone.now(),
            )
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"{user.display_name} 的一次性密码：{password}（只显示这一次，首次登录须改密码）")
