"""A made-up person before the camera of a page: in the browser's hands where it must be quick, else in the test's."""

import json
import urllib.request

FOLLOW = """(injected) => {
  const nth = (root, selector) => root.querySelector(selector)
    ?? [...root.querySelectorAll("*")].map((one) => one.shadowRoot && nth(one.shadowRoot, selector)).find(Boolean);
  window.shown = [];
  const follow = () => {
    const point = nth(document, '[data-testid="look-point"]');
    if (!point?.checkVisibility()) return;
    const dot = point.querySelector(".dot").getBoundingClientRect();
    const place = { x: dot.left + dot.width / 2, y: dot.top + dot.height / 2 };
    const key = JSON.stringify([place, point.dataset.for]);
    if (window.shown.at(-1)?.key === key) return;
    window.shown.push({ key, goal: point.dataset.for, ...place });
    fetch("/person", { method: "POST", body: JSON.stringify({ ...place, ...injected[point.dataset.for] }) });
  };
  window.addEventListener("cafe-live-seen", () => requestAnimationFrame(follow));
}"""
"""Lets the person look at the point that the page draws, as soon as it is drawn there, and so badly as is injected.

``injected`` holds what is so, by what the point is for.
"""


def change(server, **changes) -> None:
    """What the person does from the next picture on."""
    body = json.dumps(changes).encode()
    request = urllib.request.Request(f"{server.address}/person", data=body, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 204


def look_at(server, locator) -> None:
    """Let the person look at the middle of something on the page."""
    box = locator.bounding_box()
    change(server, x=box["x"] + box["width"] / 2, y=box["y"] + box["height"] / 2)


def follow_points(page, **injected) -> None:
    """From now on the person looks at each point that is shown."""
    page.evaluate(FOLLOW, {"calibrate": {}, "check": {}, "recentre": {}, **injected})


def shown(page) -> list[dict]:
    """The points that were followed."""
    return page.evaluate("window.shown")
