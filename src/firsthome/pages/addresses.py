"""Every address: its one name is also that of its view and its template. No address says anything about anybody."""

from django.urls import path

from firsthome.pages.adding import add_entry, choose_kind, record_contact
from firsthome.pages.adoption import adoption_bridge, separate_for_adoption
from firsthome.pages.after_a_loss import after_a_loss
from firsthome.pages.agencies import agencies, agency, keep_agreement
from firsthome.pages.agency_sign_in import agency_sign_in, agency_sign_in_back, agency_sign_in_go
from firsthome.pages.answer_by_link import answer_by_link
from firsthome.pages.answer_information import answer_information
from firsthome.pages.answer_involvement import answer_involvement
from firsthome.pages.appointments import appointments
from firsthome.pages.approving import approve_part, approved_parts
from firsthome.pages.ask_information import ask_information
from firsthome.pages.ask_outside import ask_outside, outside_answer
from firsthome.pages.ask_to_be_involved import ask_to_be_involved
from firsthome.pages.asking_for_help import help_asked
from firsthome.pages.birth import birth
from firsthome.pages.birth_plan import birth_plan
from firsthome.pages.caseload import caseload, home
from firsthome.pages.changes import changes
from firsthome.pages.close_question import close_question
from firsthome.pages.contest import contest_entry
from firsthome.pages.contributions import contributions
from firsthome.pages.conversations import conversations_had
from firsthome.pages.copy_for_parent import copy_for_parent
from firsthome.pages.correct import correct_entry
from firsthome.pages.digest import confirm_digest, your_digest
from firsthome.pages.drafts import discard_draft, drafts, keep_draft, keep_opening
from firsthome.pages.emergency_access import emergency_access
from firsthome.pages.emergency_reviews import emergency_opening, emergency_openings
from firsthome.pages.engagement import engagement
from firsthome.pages.entry import entry
from firsthome.pages.exclusions import declare_conflict, end_exclusion, exclusions
from firsthome.pages.expected_date import expected_date
from firsthome.pages.family import family
from firsthome.pages.family_pictures import ecomap, ecomap_copy, genogram, genogram_copy
from firsthome.pages.flags import flags
from firsthome.pages.health import health, ready
from firsthome.pages.keeping import end_hold, keeping, place_hold
from firsthome.pages.library import briefing, library, signposts
from firsthome.pages.meetings import meetings_held
from firsthome.pages.messages_given import messages_given
from firsthome.pages.move import move
from firsthome.pages.moving import move_step, moving
from firsthome.pages.notices import notices
from firsthome.pages.open_record import open_record
from firsthome.pages.people import people
from firsthome.pages.plan import plan
from firsthome.pages.plan_documents import plan_document
from firsthome.pages.plan_versions import plan_version
from firsthome.pages.preview_as import preview_as
from firsthome.pages.procedure import approve_procedure, procedure
from firsthome.pages.questions import questions
from firsthome.pages.quick_note import quick_note
from firsthome.pages.record import record
from firsthome.pages.record_file import record_file
from firsthome.pages.referral_draft import referral_draft
from firsthome.pages.release import release
from firsthome.pages.requests import requests
from firsthome.pages.restrict import restrict
from firsthome.pages.restricted_record import restricted_record
from firsthome.pages.retention_reviews import retention_review, retention_reviews
from firsthome.pages.same_man import same_man, same_men
from firsthome.pages.same_person import merged_person, same_people, same_person
from firsthome.pages.second_step import second_step
from firsthome.pages.share import share
from firsthome.pages.shared_with_us import shared_with_us
from firsthome.pages.show_address import show_address
from firsthome.pages.sign_in import sign_in, sign_out
from firsthome.pages.staff import staff, staff_member, take_second_steps
from firsthome.pages.still_unknown import still_unknown
from firsthome.pages.subject_item import subject_item
from firsthome.pages.subject_packs import give_subject_pack, make_subject_pack, subject_pack
from firsthome.pages.subject_requests import subject_request, subject_requests
from firsthome.pages.thresholds import thresholds
from firsthome.pages.timeline import chronology
from firsthome.pages.timetable import timetable
from firsthome.pages.to_use import to_use
from firsthome.pages.undo_birth import undo_birth
from firsthome.pages.vulnerabilities import vulnerabilities
from firsthome.pages.who_can_see import who_can_see
from firsthome.pages.who_looked import who_looked
from firsthome.pages.who_was_told import who_was_told
from firsthome.pages.work import away, work
from firsthome.pages.your_sign_in import (
    add_app,
    add_passkey,
    end_sessions,
    recovery_codes,
    remove_second_step,
    your_sign_in,
)

