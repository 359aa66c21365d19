"""The application for a web server. What runs here answers requests, so it never connects as the tables' owner."""

import os

os.environ["FIRSTHOME_SERVING"] = "1"
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firsthome.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
