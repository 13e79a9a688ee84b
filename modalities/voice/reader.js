// The part of the page that shows an answer and what reads it aloud.
const SLOWEST = 0.6;
const FASTEST = 1.5;
const STEP = 0.1;
const KEPT = "cafe-reader"; // in this browser: the speed, whether the options are open, whether answers begin by themselves

const begunByItself = new Set(); // addresses; an answer that was seen does not start again
const instances = new WeakMap();
const chosen = kept(); // by the member, for every answer

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {}; // a browser that keeps nothing, or something else under that name
  }
}

function keep(news) {
  Object.assign(chosen, news);
  try {
    localStorage.setItem(KEPT, JSON.stringify(chosen));
  } catch {
    return; // it holds until the page is left
  }
}

class View {
  constructor(root) {
    this.root = root.querySelector(".reader");
    this.part = (name) => this.root.querySelector(`[data-testid="reader-${name}"]`);
    this.frame = 0;
    this.isOpen = Boolean(chosen.open);
    const press = (name, act) => {
      this.part(name).onclick = () => this.part(name).getAttribute("aria-disabled") !== "true" && act();
    };
    press("listen", () => this.listen());
    press("stop", () => this.player.stop());
    press("again", () => this.player.play(0));
    press("previous", () => this.player.move(-1));
    press("repeat", () => this.player.repeat());
    press("next", () => this.player.move(1));
    press("slower", () => this.changeSpeed(-STEP));
    press("faster", () => this.changeSpeed(STEP));
    press("more", () => this.open(!this.isOpen));
    press("spell", () => (this.part("words").hidden ? this.chooseWord() : this.showWords(false)));
    press("wav", () => this.save("wav"));
    press("vtt", () => this.save("vtt"));
    press("early", () => this.change(() => keep({ early: !chosen.early })));
    press("ear", () => ear.want(!ear.wanted));
    this.root.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    ear.views.add(this);
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
    this.speed = Math.min(FASTEST, Math.max(SLOWEST, Number(chosen.speed) || data.speed));
    this.player.setSpeed(this.speed);
    palm.gestures = new Set(data.gestures);
    this.root.classList.toggle("long", Boolean(data.isLong));
    this.writeLines();
    this.player.read(data.address, data.breaths);
    this.player.sounds.bring(data.first, data.firstWords);
    this.draw();
    const pressed = data.presses - (this.player.presses ?? data.presses);
    this.player.presses = data.presses;
    if (pressed > 0 && pressed > palm.hasDone(data.presses)) this.player.press();
    if ((data.autoplay || (data.isAnswer && chosen.early)) && !begunByItself.has(data.address)) {
      begunByItself.add(data.address);
      this.player.play(0);
    } else if (!navigator.connection?.saveData && this.player.state === "idle") {
      this.player.fetchAhead(this.player.n); // who will press hears it at once
    }
  }

  change(act) {
    act();
    this.draw();
  }

  changeSpeed(step) {
    const speed = Math.round((this.speed + step) * 10) / 10;
    if (speed < SLOWEST || speed > FASTEST) return;
    keep({ speed });
    this.speed = speed;
    this.player.setSpeed(speed);
    this.draw();
  }

  // The one large button: what one most likely wants now.
  listen() {
    const { player } = this;
    if (player.state === "playing") player.pause();
    else if (player.state === "paused") player.resume();
    else player.toggle();
  }

  // Whoever opened the options once finds them open with the next answer.
  open(isOpen) {
    this.isOpen = isOpen;
    keep({ open: isOpen });
    this.showWords(false);
  }

  showWords(isShown) {
    this.part("words").hidden = !isShown;
    this.draw();
  }

  // The innermost of what is open; the focus goes back to the button that opened it.
  close() {
    if (!this.isOpen) return;
    const button = this.part("words").hidden ? "more" : "spell";
    if (button === "spell") this.showWords(false);
    else this.open(false);
    this.part(button).focus();
  }

