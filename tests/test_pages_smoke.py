from tests.world import signed_in


def test_it(stage):
    c = signed_in(stage.world.ada)
    import uuid
    for url in ["/", "/health", "/ready", "/sign-in", "/caseload", stage.record, stage.record+"add", stage.record+"contacts/new", stage.page_of(stage.contact), stage.page_of(stage.contact)+"/correct", stage.page_of(stage.contact)+"/correct?mark=correction", stage.page_of(stage.contact)+"/correct?mark=error", "/nonsense", *[stage.record+f"add/{k}" for k in "person pregnancy outcome relationship involvement event vulnerability analysis referral decision meeting plan action".split()]]:
        r = c.get(url)
        print(url, r.status_code, len(r.content))
    r = c.post(stage.record+"contacts/new", {"entry": str(uuid.uuid4()), "outcome":"x", "account":"hello"})
    print(r.status_code, r.content.decode())
    assert 0
