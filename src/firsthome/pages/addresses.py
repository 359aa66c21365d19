"""Every address: its one name is also that of its view and its template. No address says anything about anybody."""

from django.urls import path

from firsthome.pages.adding import add_entry, choose_kind, record_contact
from firsthome.pages.caseload import caseload, home
from firsthome.pages.correct import correct_entry
from firsthome.pages.drafts import discard_draft, drafts, keep_draft, keep_opening
from firsthome.pages.entry import entry
from firsthome.pages.health import health, ready
from firsthome.pages.open_record import open_record
from firsthome.pages.quick_note import quick_note
from firsthome.pages.record import record
from firsthome.pages.referral_draft import referral_draft
from firsthome.pages.sign_in import sign_in, sign_out
from firsthome.pages.timeline import chronology
from firsthome.pages.to_use import to_use

RECORD = "records/<str:reference>/"

urlpatterns = [
    path("", home, name="home"),
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("caseload", caseload, name="caseload"),
    path("records/new", open_record, name="open_record"),
    path("records/new/draft", keep_opening, name="keep_opening"),
    path("drafts", drafts, name="drafts"),
    path("drafts/discard", discard_draft, name="discard_draft"),
    path(RECORD, record, name="record"),
    path(RECORD + "chronology", chronology, name="chronology"),
    path(RECORD + "draft", keep_draft, name="keep_draft"),
    path(RECORD + "note", quick_note, name="quick_note"),
    path(RECORD + "use", to_use, name="to_use"),
    path(RECORD + "referral-draft", referral_draft, name="referral_draft"),
    path(RECORD + "contacts/new", record_contact, name="record_contact"),
    path(RECORD + "add", choose_kind, name="choose_kind"),
    path(RECORD + "add/<slug:kind>", add_entry, name="add_entry"),
    path(RECORD + "entries/<uuid:entry>", entry, name="entry"),
    path(RECORD + "entries/<uuid:entry>/correct", correct_entry, name="correct_entry"),
]
