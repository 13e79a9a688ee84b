// What stands on a sheet: strokes, what is hidden, what can be undone, what Python has not got yet.
const SPACING = 64; // sheet units, which are CSS pixels at zoom 1, between two rulings
const FIRST_LINES = 5;
const WIDEST = 900;

const models = new Map();

const wordOf = (ids) => [...ids].sort().join();
const random = () => Math.random().toString(36).slice(2, 10);

function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function union(boxes) {
  return boxes.reduce((one, two) => [Math.min(one[0], two[0]), Math.min(one[1], two[1]), Math.max(one[2], two[2]), Math.max(one[3], two[3])]);
}

// The sheet of a key: as it is on this page, under its former key, or begun anew.
function modelOf(key, draft, adopts) {
  if (!models.has(key)) {
    const former = adopts && [...models].find(([, one]) => one.page === adopts);
    if (former) models.delete(former[0]);
    models.set(key, former ? former[1] : newModel(draft));
  }
  return models.get(key);
}

function newModel(draft) {
  return {
    draft,
    page: random(),
    strokes: new Map(),
    hidden: new Set(),
    choices: new Map(),
    done: [],
    undone: [],
    outbox: [],
    refused: false, // by this browser's storage
    told: "", // the last stroke that Python told of
    gathers: draft !== null,
    changed: () => {}, // said to the sheet that shows it
    n: 0,
    last: 0,
    width: WIDEST,
    height: FIRST_LINES * SPACING,
  };
}

// A sheet without a draft gets one with its first stroke.
function rename(model, draft) {
  if (model.draft === draft) return;
  const former = model.draft;
  model.draft = draft;
  for (const operation of model.outbox) {
    if (!store(draft, model.page, operation)) model.refused = true;
    else unstore(keyOf(former, model.page, operation.n));
  }
}

// Take up what pages left behind that were closed before Python had it. `seen` holds the last operation of each page that
// Python has; a page that it knows may have been closed before it heard of its draft.
function gather(model, seen) {
  if (!model.gathers) return;
  model.gathers = false;
  const isOurs = (one) => one.page !== model.page && (one.draft === model.draft || (one.draft === "" && one.page in seen));
  for (const page of new Set(everythingStored().filter(isOurs).map((one) => one.page))) {
    whenClosed(page, () => {
      const left = everythingStored().filter((one) => one.page === page && isOurs(one));
      for (const { key, n } of left) {
        const operation = stored(key);
        if (operation && n > (seen[page] ?? 0)) {
          apply(model, operation);
          post(model, operation);
        }
        unstore(key);
      }
      if (left.length) model.changed();
    });
  }
}

function apply(model, { do: does, id, ids, stroke, text, width, height }) {
  if (does === "add" && !model.strokes.has(id)) {
    model.strokes.set(id, { points: stroke, box: boxOf(stroke) });
    model.last = Math.max(model.last, stroke.at(-1)[2]);
    model.height = Math.max(model.height, Math.ceil(model.strokes.get(id).box[3] / SPACING + 1.3) * SPACING);
  }
  if (does === "hide") ids.forEach((one) => model.hidden.add(one));
  if (does === "show") ids.forEach((one) => model.hidden.delete(one));
  if (does === "choose" && text) model.choices.set(wordOf(ids), text);
  if (does === "choose" && !text) model.choices.delete(wordOf(ids));
  if (does === "size") {
    model.width = width;
    model.height = Math.max(model.height, height);
  }
}

function post(model, operation) {
  model.n += 1;
  const numbered = { ...operation, n: model.n };
  model.outbox.push(numbered);
  if (!store(model.draft, model.page, numbered)) model.refused = true;
}

function acknowledge(model, page, number) {
  if (page !== model.page) return;
  model.outbox.filter(({ n }) => n <= number).forEach(({ n }) => unstore(keyOf(model.draft, page, n)));
  model.outbox = model.outbox.filter(({ n }) => n > number);
  if (!model.outbox.length) model.refused = false;
}

// What Python has and this page did not know; what it has not heard of yet was done after it.
function take(model, { ids, strokes, last, shown, hidden, choices, width, height }) {
  model.width = model.strokes.size ? Math.max(model.width, width) : width;
  model.height = Math.max(model.height, height);
  ids.forEach((id, index) => apply(model, { do: "add", id, stroke: strokes[index] }));
  model.told = last;
  shown.forEach((id) => model.hidden.delete(id));
  hidden.forEach((id) => model.hidden.add(id));
  model.choices = new Map(choices.map((one) => [wordOf(one.ids), one.text]));
  model.outbox.forEach((operation) => apply(model, operation));
}

const visible = (model) => [...model.strokes.keys()].filter((id) => !model.hidden.has(id));
