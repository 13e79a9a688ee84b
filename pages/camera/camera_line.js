// The way to the server of this page. A frame leaves when the one before was answered: who is slow gets fewer of them.
const PROTOCOL = "cafe.live";
const HEADER_BYTES = 12;
const ON_THE_WAY = 2; // frames: while one is looked at, the next one travels
const SLOW_MS = 3_000; // without an answer, it is said
const DEAD_MS = 10_000; // without an answer, it is connected again
const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 10_000;
const ASK_AGAIN_MS = 5_000; // for a new token: Streamlit drops what it is told while its server is away

// As in pipelines/live.py.
const CODES = { 4401: "renewing", 4409: "replaced", 4429: "busy", 4500: "failed" };

class Line {
  // `onState` hears closed, connecting, open, slow, lost, renewing, replaced, busy, failed; `onAnswer` each message.
  constructor({ onState, onAnswer, onRefused }) {
    Object.assign(this, { onState, onAnswer, onRefused });
    this.state = "closed";
    this.token = "";
    this.number = 0;
    this.delay = FIRST_DELAY_MS;
    this.onTheWay = [];
    this.trips = [];
    this.toTell = new Map();
  }

  enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.onState(state);
  }

  use(token) {
    if (this.token === token) return;
    this.token = token;
    if (this.state !== "closed") this.connect();
  }

  open() {
    this.delay = FIRST_DELAY_MS;
    this.connect();
  }

  close() {
    this.forget();
    this.enter("closed");
  }

  forget() {
    clearTimeout(this.again);
    if (this.socket) {
      this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
      this.socket.close();
    }
    this.socket = null;
    this.onTheWay = [];
  }

  connect() {
    this.forget();
    if (this.state !== "lost") this.enter("connecting"); // what was lost is lost until it is there again
    const address = new URL("/live", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(address, [PROTOCOL, this.token]);
    this.socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    this.socket.onclose = ({ code }) => this.lost(code);
  }

  hear(answer) {
    if (answer.hello) {
      this.limit = answer.hello.bytes;
      this.pause = 1000 / answer.hello.rate;
      this.delay = FIRST_DELAY_MS;
      this.due = 0;
      this.enter("open");
      for (const text of this.toTell.values()) this.socket.send(text);
      return;
    }
    const now = performance.now();
    if (Number.isInteger(answer.n)) {
      const mine = this.onTheWay.find((frame) => frame.number === answer.n);
      if (mine) this.trips = [...this.trips.slice(-199), now - mine.sentAt];
      this.onTheWay = this.onTheWay.filter((frame) => frame.number > answer.n); // the ones before were dropped
    }
    if (this.state === "slow") this.enter("open");
    this.onAnswer(answer);
  }

  lost(code) {
    this.forget();
    const state = CODES[code] ?? "lost";
    this.enter(state);
    if (state === "replaced" || state === "failed") return;
    if (state === "renewing") {
      this.askForToken();
      return;
    }
    const wait = state === "busy" ? LAST_DELAY_MS / 2 : this.delay;
    this.delay = Math.min(2 * this.delay, LAST_DELAY_MS);
    this.again = setTimeout(() => this.connect(), wait * (1 + Math.random() / 5)); // not all browsers at once
  }

  askForToken() {
    this.onRefused();
    this.again = setTimeout(() => this.askForToken(), ASK_AGAIN_MS);
  }

  hurry() {
    if (this.state !== "lost" && this.state !== "busy") return;
    this.delay = FIRST_DELAY_MS;
    this.connect();
  }

  check() {
    const [oldest] = this.onTheWay;
    if (!oldest || (this.state !== "open" && this.state !== "slow")) return;
    const waited = performance.now() - oldest.sentAt;
    if (waited > DEAD_MS) this.lost(0);
    else if (waited > SLOW_MS) this.enter("slow");
  }

  isReady(now) {
    return (
      (this.state === "open" || this.state === "slow") &&
      this.onTheWay.length < ON_THE_WAY &&
      this.socket.bufferedAmount === 0 &&
      now >= this.due
    );
  }

  // A frame is being made ready. The beat is kept on average: a camera's own does not divide by ours.
  isPreparing(now) {
    this.due = Math.max(this.due + this.pause, now - this.pause);
  }

  send(t, jpeg) {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN || !this.limit || jpeg.size + HEADER_BYTES > this.limit) return;
    const number = ++this.number;
    const header = new DataView(new ArrayBuffer(HEADER_BYTES));
    header.setUint32(0, number, true);
    header.setFloat64(4, t, true);
    this.onTheWay.push({ number, sentAt: performance.now() });
    socket.send(new Blob([header, jpeg]));
  }

  // What the server should know of this page: under each name the last word counts, also after a new connection.
  tell(name, message) {
    const text = JSON.stringify(message);
    if (this.toTell.get(name) === text) return;
    this.toTell.set(name, text);
    if (this.state === "open" || this.state === "slow") this.socket.send(text);
  }
}
