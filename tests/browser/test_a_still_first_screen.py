"""What is drawn stays where it is while the rest is on its way: a finger meets what it was put on."""

import pytest

from tests.browser.ways import settled

A_TREMOR = 4
"""Pixels by which a target may still move: its neighbour's placeholder is not quite as high."""

NOTE_PLACES = """
window.places = [];
(function look() {
  const tab = document.querySelector('[data-testid="stTab"]');
  const top = tab && Math.round(tab.getBoundingClientRect().top);
  if (tab && window.places.at(-1) !== top) window.places.push(top);
  requestAnimationFrame(look);
})();
"""


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_ways_in_stay_where_they_are_first_drawn(open_page, server, colours):
    page = open_page(color_scheme=colours)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})  # a slow machine
    page.add_init_script(NOTE_PLACES)

    page.goto(server.address)
    page.get_by_text("Tous les espaces").wait_for()
    settled(page)

    places = page.evaluate("window.places")
    assert max(places) - min(places) <= A_TREMOR


@pytest.mark.parametrize(("colours", "accent"), [("light", "#9A3412"), ("dark", "#FDBA74")])
def test_the_style_is_there_before_any_script_runs(open_page, server, colours, accent):
    page = open_page(color_scheme=colours, java_script_enabled=False)

    page.goto(server.address)

    of_page = "() => getComputedStyle(document.documentElement).getPropertyValue('--cafe-accent')"
    assert page.locator("style").last.evaluate(of_page) == accent
