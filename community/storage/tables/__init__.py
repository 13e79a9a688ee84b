"""The tables, as the newest migration leaves them (a test compares the two), a file for each part of the community.

Beside them SQLite has ``search_index``, the FTS5 index over ``search_posts``, and PostgreSQL a column of lexemes with a
GIN index: both are written by the migration and kept by the database itself.
"""

from community.storage.tables._columns import metadata
from community.storage.tables.agenda import activities, sign_ups
from community.storage.tables.articles import articles
from community.storage.tables.asking import askable_members, asked_members
from community.storage.tables.cafes import ateliers, cafe_words, cafes, contribution_thanks, contributions, votes
from community.storage.tables.drafts import drafts, due_files
from community.storage.tables.following import follows, notices
from community.storage.tables.forum import me_toos, pictures, questions, replies, solved_elsewhere, thanks
from community.storage.tables.mail import mailboxes
from community.storage.tables.meanings import meaning_state, meanings
from community.storage.tables.members import habits, hands, members, visits
from community.storage.tables.merits import (
    discreet_members,
    hidden_merits,
    merit_standings,
    merit_tallies,
    merits,
)
from community.storage.tables.moderation import appeals, flags, moderation_log
from community.storage.tables.outcomes import outcome_asks, outcome_steps
from community.storage.tables.search import search_posts, search_spellings, search_stems
from community.storage.tables.sign_in import codes, identities, used_tokens, wrong_codes
from community.storage.tables.syntheses import atelier_closings, signed_parts, synthesis_parts, synthesis_signings
from community.storage.tables.tips import tip_quotes, tip_versions, tips
from community.storage.tables.walls import unveiled_walls

__all__ = [
    "activities",
    "appeals",
    "articles",
    "askable_members",
    "asked_members",
    "atelier_closings",
    "ateliers",
    "cafe_words",
    "cafes",
    "codes",
    "contribution_thanks",
    "contributions",
    "discreet_members",
    "drafts",
    "due_files",
    "flags",
    "follows",
    "habits",
    "hands",
    "hidden_merits",
    "identities",
    "mailboxes",
    "me_toos",
    "meaning_state",
    "meanings",
    "members",
    "merit_standings",
    "merit_tallies",
    "merits",
    "metadata",
    "moderation_log",
    "notices",
    "outcome_asks",
    "outcome_steps",
    "pictures",
    "questions",
    "replies",
    "search_posts",
    "search_spellings",
    "search_stems",
    "sign_ups",
    "signed_parts",
    "solved_elsewhere",
    "synthesis_parts",
    "synthesis_signings",
    "thanks",
    "tip_quotes",
    "tip_versions",
    "tips",
    "unveiled_walls",
    "used_tokens",
    "visits",
    "votes",
    "wrong_codes",
]
