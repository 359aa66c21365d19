"""What each rule finds and what it lets pass. Never run; `make check` holds the rules to it."""
# ruff: noqa
# mypy: ignore-errors


def reading(request, cursor, record):
    # ruleid: ledger-is-read-in-record
    EntryRow.objects.filter(record=record)
    # ok: ledger-is-read-in-record
    Practitioner.objects.filter(pk=1)
    name = request.GET["name"]
    # ruleid: sql-holds-no-values
    cursor.execute(f"SELECT 1 FROM person WHERE name = '{name}'")
    # ruleid: sql-holds-no-values
    cursor.execute("SELECT 1 FROM person WHERE name = '%s'" % request.POST["name"])
    # ok: sql-holds-no-values
    cursor.execute(f"SELECT {COLUMNS} FROM person WHERE name = %s", [name])


def logging_it(request, person, milliseconds):
    # ruleid: logs-say-nothing-about-anybody
    log.info("opened %s", request.path)
    # ruleid: logs-say-nothing-about-anybody
    log.warning(f"no such {person.name}")
    # ok: logs-say-nothing-about-anybody
    log.info("%s %d ms", request.method, milliseconds)


def drawing(words):
    # ruleid: markup-is-drawn-by-us
    mark_safe(words)
    # ruleid: markup-is-drawn-by-us
    Markup(words)
    # ok: markup-is-drawn-by-us
    Markup()


def programs(words):
    # ruleid: no-shell
    subprocess.run(words, shell=True)
    # ok: no-shell
    subprocess.run(["pg_ctl", "stop"])


def moments():
    # ruleid: every-moment-has-a-zone
    datetime.now()
    # ruleid: every-moment-has-a-zone
    date.today()
    # ok: every-moment-has-a-zone
    timezone.now()
    # ok: every-moment-has-a-zone
    datetime.now(tz=UTC)


def going_on(request):
    # ruleid: nobody-is-led-elsewhere
    redirect(request.GET["next"])
    where = request.POST.get("next", "/")
    # ruleid: nobody-is-led-elsewhere
    HttpResponseRedirect(where)
    # ok: nobody-is-led-elsewhere
    redirect(page_of_this_service(request, request.GET["next"]))


def files(request):
    # ruleid: no-form-takes-files
    request.FILES["letter"]


# ruleid: every-form-is-ours
@csrf_exempt
def from_elsewhere(request): ...


def as_somebody_else():
    # ruleid: pages-are-the-application
    connections["owner"].cursor()
    # ok: pages-are-the-application
    connections["audit"].cursor()
