"""The tables of coursework, and the rules of one submission."""

from app.coursework.models.marking import Deed, Extension, Marking
from app.coursework.models.peers import PeerRound, PeerTask
from app.coursework.models.submission import Part, Status, Submission, SubmissionFile

__all__ = [
    "Deed",
    "Extension",
    "Marking",
    "Part",
    "PeerRound",
    "PeerTask",
    "Status",
    "Submission",
    "SubmissionFile",
]
