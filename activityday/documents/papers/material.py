"""学习资料: a text that the office provides, in large type to be read aloud."""

from dataclasses import dataclass

from activityday.documents import typeset


@dataclass(frozen=True)
class MaterialPaper:
    """A text with its title, where it comes from and who provides it; `note` says which version it is."""

    title: str
    source: str
    provided_by: str
    text: str
    note: str


def render_material(paper: MaterialPaper) -> bytes:
    """The text as PDF, A4, letters of 16 points."""
    paragraphs = [line.strip() for line in paper.text.splitlines() if line.strip()]
    return typeset.set_pdf("material", vars(paper) | {"paragraphs": paragraphs})
