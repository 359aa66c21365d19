import statistics, time
from django.db import connections, connection
from bench.fill import fill, make_town
from tests.world import signed_in
def ms(do, n=40):
    do(); do()
    out=[]
    for _ in range(n):
        s=time.perf_counter(); do(); out.append((time.perf_counter()-s)*1000)
    return round(statistics.median(out),1), round(min(out),1)
def test_perf(stage, capsys):
    import logging; logging.disable(logging.CRITICAL)
    town=make_town()
    with connections["owner"].cursor() as c:
        [(rec,ref)] = list(fill(c, town, 1, 500))
        list(fill(c, town, 300, 30, seed=3))
        c.execute("ANALYZE")
    b=signed_in(town.readers[1])
    from firsthome.exchange.documents.passing_on import may_be_passed_on
    with capsys.disabled():
        for p in (f"/records/{ref}/", f"/records/{ref}/chronology", f"/records/{ref}/chronology?from=10&to=30", "/caseload", "/caseload?order=due", "/caseload?order=next", "/caseload?contains=Example", "/caseload?named=yes", "/drafts"):
            r=b.get(p); print(p, r.status_code, len(r.content)//1024,"KB", ms(lambda: b.get(p)))
        from firsthome.record.read import find, read, open_part
        from firsthome.access.principals import announce
        from firsthome.record.names import names_for
        from django.db import transaction
        with transaction.atomic():
            announce(town.readers[1]); f=find(ref, town.readers[1]); rec=read(f,town.readers[1]); n=names_for(rec,town.readers[1])
            print("read", ms(lambda: read(f,town.readers[1])), "open", ms(lambda: open_part(f,rec)), "passed", ms(lambda: may_be_passed_on(rec,n,town.readers[1].agency),10))
