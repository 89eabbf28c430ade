"""The rules of coursework that no page can break, because its forms do not let it."""

from datetime import date

import pytest

from app.courses.content import Assignment, Criterion, Level, PeerReview, Rubric, Takes
from app.coursework import actions, marking, offering, peers, rounds, scores
from app.coursework.content import MarkContent, WorkContent
from app.coursework.models import Status
from app.kernel.errors import Denied, Refused
from tests.factories import courses, lessons
from tests.factories.coursework import (
    ESSAY,
    RATED,
    RUBRIC,
    SHARED,
    UNDATED,
    handed_in,
    marked,
    place,
    written,
)
from tests.factories.coursework import assignment as item_of

RATED_BY = Assignment(rubric=RUBRIC, pass_points=5)
PAGE = courses.page()


class TestScores:
    def test_levels_become_points(self):
        found = scores.chosen(RATED_BY, {"plan": 1, "devs": 2, "other": 1})
        assert scores.total(found) == 7
        assert scores.is_whole(RATED_BY, found)
        assert scores.read([one.as_json() for one in found]) == found
        assert scores.levels(found) == {"plan": 1, "devs": 2}

    @pytest.mark.parametrize("levels", [{}, {"plan": 1}, {"plan": 3, "devs": 0}, {"plan": -1}])
    def test_what_is_no_level_is_none(self, levels):
        assert not scores.is_whole(RATED_BY, scores.chosen(RATED_BY, levels))

    def test_a_mean_is_the_nearest_level_and_of_two_the_lower(self):
        said = [scores.chosen(RATED_BY, one) for one in ({"plan": 0}, {"plan": 2, "devs": 2})]
        assert scores.mean(RATED_BY, said) == {"plan": 1, "devs": 2}
        tie = [scores.chosen(RATED_BY, {"devs": place}) for place in (0, 1)]
        assert scores.mean(RATED_BY, tie) == {"devs": 0}
        assert scores.mean(RATED_BY, []) == {}

    @pytest.mark.parametrize(
        "rubric", [None, Rubric(), Rubric("Empty", (Criterion("Nothing to choose"),))]
    )
    def test_a_rubric_that_says_nothing_is_none(self, rubric):
        work = Assignment(rubric=rubric)
        assert scores.criteria_of(work) == ()
        assert scores.is_whole(work, ())

    def test_nobody_must_reach_more_than_there_is(self):
        assert scores.passes_at(Assignment(rubric=RUBRIC, pass_points=50)) == 8
        assert scores.passes_at(Assignment(pass_points=60)) == 60

    def test_a_criterion_without_levels_is_left_out(self):
        mixed = Rubric("Mixed", (Criterion("Empty"), Criterion("Full", (Level(1, "Yes"),), "full")))
        assert [one.key for one in scores.criteria_of(Assignment(rubric=mixed))] == ["full"]


class TestRounds:
    @pytest.mark.parametrize(
        ("people", "count", "each"), [(5, 2, 2), (3, 5, 2), (1, 2, 0), (0, 2, 0)]
    )
    def test_a_ring_is_fair(self, people, count, each):
        pairs = rounds.ring(range(people), count)
        assert len(set(pairs)) == people * each
        assert all(one != other for one, other in pairs)

    def test_the_least_are_found_and_of_equals_the_first(self):
        assert rounds.least({3: (1,), 1: (1,), 2: (0,)}, 2) == [2, 1]
        assert rounds.least({1: (0,)}, 0) == []


