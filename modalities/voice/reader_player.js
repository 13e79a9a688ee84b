// What is being heard. It has no part of the page; a view draws it.
const GOODBYE_MS = 800; // Streamlit may unmount a component only to mount it again

const players = new Map(); // by the key given in Python: what is being heard outlives an unmount

class Player {
  constructor() {
    this.audio = new Audio();
    this.audio.preservesPitch = true;
    this.audio.onended = () => this.goOn();
    this.state = "idle"; // playing, paused, ended, blocked, silent
    this.why = ""; // who paused it, where that was not a button: palm, speech
    this.n = 0; // which breath
    this.begun = false; // whether anything was heard, and so whether there is a place to go on from
    this.loaded = null; // the breath whose sound the audio holds
    this.run = 0; // counts what was asked for, so that an answer that comes late is known to be late
    this.breaths = []; // of each breath the line that it says, and its first and last characters
    this.words = [];
    this.draw = () => {};
  }

  read(address, breaths) {
    this.breaths = breaths;
    if (this.sounds?.address === address) return;
    this.stop();
    this.sounds?.drop();
    this.sounds = new Sounds(address);
    this.n = 0;
    this.begun = false;
    this.loaded = null;
    this.become("idle");
  }

  get count() {
    return this.breaths.length;
  }

  get line() {
    return this.breaths[this.n]?.line ?? 0;
  }

  become(state, why = "") {
    this.state = state;
    this.why = why;
    this.draw();
    ear.rest();
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
    this.n = n;
    this.words = [];
    this.loaded = null;
    this.begun = true;
    this.become("playing");
    try {
      // Without waiting when it is here: some browsers allow sound only within the click itself.
      const sound = this.sounds.here.get(n) ?? (await this.sounds.fetch(n));
      if (run !== this.run) return;
      this.words = sound.words;
      this.loudness = sound.loudness;
      this.audio.src = sound.url;
      this.loaded = n;
      await this.audio.play();
    } catch (reason) {
      if (run === this.run) this.become(reason.name === "NotAllowedError" ? "blocked" : "silent");
      return;
    }
    if (run === this.run) this.fetchAhead(n + 1);
  }

  fetchAhead(n) {
    if (n < this.count) this.sounds.fetch(n).catch(() => {});
  }

  goOn() {
    if (this.n + 1 < this.count) this.play(this.n + 1);
    else this.become("ended");
  }

  stop() {
    this.run += 1;
    this.audio.pause();
    if (this.state === "playing" || this.state === "paused") this.become("idle");
  }

  // Keeps the very place.
  pause(why = "") {
    if (this.state !== "playing") return;
    this.run += 1;
    this.audio.pause();
    this.become("paused", why);
  }

  async resume() {
    if (this.state !== "paused") return;
    if (this.loaded !== this.n) return this.play(this.n); // it was paused before its sound came
    const run = ++this.run;
    this.become("playing");
    try {
      await this.audio.play();
    } catch (reason) {
      if (run === this.run) this.become(reason.name === "NotAllowedError" ? "blocked" : "silent");
      return;
    }
    if (run === this.run) this.fetchAhead(this.n + 1);
  }

  toggle() {
    if (this.state === "playing" || this.state === "paused") this.stop();
    else this.play(this.state === "ended" ? 0 : this.firstOf(this.line));
  }

  // As a gesture asks: to listen, or to stop and keep the place.
  press() {
    if (this.state === "playing") this.pause("palm");
    else if (this.state === "paused") this.resume();
    else this.toggle();
  }

  firstOf(line) {
    return this.breaths.findIndex((breath) => breath.line === line);
  }

  repeat() {
    this.play(this.firstOf(this.line));
  }

  // By so many lines; at the ends it stays.
  move(by) {
    const last = this.breaths.at(-1)?.line ?? 0;
    this.play(this.firstOf(Math.min(last, Math.max(0, this.line + by))));
  }

  // The word being heard, as an index in the times of the breath; -1 before the first.
  word() {
    if (this.state !== "playing" && this.state !== "paused") return -1;
    const at = this.audio.currentTime;
    return this.words.findLastIndex((word) => word.start <= at);
  }

  // How loud its own voice is about now: the most of the last moments, for loudspeakers and rooms take their time.
  get own() {
    if (this.state !== "playing" || !this.loudness) return 0;
    const at = Math.floor(this.audio.currentTime / STEP_S);
    let most = 0;
    for (let n = Math.max(0, at - 18); n <= at + 3; n++) most = Math.max(most, this.loudness[n] ?? 0);
    return most * this.audio.volume;
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

const reading = () => [...players.values()].find((player) => player.state === "playing");
