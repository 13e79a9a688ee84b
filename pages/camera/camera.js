// The camera as its member sees it: off until asked, a mirror with what is seen in it, and what is wrong.
const GRACE_MS = 3_000; // Streamlit may take this part away and put it back: the camera does not blink
const MOST_EVENTS = 50; // that Python has not taken up
const STALE_MS = 1_000; // lines older than that are of a hand that has moved

const instances = new WeakMap();
const cameras = new Map(); // by the key given in Python, because they outlive an unmount for a moment

class Camera {
  constructor(key) {
    this.key = key;
    this.state = "off"; // asking, on, lost
    this.problem = null; // of getUserMedia
    this.trouble = null; // of the pictures
    this.sentence = null; // of the server
    this.events = [];
    this.lastId = 0;
    this.view = null;
    this.eye = new Eye({
      onFrame: (now) => this.look(now),
      onTrouble: (trouble) => this.set({ trouble }),
      onLost: () => this.lost(),
    });
    this.line = new Line({
      onState: () => this.view?.draw(),
      onAnswer: (answer) => this.hear(answer),
      onRefused: () => this.view?.askForToken(),
    });
    this.whileOn = [
      [document, "visibilitychange", () => this.rest()],
      [window, "focus", () => this.view?.draw()],
      [window, "blur", () => this.view?.draw()],
      [window, "online", () => this.line.hurry()],
    ];
    navigator.mediaDevices?.addEventListener("devicechange", () => {
      if (this.state === "lost") this.turnOn();
    });
  }

  set(news) {
    if (Object.entries(news).every(([name, value]) => this[name] === value)) return;
    Object.assign(this, news);
    this.view?.draw();
  }

  attach(view) {
    clearTimeout(this.grace);
    this.view = view;
  }

  detach(view) {
    if (this.view !== view) return; // a new one stands there already
    this.view = null;
    this.grace = setTimeout(() => this.turnOff(), GRACE_MS);
  }

  async turnOn() {
    this.set({ state: "asking", problem: null, trouble: null, sentence: null });
    const problem = await this.eye.open();
    if (problem === undefined) return;
    // A camera that is missing may still come: then it is asked again without a press, for it was asked for.
    if (problem) return this.set({ state: problem === "missing" ? "lost" : "off", problem });
    for (const [where, name, heard] of this.whileOn) where.addEventListener(name, heard);
    this.line.open();
    this.checking = setInterval(() => this.check(), CHECK_MS);
    this.set({ state: "on" });
    this.rest();
  }

  turnOff() {
    this.stop();
    this.set({ state: "off", problem: null, trouble: null, sentence: null });
  }

  stop() {
    clearTimeout(this.coming);
    clearInterval(this.checking);
    for (const [where, name, heard] of this.whileOn) where.removeEventListener(name, heard);
    this.eye.close();
    this.line.close();
    this.see(null);
  }

  lost() {
    this.stop();
    this.set({ state: "lost", problem: "lost", trouble: null });
    this.coming = setTimeout(() => this.comeBack(), GRACE_MS); // perhaps there is another one
  }

  async comeBack() {
    if (this.state !== "lost") return;
    const devices = await navigator.mediaDevices.enumerateDevices();
    const permission = await navigator.permissions?.query({ name: "camera" }).catch(() => null);
    if (permission?.state === "denied") return this.set({ state: "off", problem: "refused" });
    if (this.state === "lost" && devices.some(({ kind }) => kind === "videoinput")) await this.turnOn();
  }

  get isHidden() {
    return document.visibilityState === "hidden";
  }

  rest() {
    this.eye.pause(this.isHidden);
    if (this.isHidden) this.see(null);
    else this.line.hurry();
    this.view?.draw();
  }

  check() {
    this.line.check();
    if (performance.now() - this.seenAt > STALE_MS) this.see(null);
    this.view?.measure();
  }

  async look(now) {
    if (this.isHidden || !this.view || this.isLooking || !this.line.isReady(now)) return;
    this.isLooking = true;
    this.line.isPreparing(now);
    try {
      this.line.send(now, await this.eye.jpeg(this.view.data.width));
    } finally {
      this.isLooking = false;
    }
  }

  hear(answer) {
    if (answer.failed) this.set({ sentence: answer.failed });
    if (!("seen" in answer)) return;
    this.set({ sentence: null });
    const { seen } = answer;
    this.see(seen);
    if (!seen) return;
    if (seen.event) this.happened(seen.event, answer.at);
    // The other parts of the page: what points, targets that grow, a calibration.
    window.dispatchEvent(new CustomEvent("cafe-live-seen", { detail: { key: this.key, t: answer.t, seen } }));
  }

  see(seen) {
    this.seenAt = seen ? performance.now() : Infinity;
    this.view?.see(seen);
  }

  // Python may be at work: it gets again what it has not acknowledged, and says itself what has become too old.
  happened(event, at) {
    this.lastId = Math.max(this.lastId + 1, Date.now()); // grows beyond those of an earlier page of this session
    this.events = [...this.events, { id: this.lastId, at, event }].slice(-MOST_EVENTS);
    this.view?.recognised(event, this.events);
  }

  handled(id) {
    this.events = this.events.filter((one) => one.id > id);
  }
}