RECORD = "records/<str:reference>/"

urlpatterns = [
    path("", home, name="home"),
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/second-step", second_step, name="second_step"),
    path("sign-in/agency", agency_sign_in, name="agency_sign_in"),
    path("sign-in/agency/back", agency_sign_in_back, name="agency_sign_in_back"),
    path("sign-in/agency/<int:agency>", agency_sign_in_go, name="agency_sign_in_go"),
    path("sign-out", sign_out, name="sign_out"),
    path("answer/<slug:link>", answer_by_link, name="answer_by_link"),
    path("your-sign-in", your_sign_in, name="your_sign_in"),
    path("your-sign-in/digest", your_digest, name="your_digest"),
    path("your-sign-in/digest/confirm", confirm_digest, name="confirm_digest"),
    path("your-sign-in/app", add_app, name="add_app"),
    path("your-sign-in/passkey", add_passkey, name="add_passkey"),
    path("your-sign-in/codes", recovery_codes, name="recovery_codes"),
    path("your-sign-in/remove", remove_second_step, name="remove_second_step"),
    path("your-sign-in/sessions", end_sessions, name="end_sessions"),
    path("staff", staff, name="staff"),
    path("staff/<int:membership>", staff_member, name="staff_member"),
    path("staff/<int:membership>/second-steps", take_second_steps, name="take_second_steps"),
    path("agencies", agencies, name="agencies"),
    path("agencies/<int:agency>", agency, name="agency"),
    path("agencies/<int:agency>/agreement", keep_agreement, name="keep_agreement"),
    path("library", library, name="library"),
    path("library/briefings/<slug:briefing>", briefing, name="briefing"),
    path("library/services", signposts, name="signposts"),
    path("library/thresholds", thresholds, name="thresholds"),
    path("library/timetable", procedure, name="procedure"),
    path("library/timetable/approve", approve_procedure, name="approve_procedure"),
    path("library/procedure", approved_parts, name="approved_parts"),
    path("library/procedure/<slug:part>/approve", approve_part, name="approve_part"),
    path("caseload", caseload, name="caseload"),
    path("work", work, name="work"),
    path("work/away", away, name="away"),
    path("appointments", appointments, name="appointments"),
    path("people", people, name="people"),
    path("people/same", same_people, name="same_people"),
    path("people/same/<uuid:first>/<uuid:second>", same_person, name="same_person"),
    path("people/merged/<uuid:merge>", merged_person, name="merged_person"),
    path("people/men", same_men, name="same_men"),
    path("people/men/<uuid:pair>", same_man, name="same_man"),
    path("records/new", open_record, name="open_record"),
    path("records/new/draft", keep_opening, name="keep_opening"),
    path("drafts", drafts, name="drafts"),
    path("notices", notices, name="notices"),
    path("requests", requests, name="requests"),
    path("moves/<uuid:move>", moving, name="moving"),
    path("moves/<uuid:move>/<slug:step>", move_step, name="move_step"),
    path("requests/new", ask_to_be_involved, name="ask_to_be_involved"),
    path("emergency", emergency_access, name="emergency_access"),
    path("emergency/openings", emergency_openings, name="emergency_openings"),
    path("emergency/openings/<uuid:opening>", emergency_opening, name="emergency_opening"),
    path("adoption", adoption_bridge, name="adoption_bridge"),
    path("retention", retention_reviews, name="retention_reviews"),
    path("retention/<str:reference>", retention_review, name="retention_review"),
    path("drafts/discard", discard_draft, name="discard_draft"),
    path("subject-requests", subject_requests, name="subject_requests"),
    path(RECORD, record, name="record"),
    path(RECORD + "chronology", chronology, name="chronology"),
    path(RECORD + "engagement", engagement, name="engagement"),
    path(RECORD + "timetable", timetable, name="timetable"),
    path(RECORD + "genogram", genogram, name="genogram"),
    path(RECORD + "genogram/copy", genogram_copy, name="genogram_copy"),
    path(RECORD + "ecomap", ecomap, name="ecomap"),
    path(RECORD + "ecomap/copy", ecomap_copy, name="ecomap_copy"),
    path(RECORD + "questions", questions, name="questions"),
    path(RECORD + "questions/<slug:question>/<slug:how>", close_question, name="close_question"),
    path(RECORD + "family", family, name="family"),
    path(RECORD + "contributions", contributions, name="contributions"),
    path(RECORD + "meetings", meetings_held, name="meetings_held"),
    path(RECORD + "flags", flags, name="flags"),
    path(RECORD + "plan", plan, name="plan"),
    path(RECORD + "copies/<slug:of>", copy_for_parent, name="copy_for_parent"),
    path(RECORD + "plan/version", plan_version, name="plan_version"),
    path(RECORD + "birth-plan", birth_plan, name="birth_plan"),
    path(RECORD + "documents/<slug:document>", plan_document, name="plan_document"),
    path(RECORD + "help", help_asked, name="help_asked"),
    path(RECORD + "vulnerabilities", vulnerabilities, name="vulnerabilities"),
    path(RECORD + "access", who_can_see, name="who_can_see"),
    path(RECORD + "looks", who_looked, name="who_looked"),
    path(RECORD + "share", share, name="share"),
    path(RECORD + "restrict", restrict, name="restrict"),
    path(RECORD + "ask", ask_information, name="ask_information"),
    path(RECORD + "answer", answer_information, name="answer_information"),
    path(RECORD + "outside", ask_outside, name="ask_outside"),
    path(RECORD + "outside/<uuid:outside>", outside_answer, name="outside_answer"),
    path(RECORD + "asked/<uuid:asked>", answer_involvement, name="answer_involvement"),
    path(RECORD + "release", release, name="release"),
    path(RECORD + "shared-with-us", shared_with_us, name="shared_with_us"),
    path(RECORD + "told", who_was_told, name="who_was_told"),
    path(RECORD + "preview", preview_as, name="preview_as"),
    path(RECORD + "draft", keep_draft, name="keep_draft"),
    path(RECORD + "kept-out", exclusions, name="exclusions"),
    path(RECORD + "kept-out/<uuid:exclusion>", end_exclusion, name="end_exclusion"),
    path(RECORD + "known-to-me", declare_conflict, name="declare_conflict"),
    path(RECORD + "restricted", restricted_record, name="restricted_record"),
    path(RECORD + "subject-requests/<uuid:asked>", subject_request, name="subject_request"),
    path(RECORD + "subject-requests/<uuid:asked>/entries/<uuid:item>", subject_item, name="subject_item"),
    path(RECORD + "subject-requests/<uuid:asked>/answer", make_subject_pack, name="make_subject_pack"),
    path(RECORD + "answers/<uuid:pack>", subject_pack, name="subject_pack"),
    path(RECORD + "answers/<uuid:pack>/given", give_subject_pack, name="give_subject_pack"),
    path(RECORD + "adoption", separate_for_adoption, name="separate_for_adoption"),
    path(RECORD + "move", move, name="move"),
    path(RECORD + "move/file", record_file, name="record_file"),
    path(RECORD + "keeping", keeping, name="keeping"),
    path(RECORD + "keeping/hold", place_hold, name="place_hold"),
    path(RECORD + "keeping/hold/<uuid:entry>", end_hold, name="end_hold"),
    path(RECORD + "expected-date", expected_date, name="expected_date"),
    path(RECORD + "birth", birth, name="birth"),
    path(RECORD + "birth/<uuid:entry>/undo", undo_birth, name="undo_birth"),
    path(RECORD + "what-now", after_a_loss, name="after_a_loss"),
    path(RECORD + "note", quick_note, name="quick_note"),
    path(RECORD + "use", to_use, name="to_use"),
    path(RECORD + "referral-draft", referral_draft, name="referral_draft"),
    path(RECORD + "contacts/new", record_contact, name="record_contact"),
    path(RECORD + "unknown", still_unknown, name="still_unknown"),
    path(RECORD + "conversations", conversations_had, name="conversations_had"),
    path(RECORD + "changes", changes, name="changes"),
    path(RECORD + "messages", messages_given, name="messages_given"),
    path(RECORD + "add", choose_kind, name="choose_kind"),
    path(RECORD + "add/<slug:kind>", add_entry, name="add_entry"),
    path(RECORD + "entries/<uuid:entry>", entry, name="entry"),
    path(RECORD + "entries/<uuid:entry>/address", show_address, name="show_address"),
    path(RECORD + "entries/<uuid:entry>/correct", correct_entry, name="correct_entry"),
    path(RECORD + "entries/<uuid:entry>/own-words", contest_entry, name="contest_entry"),
]
