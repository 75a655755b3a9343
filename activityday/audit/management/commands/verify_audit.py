"""`manage.py verify_audit`: walks every committee's chain and says whether it holds."""

from django.core.management.base import BaseCommand, CommandError

from activityday.audit.chain import short_code
from activityday.audit.models import Chain
from activityday.audit.queries import committees, first_break, head_of


class Command(BaseCommand):
    help = "核对操作记录的校验链；被改动、被删去时退出状态为 1"

    def handle(self, *args: object, **options: object) -> None:
        """Print a line per committee; exit status 1 when any chain is broken."""
        broken = 0
        for committee in committees():
            found = first_break(committee)
            if found:
                broken += 1
                self.stderr.write(f"{committee}：{found.sentence}")
            else:
                length = Chain.objects.get(pk=committee).length
                self.stdout.write(f"{committee}：{length} 条完整，链尾 {short_code(head_of(committee))}")
        if broken:
            raise CommandError(f"{broken} 条校验链不完整，请保留数据库并联系维护人员。")
