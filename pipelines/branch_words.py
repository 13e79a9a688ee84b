"""The words by which French and English tell that steps branch, and those that only look like it."""

import re

_ANY = re.IGNORECASE | re.DOTALL

SI = r"(?:si|s['’]ils?|if)\b"
WHEN = r"(?:(?:quand|lorsque|when)\b|lorsqu['’])"
_OTHERWISE = r"(?:sinon|autrement|dans le cas contraire|si non|si ce n['’]est pas le cas|otherwise|if not|else)\b"
"""Not « or else », which threatens."""

IF = re.compile(rf"(?P<condition>(?:{SI}|{WHEN})[^,;:?!]+)\s?[,:]\s*(?:alors\s+|then\s+)?(?P<action>.+)", _ANY)
ACTION_IF = re.compile(rf"(?P<action>[^,;:?!]+?)\s(?P<condition>{SI}[^,;:?!]+)", _ANY)
ELSE = re.compile(rf"{_OTHERWISE}\s?[,:]?\s*(?P<action>.+)", _ANY)
YES = re.compile(r"(?:si oui|oui|if so|if yes|yes)\b\s?[,:–-]\s*(?P<action>.+)", _ANY)
NO = re.compile(r"(?:si non|sinon|non|if not|if no|no|otherwise)\b\s?[,:–-]\s*(?P<action>.+)", _ANY)

CUT = re.compile(
    r"\s*;\s*"
    rf"|\s*[,–]\s+(?:et\s+|mais\s+|and\s+|but\s+)?(?={_OTHERWISE})"
    r"|\s*[,–]\s+(?=(?:non|no)\s?:)",
    _ANY,
)
"""Between the clauses of a sentence that may be the two sides of a branch."""

YES_OR_NO = re.compile(
    r"(?:[^?]*\w-(?:t-)?(?:il|elle|ils|elles|vous|tu|on|ce|y)\b|est-ce qu"
    r"|(?:is|are|was|does|do|did|has|have|can)\s)[^?]*\?",
    _ANY,
)
"""A question that is answered by yes or no,"""
ASKS_WHICH = re.compile(
    r"\b(?:(?<!est-ce )que|quoi|quel\w*|qui|où|combien|comment|pourquoi|quand|ou"
    r"|what|which|who|where|how|why|when|or)\b",
    _ANY,
)
"""unless it has one of these."""

NO_CONDITION = re.compile(
    r"""
    s['’]il\s(?:vous|te)\spla[iî]t
    | s['’]il\s(?:le\s)?faut
    | si\s(?:bien|vite|peu|tant|fort|souvent|besoin|possible|n[ée]cessaire|oui|non|je|nous|mes|ton?)\b
    | si\s(?:vous|tu|l['’]on|on)\s(?:l[ea]s?\s|y\s|en\s)?
      (?:voul|veu|souhait|pr[ée]f[èée]r|d[ée]sir|pouv|peu[xt]|avez\s(?:le\stemps|envie)|aimez|tenez|permettez)
    | si\sc['’]est\spossible
    | si\sce\sn['’]est\spas\sle\scas
    | si\s[çc]a\s(?:vous|te)\b
    | si\scela\svous
    | quand\s(?:m[êe]me|vous|tu|on|c['’]est\s(?:fini|fait|pr[êe]t))\b
    | when\s(?:you|it(?:['’]s|\sis)\s(?:done|ready|finished))\b
    | if\s(?:you|we|one)\s(?:want|wish|like|prefer|can|could|have\stime|need|must|would|don['’]t\smind)
    | if\s(?:possible|necessary|needed|in\sdoubt|any|so|not|ever|only|i|my|we)\b
    """,
    _ANY | re.VERBOSE,
)
"""Begins as a condition does and is none, or only leaves a choice."""

ASKS = re.compile(
    r"\b(?:regard|v[ée]rifi|contr[ôo]l|demand|di[rst]|sa(?:v|is|it|ch)|voi[rst]|voy|essa[iy]|test|not(?:e|ez|er)\b|indiqu"
    r"|pr[ée]cis|expliqu|m[êe]me|comme|sauf|aussi|seulement|uniquement|surtout"
    r"|check|see|know|ask|tell|look|find|even|only|except|whether|wonder|as)\w*",
    _ANY,
)
"""« Regardez si … » asks and sets no condition; « même si », « sauf si » are other things again."""

UNSURE = re.compile(
    r"\b(?:sauf|[àa] moins|unless|except|m[êe]me si|even if|sinon|otherwise|autrement|or else|ou bien si|ou si|or if"
    r"|mais si|but if)\b",
    _ANY,
)
"""What a diagram of two ways cannot say."""

AFTERWARDS = re.compile(
    r"\b(?:reste\w*|toujours|encore|persist\w*|revien\w*|continu\w*|apr[èe]s|ensuite"
    r"|still|stays?|remains?|again|keeps?|after)\b",
    _ANY,
)
"""Such a condition is looked at once the first is dealt with, and not in its stead."""

STATE = re.compile(
    rf"{SI}\s?(?P<about>(?:[\w’'-]+\s){{0,4}}?)(?:n['’]?e?\s?)?"
    r"(?P<state>est|sont|clignot\w*|affich\w*|indiqu\w*|is|are|blinks?|flash\w*|shows?|says?)\b",
    _ANY,
)
IT = re.compile(r"(?:il|ils|elle|elles|it|they)?", _ANY)
