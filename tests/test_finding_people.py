"""Finding people before adding them: despite errors, with the reason, and never what is not for the reader."""

from datetime import date

import pytest
from django.db import transaction

from firsthome.access.principals import announce
from firsthome.kinds.address import Address, AddressStanding
from firsthome.kinds.contact_details import ContactDetails
from firsthome.kinds.entry import Mark
from firsthome.kinds.family import PersonOnRecord, Role
from firsthome.kinds.identity import AlsoCalled, Identity, NameSort
from firsthome.kinds.involvement import Involvement, Level
from firsthome.kit.dates import Span, whole_month
from firsthome.people.actions import add_person
from firsthome.record.emergency import EmergencyReason, open_in_emergency
from firsthome.record.exclude import exclude
from firsthome.record.find_people import Sought, find_people
from firsthome.record.open import open_record
from firsthome.record.project import load, project
from firsthome.record.rebuild import rebuild, stored
from firsthome.record.restricted import restrict_record
from tests.ledger_world import Family, begin_family, only, rows

BORN = date(1999, 3, 27)


@pytest.fixture(scope="module")
def family(stage):
    """A record with somebody of whom a lot is known; names in these tests are used in no other."""
    family = begin_family(stage.world)
    person = add_person("Katarzyna Wiśniewska", BORN)
    family.add(stage.world.ada, PersonOnRecord(person=person, role=Role.SIBLING))
    family.add(stage.world.ada, Identity(person=person, nhs_number="9434765919"))
    family.add(
        stage.world.ada, AlsoCalled(person=person, name="Kasia Brzęczyszczykiewicz", sort=NameSort.AT_BIRTH)
    )
    family.add(stage.world.ada, ContactDetails(person=person, phone="01632 960 123 or 07700 900 456"))
    family.add(
        stage.world.ada,
        Address(person=person, standing=AddressStanding.NORMAL, lines="3 Elm Row", postcode="TH1 2AB"),
    )
    return family, person


def found(reader, **sought):
    with transaction.atomic():
        announce(reader)
        return find_people(Sought(**sought), reader)


def names(reader, **sought):
    return [one.fits[0].name for one in found(reader, **sought)]


HERS = "Katarzyna Wiśniewska"


@pytest.mark.parametrize(
    "sought",
    [
        {"name": "Katarzyna Wisniewska"},
        {"name": "Wiśniewska Katarzyna", "born": BORN},
        {"name": "Katazryna Visniewska", "born": BORN},
        {"name": "Kasia Wisniewska"},
        {"name": "Kate Wisnievska"},
        {"name": "Катаржина Вишневская", "born": BORN},
        {"name": "Katarzyna Brown", "born": BORN},
        {"name": "Katarzyna Wisniewska", "born": date(1998, 3, 27)},
        {"name": "Katarzina Wisniewski", "born": date(1999, 7, 3)},
        {"name": "Brzeczyszczykiewicz"},
        {"name": "wisn"},
        {"number": "9434765919"},
        {"phone": "+44 7700 900456"},
        {"phone": "01632960123"},
        {"postcode": "th12ab"},
        {"born": BORN},
    ],
    ids=str,
)
def test_somebody_is_found_however_they_are_typed(stage, family, sought):
    assert HERS in names(stage.world.ben, **sought)


@pytest.mark.parametrize(
    "sought",
    [
        {"name": "Olumide Adeyemi", "born": BORN},
        {"name": "Olumide Adeyemi"},
        {"number": "9990000042"},
        {"postcode": "TH1 2AC"},
        {},
    ],
    ids=str,
)
def test_another_name_is_not_found_by_the_same_birthday(stage, family, sought):
    assert HERS not in names(stage.world.ben, **sought)


