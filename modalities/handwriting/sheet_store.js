// This browser's storage, where what Python has not got yet waits for it. Each operation has a key of its own, so that a
// stroke costs no more at the end of a page than at its beginning; the key names the browser page that it happened on,
// so that two tabs never write over each other.
const STORED = "cafe-sheet-";
const CLOSING_MS = 2_000; // a page that was closed or reloaded just now may hold its lock a moment longer

const keyOf = (draft, page, n) => `${STORED}${draft}/${page}/${n}`;

// False where the browser is full or refuses. Of a sheet without a name nothing is stored at all.
function store(draft, page, operation) {
  if (draft === null) return true;
  try {
    localStorage.setItem(keyOf(draft, page, operation.n), JSON.stringify(operation));
    return true;
  } catch {
    return false;
  }
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // not ours, or refused
  }
}

function unstore(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // refused: then nothing is there
  }
}

// What all pages have stored, each operation by its key, in the order in which it happened on its page.
function everythingStored() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(STORED));
    const named = keys.map((key) => [key, ...key.slice(STORED.length).split("/")]);
    const found = named.map(([key, draft, page, n]) => ({ key, draft, page, n: Number(n) })).filter(({ n }) => n > 0);
    return found.sort((one, two) => one.n - two.n);
  } catch {
    return [];
  }
}

// A page that is open holds a lock in its name; gives what lets go of it.
function hold(page) {
  let release = null;
  const held = new Promise((resolve) => { release = resolve; });
  navigator.locks?.request(STORED + page, () => held);
  return release;
}

// Act for a page that is no longer open, one of those who want to at a time. Browsers have no locks at an address
// without https: there what an open page has stored is taken up too, and Python does what it hears twice once.
function whenClosed(page, act) {
  if (!navigator.locks) return act();
  return navigator.locks.request(STORED + page, { signal: AbortSignal.timeout(CLOSING_MS) }, act).catch((error) => {
    if (error.name !== "TimeoutError") throw error; // it is open
  });
}
