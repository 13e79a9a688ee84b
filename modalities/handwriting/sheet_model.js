// What stands on a sheet: strokes, what is hidden, what can be undone, what Python has not got yet.
const SPACING = 64; // sheet units, which are CSS pixels at zoom 1, between two rulings
const FIRST_LINES = 5;
const WIDEST = 900;

const models = new Map();

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
    const former = adopts && [...models.values()].find((one) => one.page === adopts);
    if (former) {
      models.delete([...models].find(([, one]) => one === former)[0]);
      store.remove(former.draft);
      former.draft = draft;
      if (former.outbox.length) store.set(draft, former.outbox);
    }
    models.set(key, former || newModel(draft));
  }
  return models.get(key);
}

function newModel(draft) {
  const model = { draft, page: random(), strokes: new Map(), hidden: new Set(), done: [], undone: [], outbox: [], n: 0, last: 0, width: WIDEST, height: FIRST_LINES * SPACING };
  for (const operation of leftBehind(draft)) {
    apply(model, operation);
    post(model, operation);
  }
  return model;
}

function apply(model, { do: does, id, ids, stroke, width, height }) {
  if (does === "add" && !model.strokes.has(id)) {
    model.strokes.set(id, { points: stroke, box: boxOf(stroke) });
    model.last = Math.max(model.last, stroke.at(-1)[2]);
    model.height = Math.max(model.height, Math.ceil(model.strokes.get(id).box[3] / SPACING + 1.3) * SPACING);
  }
  if (does === "hide") ids.forEach((one) => model.hidden.add(one));
  if (does === "show") ids.forEach((one) => model.hidden.delete(one));
  if (does === "size") {
    model.width = width;
    model.height = Math.max(model.height, height);
  }
}

function post(model, operation) {
  model.n += 1;
  model.outbox.push({ ...operation, n: model.n });
  store.set(model.draft, model.outbox);
}

function acknowledge(model, page, number) {
  if (page !== model.page) return;
  const before = model.outbox.length;
  model.outbox = model.outbox.filter(({ n }) => n > number);
  if (model.outbox.length === before) return;
  if (model.outbox.length) store.set(model.draft, model.outbox);
  else store.remove(model.draft);
}

// What Python has kept, for a page that begins anew.
function take(model, ink) {
  const held = JSON.parse(ink);
  const had = new Set(model.strokes.keys());
  held.ids.forEach((id, index) => apply(model, { do: "add", id, stroke: held.strokes[index] }));
  for (const [id, stroke] of Object.entries(held.erased ?? {})) {
    if (had.has(id)) continue;
    apply(model, { do: "add", id, stroke });
    model.hidden.add(id);
  }
  const order = new Map(held.order.map((id, index) => [id, index]));
  const place = (id) => order.get(id) ?? Infinity;
  model.strokes = new Map([...model.strokes].sort(([one], [two]) => place(one) - place(two)));
  if (held.ids.length) model.width = held.width;
  model.height = Math.max(model.height, held.height);
}

const visible = (model) => [...model.strokes.keys()].filter((id) => !model.hidden.has(id));
