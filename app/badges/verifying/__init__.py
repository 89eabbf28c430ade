"""Checking any badge that somebody brings: a file, a text, an address; ours or foreign; 2.0 or 3.0.

`presented` finds out what it is, `credentials` checks one by 3.0 and `assertions` one by 2.0.
`house` knows what is ours, from the database; `reaching` asks others, within a budget, and only
after the transaction is over. `claims` reads what a badge says, whatever shape a stranger gave it.
What is found out is told as codes; `words` says them to people.
"""

from app.badges.verifying.checked import Checked, Finding, Question
from app.badges.verifying.looking import at_address, at_content

__all__ = ["Checked", "Finding", "Question", "at_address", "at_content"]
