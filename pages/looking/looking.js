// The part that a page asked for, see the files before.
const instances = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!instances.has(parentElement)) {
    const Part = parentElement.querySelector(".rounds") ? Rounds : Board;
    instances.set(parentElement, new Part(parentElement));
  }
  instances.get(parentElement).update(data, setTriggerValue);
  return () => {
    instances.get(parentElement)?.destroy();
    instances.delete(parentElement);
  };
}