  writeLines() {
    const written = JSON.stringify(this.data.lines);
    const text = this.part("text");
    text.lang = this.data.language;
    if (written === this.written) return;
    this.written = written;
    text.replaceChildren(
      ...this.data.lines.map((sentence, n) => {
        const line = document.createElement("p");
        line.className = this.data.paragraphs?.includes(n) ? "sentence paragraph" : "sentence";
        line.dataset.testid = `reader-sentence-${n}`;
        line.dir = "auto";
        line.textContent = sentence;
        return line;
      }),
    );
    this.spoken = null;
  }

  draw() {
    const { player, data } = this;
    if (!data) return;
    const { labels } = data;
    const isPlaying = player.state === "playing";
    const isPaused = player.state === "paused";
    this.root.dataset.state = player.state;
    this.root.dataset.why = player.why;
    this.root.hidden = data.lines.length === 0;
    this.say("listen", isPlaying ? labels.pause : isPaused ? labels.resume : labels.listen);
    for (const name of PLAIN) this.say(name, labels[name]);
    for (const name of SHORT) this.say(name, labels[`${name}_short`], labels[name]);
    this.show("stop", isPlaying || isPaused);
    this.part("more").setAttribute("aria-expanded", this.isOpen);
    this.part("options").hidden = !this.isOpen;
    this.drawOptions();
    const note = this.problem ?? (player.state === "blocked" || player.state === "silent" ? labels[player.state] : "");
    write(this.part("note"), note);
    this.part("note").hidden = note === "";
    write(this.part("status"), this.status());
    this.drawEar(labels);
    this.drawLines(isPlaying || isPaused);
    cancelAnimationFrame(this.frame);
    if (isPlaying) this.follow();
    else this.drawWord(isPaused ? player.word() : -1);
  }

  // Only what makes sense for this text.
  drawOptions() {
    const { player, data } = this;
    const { labels } = data;
    this.part("options").ariaLabel = labels.more;
    for (const about of this.root.querySelectorAll(".about")) write(about, labels[`about_${about.dataset.about}`]);
    const isOfMany = data.lines.length > 1;
    for (const name of ["previous", "next", "again"]) this.show(name, isOfMany);
    this.disable("previous", player.line === 0);
    this.disable("next", player.line >= data.lines.length - 1);
    this.disable("slower", this.speed <= SLOWEST);
    this.disable("faster", this.speed >= FASTEST);
    this.root.querySelector(".spelling").hidden = !data.lines.some((line) => wordsOf(line).length);
    this.disable("spell", wordsOf(data.lines[player.line] ?? "").length === 0);
    this.part("spell").setAttribute("aria-expanded", !this.part("words").hidden);
    const shownIn = document.documentElement.lang || data.language; // the answer may be in another language
    const speed = this.speed.toLocaleString(shownIn, { minimumFractionDigits: 1 });
    const [said, shown] = this.part("speed").children;
    write(said, labels.speed.replace("{speed}", ""));
    write(shown, speed);
  }

  status() {
    const { player, data } = this;
    const { labels } = data;
    const told = { ended: labels.ended, paused: labels[`paused_${player.why}`] ?? labels.paused };
    if (this.news) return this.news;
    if (player.state === "idle") return data.trouble;
    if (player.state !== "playing") return told[player.state] ?? "";
    return labels.reading.replace("{n}", player.line + 1).replace("{total}", data.lines.length);
  }

  drawEar(labels) {
    const choose = (name, isOn) => {
      this.part(name).setAttribute("aria-checked", isOn);
      write(this.part(name).querySelector(".words"), labels[name]);
    };
    choose("early", Boolean(chosen.early));
    choose("ear", ear.wanted);
    this.part("early").parentElement.hidden = !this.data.isAnswer;
    write(this.part("early").nextElementSibling, labels.early_why);
    write(this.part("ear").nextElementSibling, ear.problem ? labels[`ear_${ear.problem}`] : labels.ear_why);
    this.part("microphone").hidden = ear.state !== "on";
    write(this.part("microphone").querySelector(".words"), labels.ear_on);
  }

  // The words on a button, and its whole name where these are short because of what stands beside them.
  say(name, words, whole = null) {
    write(this.part(name).querySelector("span"), words);
    if (whole) this.part(name).ariaLabel = whole;
  }

