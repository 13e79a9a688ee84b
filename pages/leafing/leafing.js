// Brings the current one of a list that is leafed through into view, once for each that becomes current.
const PATIENCE_MS = 3_000; // the list may still be on its way
const EVERY_MS = 50;

let shown = null; // of this page; a component may be mounted anew in the middle of one
let timer = null;

function show(key, until) {
  const current = document.querySelector(`.st-key-${CSS.escape(key)}`);
  if (current) {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    current.scrollIntoView({ block: "center", behavior: isCalm ? "instant" : "smooth" });
  } else if (performance.now() < until) {
    timer = setTimeout(() => show(key, until), EVERY_MS);
  }
}

export default function ({ data }) {
  if (data.current === shown) return;
  shown = data.current;
  clearTimeout(timer);
  if (shown) show(shown, performance.now() + PATIENCE_MS);
}
