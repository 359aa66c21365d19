"""An agency's own account (OpenID Connect): its service says who somebody is, and we look whom we know by that name.

Nobody is added by it: only a practitioner who works for that very agency today signs in, matched by an e-mail address
that the service says it has verified. Authorization code with PKCE, state and nonce, by `authlib`; the answer is
checked by `joserfc`. Nothing is asked of any host but the issuer's own.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from django.core.cache import cache
from django.utils import timezone
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from firsthome.access.models import Practitioner
from firsthome.access.sign_in_tables import SignInService
from firsthome.kit.sealing import unseal

PURPOSE = "sign_in_service"
"""What the client secret is sealed for."""
CLAIMS = ("email", "upn")
"""Where an address may stand; only in `email` do services say whether they have verified it."""
WAITS = 5  # seconds
TEN_MINUTES = 10 * 60
"""How long we remember what an issuer says of itself: whoever asks us to go there must not make us ask each time."""
CLOCKS_DIFFER = 30  # seconds
SIGNED_WITH = ["RS256", "PS256", "ES256", "EdDSA"]
_LOOPBACK = {"127.0.0.1", "localhost"}


class NotVouchedFor(Exception):
    """The service cannot be reached, or what it says does not hold."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the browser, and what to keep in the session until it comes back."""

    address: str
    kept: Mapping[str, str]


def services_for(sign_in_name: str) -> list[SignInService]:
    """The services that an address may belong to: by its domain alone, whether or not we know the person."""
    domain = sign_in_name.rpartition("@")[2].strip().lower()
    return list(SignInService.objects.filter(domain=domain).select_related("agency")) if domain else []


def any_service() -> bool:
    """Whether any agency here uses its own account."""
    return SignInService.objects.exists()


def is_sound(issuer: str) -> bool:
    """Whether an issuer can be spoken to: over TLS, or on this machine for trying out."""
    parts = urlsplit(issuer)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )


def begin(service: SignInService, back: str) -> Begun:
    """Ask the service where it takes sign-ins, and make what protects the way there and back."""
    kept = {name: secrets.token_urlsafe(48) for name in ("state", "nonce", "verifier")}
    with _Client(service, back) as client:
        endpoint = _said_by(service, client)["authorization_endpoint"]
        address, _ = client.create_authorization_url(
            client.within(endpoint), state=kept["state"], nonce=kept["nonce"], code_verifier=kept["verifier"]
        )
    return Begun(address, kept)


def who_came_back(
    service: SignInService, back: str, kept: Mapping[str, str], answer: Mapping[str, str]
) -> tuple[Practitioner, bool]:
    """The practitioner whom the service vouches for, and whether it asked them for a second step itself."""
    if not hmac.compare_digest(kept["state"].encode(), answer.get("state", "").encode()):
        raise NotVouchedFor
    try:
        claims = _claims(service, back, kept, answer.get("code", ""))
    except (requests.RequestException, AuthlibBaseError, JoseError, KeyError, TypeError, ValueError):
        raise NotVouchedFor from None
    practitioner = _practitioner(service, _address_in(service, claims))
    if practitioner is None:
        raise NotVouchedFor
    return practitioner, "mfa" in (claims.get("amr") or ())


def _claims(service: SignInService, back: str, kept: Mapping[str, str], code: str) -> dict[str, Any]:
    """Exchange the code, and check the signature and everything that the answer has to say."""
    with _Client(service, back) as client:
        said = _said_by(service, client)
        token = client.fetch_token(
            client.within(said["token_endpoint"]),
            grant_type="authorization_code",
            code=code,
            code_verifier=kept["verifier"],
        )
        keys = KeySet.import_key_set(client.get(said["jwks_uri"], withhold_token=True).json())
    claims = jwt.decode(token["id_token"], keys, algorithms=SIGNED_WITH).claims
    JWTClaimsRegistry(
        leeway=CLOCKS_DIFFER,
        iss={"essential": True, "value": service.issuer},
        aud={"essential": True, "value": service.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": kept["nonce"]},
    ).validate(claims)
    if claims.get("azp", service.client_id) != service.client_id:
        raise NotVouchedFor
    return claims


def _address_in(service: SignInService, claims: Mapping[str, Any]) -> str:
    """The address that the service has verified, in its own domain."""
    address = str(claims.get(service.claim) or "").lower()
    verified = service.claim != "email" or claims.get("email_verified") is True
    return address if verified and address.rpartition("@")[2] == service.domain else ""


def _practitioner(service: SignInService, sign_in_name: str) -> Practitioner | None:
    now = timezone.now()
    at_work = Practitioner.objects.filter(
        sign_in_name=sign_in_name,
        is_active=True,
        memberships__in=service.agency.memberships.filter(begins__lte=now).exclude(ends__lte=now),
    )
    return at_work.first() if sign_in_name else None


class _Client(OAuth2Session):  # type: ignore[misc]
    """Speaks to the issuer's own origin, follows nobody elsewhere, and waits for nobody long."""

    def __init__(self, service: SignInService, back: str) -> None:
        if not is_sound(service.issuer):
            raise NotVouchedFor
        self._origin = urlsplit(service.issuer)[:2]
        super().__init__(
            service.client_id,
            unseal(service.client_secret, PURPOSE),
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
        )

    def within(self, address: str) -> str:
        """An address at the issuer; anything else ends it."""
        if urlsplit(address)[:2] != self._origin:
            raise NotVouchedFor
        return address

    def request(self, method: str, url: str, *args: Any, **more: Any) -> requests.Response:
        """One request, to the issuer."""
        more |= {"timeout": WAITS, "allow_redirects": False}
        answer: requests.Response = super().request(method, self.within(url), *args, **more)
        if answer.status_code >= 300:
            raise NotVouchedFor
        return answer


def _said_by(service: SignInService, client: _Client) -> dict[str, str]:
    """What the issuer says of itself, at the address that the standard names."""
    where = service.issuer.rstrip("/") + "/.well-known/openid-configuration"
    said: dict[str, str] | None = cache.get(where)
    if said is not None:
        return said
    try:
        said = client.get(where, withhold_token=True).json()
    except (requests.RequestException, ValueError):
        raise NotVouchedFor from None
    if not said or said.get("issuer") != service.issuer:
        raise NotVouchedFor
    cache.set(where, said, TEN_MINUTES)
    return said