  // What goes while it has the focus gives it to the large button: nobody is thrown out of the reader.
  show(name, isShown) {
    const button = this.part(name);
    if (!isShown && button.getRootNode().activeElement === button) this.part("listen").focus();
    button.hidden = !isShown;
  }

  disable(name, isDisabled) {
    this.part(name).setAttribute("aria-disabled", isDisabled);
  }

  drawLines(isHeard) {
    const { line, begun, state } = this.player;
    [...this.part("text").children].forEach((element, n) => {
      if (isHeard && n === line) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
      element.classList.toggle("here", !isHeard && begun && state !== "ended" && n === line);
    });
  }

  follow() {
    this.drawWord(this.player.word());
    this.frame = requestAnimationFrame(() => this.follow());
  }

  drawWord(n) {
    const { player } = this;
    const line = this.part("text").children[player.line];
    if (n >= 0 && this.spoken !== player.words) {
      this.spoken = player.words;
      this.lit = null;
      markWords(line, this.data.lines[player.line], player.words);
    }
    const word = n < 0 ? null : line.querySelectorAll(".word")[n];
    if (n >= 0) this.last = { line: player.line, first: player.words[n].first };
    if (word === this.lit) return;
    this.lit?.classList.remove("now");
    word?.classList.add("now");
    this.lit = word;
  }

  // The words of the sentence to choose from; the one that was heard last is spelled at once.
  chooseWord() {
    const { player, data } = this;
    player.pause();
    const words = wordsOf(data.lines[player.line] ?? "");
    const heard = this.last?.line === player.line ? words.findLast((word) => word.first <= this.last.first) : null;
    const buttons = words.map((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.lang = data.language;
      button.dir = "auto";
      button.textContent = word.text;
      button.onclick = () => this.spell(word, button);
      return button;
    });
    write(this.part("words").querySelector(".asked"), data.labels.which_word);
    this.part("words").querySelector(".choices").replaceChildren(...buttons);
    write(this.part("letters"), "");
    this.showWords(true);
    const button = buttons[words.indexOf(heard)] ?? buttons[0];
    button?.focus();
    if (heard) this.spell(heard, button);
  }

  async spell(word, button) {
    const { player } = this;
    for (const one of button.parentElement.children) one.setAttribute("aria-pressed", one === button);
    this.part("letters").lang = this.data.language;
    write(this.part("letters"), letters(word.text).join(" · "));
    player.pause();
    this.letters ??= new Audio();
    this.letters.pause();
    const asked = (this.spelling = {});
    try {
      const url = await player.sounds.spelling(player.firstOf(player.line), word.first, word.last);
      if (asked !== this.spelling) return;
      this.letters.src = url;
      this.letters.defaultPlaybackRate = this.letters.playbackRate = this.speed;
      await this.letters.play();
    } catch (reason) {
      if (reason.name !== "AbortError") this.change(() => (this.news = this.data.labels.silent));
    }
  }

  async save(ending) {
    const { labels, fileName } = this.data;
    this.change(() => (this.news = labels.saving));
    try {
      const link = document.createElement("a");
      link.href = await this.player.sounds.whole(ending);
      link.download = `${fileName}.${ending}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      this.change(() => (this.news = labels.saved));
    } catch {
      this.change(() => (this.news = labels.not_saved));
    }
    setTimeout(() => this.change(() => (this.news = "")), 6_000);
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    ear.views.delete(this);
    this.letters?.pause();
    this.player.leave(this.key);
  }
}

const PLAIN = ["stop", "more", "slower", "faster", "again", "spell"];
const SHORT = ["previous", "repeat", "next", "wav", "vtt"];

// Only what changed: a live region speaks whatever is written to it.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words ?? "";
}

// Put each word that is heard in an element of its own. Positions count characters, of which "😀" is one.
function markWords(line, sentence, words) {
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

// The words of a sentence, without the signs around them, and where they stand, in characters.
function wordsOf(sentence) {
  return [...sentence.matchAll(/[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu)].map((found) => {
    const first = [...sentence.slice(0, found.index)].length;
    return { text: found[0], first, last: first + [...found[0]].length };
  });
}

// What one would call the letters of a word: an accent stays with its letter.
function letters(word) {
  return [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(word)].map(({ segment }) => segment);
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
