"""Small secrets in the database, sealed with a key that is made from the installation's secret and never stored.

A backup of the database alone opens none of them. When the installation's secret is changed, the old one goes into
SECRET_KEY_FALLBACKS, and what it sealed still opens.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotBeOpened(Exception):
    """It was sealed with another installation's secret, or was tampered with."""


def seal(secret: str, purpose: str) -> str:
    """Encrypt a secret; what is sealed for one purpose does not open for another."""
    return _keys(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Open what was sealed for this purpose."""
    try:
        return _keys(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotBeOpened from None


def _keys(purpose: str) -> MultiFernet:
    return MultiFernet(
        [_key(str(secret), purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str, purpose: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"firsthome.{purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(made.derive(secret.encode())))
