"""Users and the posts they hold in the system. A user belongs to nobody's roster; members need no account."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from activityday.people.accounts.enums import Role
from activityday.people.organisation.models import Unit


class Users(BaseUserManager["User"]):
    """Django asks the user model for this."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this sign-in name."""
        return self.get(username=username)


class User(AbstractBaseUser):
    """One person who signs in. Never shared, never deleted: an account is closed."""

    username = models.CharField("登录名", max_length=30, unique=True)
    name = models.CharField("姓名", max_length=30)
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField("下次登录改密码", default=True)
    password_changed_at = models.DateTimeField("密码更改时间", null=True, blank=True)
    created_at = models.DateTimeField("开户时间")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = Users()

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        """The name as it stands in the log."""
        return f"{self.name}（{self.username}）"


class Appointment(models.Model):
    """A user holds a role for a unit from a day, until a day or further notice."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name="用户")
    role = models.CharField("岗位", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments", verbose_name="党组织")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=models.Q(ends_on__isnull=True),
                name="accounts_one_open_appointment",
            ),
            models.CheckConstraint(
                name="accounts_appointment_ends_after_start",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()}"
