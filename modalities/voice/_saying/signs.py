"""Signs: those that are said, those that give a pause, and those about which a voice is silent."""

from modalities.voice._saying.rule import END, START, Rule, rule
from vocabulary import Language

_EMOJI = (
    r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\u2300-\u23FF\u25A0-\u25FF"
    r"\u3030\u303D\u3297\u3299\U000E0020-\U000E007F\u2122\u00A9\u00AE]"
)
_JOINED = r"[\uFE0E\uFE0F\u200D\u20E3]"
_FACE = r"(?<!\S)(?:[:;=8][-’']?[()\[\]DPpOo/|*]{1,3}|<3|\^_?\^|[xX]D)(?![^\s.,!?])"


def silent_first() -> tuple[Rule, ...]:
    """What is silent wherever it stands: pictures and faces; a row of marks."""
    return (
        rule(rf"(?:{_EMOJI}|{_JOINED})+", " "),
        rule(_FACE, " "),
        rule(r"[-_=*~#.]{4,}", " "),
    )


def rules(language: Language) -> tuple[Rule, ...]:
    french = language == "fr"
    times = "mois|an|jour|semaine|heure|minute|personne" if french else "month|year|day|week|hour|minute|person"
    return (
        rule(r"#(?=\d)", "numéro" if french else "number"),
        rule(r"≈|(?<!~)~(?=\d)", "environ" if french else "about"),
        rule(r"[*_`#|~]{1,3}(?=\S)|(?<=\S)[*_`|~]{1,3}", lambda found: " " * len(found.group())),
        rule(r"[\u2190-\u21FF]+|(?<= )[-=]{1,2}>(?= )|(?<=[^\W\d_] )>(?= [^\W\d_])", ","),
        rule(r"(?<=\d )>(?= \d)|(?<=\d)>(?=\d)", "supérieur à" if french else "greater than"),
        rule(r"(?<=\d )<(?= \d)|(?<=\d)<(?=\d)", "inférieur à" if french else "less than"),
        rule(r"(?<=\d)\^(?=\d)", "puissance" if french else "to the power of"),
        rule(r"&(?![#\w]{1,8};)", "et" if french else "and"),
        rule(r"\+(?![+\d])|(?<=[^\W_])\+(?=\d)|(?<=\s)\+(?=\s)", "plus"),
        rule(r"(?<=[\w)] )=(?= )|(?<=\d)=(?=\d)", "égale" if french else "equals"),
        rule("≥|(?<= )>=(?= )", "supérieur ou égal à" if french else "at least"),
        rule("≤|(?<= )<=(?= )", "inférieur ou égal à" if french else "at most"),
        rule("±", "plus ou moins" if french else "plus or minus"),
        rule("§", "paragraphe" if french else "section"),
        rule("[•·‣▪◦]", " "),
        rule(
            rf"/(?=(?:{times}){END})|(?<=[€$£])/(?=[^\W\d_])",
            "par" if french else "per",
        ),
        rule(r"(?<=[^\W_])/(?=[^\W_])", ", "),
        rule(rf"{START}@{END}", "arobase" if french else "at"),
    )
