// The wall asks the café each second what there is, and draws what changed. It needs no run of the page for that, and
// goes on by itself when the network or the café comes back.

const EVERY_MS = 1000;
const PATIENCE_MS = 5000; // for one answer
const TROUBLE_AFTER = 3; // answers that did not come
const LONG = 220; // characters, beyond which letters are smaller
const SVG = "http://www.w3.org/2000/svg";

const instances = new WeakMap();

class Wall {
  constructor(root) {
    this.root = root.querySelector(".wall");
    this.failures = 0;
    this.newest = undefined; // the id that is drawn; undefined before the first answer
    this.find(".whole").onclick = () => this.fill();
    this.root.onfullscreenchange = () => this.nameButton();
    document.addEventListener("visibilitychange", (this.onSight = () => this.ask()));
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  update(data) {
    const isOther = this.data?.source !== data.source;
    this.data = data;
    write(this.find(".title"), data.title);
    write(this.find(".question"), data.question);
    this.find(".title").lang = this.find(".question").lang = "fr";
    this.nameButton();
    this.drawJoin();
    if (isOther) this.ask();
    else if (this.state) this.draw(this.state);
  }

  async ask() {
    clearTimeout(this.timer);
    if (this.isGone) return;
    if (!document.hidden) await this.take();
    if (this.isGone) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), EVERY_MS);
  }

  async take() {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const answer = await fetch(this.data.source, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!answer.ok) throw new Error(answer.status);
      this.state = await answer.json();
      this.failures = 0;
      this.draw(this.state);
    } catch {
      this.failures += 1;
    }
    this.isAsking = false;
    const isTroubled = this.failures >= TROUBLE_AFTER;
    write(this.find(".trouble"), isTroubled ? this.data.words.trouble : "");
    this.find(".trouble").hidden = !isTroubled;
  }

  draw(state) {
    this.drawCounts(state);
    this.drawVote(state.tally);
    const [first, ...others] = state.newest;
    const waiting = this.find(".waiting");
    write(waiting, state.isVeiled ? this.data.words.veiled : first ? "" : this.data.words.waiting);
    waiting.hidden = !waiting.textContent;
    this.drawNewest(first);
    this.find(".former").replaceChildren(...others.map((one) => this.former(one)));
  }

  drawNewest(one) {
    const figure = this.find(".newest");
    figure.hidden = !one;
    const isNew = this.newest !== undefined && one && this.newest !== one.id;
    this.newest = one?.id ?? null;
    if (!one) return;
    const quote = figure.querySelector("blockquote");
    quote.lang = one.language;
    write(quote, one.text);
    figure.querySelector("figcaption").replaceChildren(...this.whose(one));
    figure.classList.toggle("long", one.text.length > LONG);
    if (!isNew) return;
    figure.classList.remove("is-new");
    void figure.offsetWidth; // lets the same animation begin anew
    figure.classList.add("is-new");
  }

  former(one) {
    const item = document.createElement("li");
    const [text, author] = [document.createElement("span"), document.createElement("b")];
    text.textContent = one.text;
    text.lang = one.language;
    author.append(...this.whose(one));
    item.append(text, author);
    return item;
  }

  whose(one) {
    const author = document.createElement("span");
    author.textContent = one.author;
    author.translate = false; // a name
    const way = this.data.words[one.way];
    return way ? [author, ` · ${way}`] : [author];
  }

  drawCounts(state) {
    const counted = ["participants", "contributions", "votes"].map((name) => {
      const item = document.createElement("li");
      const number = document.createElement("b");
      number.textContent = state[name];
      item.append(number, this.data.words[name][this.isOne(state[name]) ? 0 : 1]);
      return item;
    });
    const list = this.find(".counts");
    if (list.textContent !== counted.map((item) => item.textContent).join("")) list.replaceChildren(...counted);
  }

  isOne(number) {
    return new Intl.PluralRules(this.data.language).select(number) === "one";
  }

  drawVote(tally) {
    const picture = this.find(".vote");
    picture.hidden = !tally;
    if (!tally) return;
    const names = { for: this.data.words.for, against: this.data.words.against, no_opinion: this.data.words.no_opinion };
    const most = Math.max(1, ...Object.values(tally));
    for (const [choice, name] of Object.entries(names)) {
      const row = picture.querySelector(`.${choice}`) ?? picture.appendChild(bar(choice));
      write(row.querySelector("span"), name);
      write(row.querySelector("b"), String(tally[choice]));
      row.querySelector(".bar").style.width = `${(100 * tally[choice]) / most}%`;
    }
    const said = Object.entries(names).map(([choice, name]) => `${name} ${tally[choice]}`);
    picture.setAttribute("aria-label", `${this.data.words.vote} ${said.join(", ")}`);
  }

  drawJoin() {
    const { join, words } = this.data;
    const code = this.find(".code");
    this.find(".join").hidden = !join.path;
    if (join.path) {
      code.setAttribute("viewBox", `0 0 ${join.size} ${join.size}`);
      code.setAttribute("aria-label", words.code);
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", join.path);
      code.replaceChildren(path);
    }
    write(this.find(".how"), words.how);
    write(this.find(".address"), join.address);
    write(this.find(".then"), words.then);
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen?.().catch(() => {});
  }

  nameButton() {
    const button = this.find(".whole");
    button.hidden = !this.root.requestFullscreen; // some telephones have none
    write(button, this.root.matches(":fullscreen") ? this.data.words.back : this.data.words.whole);
  }

  destroy() {
    this.isGone = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.onSight);
  }
}

function bar(choice) {
  const row = document.createElement("div");
  row.className = `choice ${choice}`;
  const track = document.createElement("div");
  track.className = "track";
  track.appendChild(document.createElement("div")).className = "bar";
  row.append(document.createElement("span"), document.createElement("b"), track);
  return row;
}

// Only what changed: a live region speaks whatever is written to it.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export default function (component) {
  const { data, parentElement } = component;
  if (!instances.has(parentElement)) instances.set(parentElement, new Wall(parentElement));
  instances.get(parentElement).update(data);
  return () => {
    instances.get(parentElement)?.destroy();
    instances.delete(parentElement);
  };
}
