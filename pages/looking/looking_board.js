// Targets: large tiles that are chosen by a look, a press or the keyboard, with a strip where the eyes may rest.
const EDGE_PX = 16;
const TALLEST_PX = 260; // larger than that, a tile is no easier to look at
const LEAST_REST_PX = 24;
const STRIP_PX = 44;

// As Streamlit's own header hides what scrolls under it.
const headerBottom = () =>
  Math.max(0, document.querySelector('[data-testid="stHeader"]')?.getBoundingClientRect().bottom ?? 0);

class Board {
  constructor(root) {
    this.part = root.querySelector(".board");
    this.find = (selector) => this.part.querySelector(selector);
    this.sight = new Sight();
    this.from = 0; // the first target that is shown, where not all have room
    this.hearing = new Hearing(
      (detail) => this.hear(detail),
      () => this.draw(),
    );
  }

  update(data, choose) {
    const targets = JSON.parse(data.targets);
    if (this.data?.targets !== data.targets || this.data?.page !== data.page) this.from = 0;
    this.data = { ...data, labels: JSON.parse(data.labels) };
    this.targets = targets;
    this.tellPython = choose;
    this.find(".tiles").setAttribute("aria-label", this.data.labels.targets);
    this.draw();
  }

  // A choice that comes late, from a page that was left, names a target that is not here.
  idOf(id) {
    return `${this.data.page}:${id}`;
  }

  get moreId() {
    return `${this.data.page}/more`;
  }

  hear({ key, seen }) {
    if (key !== this.data?.camera || !seen?.look) return;
    this.sight.see(seen.look, performance.now());
    tellWindow(this.data.camera);
    this.draw();
    if (seen.event?.look === "chosen") this.chosen(seen.event.target);
    this.tellTargets();
  }

  chosen(target) {
    if (target === this.moreId) return this.turn();
    const found = this.targets.find(({ id }) => this.idOf(id) === target);
    if (found) this.say(found);
  }

  press(target) {
    if (!target) return this.turn();
    this.say(target);
    this.tellPython("chosen", target.id);
  }

  say({ name }) {
    const region = this.find(".chosen");
    write(region, ""); // the same choice again is said again
    write(region, fill(this.data.labels.chosen, { name }));
  }

  turn() {
    this.from = this.from + this.room.shown >= this.targets.length ? 0 : this.from + this.room.shown;
    this.draw();
  }

  get isPointing() {
    return this.sight.isFresh(performance.now()) && this.sight.look.way !== "keyboard";
  }

  // How many columns there are, how tall a tile is, and how many targets are shown at once.
  layOut() {
    const count = this.targets.length;
    if (!this.isPointing) return { columns: Math.min(2, count), height: 128, rest: LEAST_REST_PX, shown: count };
    const { size } = this.sight.look;
    const rest = Math.max(LEAST_REST_PX, size / 2);
    const strip = this.data.rest === "between" ? 0 : Math.max(STRIP_PX, rest) + rest;
    const width = innerWidth - 2 * EDGE_PX;
    const height = innerHeight - headerBottom() - strip;
    const fitting = (length) => Math.max(1, Math.floor((length + rest) / (size + rest)));
    let columns = Math.min(fitting(width), Math.ceil(Math.sqrt(count)));
    if (columns * fitting(height) < count) columns = Math.min(fitting(width), count);
    const places = Math.max(2, columns * fitting(height));
    const rows = Math.ceil(Math.min(count, places) / columns);
    const tall = (height - (rows - 1) * rest) / rows;
    return {
      columns,
      height: Math.max(size, Math.min(TALLEST_PX, tall)),
      rest,
      shown: count > places ? places - 1 : count,
    };
  }

  draw() {
    if (!this.data) return;
    const now = performance.now();
    const { labels } = this.data;
    const wasPointing = "points" in this.part.dataset;
    this.part.toggleAttribute("data-points", this.isPointing);
    this.part.dataset.rest = this.data.rest;
    this.room = this.layOut();
    this.part.style.setProperty("--columns", this.room.columns);
    this.part.style.setProperty("--height", `${this.room.height}px`);
    this.part.style.setProperty("--rest", `${this.room.rest}px`);
    this.fillTiles();
    const isFresh = this.sight.isFresh(now);
    const says = this.data.says;
    write(this.find(".way"), says && isFresh ? labels[`way_${this.sight.look.way}`] : "");
    write(this.find(".status"), says ? (labels[this.sight.lasting(now)] ?? "") : "");
    write(this.find(".rest"), labels.rest);
    this.drawLook();
    // Where another part speaks, the targets are not what one came for.
    if (says && !wasPointing && this.isPointing) {
      this.find(".tiles").scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  }

  fillTiles() {
    const { labels } = this.data;
    const shown = this.targets.slice(this.from, this.from + this.room.shown);
    const tiles = shown.map((target) => ({ id: this.idOf(target.id), name: target.name, target }));
    if (shown.length < this.targets.length) tiles.push({ id: this.moreId, name: labels.more, target: null });
    const drawn = JSON.stringify(tiles);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const list = this.find(".tiles");
    const focused = this.part.getRootNode().activeElement?.dataset.id;
    list.replaceChildren(...tiles.map((tile) => this.tile(tile)));
    [...list.querySelectorAll("button")].find(({ dataset }) => dataset.id === focused)?.focus();
  }

  tile({ id, name, target }) {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.dataset.id = id;
    const ring = Object.assign(document.createElement("span"), { className: "ring" });
    ring.setAttribute("aria-hidden", "true");
    const words = Object.assign(document.createElement("span"), { className: "name", textContent: name });
    button.append(ring, words);
    button.onclick = () => this.press(target);
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  drawLook() {
    const { look } = this.sight;
    const isPointing = this.isPointing;
    for (const button of this.part.querySelectorAll(".tiles button")) {
      const isLooked = isPointing && look.target === button.dataset.id;
      button.dataset.state = isLooked ? look.state : "";
      button.style.setProperty("--progress", isLooked ? look.progress : 0);
    }
    this.part.dataset.state = isPointing ? look.state : "";
    const pointer = this.find(".pointer");
    const place = isPointing && look.pointer;
    if (Boolean(place) !== pointer.matches(":popover-open")) pointer.togglePopover(Boolean(place));
    if (!place) return;
    const [x, y] = place.map((value, axis) => Math.min([innerWidth, innerHeight][axis], Math.max(0, value)));
    pointer.style.transform = `translate(${x}px, ${y}px)`;
  }

  tellTargets() {
    if (!this.isPointing) return;
    const top = headerBottom();
    const place = (element) => {
      const box = element.getBoundingClientRect();
      const from = Math.max(top, box.top);
      const height = Math.min(innerHeight, box.bottom) - from;
      return {
        left: Math.round(box.left),
        top: Math.round(from),
        width: Math.round(box.width),
        height: Math.round(height),
      };
    };
    const isSeen = ({ width, height }) => width > 0 && height > 0;
    const buttons = [...this.part.querySelectorAll(".tiles button")];
    const strip = this.data.rest === "between" ? [] : [place(this.find(".rest"))];
    tell(this.data.camera, "targets", {
      page: `${this.data.page}#${this.from}`,
      targets: buttons.map((button) => ({ id: button.dataset.id, ...place(button) })).filter(isSeen),
      rest: strip.filter(isSeen),
    });
  }

  destroy() {
    this.hearing.end();
    if (this.data) tell(this.data.camera, "targets", { page: "", targets: [], rest: [] });
  }
}
