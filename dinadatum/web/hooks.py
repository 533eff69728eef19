"""Where providers call us: receipts and replies. A call without the right signature is refused."""

from __future__ import annotations

import os

from flask import Blueprint, Response, abort, request

from dinadatum.usecases.replies.storing_replies import Received, store_reply
from dinadatum.usecases.sending.take_receipt import take_receipt
from dinadatum.web.desk import present, service
from notify.values import Road

pages = Blueprint("hooks", __name__, url_prefix="/hooks")

NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
"""The receipt goes as a message of its own, so the answer to the call is empty TwiML."""


@pages.post("/twilio/status/<ledger_id>")
def twilio_status(ledger_id: str) -> tuple[str, int]:
    """Take a receipt from Twilio. The signature covers the public address and every field."""
    fields = _signed_fields()
    take_receipt(
        service().database,
        ledger_id,
        fields.get("MessageSid", ""),
        fields.get("MessageStatus", ""),
        fields.get("ErrorCode", ""),
        present(),
    )
    return "", 204


@pages.post("/twilio/sms")
def twilio_sms() -> Response:
    """Take a reply from Twilio: keep it and answer at once. It is read by the clockwork, seconds later.

    The same MessageSid twice is kept once, so a call that is played again changes nothing.
    """
    fields = _signed_fields()
    sid, sender = fields.get("MessageSid", ""), fields.get("From", "")
    if not sid or not sender:
        abort(400)
    now = present()
    received = Received(Road.SMS, sender, fields.get("Body", ""), sid, now, fields.get("OptOutType", ""))
    store_reply(service().database, received, now)
    return Response(NOTHING_TO_SAY, mimetype="text/xml")


def _signed_fields() -> dict[str, str]:
    """Return the fields of a call that Twilio has signed with our account's token; refuses any other."""
    fields = request.form.to_dict()
    query = request.query_string.decode("latin-1")
    if not _signed(request.path + (f"?{query}" if query else ""), fields):
        abort(403)
    return fields


def _signed(path: str, fields: dict[str, str]) -> bool:
    from twilio.request_validator import RequestValidator

    settings = service().config
    token = os.environ.get(settings.twilio.auth_token_env, "")
    if not token or fields.get("AccountSid") != settings.twilio.account_sid:
        return False
    address = settings.web.public_url.rstrip("/") + path
    signature = request.headers.get("X-Twilio-Signature", "")
    return bool(RequestValidator(token).validate(address, fields, signature))
