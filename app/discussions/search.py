"""How threads are found: by title and posts, each by those who may read it."""

from collections.abc import Iterable, Iterator, Mapping

from app import search
from app.accounts.models import Actor
from app.discussions import opened, policy
from app.discussions.forms import KINDS
from app.discussions.models import Post, Thread
from app.kernel import i18n
from app.kernel.i18n import ngettext
from app.kernel.markup import excerpt
from app.kernel.urls import url
from app.search.documents import Card, Document
from app.taxonomy import subjects

TYPE = "thread"
MOST_POSTS = 300
"""Of one thread that are searched: the first ones."""


def register() -> None:
    """Hand threads to the search."""
    search.register(TYPE, documents=documents, all_ids=opened.open_ids, load=cards, texts=texts)


def documents(ids: Iterable[int]) -> Iterator[Document]:
    """Return what is searched of these threads; held and withdrawn ones are left out."""
    threads = opened.open_threads(ids)
    posts = opened.shown_posts([thread.id for thread in threads], most=MOST_POSTS)
    return (_document(thread, posts.get(thread.id, ())) for thread in threads)


def cards(actor: Actor, ids: Iterable[int]) -> dict[int, Card]:
    """Return those of the threads that exist for this person, as hits show them."""
    return {thread.id: _card(thread) for thread in opened.found_threads(actor, ids)}


def texts(ids: Iterable[int]) -> Mapping[int, str]:
    """Return the posts of threads, in which excerpts are looked for."""
    posts = opened.shown_posts(list(ids), most=MOST_POSTS)
    return {thread_id: "\n\n".join(p.text.text for p in said) for thread_id, said in posts.items()}


def _card(thread: Thread) -> Card:
    return Card(
        title=thread.title,
        url=url("discussions.show", portal=thread.portal.slug, thread_id=thread.id),
        language=thread.language,
        portal=thread.portal.slug,
        portal_name=thread.portal.name_in(i18n.current().tag),
        summary="",
        author=thread.author_name,
        meta=(
            str(KINDS[thread.kind]),
            ngettext("%(num)s reply", "%(num)s replies", thread.replies_count),
        ),
    )


def _document(thread: Thread, posts: Iterable[Post]) -> Document:
    said = list(posts)
    return Document(
        type=TYPE,
        id=thread.id,
        language=thread.language,
        title=thread.title,
        summary=excerpt(said[0].text.text, 400) if said else "",
        body="\n\n".join(post.text.text for post in said),
        author=thread.author_name,
        subjects=" ".join(subjects.names(thread.subject)) if thread.subject else "",
        keywords=" ".join(tag.tag for tag in thread.tags),
        audience=policy.audience(thread),
        facets=_facets(thread),
        published=thread.created_at,
    )


def _facets(thread: Thread) -> dict[str, tuple[str, ...]]:
    return {
        "portal": (thread.portal.slug,),
        "language": (thread.language,),
        "subject": (thread.subject,) if thread.subject else (),
        "type": (TYPE,),
    }
