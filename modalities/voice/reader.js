// Reads an answer aloud: fetches the sound of one sentence after another, and shows which word is being heard.

const SLOWEST = 0.6;
const FASTEST = 1.5;
const STEP = 0.1;
const PATIENCE_MS = 30_000; // the voice is cut off and asked again within that
const GOODBYE_MS = 800; // Streamlit may unmount a component only to mount it again

const players = new Map(); // by the key given in Python: what is being heard outlives an unmount
const begunByItself = new Set(); // addresses; an answer that was seen does not start again
const instances = new WeakMap();
let chosenSpeed = null; // by the member, for every answer

// The sounds of one address, each fetched once.
class Sounds {
  constructor(address) {
    this.address = address;
    this.asked = new Map();
    this.here = new Map();
  }

  fetch(n) {
    if (!this.asked.has(n)) {
      const sound = this.load(n);
      this.asked.set(n, sound);
      sound.catch(() => this.asked.delete(n)); // so that it can be asked for again
    }
    return this.asked.get(n);
  }

  async load(n) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const times = fetch(`${this.address}/${n}.json`, { signal })
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null); // a sentence without its words' times is still heard
    const answer = await fetch(`${this.address}/${n}.wav`, { signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const url = URL.createObjectURL(await answer.blob());
    const sound = { url, words: (await times)?.words ?? [] };
    this.here.set(n, sound);
    return sound;
  }

  drop() {
    for (const { url } of this.here.values()) URL.revokeObjectURL(url);
    this.here.clear();
    this.asked.clear();
  }
}

// What is being heard. It has no part of the page; a view draws it.
class Player {
  constructor() {
    this.audio = new Audio();
    this.audio.preservesPitch = true;
    this.audio.onended = () => this.goOn();
    this.state = "idle";
    this.sentence = 0;
    this.begun = false; // whether anything was heard, and so whether there is a place to go on from
    this.run = 0; // counts what was asked for, so that an answer that comes late is known to be late
    this.count = 0;
    this.draw = () => {};
  }

  read(address, count) {
    this.count = count;
    if (this.sounds?.address === address) return;
    this.stop();
    this.sounds?.drop();
    this.sounds = new Sounds(address);
    this.sentence = 0;
    this.begun = false;
    this.become("idle");
  }

  become(state) {
    this.state = state;
    this.draw();
  }

  setSpeed(speed) {
    this.audio.defaultPlaybackRate = speed; // a new source begins with it
    this.audio.playbackRate = speed;
  }

  async play(n) {
    if (n >= this.count) return;
    for (const other of players.values()) if (other !== this && other.state === "playing") other.stop();
    const run = ++this.run;
    this.audio.pause();
    this.sentence = n;
    this.words = [];
    this.begun = true;
    this.become("playing");
    try {
      // Without waiting when it is here: some browsers allow sound only within the click itself.
      const sound = this.sounds.here.get(n) ?? (await this.sounds.fetch(n));
      if (run !== this.run) return;
      this.words = sound.words;
      this.audio.src = sound.url;
      await this.audio.play();
    } catch (reason) {
      if (run === this.run) this.become(reason.name === "NotAllowedError" ? "blocked" : "silent");
      return;
    }
    if (run === this.run && n + 1 < this.count) this.sounds.fetch(n + 1).catch(() => {});
  }

  goOn() {
    if (this.sentence + 1 < this.count) this.play(this.sentence + 1);
    else this.become("ended");
  }

  stop() {
    this.run += 1;
    this.audio.pause();
    if (this.state === "playing") this.become("idle");
  }

  toggle() {
    if (this.state === "playing") this.stop();
    else this.play(this.state === "ended" ? 0 : this.sentence);
  }

  // The word being heard, as an index in the times of the sentence; -1 before the first.
  word() {
    if (this.state !== "playing") return -1;
    const at = this.audio.currentTime;
    return this.words.findLastIndex((word) => word.start <= at);
  }

  enter(draw) {
    clearTimeout(this.leaving);
    this.draw = draw;
  }

  leave(key) {
    this.draw = () => {};
    this.leaving = setTimeout(() => {
      this.stop();
      this.sounds?.drop();
      if (players.get(key) === this) players.delete(key);
    }, GOODBYE_MS);
  }
}

// The part of the page.
class View {
  constructor(root) {
    this.root = root.querySelector(".reader");
    this.part = (name) => this.root.querySelector(`[data-testid="reader-${name}"]`);
    this.frame = 0;
    const press = (name, act) => (this.part(name).onclick = act);
    press("listen", () => this.player.toggle());
    press("again", () => this.player.play(0));
    press("repeat", () => this.player.play(this.player.sentence));
    press("slower", () => this.changeSpeed(-STEP));
    press("faster", () => this.changeSpeed(STEP));
    // Who reaches for the button will press it: the first sentence is fetched meanwhile.
    this.part("listen").onpointerenter = this.part("listen").onfocus = () => this.fetchAhead();
  }

