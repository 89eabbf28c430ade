"""Records and files for imports."""

from io import BytesIO
from typing import Any

from PIL import Image


def line(number: int, **values: Any) -> dict[str, Any]:
    """Return a record as a JSONL file holds it."""
    defaults = {
        "id": f"x:{number}",
        "title": f"Lesson {number}",
        "summary": f"The summary of lesson {number}.",
        "language": "en",
        "licence": "CC-BY-4.0",
        "source_date": "2024-07-02",
        "body_markdown": f"The text of lesson {number}.",
    }
    return defaults | values


def picture(colour: str = "teal") -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()