def test_it_says_in_words_why(stage, family):
    def why(**typed):
        (one,) = [m for m in found(stage.world.ben, **typed) if m.person == family[1]]
        return list(one.fits[0].why(Sought(**typed)))

    assert why(name="Katarzyna Wisniewska", born=BORN) == ["the same name", "the same date of birth"]
    assert why(name="Kate Wisnievska", born=date(1999, 3, 28))[1] == "nearly the same date of birth"
    assert why(name="Kate Wisnievska")[0] == "a name that sounds the same, or that it is short for"
    assert why(name="Katarzyna Brown", born=BORN)[0] == "a part of the name fits"
    assert why(number="9434765919", postcode="TH1 2AB") == ["the same NHS number", "the same postcode"]


def test_a_birthday_of_which_only_the_month_is_known_helps_and_does_not_claim_more(stage):
    family = begin_family(stage.world)
    person = add_person("Ngozi Okonkwo")
    family.add(stage.world.ada, PersonOnRecord(person=person, role=Role.RELATIVE))
    family.add(stage.world.ada, Identity(person=person, born=whole_month(1962, 5)))
    (one,) = found(stage.world.ben, name="Ngozi Okonkwo", born=date(1962, 5, 9))
    assert list(one.fits[0].why(Sought(name="x", born=BORN)))[1] == "born in the same year, another day"
    assert found(stage.world.ben, born=date(1962, 5, 9)) == []


# --- what is not for the reader ---------------------------------------------------------------------------------------


def test_what_is_kept_to_one_agency_finds_nobody_for_others(stage, family):
    family, person = family
    said = [
        (AlsoCalled(person=person, name="Zebedee Hidden", sort=NameSort.ALIAS), {"name": "Zebedee Hidden"}),
        (Identity(person=person, nhs_number="4505577104"), {"number": "4505577104"}),
        (ContactDetails(person=person, phone="07700 900 999"), {"phone": "07700900999"}),
    ]
    for one, sought in said:
        family.add(stage.world.ada, one, audience=only(stage.world.ada.agency))
        assert names(stage.world.ada, **sought) == [HERS]
        assert names(stage.world.ben, **sought) == []


def test_somebody_kept_to_one_agency_is_found_there_alone_even_by_what_is_open(stage):
    family = begin_family(stage.world)
    person = add_person("Quentin Umbra", BORN)
    family.add(
        stage.world.ada,
        PersonOnRecord(person=person, role=Role.FATHER),
        audience=only(stage.world.ada.agency),
    )
    family.add(stage.world.ada, ContactDetails(person=person, phone="07700 900 321"))
    for sought in ({"name": "Quentin Umbra"}, {"phone": "07700900321"}):
        assert names(stage.world.ada, **sought) == ["Quentin Umbra"]
        assert names(stage.world.ben, **sought) == []


@pytest.mark.parametrize("standing", [AddressStanding.RESTRICTED, AddressStanding.SEALED])
def test_nobody_is_found_by_a_restricted_or_sealed_address_not_even_by_its_author(stage, family, standing):
    family, person = family
    sealed = Address(person=person, standing=standing, lines="9 Oak Lane", postcode="ZZ9 9ZZ")
    kept = family.add(stage.world.ada, sealed, audience=only(stage.world.ada.agency))
    assert names(stage.world.ada, postcode="ZZ9 9ZZ") == []
    family.mark(
        stage.world.ada,
        Mark.UPDATE,
        kept,
        sealed.model_copy(update={"standing": AddressStanding.NORMAL}),
        reason="Moved",
    )
    assert names(stage.world.ada, postcode="ZZ9 9ZZ") == []


def test_who_is_kept_out_not_involved_or_of_another_partnership_finds_nobody(stage, family):
    exclude(family[0].record, stage.edge.ned.practitioner, "A neighbour", stage.world.ann)
    for reader in (stage.edge.ned, stage.world.eve, stage.world.fay):
        for sought in ({"name": HERS, "born": BORN}, {"number": "9434765919"}, {"postcode": "TH1 2AB"}):
            assert found(reader, **sought) == []


def test_an_emergency_opens_a_record_and_no_search(stage, family):
    open_in_emergency(family[0].reference, EmergencyReason.IN_DANGER, "999", stage.world.eve)
    assert found(stage.world.eve, name=HERS, born=BORN) == []


