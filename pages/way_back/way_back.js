// Counts the seconds in which a publication can be taken back. Nothing is sent but the one press.

const ON_THE_WAY_MS = 1000; // the last second is for a press to reach the server
const SAID_EVERY = 10; // seconds: who listens to the page is not told each of them

const offers = new Map(); // by the key given in Python: an unmount neither lengthens the time nor forgets a press
const instances = new WeakMap();

class WayBack {
  constructor(root) {
    this.sentence = root.querySelector(".sentence");
    this.button = root.querySelector("button");
    this.status = root.querySelector('[role="status"]');
    this.isNew = true;
    this.button.onclick = () => this.press();
  }

  update(data, setStateValue) {
    // Python offers it anew when it could not do what the press asked for.
    if (offers.get(data.key)?.left !== data.left) {
      offers.set(data.key, { left: data.left, end: Date.now() + data.left * 1000, isTaken: false });
    }
    this.data = data;
    this.tell = setStateValue;
    write(this.button.querySelector("span"), data.undo);
    this.draw();
  }

  press() {
    const offer = offers.get(this.data.key);
    if (offer.isTaken) return;
    offer.isTaken = true;
    this.draw();
    this.tell("taken", true);
  }

  draw() {
    clearTimeout(this.timer);
    const { end, isTaken } = offers.get(this.data.key);
    const left = Math.max(0, end - Date.now());
    const seconds = Math.ceil(left / 1000);
    const isOver = left <= ON_THE_WAY_MS && !isTaken;
    const sentence = isOver ? this.data.over : this.data.still.replace("{seconds}", seconds);
    write(this.sentence, sentence);
    write(this.status, isOver || this.isNew || seconds % SAID_EVERY === 0 ? sentence : "");
    this.isNew = false;
    this.button.setAttribute("aria-disabled", isTaken);
    if (isOver) this.end();
    else if (!isTaken) this.timer = setTimeout(() => this.draw(), left % 1000 || 1000);
  }

  end() {
    const hadFocus = this.button.matches(":focus");
    this.button.hidden = true;
    if (hadFocus) this.sentence.focus();
  }

  destroy() {
    clearTimeout(this.timer);
  }
}

// Only what changed: a live region speaks whatever is written to it.
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  if (!instances.has(parentElement)) instances.set(parentElement, new WayBack(parentElement));
  instances.get(parentElement).update(data, setStateValue);
  return () => {
    instances.get(parentElement)?.destroy();
    instances.delete(parentElement);
  };
}
