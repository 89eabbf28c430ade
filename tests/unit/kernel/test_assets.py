"""Style and script: gathered in order, named by their contents, served for a year."""

import gzip

import pytest
from flask import Flask

from app.kernel import assets
from app.kernel.errors import NotFound


@pytest.fixture
def static(tmp_path):
    """A small house's style and script."""
    for name in (*assets.LAYERS, *assets.LAST):
        write(tmp_path / "css" / f"{name}.css", f"/* about {name} */\n.{name} {{ color: red; }}\n")
    write(tmp_path / "css" / "components" / "card.css", ".card :is(a, b) { margin: 0 auto; }\n")
    write(tmp_path / "css" / "rooms" / "site.css", '.site::after { content: "a ;  b"; }\n')
    write(tmp_path / "js" / "app.js", "export const words = 'the same words';\n" * 20)
    write(tmp_path / "js" / "notes.md", "Not served.")
    return tmp_path


@pytest.fixture
def browser(static, monkeypatch):
    """A browser before an app that serves nothing but the small house's files."""
    monkeypatch.setattr(assets, "STATIC", static)

    def fresh():
        app = Flask("house", static_folder=None)
        assets.init_app(app)
        return app

    return lambda: fresh().test_client()


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_style_sheets_become_one_in_the_order_of_the_layers(static):
    style = assets.stylesheet(static / "css")

    names = ["layers", "reset", "tokens", "base", "layout", "card", "site", "utilities", "print"]
    places = [style.index(f".{name}") for name in names]
    assert places == sorted(places)


def test_a_style_sheet_loses_comments_and_space_but_no_meaning(static):
    style = assets.stylesheet(static / "css")

    assert "about" not in style
    assert ".card :is(a,b){margin:0 auto}" in style
    assert 'content:"a ;  b"' in style


def test_a_build_is_named_by_its_contents(static):
    first = assets.build(static)
    again = assets.build(static)
    write(static / "js" / "app.js", "export const words = 'others';\n")
    changed = assets.build(static)

    assert first == again != changed
    assert assets.current_build(static) == changed
    assert not (static / "build" / first).exists()


def test_a_build_holds_a_smaller_copy_of_each_text(static):
    folder = static / "build" / assets.build(static)

    packed = (folder / "js" / "app.js.gz").read_bytes()
    assert gzip.decompress(packed) == (folder / "js" / "app.js").read_bytes()
    assert not (folder / "js" / "notes.md").exists()


def test_a_built_file_is_kept_for_a_year(static, browser):
    fingerprint = assets.build(static)

    answer = browser().get(f"/static/{fingerprint}/js/app.js")

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.data == (static / "js" / "app.js").read_bytes()


def test_a_browser_that_takes_gzip_gets_it(static, browser):
    fingerprint = assets.build(static)
    address = f"/static/{fingerprint}/js/app.js"

    packed = browser().get(address, headers={"Accept-Encoding": "br, gzip"})
    plain = browser().get(address, headers={"Accept-Encoding": "gzip;q=0"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers


def test_a_page_of_an_earlier_build_gets_the_file_of_today(static, browser):
    assets.build(static)

    answer = browser().get("/static/0123456789ab/css/app.css")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_without_a_build_the_sources_are_served_anew_each_time(static, browser):
    client = browser()

    before = client.get("/static/source/css/app.css").text
    write(static / "css" / "components" / "card.css", ".card { margin: 1px; }\n")
    after = client.get("/static/source/css/app.css")

    assert ".card{margin:1px}" not in before
    assert ".card{margin:1px}" in after.text
    assert after.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["../current", "js/../../current", "js/app.js.gz", "js", "x.css"])
def test_nothing_but_the_files_themselves_can_be_asked_for(static, browser, path):
    fingerprint = assets.build(static)

    with pytest.raises(NotFound), browser().application.test_request_context():
        assets.serve(fingerprint, path)


def test_templates_are_told_the_address_of_the_build(static, browser):
    fingerprint = assets.build(static)
    app = browser().application

    with app.test_request_context():
        assert app.jinja_env.globals["asset"]("js/app.js") == f"/static/{fingerprint}/js/app.js"


def test_what_others_wrote_is_copied_with_its_licence(static, tmp_path):
    for source in assets.VENDORED.values():
        write(tmp_path / "node_modules" / source, source)

    names = assets.vendor(tmp_path / "node_modules", static)

    assert names == list(assets.VENDORED)
    assert all((static / "vendor" / name).exists() for name in names)


def test_the_commands_say_what_they_did(static, browser, monkeypatch):
    monkeypatch.setattr(assets, "ROOT", static)
    for source in assets.VENDORED.values():
        write(static / "node_modules" / source, source)
    runner = browser().application.test_cli_runner()

    copied = runner.invoke(assets.commands, ["vendor"])
    built = runner.invoke(assets.commands, ["build"])

    assert "paste-markdown.js" in copied.output
    assert assets.current_build(static) in built.output


def test_setting_up_copies_and_builds(static, monkeypatch, capsys):
    monkeypatch.setattr(assets, "ROOT", static)
    monkeypatch.setattr(assets, "STATIC", static)
    for source in assets.VENDORED.values():
        write(static / "node_modules" / source, "export default 1;\n")

    assets.main()

    folder = static / "build" / assets.current_build(static)
    assert assets.current_build(static) in capsys.readouterr().out
    assert (folder / "vendor" / "paste-markdown.js").exists()
