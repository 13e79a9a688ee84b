"""What is read aloud in the tests of the reader."""

TEXTS = {
    "livebox": "Débranchez la Livebox 😀 <b>l'été</b>. Attendez 2,4 secondes. Rebranchez-la !",
    "other": "Une autre réponse. Elle est courte.",
    "long": "Éteignez la Livebox avec le bouton qui est à l'arrière, puis attendez une dizaine de secondes. "
    "Rallumez-la. Quand le voyant passe au vert, la connexion est revenue. "
    "S'il reste orange, vérifiez que le câble de la fibre est bien enfoncé.",
}
