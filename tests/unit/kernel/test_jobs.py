"""Events become jobs in the transaction of the deed, and each job runs until it is done."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app.accounts.models import Attempt
from app.kernel import clock, db, jobs, schedule, worker
from app.kernel.db import session, transaction
from app.kernel.jobs import Event, Job, Turn, record, subscribe, subscribe_batch


@dataclass(frozen=True, slots=True)
class Rang(Event):
    """A bell rang."""

    bell: int


@dataclass(frozen=True, slots=True)
class Odd(Event):
    """Something that cannot be kept."""

    what: object = field(default_factory=object)


@pytest.fixture
def bells(house, monkeypatch):
    """A house whose only subscribers are those of the test."""
    for name in ("_events", "_subscribers", "_handlers"):
        monkeypatch.setattr(jobs, name, {})
    return []


@pytest.fixture
def heard(bells):
    """A subscriber that notes what it is called with."""

    def note(event: Event) -> None:
        bells.append(event)

    return note


def ring(*numbers: int) -> None:
    with transaction():
        for number in numbers:
            record(Rang(number))


def waiting() -> list[Job]:
    with db.only_reading():
        return list(session.scalars(select(Job).order_by(Job.id)))


def test_a_deed_that_is_undone_leaves_no_job(bells, heard):
    subscribe(Rang)(heard)

    def undone() -> None:
        with transaction():
            record(Rang(1))
            raise ValueError("undone")

    with pytest.raises(ValueError, match="undone"):
        undone()

    assert worker.run_all() == 0


def test_each_subscriber_is_called_with_the_event(bells):
    subscribe(Rang)(lambda event: bells.append(("one", event)))

    def another(event: Rang) -> None:
        bells.append(("two", event))

    subscribe(Rang)(another)
    ring(7)

    assert worker.run_all() == 2
    assert bells == [("one", Rang(7)), ("two", Rang(7))]
    assert waiting() == []


def test_an_event_that_nobody_waits_for_makes_no_job(bells):
    ring(1)

    assert waiting() == []


def test_a_job_may_be_put_off(bells, heard, later):
    subscribe(Rang)(heard)
    with transaction():
        record(Rang(1), after=timedelta(hours=1))

    assert worker.run_all() == 0
    later(timedelta(hours=1))
    assert worker.run_all() == 1


def test_the_effect_and_the_acknowledgement_are_one_transaction(bells):
    @subscribe(Rang)
    def write_and_fail(event: Rang) -> None:
        session.add(Attempt(key="written", at=clock.now()))
        session.flush()
        raise ValueError("and then it broke")

    ring(1)
    worker.run_all()

    (job,) = waiting()
    assert "and then it broke" in job.last_error
    assert session.scalars(select(Attempt)).all() == []


def test_a_failed_job_comes_again_later_each_time_and_is_dead_after_five(bells, later):
    @subscribe(Rang)
    def fail(event: Rang) -> None:
        bells.append(event)
        raise ValueError

    ring(1)
    waits = []
    for _ in range(jobs.MAX_ATTEMPTS):
        assert worker.run_all() == 1
        (job,) = waiting()
        waits.append(round((job.run_at - clock.now()).total_seconds(), -1))
        assert worker.run_all() == 0
        later(timedelta(days=1))

    assert waits == [10, 40, 160, 640, 2560]
    assert job.dead_at is not None
    assert worker.run_all() == 0
    assert len(bells) == 5

    with transaction() as own:
        own.get_one(Job, job.id).revive(clock.now())
    assert worker.run_all() == 1


def test_a_batch_is_run_at_once_and_split_after_a_failure(bells, later):
    @subscribe_batch(Rang, batch=10)
    def all_but_three(events: list[Rang]) -> None:
        bells.append([event.bell for event in events])
        if Rang(3) in events:
            raise ValueError

    ring(1, 2, 3, 4)
    assert worker.run_next() == 4
    later(timedelta(minutes=1))
    worker.run_all()

    assert bells == [[1, 2, 3, 4], [1], [2], [3], [4]]
    assert [job.payload for job in waiting()] == [{"bell": 3}]


def test_what_somebody_waits_for_runs_before_what_came_earlier(bells):
    def notice(_event: Rang) -> None:
        bells.append("notice")

    def index(_event: Rang) -> None:
        bells.append("index")

    def confirm(_event: Rang) -> None:
        bells.append("confirm")

    subscribe(Rang, turn=Turn.LATE)(notice)
    subscribe(Rang)(index)
    subscribe(Rang, turn=Turn.FIRST)(confirm)

    ring(1, 2)
    worker.run_all()

    assert bells == ["confirm", "confirm", "index", "index", "notice", "notice"]


def test_what_failed_once_makes_nobody_else_wait(bells, later):
    @subscribe(Rang, turn=Turn.FIRST)
    def mail(event: Rang) -> None:
        bells.append(event.bell)
        if event.bell == 1 and bells.count(1) == 1:
            raise ValueError("the server is away")

    ring(1)
    worker.run_all()
    later(timedelta(hours=1))
    ring(2)
    worker.run_all()

    assert bells == [1, 2, 1]


@pytest.mark.parametrize("fails", [False, True])
def test_a_batch_is_one_line_of_the_log_however_many_it_holds(bells, caplog, fails):
    @subscribe_batch(Rang, batch=10)
    def some(events: list[Rang]) -> None:
        if fails:
            raise ValueError

    ring(1, 2, 3, 4)
    first = waiting()[0].id
    with caplog.at_level("INFO", "app.kernel.worker"):
        worker.run_next()

    (line,) = caplog.records
    assert line.message == ("job failed" if fails else "job done")
    assert (line.jobs, line.first_job) == (4, first)


def test_a_batch_is_no_larger_than_its_subscriber_wants(bells):
    @subscribe_batch(Rang, batch=2)
    def some(events: list[Rang]) -> None:
        bells.append(len(events))

    ring(1, 2, 3)
    worker.run_all()

    assert bells == [2, 1]


def test_work_outside_holds_no_transaction(bells, house):
    @subscribe(Rang, outside=True)
    def slow(event: Rang) -> None:
        bells.append(session.registry.has() and session().in_transaction())
        with transaction() as own:
            own.add(Attempt(key="its own", at=clock.now()))

    ring(1)
    worker.run_all()

    assert bells == [False]
    assert [one.key for one in session.scalars(select(Attempt))] == ["its own"]
    assert waiting() == []


@pytest.mark.parametrize("outside", [True, False])
def test_a_lost_lease_keeps_no_effect(bells, outside):
    @subscribe(Rang, outside=outside)
    def overtaken(event: Rang) -> None:
        statement = update(Job).values(claim="another worker's")
        if outside:
            with transaction() as own:
                own.execute(statement)
        else:
            session.add(Attempt(key="effect", at=clock.now()))
            session.execute(statement)

    ring(1)
    worker.run_next()

    (job,) = waiting()
    assert job.attempts == (0 if outside else 1)
    assert session.scalars(select(Attempt)).all() == []


def test_a_job_of_a_worker_that_died_is_taken_over_when_its_lease_ends(bells, heard, later):
    subscribe(Rang, lease=timedelta(minutes=2))(heard)
    ring(1)
    assert worker._claim(clock.now()) is not None

    assert worker.run_all() == 0
    later(timedelta(minutes=3))
    assert worker.run_all() == 1


def test_a_job_that_the_code_no_longer_knows_waits_for_a_person(bells, heard, monkeypatch):
    subscribe(Rang)(heard)
    ring(1)
    monkeypatch.setattr(jobs, "_handlers", {})

    worker.run_all()

    (job,) = waiting()
    assert "KeyError" in job.last_error
    assert (jobs.batch_size("gone"), jobs.lease_of("gone")) == (1, jobs.LEASE)


def test_two_subscribers_of_one_name_are_refused(bells):
    subscribe(Rang)(ring)

    with pytest.raises(ValueError, match="two subscribers"):
        subscribe(Rang)(ring)


def test_an_event_holds_only_what_can_be_kept(bells, heard):
    subscribe(Odd)(heard)

    with pytest.raises(TypeError, match=r"Odd\.what"):
        record(Odd())


def test_appointments_come_once_each_period(bells, heard, later, monkeypatch):
    monkeypatch.setattr(schedule, "_every", {})
    monkeypatch.setattr(schedule, "_looked_at", [])

    @dataclass(frozen=True, slots=True)
    class DayBegan(Event):
        """A day began."""

    subscribe(DayBegan)(heard)
    schedule.every(timedelta(days=1), DayBegan)

    schedule.run_due()
    assert worker.run_all() == 0
    for _ in range(2):
        later(timedelta(hours=25))
        schedule.run_due()
        schedule.run_due()
        assert worker.run_all() == 1
    later(timedelta(hours=1))
    schedule.run_due()
    assert worker.run_all() == 0


def test_an_appointment_that_another_worker_took_is_not_kept_twice(bells, monkeypatch):
    now = clock.now()
    with transaction() as own:
        own.add(schedule.Appointment(name="Rang", due_at=now))

    with transaction():
        assert schedule._take("Rang", now, now, timedelta(days=1))
        assert not schedule._take("Rang", now, now, timedelta(days=1))


def works(until: Callable[[], bool]) -> None:
    worker.work(stopping=until, pause=0)


def test_a_worker_works_until_it_is_told_to_stop(bells, heard):
    subscribe(Rang)(heard)
    ring(1, 2)
    rounds = iter([False, False, False, True])

    works(lambda: next(rounds))

    assert bells == [Rang(1), Rang(2)]


def test_a_worker_waits_for_a_database_that_is_away(bells, monkeypatch):
    answers = iter([OperationalError("select", {}, Exception("away")), 1, 0])

    def run_next() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        bells.append(answer)
        return answer

    monkeypatch.setattr(worker, "run_next", run_next)
    rounds = iter([False, False, False, True])

    works(lambda: next(rounds))

    assert bells == [1, 0]


def test_two_workers_never_take_the_same_job(bells, house):
    subscribe(Rang)(lambda event: bells.append(event.bell))
    ring(*range(12))
    db.session.remove()

    def run() -> None:
        while worker.run_next():
            pass

    workers = [threading.Thread(target=run) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert sorted(bells) == list(range(12))
