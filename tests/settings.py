"""Settings of the tests: fixed keys, SQLite unless ACTIVITYDAY_DATABASE names a PostgreSQL."""

import os
import tempfile

os.environ.setdefault("ACTIVITYDAY_SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("ACTIVITYDAY_DATA_KEY", "11" * 32)
os.environ.setdefault("ACTIVITYDAY_VAR", tempfile.mkdtemp(prefix="activityday-tests-"))
os.environ.setdefault("ACTIVITYDAY_HOSTS", "localhost,127.0.0.1,testserver")

from activityday.config.settings import *  # noqa: F403

# one worker's clear() must not forget what another is counting
CACHES["default"]["LOCATION"] += os.environ.get("PYTEST_XDIST_WORKER", "")  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    DATABASES["default"]["OPTIONS"] = {}  # noqa: F405 -- test databases come and go; a pool would hold them open
