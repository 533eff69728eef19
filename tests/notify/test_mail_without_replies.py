"""A mail that nobody reads the answer to: what asks for one falls away, and something must still be said."""

from __future__ import annotations

import pytest

from dinadatum.template_files import open_gallery
from notify.template import Template

TEMPLATES = sorted(open_gallery().templates.values(), key=lambda template: (template.channel, template.id))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_every_text_says_something_in_a_mail_without_replies(template: Template) -> None:
    """Else the message can't be made, and whoever wrote has no receipt."""
    lines = template.lines if template.channel == "mail" else template.lines[1:]
    stays = [line for line in lines if not line.reply]
    assert any(line.text and (line.otherwise or not line.optional) for line in stays)
