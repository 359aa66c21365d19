"""Second steps, sessions, an agency's own account, and the one way in which somebody stops working for an agency."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from firsthome.access.policies import PRACTITIONER, protect
from firsthome.audit.changes import FUNCTION, watch

OWN = f"practitioner_id = {PRACTITIONER}"


def own(table):
    """Each practitioner sees and changes their own rows of a table, and nobody else's."""
    return [
        *protect(table, OWN),
        f"CREATE POLICY own ON {table} TO firsthome_app USING ({OWN}) WITH CHECK ({OWN})",
    ]


MAY_LOOK_AFTER = """
CREATE FUNCTION looks_after_staff_of(agency bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM membership o WHERE o.practitioner_id = ANNOUNCED AND o.agency_id = agency
        AND o.role IN ('agency_officer', 'safeguarding_lead')
        AND o.begins <= statement_timestamp() AND (o.ends IS NULL OR o.ends > statement_timestamp()))
$$"""

END_SESSIONS = """
CREATE FUNCTION end_sessions_of(whose bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    ended integer;
BEGIN
    DELETE FROM django_session USING signed_in_session s
        WHERE s.session_key = django_session.session_key AND s.practitioner_id = whose;
    GET DIAGNOSTICS ended = ROW_COUNT;
    DELETE FROM signed_in_session WHERE practitioner_id = whose;
    RETURN ended;
END $$"""

END_MEMBERSHIP = """
CREATE FUNCTION end_membership(which bigint, on_day timestamptz, because text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    whose bigint;
BEGIN
    UPDATE membership SET ends = on_day, why_ended = because
        WHERE id = which AND looks_after_staff_of(agency_id) AND practitioner_id <> ANNOUNCED
          AND (ends IS NULL OR ends > statement_timestamp())
        RETURNING practitioner_id INTO whose;
    IF whose IS NOT NULL AND on_day <= clock_timestamp() THEN
        PERFORM end_sessions_of(whose);
    END IF;
    RETURN whose IS NOT NULL;
END $$"""

TAKE_SECOND_STEPS = """
CREATE FUNCTION take_second_steps(which bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    whose bigint;
BEGIN
    SELECT practitioner_id INTO whose FROM membership
        WHERE id = which AND looks_after_staff_of(agency_id) AND practitioner_id <> ANNOUNCED
          AND (ends IS NULL OR ends > statement_timestamp());
    IF whose IS NULL THEN
        RETURN false;
    END IF;
    DELETE FROM authenticator_app WHERE practitioner_id = whose;
    DELETE FROM passkey WHERE practitioner_id = whose;
    DELETE FROM recovery_code WHERE practitioner_id = whose;
    DELETE FROM wrong_code WHERE practitioner_id = whose;
    PERFORM end_sessions_of(whose);
    RETURN true;
END $$"""

FUNCTIONS = {
    "looks_after_staff_of(bigint)": MAY_LOOK_AFTER,
    "end_sessions_of(bigint)": END_SESSIONS,
    "end_membership(bigint, timestamptz, text)": END_MEMBERSHIP,
    "take_second_steps(bigint)": TAKE_SECOND_STEPS,
}
FOR_PAGES = ("end_membership(bigint, timestamptz, text)", "take_second_steps(bigint)")

SQL = [
    *(
        statement
        for table in ("authenticator_app", "passkey", "recovery_code", "wrong_code", "signed_in_session")
        for statement in own(table)
    ),
    *(body.replace("ANNOUNCED", PRACTITIONER) for body in FUNCTIONS.values()),
    *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in FUNCTIONS),
    *(f"GRANT EXECUTE ON FUNCTION {name} TO firsthome_app" for name in FOR_PAGES),
    FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
    *watch("sign_in_service", "authenticator_app", "passkey", "recovery_code"),
]


def theirs(**more):
    """A key to the practitioner."""
    return {"on_delete": django.db.models.deletion.PROTECT, "to": settings.AUTH_USER_MODEL, **more}


class Migration(migrations.Migration):
    dependencies = [("access", "0004_agreements"), ("sessions", "0001_initial")]
    operations = [
        migrations.AddField(
            "agency",
            "second_step_required",
            models.BooleanField(
                default=False, db_default=False, help_text="Whether a password alone is not enough here"
            ),
        ),
        migrations.AddField(
            "membership", "why_ended", models.CharField(blank=True, db_default="", max_length=200)
        ),
        migrations.AlterField(
            "membership",
            "role",
            models.CharField(
                choices=[
                    ("practitioner", "practitioner"),
                    ("safeguarding_lead", "safeguarding_lead"),
                    ("partnership_officer", "partnership_officer"),
                    ("agency_officer", "agency_officer"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="AuthenticatorApp",
            fields=[
                ("practitioner", models.OneToOneField(**theirs(primary_key=True, serialize=False))),
                ("secret", models.TextField(help_text="Sealed: see kit/sealing")),
                (
                    "last_step",
                    models.BigIntegerField(
                        default=0, help_text="A code counts once: only later ones are taken"
                    ),
                ),
                ("added", models.DateTimeField(auto_now_add=True)),
            ],
            options={"db_table": "authenticator_app"},
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("practitioner", models.ForeignKey(**theirs(related_name="passkeys"))),
                ("name", models.CharField(max_length=60)),
                (
                    "credential",
                    models.BinaryField(
                        unique=True, help_text="Its id and public key, as the standard writes them"
                    ),
                ),
                (
                    "counter",
                    models.BigIntegerField(
                        default=0, help_text="How often it signed, where it counts at all"
                    ),
                ),
                ("added", models.DateTimeField(auto_now_add=True)),
                ("last_used", models.DateTimeField(null=True)),
            ],
            options={"db_table": "passkey", "ordering": ["added", "id"]},
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("practitioner", models.ForeignKey(**theirs(related_name="recovery_codes"))),
                ("hashed", models.CharField(max_length=64)),
                ("used", models.DateTimeField(null=True)),
            ],
            options={"db_table": "recovery_code"},
        ),
        migrations.CreateModel(
            name="WrongCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("practitioner", models.ForeignKey(**theirs(related_name="+"))),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"db_table": "wrong_code"},
        ),
        migrations.CreateModel(
            name="SignedInSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("practitioner", models.ForeignKey(**theirs(related_name="+"))),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("began", models.DateTimeField(auto_now_add=True)),
                (
                    "browser",
                    models.CharField(
                        help_text="Its family and the system, as the browser says", max_length=60
                    ),
                ),
                ("address", models.GenericIPAddressField(null=True)),
            ],
            options={"db_table": "signed_in_session"},
        ),
        migrations.CreateModel(
            name="SignInService",
            fields=[
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="access.agency",
                    ),
                ),
                ("issuer", models.URLField(help_text="We speak to this origin and to no other")),
                ("client_id", models.CharField(max_length=200)),
                ("client_secret", models.TextField(help_text="Sealed: see kit/sealing")),
                (
                    "domain",
                    models.CharField(help_text="What its e-mail addresses end in", max_length=200),
                ),
                (
                    "claim",
                    models.CharField(
                        default="email", help_text="What in its answer is the address", max_length=30
                    ),
                ),
            ],
            options={"db_table": "sign_in_service"},
        ),
        migrations.RunSQL(SQL),
    ]