  update(data) {
    if (this.key !== data.key) {
      if (this.key !== undefined) this.player.leave(this.key);
      this.key = data.key;
      if (!players.has(this.key)) players.set(this.key, new Player());
      this.player = players.get(this.key);
      this.player.enter(() => this.draw());
    }
    this.data = data;
    this.speed = chosenSpeed ?? Math.min(FASTEST, Math.max(SLOWEST, data.speed));
    this.player.setSpeed(this.speed);
    this.root.classList.toggle("long", Boolean(data.isLong));
    this.writeSentences();
    this.player.read(data.address, data.sentences.length);
    this.draw();
    const pressed = data.presses > (this.player.presses ?? data.presses);
    this.player.presses = data.presses;
    if (pressed) this.player.toggle();
    if (data.autoplay && !begunByItself.has(data.address)) {
      begunByItself.add(data.address);
      this.player.play(0);
    }
  }

  fetchAhead() {
    const { player } = this;
    if (player.state !== "playing" && player.count) player.sounds.fetch(player.sentence).catch(() => {});
  }

  changeSpeed(step) {
    const speed = Math.round((this.speed + step) * 10) / 10;
    if (speed < SLOWEST || speed > FASTEST) return;
    chosenSpeed = this.speed = speed;
    this.player.setSpeed(speed);
    this.draw();
  }

  writeSentences() {
    const written = JSON.stringify(this.data.sentences);
    const text = this.part("text");
    text.lang = this.data.language;
    if (written === this.written) return;
    this.written = written;
    text.replaceChildren(
      ...this.data.sentences.map((sentence, n) => {
        const line = document.createElement("p");
        line.className = this.data.paragraphs?.includes(n) ? "sentence paragraph" : "sentence";
        line.dataset.testid = `reader-sentence-${n}`;
        line.textContent = sentence;
        return line;
      }),
    );
    this.spoken = null;
  }

  draw() {
    const { player, data } = this;
    const { labels } = data;
    const isPlaying = player.state === "playing";
    this.root.dataset.state = player.state;
    this.root.hidden = data.sentences.length === 0;
    this.say("listen", isPlaying ? labels.stop : labels.listen);
    for (const name of ["again", "repeat", "slower", "faster"]) this.say(name, labels[name]);
    this.part("slower").setAttribute("aria-disabled", this.speed <= SLOWEST);
    this.part("faster").setAttribute("aria-disabled", this.speed >= FASTEST);
    const speed = this.speed.toLocaleString(data.language, { minimumFractionDigits: 1 });
    write(this.part("speed"), labels.speed.replace("{speed}", speed));
    write(this.part("note"), labels[player.state === "blocked" || player.state === "silent" ? player.state : ""] ?? "");
    this.part("note").hidden = this.part("note").textContent === "";
    write(this.part("status"), this.status(isPlaying));
    this.drawSentences(isPlaying);
    cancelAnimationFrame(this.frame);
    if (isPlaying) this.follow();
    else this.drawWord(-1);
  }

  status(isPlaying) {
    const { player, data } = this;
    if (player.state === "ended") return data.labels.ended;
    if (!isPlaying) return "";
    return data.labels.reading.replace("{n}", player.sentence + 1).replace("{total}", player.count);
  }

  say(name, words) {
    write(this.part(name).querySelector("span"), words);
  }

  drawSentences(isPlaying) {
    const { sentence, begun, state } = this.player;
    [...this.part("text").children].forEach((line, n) => {
      if (isPlaying && n === sentence) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
      line.classList.toggle("here", !isPlaying && begun && state !== "ended" && n === sentence);
    });
  }

  follow() {
    this.drawWord(this.player.word());
    this.frame = requestAnimationFrame(() => this.follow());
  }

  drawWord(n) {
    const { player } = this;
    const line = this.part("text").children[player.sentence];
    if (n >= 0 && this.spoken !== player.words) {
      this.spoken = player.words;
      this.lit = null;
      spell(line, this.data.sentences[player.sentence], player.words);
    }
    const word = n < 0 ? null : line.querySelectorAll(".word")[n];
    if (word === this.lit) return;
    this.lit?.classList.remove("now");
    word?.classList.add("now");
    this.lit = word;
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    this.player.leave(this.key);
  }
}

// Only what changed: a live region speaks whatever is written to it.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

// Put each word of a sentence in an element of its own. Positions count characters, of which "😀" is one.
function spell(line, sentence, words) {
  const characters = [...sentence];
  const parts = [];
  let done = 0;
  for (const { first, last } of words) {
    const word = document.createElement("span");
    word.className = "word";
    word.textContent = characters.slice(first, last).join("");
    parts.push(characters.slice(done, first).join(""), word);
    done = last;
  }
  line.replaceChildren(...parts, characters.slice(done).join(""));
}

export default function (component) {
  const { data, parentElement } = component;
  if (!instances.has(parentElement)) instances.set(parentElement, new View(parentElement));
  instances.get(parentElement).update(data);
  return () => {
    instances.get(parentElement)?.destroy();
    instances.delete(parentElement);
  };
}
