"""Logging in to a mail server with a name and a password in any letters."""

from __future__ import annotations

import base64
import smtplib


class LoginError(smtplib.SMTPException):
    """The server did not let us in. code: the server's, or no_login where it offers no way we know."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def log_in(connection: smtplib.SMTP, username: str, password: str) -> None:
    """Log in by PLAIN, else by LOGIN, in UTF-8: smtplib itself takes ASCII passwords only.

    Raises LoginError.
    """
    offered = connection.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        code, _ = connection.docmd("AUTH", "PLAIN " + _b64(f"\0{username}\0{password}"))
    elif "LOGIN" in offered:
        code, _ = connection.docmd("AUTH", "LOGIN " + _b64(username))
        if code == 334:
            code, _ = connection.docmd(_b64(password))
    else:
        raise LoginError("no_login")
    if code not in (235, 503):  # 503: already logged in
        raise LoginError(str(code))


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
