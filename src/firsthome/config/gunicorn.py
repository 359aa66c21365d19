"""How pages are served: two processes of four threads, each process with its own pool of connections."""

import os

wsgi_app = "firsthome.config.wsgi:application"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 10_000  # a slow leak never grows old
max_requests_jitter = 1_000
loglevel = "warning"
control_socket_disable = True
