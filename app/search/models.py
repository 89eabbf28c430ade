"""The PostgreSQL engine's tables; on SQLite they exist and stay empty."""

from typing import Any

from sqlalchemy import JSON, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Model

_Terms = Text().with_variant(TSVECTOR(), "postgresql")
_Strings = JSON().with_variant(ARRAY(Text()), "postgresql")
_Word = Text().with_variant(Text(collation="C"), "postgresql")


class IndexedDocument(Model):
    """A document as the index knows it: terms to match, weights to score, a card to show."""

    __tablename__ = "search_documents"
    __table_args__ = (
        UniqueConstraint("type", "record_id"),
        Index(
            "ix_search_documents_terms",
            "terms",
            postgresql_using="gin",
            postgresql_with={"fastupdate": False},
        ),
        Index("ix_search_documents_family", "family"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    record_id: Mapped[int]
    language: Mapped[str]
    family: Mapped[int | None]
    published: Mapped[float]
    audience: Mapped[list[str]] = mapped_column(_Strings)
    facets: Mapped[dict[str, Any]] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    terms: Mapped[str] = mapped_column(_Terms)
    heads: Mapped[str] = mapped_column(_Terms)
    """The terms of title, names, keywords and summary: to choose among too many matches."""
    impacts: Mapped[bytes] = mapped_column(LargeBinary)
    texts: Mapped[str] = mapped_column(Text())
    words: Mapped[list[str]] = mapped_column(_Strings)


class IndexedWord(Model):
    """A word of the index, with the number of documents that have it."""

    __tablename__ = "search_words"

    word: Mapped[str] = mapped_column(_Word, primary_key=True)
    shown: Mapped[str]
    documents: Mapped[int] = mapped_column(index=True)
