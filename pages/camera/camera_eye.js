// The camera itself: opened when asked, its pictures made small, and what is wrong with it.
const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 }, facingMode: "user" };
const JPEG_QUALITY = 0.8; // at 480 pixels about 20 kB
const CHECK_MS = 500;
const DARK = 12; // of 255, the mean of a picture: a lens that is covered gives 0 to 5, a room at night more
const DARK_MS = 2_000;
const FROZEN_MS = 4_000; // a real sensor's noise changes every picture
const THUMB = { width: 64, height: 48 };

const PROBLEMS = {
  NotFoundError: "missing",
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotReadableError: "taken",
  AbortError: "taken",
  OverconstrainedError: "unfit",
};

class Eye {
  // `onFrame` is called with each new picture's moment in ms, `onTrouble` with what is wrong with the pictures or null,
  // `onLost` once when the camera has gone.
  constructor({ onFrame, onTrouble, onLost }) {
    Object.assign(this, { onFrame, onTrouble, onLost });
    this.video = document.createElement("video");
    this.video.muted = true;
    this.video.playsInline = true;
    this.thumb = this.canvas(THUMB.width, THUMB.height).getContext("2d", { willReadFrequently: true });
    this.thumb.imageSmoothingEnabled = false; // a mean of neighbours would hide the noise that tells a live sensor
    this.stream = null;
    this.opening = 0;
  }

  canvas(width, height) {
    if (window.OffscreenCanvas) return new OffscreenCanvas(width, height);
    return Object.assign(document.createElement("canvas"), { width, height });
  }

  // Gives null, or the name of what stands in the way; undefined when it was closed meanwhile.
  async open() {
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return "insecure";
    const mine = ++this.opening;
    let stream;
    try {
      stream = await this.ask();
    } catch (error) {
      return mine === this.opening ? (PROBLEMS[error.name] ?? "other") : undefined;
    }
    if (mine !== this.opening) {
      stream.getTracks().forEach((track) => track.stop());
      return undefined;
    }
    this.stream = stream;
    const [track] = stream.getVideoTracks();
    track.onended = () => this.lost();
    this.video.srcObject = stream;
    this.play();
    this.begin();
    return null;
  }

  async ask() {
    try {
      return await navigator.mediaDevices.getUserMedia({ video: WANTED, audio: false });
    } catch (error) {
      if (error.name !== "OverconstrainedError") throw error;
      return navigator.mediaDevices.getUserMedia({ video: true, audio: false });
    }
  }

  play() {
    this.video.play().catch(() => {}); // moved within the page, it is asked again
  }

  lost() {
    this.close();
    this.onLost();
  }

  close() {
    this.opening += 1;
    clearInterval(this.checking);
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.stream = null;
    this.video.srcObject = null;
  }

  pause(isPaused) {
    for (const track of this.stream?.getTracks() ?? []) track.enabled = !isPaused;
    this.steady();
  }

  begin() {
    this.steady();
    this.checking = setInterval(() => this.check(), CHECK_MS);
    const mine = this.opening;
    const next = this.video.requestVideoFrameCallback
      ? (then) => this.video.requestVideoFrameCallback(then)
      : (then) => requestAnimationFrame(then);
    const seen = () => {
      if (mine !== this.opening) return;
      next(seen);
      if (this.video.videoWidth) this.onFrame(performance.now());
    };
    next(seen);
  }

  // A JPEG that is at most so many pixels wide.
  async jpeg(width, quality = JPEG_QUALITY) {
    const { videoWidth, videoHeight } = this.video;
    const small = Math.min(width, videoWidth);
    const size = { width: small, height: Math.round((small * videoHeight) / videoWidth) };
    this.paper ??= this.canvas(1, 1);
    if (this.paper.width !== size.width || this.paper.height !== size.height) Object.assign(this.paper, size);
    this.paper.getContext("2d", { alpha: false }).drawImage(this.video, 0, 0, size.width, size.height);
    if (this.paper.convertToBlob) return this.paper.convertToBlob({ type: "image/jpeg", quality });
    return new Promise((done) => this.paper.toBlob(done, "image/jpeg", quality));
  }

  // Nothing is known of the next picture yet.
  steady() {
    this.before = null;
    this.brightSince = this.changedSince = performance.now();
  }

  check() {
    if (document.hidden || !this.video.videoWidth || !this.stream?.getVideoTracks()[0]?.enabled) return this.steady();
    const now = performance.now();
    this.thumb.drawImage(this.video, 0, 0, THUMB.width, THUMB.height);
    const pixels = this.thumb.getImageData(0, 0, THUMB.width, THUMB.height).data;
    let sum = 0;
    let isSame = this.before !== null;
    for (let at = 0; at < pixels.length; at += 4) {
      sum += 0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2];
      isSame &&= pixels[at] === this.before[at] && pixels[at + 1] === this.before[at + 1];
    }
    if (sum / (pixels.length / 4) >= DARK) this.brightSince = now;
    if (!isSame) this.changedSince = now;
    this.before = pixels;
    if (now - this.brightSince >= DARK_MS) this.onTrouble("black");
    else if (now - this.changedSince >= FROZEN_MS) this.onTrouble("frozen");
    else this.onTrouble(null);
  }
}