def _known_mother(stage, level):
    record, reference = open_record(stage.world.ada)
    mother = add_person("Ottoline Fairweather", date(1991, 11, 5))
    family = Family(record, reference, mother, mother, None)
    family.add(stage.world.ada, PersonOnRecord(person=mother, role=Role.MOTHER))
    family.add(stage.world.ada, Identity(person=mother, nhs_number="9990000018"))
    uncle = add_person("Peregrine Fairweather", date(1961, 11, 5))
    family.add(stage.world.ada, PersonOnRecord(person=uncle, role=Role.RELATIVE))
    family.add(stage.world.ada, Involvement(agency=stage.edge.gus.agency, level=level))
    return family


SURE = {"name": "Ottoline Fairwether", "born": date(1991, 11, 5)}


@pytest.mark.parametrize(("level", "name"), [(Level.PRESENCE, ""), (Level.SUMMARY, "Ottoline Fairweather")])
def test_at_presence_only_that_a_record_is_there_and_only_beyond_doubt(stage, level, name):
    family = _known_mother(stage, level)
    for sought in (SURE, {"number": "9990000018"}):
        ours = [one for one in found(stage.edge.gus, **sought) if one.fits[0].record == family.record]
        ((fit,),) = [one.fits for one in ours]
        assert (fit.name, fit.born, fit.role, list(fit.why(Sought(**sought)))) == (name, None, "", [])
    for sought in (
        {"name": "Ottoline Fairweather"},
        {"born": date(1991, 11, 5)},
        {"name": "Ottoline Other", "born": date(1991, 11, 5)},
        {"name": "Peregrine Fairweather", "born": date(1961, 11, 5)},
    ):
        assert family.record not in {one.fits[0].record for one in found(stage.edge.gus, **sought)}


def test_a_restricted_record_is_found_by_those_named_alone(stage):
    family = _known_mother(stage, Level.PRESENCE)
    named = Involvement(agency=stage.world.ann.agency, practitioner=stage.world.ann.practitioner)
    family.add(stage.world.ada, named)
    restrict_record(family.record, "Her sister works at the surgery", stage.world.ann)
    seen = {
        reader.practitioner: family.record in {one.fits[0].record for one in found(reader, **SURE)}
        for reader in (stage.world.ann, stage.world.ada, stage.world.ben, stage.edge.gus)
    }
    assert [who for who, sees in seen.items() if sees] == [stage.world.ann.practitioner]


def test_no_page_reads_the_tables_by_itself(stage, family):
    for table in ("findable", "find_key"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            rows(f"SELECT count(*) FROM {table}")


# --- a projection like the others -------------------------------------------------------------------------------------


def test_what_is_stored_is_what_is_remade_and_a_rebuild_makes_every_key_anew(stage, family):
    from django.db import connections

    record = family[0].record
    with connections["owner"].cursor() as cursor, transaction.atomic(using="owner"):
        assert stored(cursor, record).findable == project(load(cursor, record)).findable != set()
        cursor.execute("SELECT count(*) FROM find_key")
        (before,) = cursor.fetchone()
        cursor.execute("DELETE FROM find_key")
        for _ in rebuild(cursor):
            pass
        cursor.execute("SELECT count(*) FROM find_key")
        assert cursor.fetchone() == (before,)
    assert HERS in names(stage.world.ben, name="Kate Wisnievska")


def test_a_person_recorded_in_error_is_found_no_more(stage):
    family = begin_family(stage.world)
    person = add_person("Xanthe Mistaken")
    entry = family.add(stage.world.ada, PersonOnRecord(person=person, role=Role.FRIEND))
    assert names(stage.world.ada, name="Xanthe Mistaken") == ["Xanthe Mistaken"]
    family.mark(stage.world.ada, Mark.ERROR, entry, reason="Another family")
    assert names(stage.world.ada, name="Xanthe Mistaken") == []


def test_a_span_without_an_end_tells_no_year():
    from firsthome.people.name_keys import years_of

    assert years_of(Span(None, BORN)) == []
