"""What First Home does by itself, on the clock: one short function for each job.

A job may be done twice, or by two workers at once, and what comes of it is the same: whoever kills a worker loses
nothing. None is told anything about anybody: it looks up for itself what is to be done. See docs/decisions.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from django.db import connections
from django.utils import timezone
from procrastinate import App, Blueprint, JobContext, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from firsthome.audit.seal import seal_looks
from firsthome.background.caretaker import as_caretaker
from firsthome.background.checkpoints import keep_todays
from firsthome.background.digests import ask_for_confirmation, send_digests
from firsthome.record.chasing import chase_requests
from firsthome.record.overdue import chase_work

EACH_MINUTE, EACH_TEN_MINUTES = "* * * * *", "*/10 * * * *"
MISSED = 600
"""Seconds: what should have begun while no worker ran is begun late. What is older is covered by the next one."""
KILLED_AFTER = 30
"""Seconds without a sign of life."""
AT_ONCE = 2
Do = Callable[[], object]

jobs = Blueprint()


def each(when: str) -> Callable[[Do], Do]:
    """A job that begins by the clock; while one waits to begin, no second one is put behind it."""

    def on_the_clock(do: Do) -> Do:
        def run(timestamp: int) -> None:
            try:
                do()
            finally:
                connections.close_all()

        name = do.__name__
        jobs.periodic(cron=when)(jobs.task(name=name, queueing_lock=name)(run))
        return do

    return on_the_clock


@each(EACH_MINUTE)
def seal() -> None:
    """Seal the log of looks."""
    with as_caretaker() as cursor:
        seal_looks(cursor)


@each(EACH_TEN_MINUTES)
def chase() -> None:
    """Tell of requests and of work whose day has passed."""
    today = timezone.localdate()
    with as_caretaker() as cursor:
        chase_requests(cursor, today)
    with as_caretaker() as cursor:
        chase_work(cursor, today)


@each(EACH_MINUTE)
def confirm_addresses() -> None:
    """Send whoever chose a digest the link by which they confirm their address."""
    ask_for_confirmation()


@each(EACH_TEN_MINUTES)
def send_the_digests() -> None:
    """Send each digest that is due today and was not sent yet."""
    send_digests(timezone.localtime())


@each(EACH_TEN_MINUTES)
def keep_checkpoint() -> None:
    """Once a day, the head of every chain in a file, to be kept on another machine."""
    with as_caretaker() as cursor:
        keep_todays(cursor, timezone.localdate())


@jobs.periodic(cron=EACH_MINUTE)
@jobs.task(name="take_up", queueing_lock="take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> None:
    """Begin again what a worker had begun that was killed since, unless the next one waits already."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=KILLED_AFTER):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            await manager.finish_job(job, Status.FAILED, delete_job=True)


def worker_app(url: str) -> App:
    """The jobs, on the database at an address."""
    app = App(
        connector=PsycopgConnector(conninfo=url, min_size=1, max_size=4),
        periodic_defaults={"max_delay": MISSED},
    )
    app.add_tasks_from(jobs, namespace="firsthome")
    return app


def run(url: str, *, once: bool = False) -> None:
    """Work until told to stop; what is begun by then is ended first. Or do everything once, now."""
    with worker_app(url).open() as app:
        for task in app.periodic_registry.periodic_tasks.values() if once else ():
            with suppress(AlreadyEnqueued):
                app.configure_task(task.task.name).defer(timestamp=int(time.time()))
        app.run_worker(wait=not once, concurrency=AT_ONCE, delete_jobs="always", shutdown_graceful_timeout=15)
