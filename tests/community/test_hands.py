"""What was learnt of a writer's hand."""


def test_nothing_is_known_of_a_hand_before_it_was_learnt(community):
    assert community.hands.of_visit("v") is None


def test_what_was_learnt_belongs_to_one_browser(community):
    community.hands.learn("v", {"pen": 2.5, "slant": 1.0})

    assert community.hands.of_visit("v") == {"pen": 2.5, "slant": 1.0}
    assert community.hands.of_visit("w") is None


def test_what_is_learnt_later_takes_the_place_of_what_was_known(community):
    community.hands.learn("v", {"pen": 2.5})

    community.hands.learn("v", {"size": 0.9})

    assert community.hands.of_visit("v") == {"size": 0.9}


def test_a_hand_can_be_forgotten_and_forgotten_again(community):
    community.hands.learn("v", {"pen": 2.5})

    community.hands.forget("v")
    community.hands.forget("v")

    assert community.hands.of_visit("v") is None
