// Streamlit writes <html lang="en"> and names its own buttons in English, whatever the language of the page.
const ATTRIBUTES = ["aria-label", "title", "placeholder"];

// Only what Streamlit itself draws: never a member's words, which are in [data-testid=stHtml] or in text fields.
const OWN = [
  ...["stAudioInput", "stFileUploader", "stHeader", "stSelectbox", "stSkipToContent", "stSidebar"],
  ...["stMultiSelect", "stNumberInput", "stDateInput", "stTimeInput"],
  ...["stElementToolbar", "stElementToolbarButton", "stWidgetLabel", "stCameraInput", "stProgress"],
]
  .map((name) => `[data-testid="${name}"]`)
  .concat('[role="tooltip"]', '[role="dialog"]:has(> [slot="title"])') // its dialogs: the café opens none
  .join();

const said = new WeakMap(); // node -> { name of the attribute, or "text": { english, shown } }
let words = {};

// "Help for Subject", "200MB per file • WAV, MP3": what Streamlit completes.
function inTheMiddle(english) {
  const beginning = ["Fullscreen:", "Help for"].find((start) => english.startsWith(start));
  if (words[beginning]) return words[beginning] + english.slice(beginning.length);
  const limit = /^(\d+)MB per file/;
  return words["MB per file"] ? english.replace(limit, `$1 ${words["MB per file"]}`) : english;
}

function say(node, name, shown, write) {
  if (!shown?.trim()) return;
  const known = said.get(node) ?? {};
  const english = known[name]?.shown === shown ? known[name].english : shown; // React may have written anew
  const wanted = words[english.trim()] ?? inTheMiddle(english);
  if (wanted === english && !known[name]) return;
  known[name] = { english, shown: wanted };
  said.set(node, known);
  if (wanted !== shown) write(wanted);
}

function sayAll() {
  const marked = ATTRIBUTES.map((name) => `[${name}]`).join();
  // An icon stands beside words: its own name, in English, is noise to who listens.
  for (const icon of document.querySelectorAll('[role="img"][aria-label$=" icon"]:not([aria-hidden])')) {
    icon.setAttribute("aria-hidden", "true");
  }
  for (const part of document.querySelectorAll(OWN)) {
    for (const element of [part, ...part.querySelectorAll(marked)]) {
      for (const name of ATTRIBUTES) {
        say(element, name, element.getAttribute(name), (text) => element.setAttribute(name, text));
      }
    }
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      say(node, "text", node.nodeValue, (text) => (node.nodeValue = text));
    }
  }
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    sayAll();
  });
}

const observer = new MutationObserver(soon);

export default function (component) {
  const { language, cookie } = component.data;
  words = JSON.parse(component.data.words);
  if (document.documentElement.lang !== language) document.documentElement.lang = language;
  document.cookie = `${cookie}=${language}; path=/; max-age=31536000; samesite=strict`;
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES });
  soon();
  return () => observer.disconnect();
}
