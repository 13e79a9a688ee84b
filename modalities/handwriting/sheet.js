// A sheet to write on by hand. What was written lives in `models` and, until Python says that it has it, in this
// browser's storage: a rerun, an unmount, a reload or a lost connection loses nothing.
const PAUSE_MS = 600; // without a pen on the sheet; every message reruns the page
const AGAIN_MS = 5_000; // Streamlit drops what it is told while its server is away
const ZOOMS = [0.5, 0.7, 0.85, 1, 1.25, 1.5, 2];
const PEN = 2.6; // sheet units, at half pressure
const SHOWN_MS = 1_000; // a word that was read for so long is meant when one writes over it

const instances = new WeakMap();

const rounded = (value) => Math.round(value * 10) / 10;
const fill = (sentence, word) => sentence.replace("{word}", () => word);

function create(root) {
  const find = (selector) => root.querySelector(selector);
  const canvas = find("canvas");
  const context = canvas.getContext("2d");
  const paper = find(".paper");
  const tools = Object.fromEntries([...root.querySelectorAll("[data-tool]")].map((button) => [button.dataset.tool, button]));
  let model = null;
  let release = () => {};
  let data = null;
  let send = () => {};
  let trigger = () => {};
  let zoom = null;
  let fits = true; // until the member chooses a size
  let stroke = null; // what is being drawn: {pointer, type, points}
  let fingers = new Map();
  let pinch = null;
  let penSeen = false;
  let greeted = false;
  let byPointer = false;
  let group = []; // the strokes since the last pause
  let timer = null;
  let again = null;
  let patience = AGAIN_MS;
  let lit = [];
  let waiting = null; // where a word is to be written again
  let opened = null; // the button of the word whose other readings are shown
  let shownAt = new Map();
  let drawnReading = null;
  let spoken = [];

  // Drawing

  const colour = (name, otherwise) => getComputedStyle(find(".sheet")).getPropertyValue(name).trim() || otherwise;

  function fit() {
    const room = paper.clientWidth - 12; // nothing while the sheet is in a tab that is not shown
    if (!model.strokes.size && room > 0) model.width = Math.min(WIDEST, Math.max(280, room));
    if (fits && room > 0) zoom = Math.min(1, room / model.width);
    const ratio = window.devicePixelRatio || 1;
    const scale = zoom ?? 1;
    canvas.style.width = `${model.width * scale}px`;
    canvas.style.height = `${model.height * scale}px`;
    canvas.width = Math.round(model.width * scale * ratio);
    canvas.height = Math.round(model.height * scale * ratio);
    context.setTransform(scale * ratio, 0, 0, scale * ratio, 0, 0);
  }

  function segment(points, from, ink) {
    context.strokeStyle = context.fillStyle = ink;
    context.lineCap = context.lineJoin = "round";
    if (points.length === 1) {
      const [x, y, , pressure] = points[0];
      context.beginPath();
      context.arc(x, y, PEN * (0.5 + 0.5 * pressure), 0, 2 * Math.PI);
      context.fill();
      return;
    }
    for (let at = Math.max(1, from); at < points.length; at += 1) {
      const [x, y, , pressure] = points[at];
      context.lineWidth = PEN * (0.6 + 0.8 * pressure);
      context.beginPath();
      context.moveTo(points[at - 1][0], points[at - 1][1]);
      context.lineTo(x, y);
      context.stroke();
    }
  }

  function draw() {
    if (!model) return;
    fit();
    context.clearRect(0, 0, model.width, model.height);
    context.strokeStyle = colour("--line", "#888");
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    for (let y = SPACING; y < model.height; y += SPACING) {
      context.beginPath();
      context.moveTo(16, y + 0.5);
      context.lineTo(model.width - 16, y + 0.5);
      context.stroke();
    }
    context.globalAlpha = 1;
    const ink = colour("--ink", "#000");
    const accent = colour("--accent", "#a30");
    for (const id of visible(model)) segment(model.strokes.get(id).points, 0, lit.includes(id) ? accent : ink);
    if (stroke) segment(stroke.points, 0, ink);
    if (waiting) {
      const [left, top, right, bottom] = waiting;
      context.strokeStyle = accent;
      context.lineWidth = 2;
      context.setLineDash([6, 5]);
      context.strokeRect(left - 6, top - 6, right - left + 12, bottom - top + 12);
      context.setLineDash([]);
    }
    find(".hint").hidden = Boolean(model.strokes.size || stroke);
    allow();
    showPlace();
  }

  // A button that were disabled would let go of the focus when its last use is made.
  const off = (tool, is) => tool.setAttribute("aria-disabled", is);

  function allow() {
    off(tools.undo, !model.done.length);
    off(tools.redo, !model.undone.length);
    off(tools.clear, !visible(model).length);
    off(tools.smaller, (zoom ?? 1) <= ZOOMS[0]);
    off(tools.larger, zoom >= ZOOMS.at(-1));
  }

  // One finger writes: who has no other moves a long sheet with buttons.
  function showPlace() {
    const more = paper.scrollHeight - paper.clientHeight;
    find(".places").hidden = more < 2;
    off(tools.up, paper.scrollTop < 1);
    off(tools.down, paper.scrollTop > more - 2);
  }

  const scroll = (part) => paper.scrollBy({ top: part * paper.clientHeight });

  // What is done, undone and told to Python

  function perform(operation) {
    apply(model, operation);
    post(model, operation);
    rest();
  }

  function act(entry) {
    model.done.push(entry);
    model.undone = [];
    perform(entry);
  }

  function inverse({ do: does, id, ids, before }) {
    if (does === "choose") return { do: "choose", ids, text: before };
    return { do: does === "hide" ? "show" : "hide", ids: ids ?? [id] };
  }

  function repeated({ do: does, id, ids, text }) {
    if (does === "choose") return { do: "choose", ids, text };
    return { do: does === "hide" ? "hide" : "show", ids: ids ?? [id] };
  }

  function undo() {
    const entry = model.done.pop();
    if (!entry) return;
    model.undone.push(entry);
    perform(inverse(entry));
    draw();
  }

  function redo() {
    const entry = model.undone.pop();
    if (!entry) return;
    model.done.push(entry);
    perform(repeated(entry));
    draw();
  }

  function hide(ids) {
    if (ids.length) act({ do: "hide", ids });
    draw();
  }

  // After a pause, and never in the middle of a stroke.
  function rest() {
    clearTimeout(timer);
    timer = null;
    if (!stroke) timer = setTimeout(paused, PAUSE_MS);
    showStatus();
  }

  function showStatus() {
    const { labels } = data;
    const waiting_ = model.refused ? labels.refused : labels.keeping;
    const done = model.strokes.size ? labels.kept : "";
    find(".status").textContent = model.outbox.length ? waiting_ : done;
  }

  function paused() {
    timer = null;
    if (stroke) return;
    writtenOver();
    group = [];
    patience = AGAIN_MS;
    tell();
  }

  function tell() {
    clearTimeout(again);
    if (stroke) {
      again = setTimeout(tell, PAUSE_MS);
      return;
    }
    send("news", JSON.stringify({ page: model.page, last: model.told, hidden: model.hidden.size, operations: model.outbox }));
    if (!model.outbox.length) return;
    again = setTimeout(tell, patience);
    patience = Math.min(60_000, patience * 2);
  }

  // New strokes over a word that was read take its place.
  function writtenOver() {
    const own = group.filter((id) => model.strokes.has(id) && !model.hidden.has(id));
    if (!own.length || !data.reading) return;
    const box = union(own.map((id) => model.strokes.get(id).box));
    const now = performance.now();
    const over = data.reading.flat().filter((word) => {
      const old = word.strokes.filter((id) => !own.includes(id) && !model.hidden.has(id));
      return old.length && old.length === word.strokes.length && now - (shownAt.get(word.strokes.join()) ?? now) > SHOWN_MS && isOver(box, word.box);
    });
    if (over.length) hide(over.flatMap((word) => word.strokes));
  }

  // The pen

  function pointOf(event) {
    const { left, top } = canvas.getBoundingClientRect();
    const scale = zoom ?? 1;
    const pressure = event.pointerType === "mouse" || !event.pressure ? 0.5 : event.pressure;
    return [rounded((event.clientX - left) / scale), rounded((event.clientY - top) / scale), Math.max(0, Math.round(event.timeStamp - stroke.begun)), Math.round(pressure * 1000) / 1000];
  }

  function drop() {
    stroke = null;
    draw();
  }

  function begin(event) {
    if (event.pointerType === "pen" && !penSeen) {
      penSeen = true;
      find(".sheet").classList.add("pen");
      if (stroke?.type === "touch") drop(); // the palm came first
    }
    if (event.pointerType === "touch") {
      if (penSeen) return;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (fingers.size === 2) {
        drop();
        pinch = pinchNow();
      }
      if (fingers.size > 1) return;
    }
    if (stroke || event.button > 0) return;
    event.preventDefault();
    byPointer = true;
    canvas.focus({ preventScroll: true });
    byPointer = false;
    canvas.setPointerCapture(event.pointerId);
    clearTimeout(timer);
    timer = null;
    const resumed = model.strokes.size ? model.last + Math.min(2_000, Math.max(1, event.timeStamp - (model.at ?? -Infinity))) : 0;
    stroke = { pointer: event.pointerId, type: event.pointerType, begun: event.timeStamp - resumed, points: [] };
    stroke.points.push(pointOf(event));
    find(".hint").hidden = true;
    if (waiting) {
      waiting = null;
      draw();
    }
    segment(stroke.points, 0, colour("--ink", "#000"));
  }

  function move(event) {
    if (fingers.has(event.pointerId)) {
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (pinch && fingers.size === 2) return pinched();
    }
    if (stroke?.pointer !== event.pointerId) return undefined;
    const from = stroke.points.length;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length ? events : [event]) {
      const point = pointOf(one);
      const before = stroke.points.at(-1);
      if (point[0] !== before[0] || point[1] !== before[1]) stroke.points.push(point);
    }
    segment(stroke.points, from, colour("--ink", "#000"));
    return undefined;
  }

  function end(event) {
    fingers.delete(event.pointerId);
    if (fingers.size < 2) pinch = null;
    if (stroke?.pointer !== event.pointerId) return;
    const { points, type } = stroke;
    stroke = null;
    if (event.type === "pointercancel" && type === "touch") {
      draw(); // the browser took the finger for scrolling
      return;
    }
    model.at = event.timeStamp;
    const gone = scratchedOut(model, points);
    if (gone.length) {
      hide(gone);
      return;
    }
    const id = `${model.page}-${model.n + 1}`;
    const height = model.height;
    if (!model.strokes.size) post(model, { do: "size", width: model.width, height: model.height });
    act({ do: "add", id, stroke: points });
    group.push(id);
    if (model.height > height) {
      post(model, { do: "size", width: model.width, height: model.height });
      draw();
    }
    allow();
  }

  // Two fingers move and enlarge the sheet.
  function pinchNow() {
    const [[x1, y1], [x2, y2]] = [...fingers.values()];
    return { apart: Math.hypot(x1 - x2, y1 - y2), x: (x1 + x2) / 2, y: (y1 + y2) / 2, zoom: zoom ?? 1 };
  }

  function pinched() {
    const now = pinchNow();
    paper.scrollLeft += pinch.x - now.x;
    paper.scrollTop += pinch.y - now.y;
    const wanted = (pinch.zoom * now.apart) / pinch.apart;
    pinch = { ...pinch, x: now.x, y: now.y };
    if (Math.abs(wanted - zoom) > 0.05) magnify(wanted);
    return undefined;
  }

  function magnify(wanted) {
    fits = false;
    zoom = Math.min(ZOOMS.at(-1), Math.max(Math.min(ZOOMS[0], zoom ?? 1), wanted));
    draw();
  }

  canvas.onpointerdown = begin;
  canvas.onpointermove = move;
  canvas.onpointerup = canvas.onpointercancel = end;
  canvas.oncontextmenu = (event) => event.preventDefault();
  canvas.onfocus = () => {
    const isForKeyboard = !byPointer && canvas.matches(":focus-visible");
    find(".no-pen").hidden = !isForKeyboard && !matchMedia("(any-pointer: none)").matches;
  };
  canvas.onblur = () => timer && paused(); // the button of a form is about to be pressed
  find(".sheet").onkeydown = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    (event.shiftKey ? redo : undo)();
  };
  tools.undo.onclick = undo;
  tools.redo.onclick = redo;
  tools.clear.onclick = () => hide(visible(model));
  tools.smaller.onclick = () => magnify([...ZOOMS].reverse().find((one) => one < zoom - 0.01) ?? zoom);
  tools.larger.onclick = () => magnify(ZOOMS.find((one) => one > zoom + 0.01) ?? ZOOMS.at(-1));

  tools.up.onclick = () => scroll(-2 / 3);
  tools.down.onclick = () => scroll(2 / 3);
  paper.onscroll = showPlace;

  // What was read

  function choice(text, act_, lang) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    if (lang) button.lang = lang;
    button.onclick = act_;
    return button;
  }

  function close(opener) {
    find(".choices").hidden = true;
    opened?.setAttribute("aria-expanded", "false");
    opened = null;
    lit = [];
    draw();
    opener?.focus();
  }

  function open(word, opener) {
    const wasOpen = opener.getAttribute("aria-expanded") === "true";
    close();
    if (wasOpen) return;
    const { labels } = data;
    const said = document.createElement("span");
    said.className = "said";
    const raw = word.raw && word.raw !== word.text ? `${fill(labels.raw, word.raw)} ` : "";
    said.textContent = raw + fill(word.others.length ? labels.others : labels.no_others, word.text);
    const choose = (text) => () => {
      act({ do: "choose", ids: word.strokes, text, before: model.choices.get(wordOf(word.strokes)) ?? "" });
      paused();
      close(opener);
    };
    const others = word.strokes.length ? word.others.map((text) => choice(text, choose(text), data.lang)) : [];
    const own = [choice(fill(labels.keep, word.text), word.doubtful && word.strokes.length ? choose(word.text) : () => close(opener))];
    if (word.strokes.length) {
      const again_ = choice(labels.rewrite, () => {
        waiting = word.box;
        hide(word.strokes);
        close();
        paper.scrollTo({ top: Math.max(0, word.box[1] * (zoom ?? 1) - 80), left: Math.max(0, word.box[0] * (zoom ?? 1) - 80) });
        canvas.focus();
      });
      own.push(again_, choice(labels.erase, () => { hide(word.strokes); close(); canvas.focus(); }));
    }
    const choices = find(".choices");
    choices.replaceChildren(said, ...others, ...own);
    choices.hidden = false;
    choices.onkeydown = (event) => {
      if (event.key === "Escape") close(opener); // a handler that gives false would swallow every other key
    };
    opener.closest("li").append(choices);
    opener.setAttribute("aria-expanded", "true");
    opened = opener;
    lit = word.strokes;
    draw();
    choices.querySelector("button").focus();
  }

  const wordButtons = () => [...root.querySelectorAll(".reading li > button")];

  // Which word has the focus, or its other readings have.
  function focusedWord() {
    const { activeElement } = root.getRootNode();
    if (!activeElement || !find(".reading").contains(activeElement)) return undefined;
    return (find(".choices").contains(activeElement) ? opened : activeElement)?.dataset.word;
  }

  // The same word in a new reading, or what is left of it.
  function wordLike(former) {
    const ids = former.split(",");
    const shared = (button) => button.dataset.word.split(",").filter((id) => ids.includes(id)).length;
    const [most] = wordButtons().sort((one, two) => shared(two) - shared(one));
    return most && shared(most) ? most : canvas;
  }

  function drawReading() {
    const { labels, reading } = data;
    const focused = focusedWord();
    find(".reading").hidden = !reading.length;
    find(".reading .title").textContent = labels.read;
    find(".how").textContent = labels.how;
    find(".reading").append(find(".choices"), find(".how"));
    find("ol").replaceChildren(
      ...reading.map((line, row) => {
        const item = document.createElement("li");
        item.append(
          ...line.map((word, column) => {
            const button = choice(word.text, () => open(word, button), data.lang);
            button.dataset.word = word.strokes.join() || `${row} ${column}`;
            button.setAttribute("aria-expanded", "false");
            if (word.doubtful) {
              button.className = "doubtful";
              const hint = document.createElement("span");
              hint.className = "visually-hidden";
              hint.lang = document.documentElement.lang;
              hint.textContent = `, ${labels.doubtful}`;
              button.append(hint);
            }
            return button;
          }),
        );
        return item;
      }),
    );
    const now = performance.now();
    shownAt = new Map(reading.flat().map((word) => [word.strokes.join(), shownAt.get(word.strokes.join()) ?? now]));
    const lines = reading.map((line) => line.map((word) => word.text).join(" "));
    const fresh = lines.filter((line, index) => line !== spoken[index]);
    find(".announced").lang = data.lang;
    if (fresh.length) find(".announced").textContent = fresh.join(". ");
    spoken = lines;
    close();
    if (focused) wordLike(focused).focus();
  }

  function label() {
    const { labels } = data;
    for (const [name, button] of Object.entries(tools)) {
      button.querySelector("span").textContent = labels[name];
      button.title = labels[name];
    }
    find(".tools").setAttribute("aria-label", labels.tools);
    canvas.setAttribute("aria-label", labels.canvas);
    find(".hint").textContent = labels.hint;
    const way = (name) => choice(labels[name], () => trigger("other_way", name));
    const noPen = find(".no-pen");
    const said = document.createElement("span");
    said.textContent = `${labels.no_pen} `;
    noPen.replaceChildren(said, way("type"), " ", way("speak"));
    noPen.hidden = !matchMedia("(any-pointer: none)").matches;
  }

  function update(wanted, setStateValue, setTriggerValue) {
    const first = data === null;
    const former = data?.key;
    data = { ...wanted, labels: JSON.parse(wanted.labels), reading: JSON.parse(wanted.reading) };
    send = setStateValue;
    trigger = setTriggerValue;
    if (former !== data.key) {
      model = modelOf(data.key, data.draft, data.adopts);
      release();
      release = hold(model.page);
      label();
    }
    model.changed = () => {
      draw();
      rest();
    };
    rename(model, data.draft);
    const untold = JSON.parse(data.untold || "null");
    if (untold) take(model, untold);
    gather(model, untold?.seen ?? {});
    acknowledge(model, data.page, data.acknowledged);
    if (!model.outbox.length) clearTimeout(again);
    showStatus();
    if (wanted.reading + wanted.labels !== drawnReading) {
      drawnReading = wanted.reading + wanted.labels;
      drawReading();
    }
    if (!stroke) draw();
    greet();
  }

  // Python makes its recogniser ready when somebody sees a sheet, and not before.
  function greet() {
    if (greeted || !(paper.clientWidth || model.outbox.length)) return;
    greeted = true;
    tell();
  }

  const sized = new ResizeObserver(() => {
    if (!model || stroke) return;
    draw();
    greet();
  });
  sized.observe(paper);

  function destroy() {
    sized.disconnect();
    release();
    clearTimeout(timer);
    clearTimeout(again);
    if (stroke) end({ pointerId: stroke.pointer, type: "pointerup", timeStamp: performance.now() });
    clearTimeout(timer);
  }

  return { update, destroy };
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  let it = instances.get(parentElement);
  if (!it) instances.set(parentElement, (it = create(parentElement)));
  it.update(data, setStateValue, setTriggerValue);
  return () => {
    it.destroy();
    instances.delete(parentElement);
  };
}
