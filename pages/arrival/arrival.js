// The browser keeps the former screen's scrolling and Streamlit leaves the focus nowhere. Here the next screen begins
// where it should: at its heading, which a screen reader then says, or in a field that was asked for.
const PATIENCE_MS = 10_000; // the rest of the screen may still be on its way
const EVERY_MS = 50;
const ACTS = ["pointerdown", "keydown", "wheel"];
const FIELDS = "input, textarea, select, [contenteditable]";
const SETTLED_MS = 500; // what is drawn above a button replaces it by another one, without the focus

let screen = null; // of this page; a component may be mounted anew in the middle of one
let asked = 0;
let timer = null;

function find(selector, root = document) {
  const found = root.querySelector(selector);
  if (found) return found;
  for (const { shadowRoot } of root.querySelectorAll('[data-testid="stBidiComponentIsolated"]')) {
    const within = shadowRoot && find(selector, shadowRoot);
    if (within) return within;
  }
  return null;
}

// It counts as there once `arrive` has said so for a while. Whoever acts meanwhile is already somewhere; so is whoever
// was brought into a field, as assistive technology does without any key.
function when(arrive) {
  clearTimeout(timer);
  const until = performance.now() + PATIENCE_MS;
  let since = Infinity;
  let isOurs = false;
  const leave = () => {
    clearTimeout(timer);
    for (const kind of ACTS) removeEventListener(kind, leave, true);
    removeEventListener("focusin", leaveForField, true);
  };
  const leaveForField = (event) => {
    if (!isOurs && event.composedPath()[0].matches(FIELDS)) leave();
  };
  const attempt = () => {
    const now = performance.now();
    isOurs = true;
    since = arrive() ? Math.min(since, now) : Infinity;
    isOurs = false;
    if (now - since >= SETTLED_MS || now > until) leave();
    else timer = setTimeout(attempt, EVERY_MS);
  };
  for (const kind of ACTS) addEventListener(kind, leave, true);
  addEventListener("focusin", leaveForField, true);
  timer = setTimeout(attempt);
}

function beginAtTop(title) {
  const heading = [...document.querySelectorAll("h1")].find((one) => one.textContent.trim() === title);
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  find('[data-testid="stMain"]').scrollTo({ top: 0, behavior: "instant" }); // nothing moves: there is no motion to reduce
  return true;
}

// A panel that is not open does not name its tab.
function tabOf(field) {
  const tabs = field.closest('[data-testid="stTabs"]');
  const panels = [...(tabs?.querySelectorAll('[data-testid="stTabPanel"]') ?? [])];
  return tabs?.querySelectorAll('[role="tab"]')[panels.findIndex((panel) => panel.contains(field))];
}

function pressOnce() {
  let isPressed = false;
  return (field) => {
    if (!isPressed) field.click();
    isPressed = true;
  };
}

function beginIn(selector, press) {
  const field = find(selector);
  if (!field) return false;
  const tab = tabOf(field);
  if (tab && tab.getAttribute("aria-selected") !== "true") {
    tab.click();
    return false;
  }
  if (!field.checkVisibility()) return false;
  if (field.disabled) tab?.focus(); // no microphone: the tab says why
  else {
    field.focus();
    press(field);
  }
  return true;
}

export default function ({ data }) {
  const isNew = screen !== null && data.screen !== screen;
  screen = data.screen;
  if (data.asked > asked) {
    asked = data.asked;
    const press = data.presses ? pressOnce() : () => {};
    when(() => beginIn(data.field, press));
  } else if (isNew) {
    when(() => beginAtTop(data.title));
  }
}
