"""Where providers call us: receipts for text messages. A call without the right signature is refused."""

from __future__ import annotations

import os

from flask import Blueprint, abort, request

from dinadatum.usecases.take_receipt import take_receipt
from dinadatum.web.desk import present, service

pages = Blueprint("hooks", __name__, url_prefix="/hooks")


@pages.post("/twilio/status/<ledger_id>")
def twilio_status(ledger_id: str) -> tuple[str, int]:
    """Take a receipt from Twilio. The signature covers the public address and every field."""
    fields = request.form.to_dict()
    if not _signed(request.path, fields):
        abort(403)
    take_receipt(
        service().database,
        ledger_id,
        fields.get("MessageSid", ""),
        fields.get("MessageStatus", ""),
        fields.get("ErrorCode", ""),
        present(),
    )
    return "", 204


def _signed(path: str, fields: dict[str, str]) -> bool:
    from twilio.request_validator import RequestValidator

    settings = service().config
    token = os.environ.get(settings.twilio.auth_token_env, "")
    if not token or fields.get("AccountSid") != settings.twilio.account_sid:
        return False
    address = settings.web.public_url.rstrip("/") + path
    signature = request.headers.get("X-Twilio-Signature", "")
    return bool(RequestValidator(token).validate(address, fields, signature))
