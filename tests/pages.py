"""A person at a page: reads it, changes a few fields of its form, presses a button, follows where it leads."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client
from lxml import html


@dataclass
class Person:
    """Somebody signed in. `typed` counts the fields that were typed by hand."""

    client: Client
    typed: list[str] = field(default_factory=list)
    at: str = "/"
    response: HttpResponse | None = None

    def opens(self, address: str) -> "Person":
        """Go to an address and follow it to its page."""
        self.response = self.client.get(address, follow=True)
        chain = self.response.redirect_chain  # type: ignore[attr-defined]
        self.at = chain[-1][0] if chain else address
        assert self.response.status_code == 200, (address, self.response.status_code)
        return self

    @property
    def page(self) -> html.HtmlElement:
        """What is on the screen."""
        assert self.response is not None
        return html.fromstring(self.response.content.decode())

    def reads(self) -> str:
        """The words on the screen, blanks folded."""
        return " ".join(self.page.find(".//main").text_content().split())

    def link(self, words: str) -> str:
        """Where the link with these words leads."""
        found = [a.get("href") for a in self.page.iter("a") if words in " ".join(a.text_content().split())]
        assert found, f"no link “{words}” on {self.at}"
        return urljoin(self.at, found[0])

    def clicks(self, words: str) -> "Person":
        """Follow the link with these words."""
        return self.opens(self.link(words))

    def presses(self, words: str, **typed: str) -> "Person":
        """Type into some fields of the form that has the button with these words, leave the rest, and press it."""
        form, button = self._form(words)
        data = _values(form)
        if button.get("name"):
            data[button.get("name")] = [button.get("value", "")]
        for name, value in typed.items():
            if data.get(name) != [value]:
                self.typed.append(name)
            data[name] = [value]
        address = urljoin(self.at, button.get("formaction") or form.get("action") or self.at)
        self.response = self.client.post(address, data, follow=True)
        chain = self.response.redirect_chain  # type: ignore[attr-defined]
        self.at = chain[-1][0] if chain else address
        return self

    def _form(self, words: str) -> tuple[html.HtmlElement, html.HtmlElement]:
        for form in self.page.iter("form"):
            for button in form.iter("button"):
                if words in " ".join(button.text_content().split()):
                    return form, button
        for button in self.page.iter("button"):
            if button.get("form") and words in button.text_content():
                return self.page.get_element_by_id(button.get("form")), button
        raise AssertionError(f"no button “{words}” on {self.at}: {self.reads()[:400]}")


def _values(form: html.HtmlElement) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    controls = [*form.iter("input", "select", "textarea")]
    if form.get("id"):
        controls += form.getroottree().getroot().xpath(f"//*[@form='{form.get('id')}' and not(self::button)]")
    for control in controls:
        name = control.get("name")
        if not name or control.get("disabled") is not None or control.get("type") in {"submit", "file"}:
            continue
        if control.tag == "select":
            chosen = [o.get("value", "") for o in control.iter("option") if o.get("selected") is not None]
            data[name] = chosen or [o.get("value", "") for o in control.iter("option")][:1]
        elif control.tag == "textarea":
            data[name] = [(control.text or "").lstrip("\n")]
        elif control.get("type") in {"checkbox", "radio"}:
            if control.get("checked") is not None:
                data.setdefault(name, []).append(control.get("value", "on"))
        else:
            data[name] = [control.get("value", "")]
    return data