class TestWork:
    def test_only_what_is_asked_for_is_taken(self, north, spring, amina):
        lesson = lessons.draft(north, amina)
        said = WorkContent(language="en", lesson_id=lesson.id)
        with pytest.raises(Refused, match="not what is asked for"):
            actions.save(place(spring, amina), UNDATED, said, opened=0, actor=amina)

    def test_a_text_is_kept_only_where_one_is_asked_for(self, spring, amina):
        filed = item_of("filed001", "Files", takes=(Takes.FILES,))
        with pytest.raises(Refused, match="No text"):
            actions.keep(place(spring, amina), filed, "x", "en", opened=0, actor=amina)

    def test_an_item_that_is_no_assignment_takes_nothing(self, spring, amina, tala):
        said = WorkContent(language="en", text="x")
        mine = place(spring, amina)
        with pytest.raises(Refused, match="Nothing is handed in here"):
            actions.save(mine, PAGE, said, opened=0, actor=amina)
        with pytest.raises(Refused, match="Nothing is handed in here"):
            marking.extend(spring, mine, PAGE, date(2030, 1, 1), "", actor=tala)
        work = handed_in(spring, amina)
        with pytest.raises(Refused, match="Nothing is handed in here"):
            marking.give_back(work, PAGE, MarkContent(feedback="x"), opened=work.lock, actor=tala)

    def test_a_lesson_and_a_file_of_others_are_left_out(self, north, spring, amina, boris):
        theirs = lessons.published(north, boris, "Wind")
        work = written(spring, amina, lesson_id=theirs.id, file_ids=(999,))
        assert work.content().lesson_id is None
        assert work.content().file_ids == ()

    def test_a_lesson_that_is_not_mine_any_more_is_not_handed_in(self, north, spring, amina, boris):
        lesson = lessons.draft(north, amina)
        work = written(spring, amina, text="", lesson_id=lesson.id)
        lesson.author_id = boris.id
        with pytest.raises(Refused, match="not there any more"):
            actions.hand_in(work, ESSAY, opened=work.lock, actor=amina)

    def test_a_form_of_what_is_no_more_conflicts(self, spring, amina):
        said = WorkContent(language="en", text="x")
        with pytest.raises(actions.EditConflictError):
            actions.save(place(spring, amina), ESSAY, said, opened=3, actor=amina)

    def test_nobody_acts_in_another_name(self, spring, amina, boris):
        work = written(spring, amina)
        said = WorkContent(language="en", text="x")
        with pytest.raises(Denied):
            actions.save(place(spring, amina), ESSAY, said, opened=1, actor=boris)
        with pytest.raises(Denied):
            actions.hand_in(work, ESSAY, opened=work.lock, actor=boris)
        with pytest.raises(Denied):
            actions.take_back(work, actor=boris)
        with pytest.raises(Denied):
            offering.offer(work, ESSAY, actor=boris)

    def test_the_record_itself_keeps_its_order(self, spring, amina, tala):
        work = handed_in(spring, amina)
        with pytest.raises(Refused, match="already"):
            work.say(work.content(), work.saved_at)
        with pytest.raises(Refused, match="already"):
            work.hand_in(work.saved_at, is_late=False, revision=None)
        marked(work, ESSAY, tala)
        assert work.status == Status.PASSED
        assert work.is_marked

    def test_a_file_kept_in_its_place_stays_the_same_record(self, spring, amina):
        work = written(spring, amina)
        work.put_files("work", (1, 2))
        first = work.files[0]
        work.put_files("work", (2, 1))
        assert [one.file_id for one in work.files] == [2, 1]
        assert work.files[1] is first
        work.put_files("work", ())


class TestMarks:
    def test_a_return_may_say_levels_or_points_too(self, spring, amina, tala):
        work = handed_in(spring, amina, RATED)
        said = MarkContent(feedback="More", scores=scores.chosen(RATED.assignment, {"plan": 1}))
        marking.give_back(work, RATED, said, opened=work.lock, actor=tala)
        assert (work.points, work.of) == (3, 8)

    def test_a_return_without_levels_has_no_points(self, spring, amina, tala):
        work = handed_in(spring, amina, RATED)
        marking.give_back(work, RATED, MarkContent(feedback="More"), opened=work.lock, actor=tala)
        assert (work.points, work.of) == (None, 8)


class TestPeers:
    def test_who_joins_no_round_is_asked_nothing(self, spring, amina):
        essay = handed_in(spring, amina)
        assert peers.join(essay, ESSAY) == 0
        shared = handed_in(spring, amina, SHARED)
        assert peers.join(shared, SHARED) == 0

    def test_trainers_alone_begin_a_round(self, spring, amina):
        with pytest.raises(Denied):
            peers.begin(spring, SHARED, actor=amina)

    def test_files_are_named_plainly_once(self, spring, amina, boris, tala):
        assert SHARED.assignment.peers == PeerReview(2, instructions="Be kind.")
        for one in (amina, boris):
            handed_in(spring, one, SHARED)
        assert peers.assign(spring, SHARED) == 2
