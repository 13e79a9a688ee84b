// The text stays in this browser until Python says that it has it: a reload, a lost connection or an unmount loses nothing.
const PAUSE_MS = 400; // after the last key; every message reruns the page
const AGAIN_MS = 5_000; // Streamlit drops what it is told while its server is away
const instances = new WeakMap();

const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
  set: (key, text) => { try { localStorage.setItem(key, text); } catch { /* full or refused: Python still gets it */ } },
  remove: (key) => { try { localStorage.removeItem(key); } catch { /* likewise */ } },
};

const fill = (sentence, word) => sentence.replace("{word}", () => word);

function occurrences(text, word) {
  const found = [];
  const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
  for (let at = text.indexOf(word); at >= 0 && word; at = text.indexOf(word, at + word.length)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) found.push(at);
  }
  return found;
}

function create(root) {
  const find = (selector) => root.querySelector(selector);
  const area = find("textarea");
  const others = find(".others");
  let data = null;
  let send = () => {};
  let timer = null;
  let again = null;
  let patience = AGAIN_MS;
  let drawn = null;

  const storageKey = () => `cafe-draft-${data.key}`;

  function tell() {
    clearTimeout(timer);
    timer = null;
    send("text", area.value);
    clearTimeout(again);
    again = setTimeout(tell, patience);
    patience *= 2; // Python may have refused it: then it says why, and hears of it ever more rarely
  }

  function changed({ now = false } = {}) {
    store.set(storageKey(), area.value);
    find(".status").textContent = data.labels.keeping;
    markCorrected();
    patience = AGAIN_MS;
    clearTimeout(timer);
    if (now) tell();
    else timer = setTimeout(tell, PAUSE_MS);
  }

  area.oninput = () => changed();
  area.onblur = () => timer && tell();

  // Which of the text's occurrences of a heard word is this one? The one that has as many before it.
  function placeOf(index) {
    const word = data.words[index].text;
    const before = data.words.slice(0, index).filter((one) => one.text === word && !one.gone).length;
    const places = occurrences(area.value, word);
    return places[Math.min(before, places.length - 1)];
  }

  function replaceWord(index, wanted) {
    const at = placeOf(index);
    if (at === undefined) return;
    const word = data.words[index].text;
    area.value = area.value.slice(0, at) + wanted + area.value.slice(at + word.length);
    data.words[index].gone = true;
    changed({ now: true });
  }

  function markCorrected() {
    for (const button of root.querySelectorAll("button.doubtful")) {
      const { index } = button.dataset;
      const gone = placeOf(Number(index)) === undefined || Boolean(data.words[index].gone);
      button.classList.toggle("corrected", gone);
      button.querySelector(".visually-hidden").textContent = `, ${gone ? data.labels.corrected : data.labels.doubtful}`;
    }
  }

  function choice(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.onclick = act;
    return button;
  }

  function close(opener) {
    others.hidden = true;
    for (const button of root.querySelectorAll("button.doubtful")) button.setAttribute("aria-expanded", "false");
    opener?.focus();
  }

  function open(opener) {
    const index = Number(opener.dataset.index);
    const word = data.words[index];
    const wasOpen = opener.getAttribute("aria-expanded") === "true";
    close();
    if (wasOpen) return;
    const said = document.createElement("span");
    said.textContent = fill(data.labels.instead, word.text);
    const readings = word.others.map((text) =>
      choice(text, () => {
        replaceWord(index, text);
        close(opener);
      }),
    );
    if (!readings.length) {
      said.textContent = data.labels.no_others;
    }
    others.replaceChildren(said, ...readings, choice(fill(data.labels.keep, word.text), () => close(opener)));
    others.hidden = false;
    others.onkeydown = (event) => {
      if (event.key === "Escape") close(opener); // a handler that gives false would swallow every other key
    };
    opener.setAttribute("aria-expanded", "true");
    others.querySelector("button").focus();
  }

  function drawWord(word, index) {
    if (!word.doubtful) return document.createTextNode(word.text);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "doubtful";
    button.dataset.index = index;
    button.setAttribute("aria-expanded", "false");
    const hint = document.createElement("span");
    hint.className = "visually-hidden";
    button.append(word.text, hint);
    button.onclick = () => open(button);
    return button;
  }

  function draw() {
    const { labels, words, whole, lang } = data;
    find(".heard").hidden = !words.length;
    find(".heard-title").textContent = labels.heard;
    find(".howto").textContent = labels.howto;
    find(".howto").hidden = !words.some((word) => word.doubtful);
    const line = find(".heard-words");
    line.lang = area.lang = lang;
    line.replaceChildren(...words.flatMap((word, index) => [drawWord(word, index), document.createTextNode(" ")]));
    find(".whole").hidden = !whole.length;
    find("summary").textContent = labels.whole;
    find("ul").replaceChildren(
      ...whole.map((text) => {
        const item = document.createElement("li");
        item.append(
          choice(text, () => {
            area.value = text;
            changed({ now: true });
          }),
        );
        return item;
      }),
    );
    find(".text-label").textContent = labels.text;
    close();
    markCorrected();
  }

  function update(wanted, setStateValue) {
    const first = data === null;
    data = { ...wanted, words: data?.words?.length === wanted.words.length ? data.words : wanted.words };
    send = setStateValue;
    if (first && data.instead) store.remove(`cafe-draft-${data.instead}`);
    const unsent = store.get(storageKey());
    if (first) area.value = unsent ?? wanted.text;
    else if (unsent === null && root.getRootNode().activeElement !== area && area.value !== wanted.text) area.value = wanted.text;
    const shape = JSON.stringify([wanted.labels, wanted.words, wanted.whole]);
    if (shape !== drawn) {
      drawn = shape;
      draw();
    }
    if (wanted.text === area.value) {
      store.remove(storageKey());
      clearTimeout(again);
      find(".status").textContent = area.value ? data.labels.kept : "";
    } else if (first) {
      tell();
    }
  }

  function destroy() {
    if (timer) tell();
    clearTimeout(again);
  }

  return { update, destroy };
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  let it = instances.get(parentElement);
  if (!it) instances.set(parentElement, (it = create(parentElement)));
  it.update({ ...data, ...JSON.parse(data.heard) }, setStateValue);
  return () => {
    it.destroy();
    instances.delete(parentElement);
  };
}
