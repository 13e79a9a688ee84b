// Hears that somebody speaks, and nothing else: no word is understood, no sound is kept, none leaves the browser.
const LISTEN_MS = 20; // between two looks at the sound
const STEPS = 10; // looks that are weighed together
const LOUD_STEPS = 5; // of them, louder than the room and than our own voice
const VOICED_STEPS = 4; // and with the pitch of a voice: a door, a keyboard or a cough have none
const QUIETEST = 0.002; // of 1: below that no speech is, whatever the room
const ABOVE_ROOM = 4; // times as loud as the room: 12 dB
const ABOVE_OWN = 1.8; // times as loud as our own voice comes back
const FALL = 0.97; // a look: how fast a louder estimate is given up
const RISE = 1.012; // a look: how fast a quieter one is, 5 dB a second
const OWN_HEARD = 0.01; // of 1: our own voice is to be heard
const LEARNING_STEPS = 15; // before that, our own voice is thought to come back as loud as it is

class Detector {
  constructor() {
    this.room = Infinity;
    this.echo = 1; // how much of our own voice comes back
    this.learnt = 0;
    this.looks = []; // loud and voiced, or not
    this.lately = []; // levels
  }

  // One look: how loud the microphone is, whether with a pitch, and how loud our own voice is about now. Levels are
  // from 0 to 1. Whether somebody speaks.
  hears({ level, voiced, own }) {
    this.lately = [...this.lately, level].slice(-STEPS * 2);
    this.room = Math.max(QUIETEST / ABOVE_ROOM, level < this.room ? level : this.room * RISE);
    const limit = Math.max(QUIETEST, this.room * ABOVE_ROOM, own * this.echo * ABOVE_OWN);
    this.looks = [...this.looks, { isLoud: level > limit, voiced }].slice(-STEPS);
    if (own > OWN_HEARD) this.learn(Math.max(...this.lately) / own);
    const loud = this.looks.filter((look) => look.isLoud);
    return loud.length >= LOUD_STEPS && loud.filter((look) => look.voiced).length >= VOICED_STEPS;
  }

  // Somebody who speaks over our voice raises this slowly, so that they are heard first.
  learn(share) {
    this.learnt += 1;
    if (this.learnt === LEARNING_STEPS) this.echo = share;
    else if (this.learnt > LEARNING_STEPS) this.echo = share > this.echo ? this.echo * RISE : Math.max(share, this.echo * FALL);
  }
}

// Whether samples repeat themselves as those of a voice do, 75 to 400 times a second.
function isVoiced(samples, rate) {
  const every = Math.max(1, Math.round(rate / 8_000));
  const few = new Float32Array(Math.floor(samples.length / every));
  for (let n = 0; n < few.length; n++) {
    for (let k = 0; k < every; k++) few[n] += samples[n * every + k] / every;
  }
  const slow = rate / every;
  const mean = few.reduce((sum, one) => sum + one, 0) / few.length;
  for (let n = 0; n < few.length; n++) few[n] -= mean;
  for (let lag = Math.round(slow / 400); lag <= Math.min(slow / 75, few.length / 2); lag++) {
    let both = 0;
    let first = 0;
    let second = 0;
    for (let n = 0; n + lag < few.length; n++) {
      both += few[n] * few[n + lag];
      first += few[n] ** 2;
      second += few[n + lag] ** 2;
    }
    if (both > 0.6 * Math.sqrt(first * second) && both > 0) return true;
  }
  return false;
}

const EAR_PROBLEMS = {
  NotFoundError: "missing",
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotReadableError: "taken",
  AbortError: "taken",
};

// The microphone: on only while something is read to who asked for that.
class Ear {
  constructor() {
    this.wanted = false; // by the member, until the page is left
    this.state = "off"; // asking, on
    this.problem = null;
    this.opening = 0;
    this.views = new Set();
  }

  become(state, problem = null) {
    if (this.state === state && this.problem === problem) return;
    this.state = state;
    this.problem = problem;
    for (const view of this.views) view.draw();
  }

  // Asked for by a press: the browser asks for its consent now, and not in the middle of a sentence.
  async want(wanted) {
    this.wanted = wanted;
    this.problem = null;
    if (wanted) await this.open();
    else this.close();
    for (const view of this.views) view.draw();
    this.rest();
  }

  // Off where nothing is read.
  rest() {
    if (!reading()) this.close();
    else if (this.wanted && this.state === "off" && !this.problem) this.open();
  }

  async open() {
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return this.refuse("insecure");
    const mine = ++this.opening;
    this.become("asking");
    let stream;
    try {
      const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: false };
      stream = await navigator.mediaDevices.getUserMedia({ audio, video: false });
    } catch (error) {
      if (mine === this.opening) this.refuse(EAR_PROBLEMS[error.name] ?? "other");
      return;
    }
    if (mine !== this.opening) return stream.getTracks().forEach((track) => track.stop());
    this.stream = stream;
    stream.getTracks()[0].onended = () => this.refuse("lost");
    this.listen();
    this.become("on");
    this.rest();
  }

  refuse(problem) {
    this.wanted = false;
    this.close();
    this.become("off", problem);
  }

  listen() {
    this.context ??= new AudioContext();
    this.context.resume();
    const analyser = this.context.createAnalyser();
    analyser.fftSize = 2048; // 43 ms at 48 kHz: two turns of the deepest voice
    this.source = this.context.createMediaStreamSource(this.stream);
    this.source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const detector = new Detector();
    this.looking = setInterval(() => {
      const player = reading();
      if (!player) return;
      analyser.getFloatTimeDomainData(samples);
      const newest = samples.subarray(-Math.round((LISTEN_MS / 1000) * this.context.sampleRate));
      const level = loudness(newest);
      const voiced = level > QUIETEST && isVoiced(samples, this.context.sampleRate);
      if (detector.hears({ level, voiced, own: player.own })) player.pause("speech");
    }, LISTEN_MS);
  }

  close() {
    this.opening += 1;
    clearInterval(this.looking);
    this.source?.disconnect();
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.stream = this.source = null;
    this.become("off", this.problem);
  }
}

const ear = new Ear();
