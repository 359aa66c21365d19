"""The second step of signing in: a code of an authenticator app, or a recovery code; passkeys are in `passkeys`.

Everything here reads and writes the rows of one practitioner, who has to be announced: row policies show nobody else's.
"""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass

import pyotp
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from firsthome.access.models import Membership
from firsthome.access.sign_in_tables import AuthenticatorApp, Passkey, RecoveryCode, Try
from firsthome.access.tries import count_try, forget_tries, too_many
from firsthome.kit.sealing import CannotBeOpened, seal, unseal

ISSUER = "First Home"
_PURPOSE = "authenticator_app"
_EITHER_SIDE = 1
"""How many half minutes the phone's clock may be off."""
HALF_A_MINUTE = 30

HOW_MANY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is mistaken for another one on paper."""
_CODE_LENGTH = 16  # 79 bits: a hash of it cannot be tried out


@dataclass(frozen=True, slots=True)
class SecondSteps:
    """What somebody has set up."""

    app: bool
    passkeys: list[Passkey]
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether there is a second step at all; recovery codes only stand in for one."""
        return self.app or bool(self.passkeys)


def second_steps_of(practitioner: int) -> SecondSteps:
    """What they have set up."""
    return SecondSteps(
        app=AuthenticatorApp.objects.filter(pk=practitioner).exists(),
        passkeys=list(Passkey.objects.filter(practitioner=practitioner)),
        codes_left=RecoveryCode.objects.filter(practitioner=practitioner, used=None).count(),
    )


def agency_requires_it(practitioner: int) -> bool:
    """Whether an agency that they work for today takes no password alone."""
    now = timezone.now()
    running = Membership.objects.filter(practitioner=practitioner, begins__lte=now).exclude(ends__lte=now)
    return running.filter(agency__second_step_required=True).exists()


# --- an authenticator app


def new_secret() -> str:
    """A secret for an authenticator app to hold; nothing is kept of it yet."""
    return pyotp.random_base32()


def address_for_app(secret: str, sign_in_name: str) -> str:
    """What the picture to scan says."""
    return pyotp.TOTP(secret).provisioning_uri(name=sign_in_name, issuer_name=ISSUER)


def keep_app(practitioner: int, secret: str, code: str) -> bool:
    """Take on an authenticator app, if the code that it shows proves that it holds the secret."""
    step = _step_of(secret, code)
    if step is None:
        return False
    AuthenticatorApp.objects.update_or_create(
        practitioner_id=practitioner, defaults={"secret": seal(secret, _PURPOSE), "last_step": step}
    )
    return True


def code_fits(practitioner: int, typed: str) -> bool:
    """Whether this is a code of theirs that was not used before; it is used by this."""
    if too_many(practitioner, Try.WRONG_CODE):
        return False
    code = "".join(typed.split()).replace("-", "").lower()
    fits = _app_code(practitioner, code) if code.isdecimal() else _recovery_code(practitioner, code)
    if fits:
        forget_tries(practitioner, Try.WRONG_CODE)
    else:
        count_try(practitioner, Try.WRONG_CODE)
    return fits


def _app_code(practitioner: int, code: str) -> bool:
    """A code counts once: the half minute it belongs to has to be later than that of the last one."""
    app = AuthenticatorApp.objects.filter(pk=practitioner).first()
    if app is None:
        return False
    try:
        step = _step_of(unseal(app.secret, _PURPOSE), code)
    except CannotBeOpened:
        return False
    later = AuthenticatorApp.objects.filter(pk=practitioner, last_step__lt=step or 0)
    return step is not None and bool(later.update(last_step=step))


def _step_of(secret: str, code: str) -> int | None:
    """The half minute that a code belongs to, if it is one of now or nearly now."""
    now = int(time.time()) // HALF_A_MINUTE
    given = "".join(code.split())
    for step in range(now - _EITHER_SIDE, now + _EITHER_SIDE + 1):
        expected = pyotp.TOTP(secret).generate_otp(step)
        if hmac.compare_digest(expected.encode(), given.encode()):
            return step
    return None


# --- recovery codes


def new_recovery_codes(practitioner: int) -> list[str]:
    """Ten codes in place of all earlier ones: they are shown this once, and only their hashes stay."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)) for _ in range(HOW_MANY_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(practitioner=practitioner).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(practitioner_id=practitioner, hashed=_hashed(code)) for code in codes
        )
    return ["-".join(code[at : at + 4] for at in range(0, _CODE_LENGTH, 4)) for code in codes]


def _recovery_code(practitioner: int, code: str) -> bool:
    unused = RecoveryCode.objects.filter(practitioner=practitioner, hashed=_hashed(code), used=None)
    return bool(unused.update(used=timezone.now()))


def _hashed(code: str) -> str:
    return salted_hmac("firsthome.recovery_code", code, algorithm="sha256").hexdigest()


# --- taking away


def drop_app(practitioner: int) -> bool:
    """Their authenticator app counts no more."""
    return bool(AuthenticatorApp.objects.filter(pk=practitioner).delete()[0])


def drop_passkey(practitioner: int, passkey: int) -> bool:
    """One of their passkeys counts no more."""
    return bool(Passkey.objects.filter(practitioner=practitioner, pk=passkey).delete()[0])


def drop_recovery_codes(practitioner: int) -> None:
    """Without a second step there is nothing to stand in for."""
    RecoveryCode.objects.filter(practitioner=practitioner).delete()
