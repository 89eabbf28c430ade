"""How the lessons of the demo network went in class."""

from datetime import timedelta
from typing import Any

from app.demo.people import CONTENT
from app.demo.stories import Stage
from app.kernel import clock
from app.kernel.db import session
from app.kernel.markup import RichText
from app.lessons.transfer.reading import parse_yaml
from app.teaching import actions
from app.teaching.content import ReportContent
from app.teaching.models import Answer

TAUGHT = CONTENT.parent / "taught.yaml"
_ASIDE = ("lesson", "by", "days", "answer")


def write(stage: Stage) -> None:
    """Write all reports down, each dated when it was taught."""
    for said in parse_yaml(TAUGHT.read_text(encoding="utf-8"))["reports"]:
        _report(stage, said)


def _report(stage: Stage, said: dict[str, Any]) -> None:
    lesson, reporter = stage.lessons[said["lesson"]], stage.people[said["by"]]
    at = clock.now() - timedelta(days=said["days"])
    told = {name: value for name, value in said.items() if name not in _ASIDE}
    content = ReportContent(taught_on=at.date(), **told)
    report = actions.report(lesson, content, actor=reporter)
    report.created_at = at
    if "answer" in said:
        text = RichText.from_markdown(said["answer"])
        session.add(Answer(report_id=report.id, text=text, language=lesson.language, at=at))
