"""How pages are served: two processes of four threads, each process with its own pool of connections."""

import gc
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


def post_worker_init(worker: object) -> None:
    """Once everything is loaded: what stays for good need not be looked through while somebody waits for a page."""
    rest_the_collector()


def rest_the_collector() -> None:
    """Set aside what is loaded, and collect once in several pages: in the midst of each page it costs 4 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
