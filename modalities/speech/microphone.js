// Looks, without opening it, whether there is a microphone and whether this page may use it.
async function problemNow() {
  if (!window.isSecureContext || !navigator.mediaDevices) return "insecure";
  const permission = await navigator.permissions?.query({ name: "microphone" }).catch(() => null);
  if (permission?.state === "denied") return "denied";
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some((device) => device.kind === "audioinput") ? null : "missing";
}

const instances = new WeakMap();

export default function (component) {
  const { parentElement, setStateValue } = component;
  let it = instances.get(parentElement);
  if (!it) {
    it = { told: null, tell: null };
    instances.set(parentElement, it);
    const look = async () => {
      const problem = await problemNow();
      if (problem === it.told) return;
      it.told = problem;
      it.tell("problem", problem);
    };
    navigator.mediaDevices?.addEventListener("devicechange", look);
    navigator.permissions
      ?.query({ name: "microphone" })
      .then((permission) => (permission.onchange = look))
      .catch(() => {});
    it.stop = () => navigator.mediaDevices?.removeEventListener("devicechange", look);
    it.tell = setStateValue;
    look();
  }
  it.tell = setStateValue;
  return () => {
    it.stop();
    instances.delete(parentElement);
  };
}