function cameraOf(key) {
  if (!cameras.has(key)) cameras.set(key, new Camera(key));
  return cameras.get(key);
}

// What is told before the camera is on is kept for it.
window.addEventListener("cafe-live-tell", ({ detail: { key, name, message } }) => {
  cameraOf(key).line.tell(name ?? "", message);
});

class View {
  constructor(root) {
    this.find = (selector) => root.querySelector(selector);
    this.root = this.find(".camera");
    this.find(".toggle").onclick = () => this.press();
    this.drawing = this.find("canvas").getContext("2d");
  }

  update(data, tell) {
    this.data = { ...data, labels: JSON.parse(data.labels), names: JSON.parse(data.names) };
    this.tellPython = tell;
    const camera = cameraOf(data.key);
    if (camera.view !== this) {
      if (this.camera !== camera) this.camera?.detach(this);
      this.camera = camera;
      camera.attach(this);
      this.find(".mirror").prepend(camera.eye.video);
      if (camera.state === "on") camera.eye.play();
    }
    camera.line.use(data.token);
    camera.handled(data.handled);
    if (data.tell) camera.line.tell("page", JSON.parse(data.tell));
    else camera.line.toTell.delete("page");
    this.draw();
  }

  press() {
    if (this.camera.state === "on" || this.camera.state === "asking") this.camera.turnOff();
    else this.camera.turnOn();
  }

  askForToken() {
    this.tellPython("renew", this.data.token);
  }

  draw() {
    const { camera, data } = this;
    const { labels } = data;
    const isOn = camera.state === "on";
    this.root.dataset.state = camera.state;
    this.root.dataset.line = camera.line.state;
    this.root.setAttribute("aria-label", labels.camera);
    write(this.find(".words"), labels[`state_${isOn && camera.isHidden ? "hidden" : camera.state}`]);
    write(this.find(".toggle"), isOn || camera.state === "asking" ? labels.turn_off : labels.turn_on);
    write(this.find(".purpose"), data.purpose);
    write(this.find(".problem"), this.trouble());
    this.find(".picture").hidden = !isOn;
    this.find(".mirror").setAttribute("aria-label", labels.picture);
  }

  // The one thing that stands in the way most.
  trouble() {
    const { problem, trouble, sentence, line, state, isHidden } = this.camera;
    const { labels } = this.data;
    if (problem) return labels[`problem_${problem}`];
    if (state !== "on") return "";
    if (isHidden) return labels.hidden;
    if (sentence) return sentence;
    if (labels[`line_${line.state}`]) return labels[`line_${line.state}`];
    if (trouble) return labels[trouble];
    return document.hasFocus() ? "" : labels.unfocused;
  }

  see(seen) {
    const label = seen?.label ?? "";
    write(this.find(".label"), this.data.names[label] ?? label);
    const progress = Math.min(1, Math.max(0, Number(seen?.progress) || 0));
    this.find(".fill").style.strokeDasharray = `${progress} 1`;
    this.find(".ring").style.visibility = progress > 0 ? "visible" : "hidden";
    this.drawLines(seen?.lines ?? []);
  }

  drawLines(lines) {
    const { canvas } = this.drawing;
    const { videoWidth, videoHeight } = this.camera.eye.video;
    if (canvas.width !== videoWidth || canvas.height !== videoHeight) {
      Object.assign(canvas, { width: videoWidth, height: videoHeight });
    }
    this.drawing.clearRect(0, 0, canvas.width, canvas.height);
    const path = new Path2D();
    for (const line of lines) {
      line.forEach(([x, y], at) => path[at ? "lineTo" : "moveTo"](x * videoHeight, y * videoHeight));
    }
    const accent = getComputedStyle(this.root).getPropertyValue("--st-primary-color");
    Object.assign(this.drawing, { lineJoin: "round", lineCap: "round" });
    for (const [colour, width] of [["#000", 80], ["#fff", 110], [accent, 180]]) {
      Object.assign(this.drawing, { strokeStyle: colour, lineWidth: Math.max(2, videoHeight / width) });
      this.drawing.stroke(path);
    }
  }

  recognised(event, events) {
    const name = this.data.names[event.label] ?? event.label ?? "";
    if (name) write(this.find('[data-testid="camera-recognised"]'), fill(this.data.labels.recognised, name));
    this.tellPython("event", JSON.stringify(events));
  }

  measure() {
    const trips = [...this.camera.line.trips].sort((a, b) => a - b);
    const part = (share) => trips[Math.min(trips.length - 1, Math.floor(share * trips.length))]?.toFixed(1) ?? "";
    this.root.dataset.roundTrip = `${part(0.5)} ${part(0.95)}`;
    this.root.dataset.sent = this.camera.line.number;
  }

  destroy() {
    this.camera?.detach(this);
  }
}

// Only what changed: a live region speaks whatever is written to it.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words ?? "";
}

const fill = (sentence, word) => sentence.replace("{gesture}", () => word);

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!instances.has(parentElement)) instances.set(parentElement, new View(parentElement));
  instances.get(parentElement).update(data, setTriggerValue);
  return () => {
    instances.get(parentElement)?.destroy();
    instances.delete(parentElement);
  };
}
