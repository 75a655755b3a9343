"""One settings file. What differs from machine to machine comes from the environment and is refused in words."""

from pathlib import Path

import structlog
from csp.constants import NONE, SELF

from activityday.config import environment

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(environment.text("ACTIVITYDAY_VAR", str(ROOT / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)
environment.load_keys(VAR)

DEMO = environment.flag("ACTIVITYDAY_DEMO")
DEBUG = environment.flag("ACTIVITYDAY_DEBUG")
DEMO_PASSWORD = "Fenggang2026"  # noqa: S105 -- shown on the sign-in page of the demo; refused outside it
SECRET_KEY = environment.required("ACTIVITYDAY_SECRET_KEY", "签署登录状态的密钥，任意 50 个以上字符")
DATA_KEY = environment.data_key("ACTIVITYDAY_DATA_KEY")
ALLOWED_HOSTS = environment.text("ACTIVITYDAY_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = environment.flag("ACTIVITYDAY_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "treebeard",
    "axes",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    # the ground: what every room may use and what knows no room (rules/ and documents/ are no Django apps)
    "activityday.ui",  # the look
    "activityday.audit",  # who did what to which object when
    "activityday.privacy",  # sealed columns and masks
    # 二 who
    "activityday.people.organisation",  # the tree of Party organisations
    "activityday.people.accounts",  # users, sign-in, and what each post may do where
    "activityday.people.roster",  # members, affiliation, posts, transfers over time
    # the desk
    "activityday.office.policy",  # which clauses and parameters are in force for a unit on a day
    "activityday.office.filings",  # what is sent upward, its steps, its reply
    "activityday.office.notices",  # what is posted: public notices with their period and objections
    # 一 the day itself
    "activityday.day.schedule",  # the activity day of each month, postponement, rescheduling
    "activityday.day.directory",  # sites, bases and online lectures a town can pick from
    "activityday.day.activity",  # one activity on one day: plan, segments, record, evidence
    "activityday.day.attendance",  # the roll, leave, exemption, other means, guests
    "activityday.day.floating",  # slips of floating members, what comes back of them, months without news
    "activityday.day.paper",  # sheets printed to be signed
    # 三 what the day is filled with
    "activityday.contents.review",  # life meetings, heart-to-heart talks, problems put right, meetings counted
    "activityday.contents.service",  # projects, pledges, duty posts, community registration, care
    "activityday.contents.dues",  # assessed, collected, balanced, handed up, made public
    "activityday.contents.deliberation",  # opinions, topics, votes, four steps and two publications, follow-ups
    # rules meet facts
    "activityday.judgement.closing",  # freezes the facts, applies the rules, writes findings
    "activityday.judgement.points",  # point entries and statements
    "activityday.judgement.standing",  # talks, cases for review and their steps
    "activityday.judgement.appraisal",  # the yearly appraisal of members, from its facts to its grades
    # 四 what the town and the county do with it
    "activityday.leadership.supervision",  # board, leader links, inspections, assessments, checklists
    "activityday.leadership.reports",  # ledgers and records, written as files
    # what is due and what waits for me, by post
    "activityday.home",
    # an invented town to try everything on; builds nothing outside demo mode
    "activityday.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "activityday.people.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "activityday.office.policy.middleware.RulesReadOnce",
    "activityday.config.middleware.RequestLog",
    "activityday.config.middleware.NotAllowedInWords",
]

ROOT_URLCONF = "activityday.config.urls"
WSGI_APPLICATION = "activityday.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "activityday.ui.context.page",
                "activityday.home.context.navigation",
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        ),
                    ],
                ),
            ],
        },
    },
]
FORM_RENDERER = "activityday.ui.forms.FormRenderer"

DATABASES = {
    "default": environment.database(
        environment.text("ACTIVITYDAY_DATABASE", "sqlite:///activityday.sqlite3"), VAR
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # progress of long work must be visible while its transaction is still open, so it is not in the database
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR / "cache"),
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "activityday.people.accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "activityday.people.accounts.passwords.ThreeKindsOfCharacters"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
PASSWORD_DAYS = 90
IDLE_SECONDS = (
    600  # level-2 protection; the middleware renews at most once a minute, so a look is not a write
)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 3600 * 24 * 30 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "activityday.ui.views.csrf_failure"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 300 / 3600
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "activityday.people.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "activityday.people.accounts.middleware.client_address"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS: list[str] = []

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
MEDIA_ROOT = VAR / "evidence"
MEDIA_URL = ""  # evidence is only served through views that ask who is looking
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a roll of 300 people with five fields each
ROSTER_MAX_BYTES = 20 * 1024 * 1024
EVIDENCE_MAX_BYTES = 12 * 1024 * 1024

RULEBOOK = ROOT / "rulebook"

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        },
        "plain": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json"},
        "app": {"class": "logging.StreamHandler", "formatter": "plain"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"activityday": {"handlers": ["app"], "level": "INFO", "propagate": False}},
}
