// Pictures are chosen here, without asking the server at each: it hears of a code when its author enters it.
const chosen = new Map(); // by the key given in Python, so that an unmount forgets nothing
const instances = new WeakMap();

class CodePad {
  constructor(root) {
    this.places = root.querySelector(".places");
    this.pictures = root.querySelector(".pictures");
    this.erase = root.querySelector(".erase");
    this.clear = root.querySelector(".clear");
    this.enter = root.querySelector(".enter");
    this.status = root.querySelector('[role="status"]');
    this.erase.onclick = () => this.choose(this.code.slice(0, -1));
    this.clear.onclick = () => this.choose([]);
    this.enter.onclick = () => this.isWhole && this.tell("entered", this.code.join(" "));
  }

  get code() {
    return chosen.get(this.data.key)?.code ?? [];
  }

  get isWhole() {
    return this.code.length === this.data.length;
  }

  update(data, setTriggerValue) {
    const isNew = data.pictures !== this.data?.pictures || data.labels !== this.data?.labels;
    this.data = data;
    this.tell = setTriggerValue;
    if (chosen.get(data.key)?.laid !== data.laid) {
      const laid = data.laid ? data.laid.split(" ") : [];
      chosen.set(data.key, { laid: data.laid, code: laid.slice(0, data.length) });
    }
    if (isNew) this.build();
    this.draw("");
  }

  build() {
    this.labels = JSON.parse(this.data.labels);
    this.known = new Map(JSON.parse(this.data.pictures).map((picture) => [picture.name, picture]));
    this.places.setAttribute("aria-label", this.labels.places);
    this.pictures.setAttribute("aria-label", this.labels.pictures);
    for (const name of ["erase", "clear", "enter"]) this[name].textContent = this.labels[name];
    this.pictures.replaceChildren(
      ...[...this.known.values()].map((picture) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.picture = picture.name;
        button.append(drawing(picture), picture.word);
        button.onclick = () => this.code.length < this.data.length && this.choose([...this.code, picture.name]);
        return button;
      }),
    );
  }

  choose(code) {
    const isLonger = code.length > this.code.length;
    chosen.get(this.data.key).code = code;
    const last = isLonger ? this.known.get(code[code.length - 1]).word : "";
    this.draw(`${code.length} / ${this.data.length} ${last}`);
    if (this.isWhole && isLonger) this.enter.focus();
  }

  draw(said) {
    const { place, empty } = this.labels;
    this.places.replaceChildren(
      ...Array.from({ length: this.data.length }, (_, at) => {
        const item = document.createElement("li");
        const picture = this.known.get(this.code[at]);
        item.classList.toggle("is-filled", Boolean(picture));
        item.setAttribute("aria-label", `${place.replace("{n}", at + 1)} : ${picture?.word ?? empty}`);
        item.append(...(picture ? [drawing(picture), picture.word] : [String(at + 1)]));
        return item;
      }),
    );
    this.erase.setAttribute("aria-disabled", this.code.length === 0);
    this.clear.setAttribute("aria-disabled", this.code.length === 0);
    this.enter.setAttribute("aria-disabled", !this.isWhole);
    for (const button of this.pictures.children) button.setAttribute("aria-disabled", this.isWhole);
    if (this.status.textContent !== said) this.status.textContent = said;
  }
}

// The drawings are ours, out of a file; never anybody's words.
function drawing(picture) {
  const holder = document.createElement("template");
  holder.innerHTML = picture.svg;
  const svg = holder.content.querySelector("svg");
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!instances.has(parentElement)) instances.set(parentElement, new CodePad(parentElement));
  instances.get(parentElement).update(data, setTriggerValue);
  return () => instances.delete(parentElement);
}
