"""`make training`: what a cohort of 1,000 costs: its table, everybody's completion, their badges."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.accounts.models import Role, User
from app.badges.models import Award
from app.cohorts import actions as running
from app.cohorts import completion, enrolling, queries
from app.cohorts.models import Cohort, Enrolment, Progress, Standing, State
from app.kernel import clock, db, worker
from app.kernel.db import session
from config import Config
from tests import database
from tests.bench_digests import Cost, measured
from tests.client import Client
from tests.factories.badges import badge
from tests.factories.courses import course, settings
from tests.factories.people import person, place
from tests.factories.portals import portal

LEARNERS = 1000


def main() -> None:
    """Measure each part, and print a table."""
    with tempfile.TemporaryDirectory() as folder, database.empty(Path(folder)) as url:
        environ = {
            "DATABASE_URL": url, "DATA_DIR": folder, "SECRET_KEY": "b" * 40,
            "BASE_URL": "http://localhost",
        }  # fmt: skip
        app = create_app(Config.from_env(environ))
        db.Model.metadata.create_all(app.extensions["engine"])
        with app.app_context():
            _measure(app)
        app.extensions["engine"].dispose()


def _measure(app: Flask) -> None:
    with db.transaction():
        cohort_id, trainer_id = _cohort()
    worker.run_all()
    print("part                     seconds  statements  more MB")
    with measured() as cost, db.transaction():
        cohort = session.scalars(select(Cohort).options(*queries.PLAN)).one()
        completion.check_all(cohort, actor_id=trainer_id)
    _say("completion of all", cost)
    with measured() as cost:
        worker.run_all()
    _say("1,000 awards", cost)
    with db.transaction():
        print(session.scalar(select(func.count()).select_from(Award)), "awards")
        client = Client(app).sign_in(session.get(User, trainer_id))
    with measured() as cost:
        client.get(f"/en/north/cohorts/{cohort_id}/table")
    _say("table, first time", cost)
    with measured() as cost:
        client.get(f"/en/north/cohorts/{cohort_id}/table")
    _say("table", cost)


def _cohort() -> tuple[int, int]:
    north = portal("North")
    trainer = person("Tala Haddad")
    place(trainer, north.id, Role.TRAINER)
    made = course(north, trainer)
    badge(north, trainer, course_id=made.id)
    today = clock.now().date()
    dates = {"starts_on": today - timedelta(days=60), "ends_on": today + timedelta(days=30)}
    cohort = running.start(north, made, settings(**dates), actor=trainer)
    running.open_up(cohort, actor=trainer)
    learners = [person() for _number in range(LEARNERS)]
    places = enrolling.put_all(cohort, learners, Standing.ACTIVE, actor=trainer)
    session.add_all(_done(one, key) for one in places for key in ("page0001", "work0001"))
    session.flush()
    return cohort.id, trainer.id


def _done(enrolment: Enrolment, key: str) -> Progress:
    return Progress(
        enrolment_id=enrolment.id, item_key=key, state=State.DONE, points=80, of=100, at=clock.now()
    )


def _say(part: str, cost: Cost) -> None:
    print(f"{part:24} {cost.seconds:7.2f}  {cost.statements:10}  {cost.megabytes:7.1f}", flush=True)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s in all")
