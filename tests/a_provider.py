"""An agency's OpenID provider, small and real: it signs its answers, and holds to PKCE and to the client's secret.

`says` is what it answers about whoever signs in; `bends` changes one thing that has to hold.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "first-home", "what-only-the-two-know"


@dataclass
class Provider:
    """One running provider."""

    says: dict[str, Any] = field(default_factory=dict)
    bends: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    asked: dict[str, str] = field(default_factory=dict)
    """What came with the browser that is there now."""

    def token(self) -> str:
        """The signed answer about who it is."""
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 60,
            "nonce": self.asked["nonce"], "email_verified": True,
        } | self.says  # fmt: skip
        key = self.bends.get("key", self.key)
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


@contextmanager
def running_provider() -> Iterator[Provider]:
    """On a port of its own, for as long as somebody needs it."""
    provider = Provider()

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                provider.asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                back = {"code": "a-code", "state": provider.bends.get("state", provider.asked["state"])}
                self.send_response(302)
                self.send_header("Location", f"{provider.asked['redirect_uri']}?{urlencode(back)}")
                self.end_headers()
                return
            self._json(_about(provider) if "well-known" in parts.path else _keys(provider))

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            given = base64.urlsafe_b64encode(sha256(sent["code_verifier"][0].encode()).digest()).decode()
            client = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            held = given.rstrip("=") == provider.asked["code_challenge"]
            held = held and self.headers["Authorization"] == f"Basic {client}" and sent["code"] == ["a-code"]
            answer = {"access_token": "x", "token_type": "Bearer", "id_token": provider.token()}
            self._json(answer if held else {"error": "invalid_grant"}, 200 if held else 400)

        def _json(self, said: Any, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def _about(provider: Provider) -> dict[str, Any]:
    return {
        "issuer": provider.issuer,
        "authorization_endpoint": f"{provider.issuer}/authorize",
        "token_endpoint": f"{provider.issuer}/token",
        "jwks_uri": f"{provider.issuer}/keys",
    } | provider.bends.get("about", {})


def _keys(provider: Provider) -> Any:
    return KeySet([provider.key]).as_dict(private=False)
