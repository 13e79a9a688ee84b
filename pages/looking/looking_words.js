// What both parts say of a look: with what one points, and what stands in the way.
const GONE_MS = 3_000; // without a picture looked at, nothing is known; a busy machine pauses a second or two
const LASTING_MS = 700; // what is shorter, such as a blink, is no trouble
const CHECK_MS = 500;

const tell = (camera, name, message) =>
  window.dispatchEvent(new CustomEvent("cafe-live-tell", { detail: { key: camera, name, message } }));

function tellWindow(camera) {
  const told = {
    width: innerWidth,
    height: innerHeight,
    left: screenX,
    top: screenY + Math.max(0, outerHeight - innerHeight), // the browser's own bars stand above nearly all of them
    ratio: devicePixelRatio,
  };
  tell(camera, "window", { window: told });
  return JSON.stringify(told);
}

function troubleOf({ face, faces, closed, warning }) {
  if (face !== "seen") return face;
  if (closed) return "closed";
  return warning ?? (faces > 1 ? "several" : null);
}

// What is seen of a camera's looks, and for how long there has been trouble.
class Sight {
  constructor() {
    this.look = null;
    this.at = -Infinity;
    this.trouble = null;
    this.since = 0;
  }

  see(look, now) {
    const trouble = troubleOf(look);
    if (trouble !== this.trouble) Object.assign(this, { trouble, since: now });
    this.look = look;
    this.at = now;
  }

  isFresh(now) {
    return now - this.at < GONE_MS;
  }

  // The name of a trouble that lasts, or an empty text.
  lasting(now) {
    return this.trouble && this.isFresh(now) && now - this.since >= LASTING_MS ? this.trouble : "";
  }
}

// Hears what the camera of a key gives, and looks at the clock between two pictures.
class Hearing {
  constructor(onSeen, onTick) {
    this.heard = ({ detail }) => onSeen(detail);
    window.addEventListener("cafe-live-seen", this.heard);
    this.ticking = setInterval(onTick, CHECK_MS);
  }

  end() {
    window.removeEventListener("cafe-live-seen", this.heard);
    clearInterval(this.ticking);
  }
}

// Only what changed: a live region speaks whatever is written to it.
function write(element, words) {
  if (element.textContent !== (words ?? "")) element.textContent = words ?? "";
}

const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
