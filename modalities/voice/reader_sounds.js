// The sounds of one address, each fetched once.
const PATIENCE_MS = 30_000; // the voice is cut off and asked again within that

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
    return this.keep(n, await answer.arrayBuffer(), (await times)?.words ?? []);
  }

  keep(n, bytes, words) {
    const url = URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
    const sound = { url, loudness: loudnessOf(bytes), words };
    this.here.set(n, sound);
    this.asked.set(n, Promise.resolve(sound));
    return sound;
  }

  // What the page brought along: it need not be fetched behind all else that the page does.
  bring(written, words) {
    if (!written || this.here.has(0)) return;
    const bytes = Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
    this.keep(0, bytes.buffer, words);
  }

  // The letters of a word of the line that sound `n` says.
  async spelling(n, first, last) {
    const answer = await fetch(`${this.address}/${n}/${first}-${last}.wav`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return URL.createObjectURL(await answer.blob());
  }

  // The whole, as a file: made when it is asked for, which may take a while.
  async whole(ending) {
    const answer = await fetch(`${this.address}.${ending}`);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return URL.createObjectURL(await answer.blob());
  }

  drop() {
    for (const { url } of this.here.values()) URL.revokeObjectURL(url);
    this.here.clear();
    this.asked.clear();
  }
}

const STEP_S = 0.02; // of what is known of how loud a sound is

// How loud a WAV of 16 bits is, from 0 to 1, one number each 20 ms; empty where it cannot be told.
function loudnessOf(bytes) {
  const file = new DataView(bytes);
  let at = 12;
  let step = 0;
  while (at + 8 <= file.byteLength) {
    const name = String.fromCharCode(...new Uint8Array(bytes, at, 4));
    const size = Math.min(file.getUint32(at + 4, true), file.byteLength - at - 8);
    if (name === "fmt ") step = Math.round(STEP_S * file.getUint32(at + 12, true)) * file.getUint16(at + 10, true);
    if (name === "data" && step) return steps(new Int16Array(bytes.slice(at + 8, at + 8 + size - (size % 2))), step);
    at += 8 + size + (size % 2);
  }
  return new Float32Array();
}

function steps(samples, step) {
  const count = Math.ceil(samples.length / step);
  return Float32Array.from({ length: count }, (_, n) => loudness(samples.subarray(n * step, (n + 1) * step)) / 32_768);
}

function loudness(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / (samples.length || 1));
}
