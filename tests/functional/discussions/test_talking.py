"""Teachers begin threads, reply, thank each other and find the answer."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from app.discussions import queries
from app.discussions.buffer import gathered
from app.kernel import clock
from tests.factories import discussions

TALK = "/en/north/discussions"


def test_a_teacher_asks_and_a_colleague_answers(client, other_client, science, amina, boris):
    page = client.sign_in(amina).get(f"{TALK}/boards/{science.id}/new")
    sent = page.form("Post").filled(
        "Post",
        {
            "title": "Rain without a yard",
            "kind": "question",
            "text": "Where do **you** put the gauge?",
            "tags": "Rain, measuring",
        },
    )
    leads_to = client.post(f"{TALK}/boards/{science.id}/new", sent, status=303).leads_to
    thread = client.get(leads_to.partition("#")[0])
    assert thread.h1 == "Rain without a yard"
    assert "Question" in thread.text
    assert "measuring" in thread.links

    other_client.sign_in(boris)
    reply = (
        other_client.get(leads_to.partition("#")[0])
        .form("Post")
        .filled("Post", {"text": "On the roof."})
    )
    other_client.post(f"{leads_to.partition('#')[0]}/posts", reply, status=303)

    assert "On the roof." in client.get(leads_to.partition("#")[0]).text
    assert "1 reply" in client.get(f"{TALK}/").text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, science, amina):
    client.sign_in(amina)
    sent = (
        client.get(f"{TALK}/boards/{science.id}/new")
        .form("Post")
        .filled("Post", {"text": "My long text"})
    )

    page = client.post(f"{TALK}/boards/{science.id}/new", sent, status=422)

    assert "Say in a few words what it is about." in page.text
    assert "My long text" in page.html


def test_a_form_sent_twice_makes_one_post(client, rain, boris):
    client.sign_in(boris)
    sent = client.get(f"{TALK}/{rain.id}").form("Post").filled("Post", {"text": "On the roof."})

    client.post(f"{TALK}/{rain.id}/posts", sent, status=303)
    client.post(f"{TALK}/{rain.id}/posts", sent, status=303)

    assert client.get(f"{TALK}/{rain.id}").text.count("On the roof.") == 1


def test_who_writes_hears_what_came_meanwhile_before_it_is_posted(client, rain, boris, amina):
    client.sign_in(boris)
    sent = client.get(f"{TALK}/{rain.id}").form("Post").filled("Post", {"text": "On the roof."})
    discussions.reply(rain, amina, "I mean without a roof, too.")

    page = client.post(f"{TALK}/{rain.id}/posts", sent, status=409)
    assert "Somebody else has posted meanwhile." in page.text
    assert "I mean without a roof, too." in page.text

    again = page.form("Post").filled("Post", {})
    client.post(f"{TALK}/{rain.id}/posts", again, status=303)
    assert "On the roof." in client.get(f"{TALK}/{rain.id}").text


def test_colleagues_thank_and_take_it_back(client, rain, boris):
    client.sign_in(boris)
    post = queries.shown(rain)[0]

    client.post(f"{TALK}/posts/{post.id}/thanks", status=303)
    client.post(f"{TALK}/posts/{post.id}/thanks", status=303)
    assert "1 colleague said thanks" in client.get(f"{TALK}/{rain.id}").text

    client.post(f"{TALK}/posts/{post.id}/thanks/withdrawal", status=303)
    assert "said thanks" not in client.get(f"{TALK}/{rain.id}").text


def test_whoever_asked_marks_the_answer(client, other_client, rain, amina, boris):
    answer = discussions.reply(rain, boris, "On the roof.")

    other_client.sign_in(boris).post(f"{TALK}/posts/{answer.id}/acceptance", status=403)
    client.sign_in(amina).post(f"{TALK}/posts/{answer.id}/acceptance", status=303)

    assert "Chosen answer" in client.get(f"{TALK}/{rain.id}").text
    assert "Answered" in client.get(f"{TALK}/").text


def test_an_edit_keeps_what_was_said_before(client, other_client, rain, amina):
    post = queries.shown(rain)[0]
    client.sign_in(amina)
    sent = (
        client.get(f"{TALK}/posts/{post.id}/edit")
        .form("Save")
        .filled("Save", {"text": "Where on earth?"})
    )

    client.post(f"{TALK}/posts/{post.id}/edit", sent, status=303)

    assert "Where on earth?" in other_client.get(f"{TALK}/{rain.id}").text
    assert "Where do you put the gauge?" in other_client.get(f"{TALK}/posts/{post.id}/history").text


def test_what_is_new_is_counted_until_it_is_read(client, rain, amina, boris):
    client.sign_in(boris).get(f"{TALK}/{rain.id}")
    assert " new" not in client.get(f"{TALK}/").main
    discussions.reply(rain, amina, "And in winter?")

    assert "1 new" in client.get(f"{TALK}/").main
    gathered.write()
    assert "1 new" in client.get(f"{TALK}/").main

    client.get(f"{TALK}/{rain.id}?from=unread")
    assert "1 new" not in client.get(f"{TALK}/").main


def test_a_poll_counts_each_person_once(client, science, amina, boris):
    poll = discussions.thread(science, amina, kind="poll", options=("Roof", "Yard"))
    client.sign_in(boris)
    page = client.get(f"{TALK}/{poll.id}")
    first, second = [e.get("value") for e in page.root.iter("input") if e.get("name") == "option"]

    client.post(f"{TALK}/{poll.id}/votes", {"option": first}, status=303)
    client.post(f"{TALK}/{poll.id}/votes", {"option": second}, status=303)

    page = client.get(f"{TALK}/{poll.id}")
    assert "1 person has chosen." in page.text
    assert page.text.count("1 vote") == 1


def test_talk_below_a_lesson_stands_with_the_lesson(client, lesson, boris):
    client.sign_in(boris).post(
        f"/en/north/lessons/{lesson.id}/posts",
        {"text": "Does it work in class 3?", "language": "en"},
        status=303,
    )

    assert "Does it work in class 3?" in client.get(client.page.leads_to.partition("#")[0]).text


def test_a_name_after_an_at_sign_calls_that_person(client, rain, amina, boris):
    client.sign_in(boris)
    sent = (
        client.get(f"{TALK}/{rain.id}")
        .form("Post")
        .filled("Post", {"text": "Ask @Amina Diallo, she knows."})
    )

    client.post(f"{TALK}/{rain.id}/posts", sent, status=303)

    links = client.get(f"{TALK}/{rain.id}").links
    assert links["@Amina Diallo"] == f"/@{amina.id}"
    assert client.get(f"/@{amina.id}", status=302).leads_to == f"/en/people/{amina.id}"


def test_a_page_of_posts_costs_ten_statements(client, rain, amina, boris, query_count):
    for number in range(24):
        discussions.reply(rain, (amina, boris)[number % 2], f"Reply {number}")
    client.sign_in(boris).get(f"{TALK}/{rain.id}")

    with query_count(10):
        client.get(f"{TALK}/{rain.id}?from=3")


def test_a_list_of_threads_costs_eight_statements(client, science, amina, query_count):
    for number in range(22):
        discussions.thread(science, amina, f"Thread {number}", tags=("rain",))
    client.sign_in(amina).get(f"{TALK}/")

    with query_count(8):
        client.get(f"{TALK}/")


def test_what_is_begun_is_kept_until_it_is_posted(client, other_client, rain, boris, amina):
    client.sign_in(boris)
    client.post(f"{TALK}/drafts/thread/{rain.id}", {"text": "Half a thought"}, status=200)

    assert "Half a thought" in client.get(f"{TALK}/{rain.id}").html
    assert "Half a thought" not in other_client.sign_in(amina).get(f"{TALK}/{rain.id}").html
    sent = client.get(f"{TALK}/{rain.id}").form("Post").filled("Post", {})
    client.post(f"{TALK}/{rain.id}/posts", sent, status=303)
    client.post(f"{TALK}/drafts/thread/{rain.id}", {"text": " "}, status=200)

    assert 'rows="6">\r\nHalf' not in client.get(f"{TALK}/{rain.id}").html


def test_the_thread_below_a_lesson_is_called_as_the_lesson_is(
    client, lesson, boris, amina, run_jobs
):
    client.sign_in(boris).post(
        f"/en/north/lessons/{lesson.id}/posts", {"text": "How long?", "language": "en"}, status=303
    )
    thread = client.page.leads_to.partition("#")[0]
    client.sign_in(amina)
    form = client.get(f"/en/north/lessons/{lesson.id}/edit").form("Save")
    client.post(form.action, form.filled("Save", {"title": "Rain in a jug"}), status=303)
    run_jobs()

    assert client.get(thread).h1 == "Rain in a jug"


def test_the_files_of_a_refused_form_come_back_with_their_words(client, rain, boris):
    client.sign_in(boris)
    picture = (BytesIO(a_picture()), "roof.png")

    page = client.post(
        f"{TALK}/{rain.id}/posts", {"text": "", "language": "en", "files": picture}, status=422
    )
    (held,) = [e.get("value") for e in page.root.iter("input") if e.get("name") == "held"]
    sent = {"text": " ", "language": "en", "held": held, f"alt-{held}": "A gauge on a roof"}
    page = client.post(f"{TALK}/{rain.id}/posts", sent, status=422)
    assert "A gauge on a roof" in page.html

    sent |= {"text": "Look!", "seen": "1"}
    thread = client.post(f"{TALK}/{rain.id}/posts", sent, status=303).leads_to.partition("#")[0]
    assert "A gauge on a roof" in [img.get("alt") for img in client.get(thread).root.iter("img")]


def test_nobody_attaches_the_file_of_another(client, other_client, rain, amina, boris):
    sent = {"text": "", "language": "en", "files": (BytesIO(a_picture()), "roof.png")}
    page = other_client.sign_in(amina).post(f"{TALK}/{rain.id}/posts", sent, status=422)
    (held,) = [e.get("value") for e in page.root.iter("input") if e.get("name") == "held"]

    client.sign_in(boris)
    for named in (held, "9" * 30, "x"):
        stolen = {"text": "Mine", "language": "en", "held": named, "seen": "9"}
        thread = client.post(f"{TALK}/{rain.id}/posts", stolen, status=303).leads_to
        assert not list(client.get(thread.partition("#")[0]).root.iter("img"))


def a_picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(made, "PNG")
    return made.getvalue()


def test_a_poll_ends_with_its_last_day(client, science, amina, boris, later):
    client.sign_in(amina)
    form = client.get(f"{TALK}/boards/{science.id}/new").form("Post")
    said = {"title": "Where?", "kind": "poll", "options": "Roof\nYard", "text": "Choose!"}
    yesterday = form.filled("Post", said | {"ends_on": "2020-01-01"})
    assert "That day is over." in client.post(form.action, yesterday, status=422).text
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    thread = client.post(form.action, form.filled("Post", said | {"ends_on": tomorrow}), status=303)
    address = thread.leads_to.partition("#")[0]

    option = next(
        e.get("value") for e in client.get(address).root.iter("input") if e.get("name") == "option"
    )
    client.post(f"{address}/votes", {"option": option}, status=303)
    later(timedelta(days=3))
    assert "The poll is over." in client.get(address).text
    client.post(f"{address}/votes", {"option": option}, status=409)


def test_a_page_that_is_kept_shows_everybody_their_own_deeds(client, rain, amina, boris, chidi):
    discussions.reply(rain, boris, "On the roof.")
    page = f"{TALK}/{rain.id}"
    deeds = {
        chidi: {"Say thanks", "Reply", "This answers it", "Withdraw"},
        amina: {"Say thanks", "Reply", "This answers it", "Edit", "Withdraw"},
        boris: {"Say thanks", "Reply", "Edit", "Withdraw"},
    }
    offered = set().union(*deeds.values())
    for _ in range(2):  # made, then kept
        for person, own in deeds.items():
            shown = client.sign_in(person).get(page)
            assert {deed for deed in offered if f">{deed}<" in shown.html} == own
        client.sign_out()
        assert not [deed for deed in offered if f">{deed}<" in client.get(page).html]


def test_thanks_are_shown_to_whoever_said_them(client, other_client, rain, boris, chidi):
    first = queries.all_posts(rain)[0]
    page = f"{TALK}/{rain.id}"
    assert ">You said thanks<" not in other_client.sign_in(chidi).get(page).html
    client.sign_in(boris).post(f"{TALK}/posts/{first.id}/thanks", status=303)
    assert ">You said thanks<" in client.get(page).html
    assert ">You said thanks<" not in other_client.get(page).html


def test_an_address_is_a_link_and_stays_as_it_was_typed(client, rain, amina):
    typed = "See https://rain.example/a?b=1, and `https://code.example`."
    post = discussions.reply(rain, amina, typed)
    page = client.sign_in(amina).get(f"{TALK}/{rain.id}").html
    assert 'href="https://rain.example/a?b=1"' in page
    assert 'href="https://code.example"' not in page
    assert typed in client.get(f"{TALK}/posts/{post.id}/edit").html
