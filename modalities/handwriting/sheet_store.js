// This browser's storage, where what Python has not got yet waits for it.
const FRESH = "cafe-sheet-";

const store = {
  get: (key) => { try { return JSON.parse(localStorage.getItem(FRESH + key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(FRESH + key, JSON.stringify(value)); } catch { /* full or refused: Python still gets it */ } },
  remove: (key) => { try { localStorage.removeItem(FRESH + key); } catch { /* likewise */ } },
};

// What a page left behind that was closed before Python had it. A sheet without a draft may have got one meanwhile.
function leftBehind(name) {
  const names = [...new Set([name, ""])];
  const operations = names.flatMap((one) => store.get(one) ?? []);
  names.forEach((one) => store.remove(one));
  return operations;
}
