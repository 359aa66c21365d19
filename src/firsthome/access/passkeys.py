"""Passkeys (WebAuthn), by the `fido2` library: a key on the device or in the pocket signs what we ask it to.

A passkey belongs to the name in the browser's address bar, so it works only over HTTPS, or on http://localhost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from firsthome.access.sign_in_tables import Passkey

SERVICE = "First Home"
State = Mapping[str, Any]
"""What was asked, to be kept in the session until the answer comes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the browser is: the host without its port, and the whole origin."""

    host: str
    origin: str

    @property
    def works(self) -> bool:
        """Whether browsers offer passkeys here at all."""
        return self.origin.startswith("https://") or self.host == "localhost"

    def server(self) -> Fido2Server:
        """The library, which takes answers from this very origin only."""
        return Fido2Server(
            PublicKeyCredentialRpEntity(id=self.host, name=SERVICE),
            verify_origin=lambda origin: origin == self.origin,
        )


def ask_for_new(place: Place, practitioner: int, sign_in_name: str, name: str) -> tuple[str, State]:
    """What the browser needs to make a passkey, as JSON, and what to keep until it answers."""
    user = PublicKeyCredentialUserEntity(id=str(practitioner).encode(), name=sign_in_name, display_name=name)
    options, state = place.server().register_begin(
        user,
        _credentials(practitioner),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return json.dumps(dict(options)["publicKey"]), state


def keep_new(place: Place, practitioner: int, state: State, answer: str, name: str) -> bool:
    """Take on a passkey if its answer is right; whether it was."""
    try:
        made = place.server().register_complete(state, json.loads(answer))
    except (ValueError, KeyError, TypeError):
        return False
    if made.credential_data is None:
        return False
    Passkey.objects.create(
        practitioner_id=practitioner,
        name=name[:60],
        credential=bytes(made.credential_data),
        counter=made.counter,
    )
    return True


def ask(place: Place, practitioner: int) -> tuple[str, State]:
    """What the browser needs to use one of somebody's passkeys, as JSON, and what to keep until it answers."""
    options, state = place.server().authenticate_begin(
        _credentials(practitioner), user_verification=UserVerificationRequirement.PREFERRED
    )
    return json.dumps(dict(options)["publicKey"]), state


def passkey_fits(place: Place, practitioner: int, state: State, answer: str) -> bool:
    """Whether one of their passkeys signed what was asked."""
    try:
        said = json.loads(answer)
        used = place.server().authenticate_complete(state, _credentials(practitioner), said)
        counter = AuthenticationResponse.from_dict(said).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError):
        return False
    return _counted(practitioner, bytes(used), counter)


def _counted(practitioner: int, credential: bytes, counter: int) -> bool:
    """A key that counts has to count upwards; if not, there are two of it. Most keys do not count: always 0."""
    key = Passkey.objects.select_for_update().get(practitioner=practitioner, credential=credential)
    if (key.counter or counter) and counter <= key.counter:
        return False
    key.counter, key.last_used = counter, timezone.now()
    key.save(update_fields=["counter", "last_used"])
    return True


def _credentials(practitioner: int) -> list[AttestedCredentialData]:
    keys = Passkey.objects.filter(practitioner=practitioner)
    return [AttestedCredentialData(bytes(key.credential)) for key in keys]
