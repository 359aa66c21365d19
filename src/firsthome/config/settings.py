"""All settings, in one file. What differs between installations comes from the environment:

DATABASE_URL       a PostgreSQL of your own, as the role that owns the tables (only for commands that change them)
APP_DATABASE_URL   the same database as `firsthome_app`, for serving pages
WORKER_DATABASE_URL  the same as `firsthome_worker`, for what is done by itself on the clock
FIRSTHOME_CHECKPOINTS  the folder for the daily checkpoints; best one that lies on another machine
FIRSTHOME_HOME     where data is kept (./var)
FIRSTHOME_HOSTS    names under which the service is reached, separated by commas
FIRSTHOME_HTTPS    1 when a proxy in front speaks TLS: secure cookies, HSTS, redirects
FIRSTHOME_ADDRESS  where people reach it, for what is sent by e-mail (from FIRSTHOME_HOSTS and FIRSTHOME_HTTPS)
FIRSTHOME_MAIL_HOST, _PORT (587), _USER, _PASSWORD, _TLS (starttls, tls or none), _FROM  a mail server
FIRSTHOME_MAIL_FOLDER  a folder that messages are put into instead, and none is sent
FIRSTHOME_SECRET_KEY, FIRSTHOME_DEBUG
FIRSTHOME_OLD_SECRET_KEYS  secrets used before, separated by spaces: what they sealed still opens
"""

import os
from datetime import timedelta
from pathlib import Path

from firsthome.config.databases import databases
from firsthome.config.keys import home, kept_secret

HTTPS = os.environ.get("FIRSTHOME_HTTPS") == "1"
SERVING = os.environ.get("FIRSTHOME_SERVING") == "1"  # set by wsgi.py: a process that answers requests
HOME = home()

DEBUG = os.environ.get("FIRSTHOME_DEBUG") == "1"
CHECKPOINTS = Path(os.environ.get("FIRSTHOME_CHECKPOINTS") or HOME / "checkpoints")
SECRET_KEY = os.environ.get("FIRSTHOME_SECRET_KEY") or kept_secret(HOME / "secret-key")
SECRET_KEY_FALLBACKS = os.environ.get("FIRSTHOME_OLD_SECRET_KEYS", "").split()
HOSTS = os.environ.get("FIRSTHOME_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ALLOWED_HOSTS = HOSTS

# --- parts -----------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "procrastinate.contrib.django",
    "firsthome.audit",
    "firsthome.access",
    "firsthome.people",
    "firsthome.record",
    "firsthome.exchange",
    "firsthome.learning",
    "firsthome.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "firsthome.kit.requests.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "firsthome.kit.sessions.SessionLimitsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "firsthome.access.middleware.PrincipalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "firsthome.config.urls"
WSGI_APPLICATION = "firsthome.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,  # each package's templates stand in its folder jinja2/
        "OPTIONS": {"environment": "firsthome.kit.templates.environment"},
    },
]

DATABASES = databases(
    os.environ.get("APP_DATABASE_URL"),
    # A process that answers requests never holds the owner's password, whatever its environment says.
    None if SERVING else os.environ.get("DATABASE_URL"),
    pooled=SERVING,
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- signing in ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "access.Practitioner"
LOGIN_URL = "sign_in"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "firsthome.access.signed_in.SignedInBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Five failures for one name from one place, then a quarter of an hour's rest.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "firsthome.pages.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are logged in our own audit

SESSION_ENGINE = "firsthome.kit.sessions"
SESSION_LONGEST = timedelta(hours=12)  # kept by SessionLimitsMiddleware,
SESSION_IDLE = timedelta(minutes=30)  # which writes at most once a minute
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

CSRF_FAILURE_VIEW = "firsthome.pages.errors.form_expired"

# --- what browsers may do --------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if HTTPS else []
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (  # sent by RequestIdMiddleware
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# A form refuses a text that is too long in its own words; this only stops what no form can mean.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
# One form takes one small file, a list of appointments, and checks its type, size and name; it is read in memory and
# never put on a disk. What comes with any other is turned away before a byte of it is kept.
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["firsthome.kit.one_file.OneSmallFile"]

# --- language, time, files -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "firsthome.config.static.HashedFiles"},
}

# --- e-mail: the worker sends it; with neither a server nor a folder, nobody does ------------------------------------

ADDRESS = os.environ.get("FIRSTHOME_ADDRESS", "").rstrip("/") or (
    f"https://{HOSTS[0]}" if HTTPS else f"http://{HOSTS[0]}:{os.environ.get('PORT') or 8000}"
)
EMAIL_FILE_PATH = os.environ.get("FIRSTHOME_MAIL_FOLDER", "")
EMAIL_HOST = os.environ.get("FIRSTHOME_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("FIRSTHOME_MAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("FIRSTHOME_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FIRSTHOME_MAIL_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("FIRSTHOME_MAIL_TLS") == "tls"
EMAIL_USE_TLS = os.environ.get("FIRSTHOME_MAIL_TLS", "starttls") == "starttls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("FIRSTHOME_MAIL_FROM") or f"first-home@{HOSTS[0]}"
MAIL_STAYS_HERE = bool(EMAIL_FILE_PATH)
MAIL_IS_SENT = bool(EMAIL_FILE_PATH or EMAIL_HOST)
_WAY = "filebased" if EMAIL_FILE_PATH else "smtp" if EMAIL_HOST else "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{_WAY}.EmailBackend"

# --- logs: to standard error, without personal data (see config/logs.py) --------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "firsthome.config.logs.QuietFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "firsthome": {"level": "INFO"},
        "django": {"handlers": [], "level": "ERROR"},
        "django.server": {"handlers": [], "propagate": False},
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},  # it writes user names
    },
}
