// Points over the whole window, one after the other: those of a calibration, of its check, of a re-centring.
const BEGIN_MS = 4_000; // a session that shows no point by then does not show any
const REMOUNT_MS = 1_000; // Streamlit may take this part away and put it back

const rounds = new Map(); // by camera, because they outlive an unmount for a moment
let asked = 0; // the line to the server leaves out what it told before: each wish is another one

class Rounds {
  constructor(root) {
    this.part = root.querySelector(".rounds");
    this.find = (selector) => this.part.querySelector(selector);
    this.sight = new Sight();
    this.dialog = this.find("dialog");
    this.find(".nine").onclick = () => this.begin({ calibrate: 9 });
    this.find(".five").onclick = () => this.begin({ calibrate: 5 });
    this.find(".again").onclick = () => this.centre();
    this.find(".stop").onclick = () => this.dialog.close();
    this.dialog.onclose = () => this.stop(); // Escape closes it too
    this.hearing = new Hearing(
      (detail) => this.hear(detail),
      () => this.draw(),
    );
  }

  update(data) {
    this.data = { ...data, labels: JSON.parse(data.labels) };
    clearTimeout(rounds.get(data.camera)?.leaving);
    if (this.round && !this.dialog.open) this.dialog.showModal();
    const { labels } = this.data;
    this.part.setAttribute("aria-label", labels.rounds);
    this.dialog.setAttribute("aria-label", labels.rounds);
    write(this.find(".nine"), labels.nine);
    write(this.find(".five"), labels.five);
    write(this.find(".again"), labels.again);
    write(this.find(".stop"), labels.stop);
    this.draw();
  }

  get round() {
    return rounds.get(this.data.camera) ?? null;
  }

  begin(wish) {
    if (!this.sight.isFresh(performance.now())) return this.say("camera_first");
    this.say("");
    rounds.set(this.data.camera, { at: performance.now(), hasBegun: false, window: tellWindow(this.data.camera) });
    tell(this.data.camera, "round", { ...wish, asked: ++asked });
    this.dialog.showModal();
    this.draw();
  }

  centre() {
    if (!this.sight.isFresh(performance.now())) return this.say("camera_first");
    if (this.sight.look.way === "eyes") return this.begin({ recentre: true });
    tell(this.data.camera, "centre", { centre: true, asked: ++asked });
    this.say("centred");
  }

  stop() {
    if (this.round) this.end("stopped");
  }

  // After this the server is told to stop in any case: a connection that is made anew tells the last wish again.
  end(name) {
    rounds.delete(this.data.camera);
    tell(this.data.camera, "round", { stop: true, asked: ++asked });
    this.dialog.close();
    this.say(name);
  }

  say(name) {
    this.said = name;
    this.draw();
  }

  hear({ key, seen }) {
    if (key !== this.data?.camera || !seen?.look) return;
    this.sight.see(seen.look, performance.now());
    const here = tellWindow(this.data.camera);
    const { round } = this;
    if (round) this.follow(round, seen, here);
    this.draw();
  }

  follow(round, { look, event }, here) {
    const done = ["calibrated", "recentred", "failed"].includes(event?.look) ? event.look : null;
    if (done) return this.end(done);
    if (look.showing) round.hasBegun = true;
    else if (round.window !== here) this.end("window_changed");
    else if (round.hasBegun || performance.now() - round.at > BEGIN_MS) this.end("not_shown");
  }

  draw() {
    if (!this.data) return;
    const now = performance.now();
    const { labels, calibrated } = this.data;
    const isFresh = this.sight.isFresh(now);
    const way = isFresh ? this.sight.look.way : "";
    const trouble = this.sight.lasting(now);
    write(this.find(".way"), way ? labels[`way_${way}`] : "");
    // A trouble that lasts counts more than what was said before it.
    write(this.find(".status"), this.round ? "" : trouble ? labels[trouble] : (labels[this.said] ?? ""));
    this.find(".again").hidden = !(calibrated || way === "head");
    if (this.round) this.drawPoint(isFresh ? this.sight.look.showing : null, isFresh ? trouble : "no_pictures");
  }

  drawPoint(showing, trouble) {
    const { labels } = this.data;
    const point = this.find(".point");
    point.hidden = !showing;
    write(this.find(".task"), labels[trouble || (showing ? `task_${showing.for}` : "task_wait")]);
    write(this.find(".count"), showing ? fill(labels.count, showing) : "");
    if (!showing) return;
    point.dataset.for = showing.for;
    point.style.left = `${showing.x}px`;
    point.style.top = `${showing.y}px`;
    point.style.setProperty("--progress", showing.progress);
  }

  destroy() {
    this.hearing.end();
    const { camera } = this.data ?? {};
    const round = rounds.get(camera);
    if (!round) return;
    round.leaving = setTimeout(() => {
      rounds.delete(camera);
      tell(camera, "round", { stop: true, asked: ++asked });
    }, REMOUNT_MS);
  }
}
