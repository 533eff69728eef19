"""One message as Twilio keeps and tells it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

ACCOUNT = "AC" + "0" * 31 + "1"

_GSM = re.compile(r"[ -~\r\n£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]*")


@dataclass
class Taken:
    """A message that was accepted. callback: where receipts go, which Twilio never tells again."""

    fields: dict[str, Any]
    callback: str
    created: datetime
    history: list[str] = field(default_factory=list)

    @property
    def sid(self) -> str:
        return str(self.fields["sid"])


def take(form: dict[str, Any], *, number: int, now: datetime) -> Taken:
    """Make a message out of a form that was found good."""
    sid = f"SM{number:032x}"
    place = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}"
    service = form.get("MessagingServiceSid")
    fields = {
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": form["Body"],
        "date_created": format_datetime(now),
        "date_sent": None,
        "date_updated": format_datetime(now),
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form.get("From"),
        "messaging_service_sid": service,
        "num_media": "0",
        "num_segments": "0" if service else str(_segments(form["Body"])),
        "price": None,
        "price_unit": None,
        "sid": sid,
        "status": "accepted" if service else "queued",
        "subresource_uris": {"media": f"{place}/Media.json"},
        "to": form["To"],
        "uri": f"{place}.json",
    }
    return Taken(fields, form.get("StatusCallback", ""), now, [fields["status"]])


def matches(taken: Taken, query: Any) -> bool:
    sent = taken.fields["date_sent"]
    day = (parsedate_to_datetime(sent) if sent else taken.created).astimezone(UTC)
    return (
        query.get("To", taken.fields["to"]) == taken.fields["to"]
        and query.get("From", taken.fields["from"]) == taken.fields["from"]
        and ("DateSent" not in query or _instant(query["DateSent"]).date() == day.date())
        and ("DateSent>" not in query or day >= _instant(query["DateSent>"]))
        and ("DateSent<" not in query or day <= _instant(query["DateSent<"]))
    )


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _segments(text: str) -> int:
    one, more = (160, 153) if _GSM.fullmatch(text) else (70, 67)
    return 1 if len(text) <= one else math.ceil(len(text) / more)
