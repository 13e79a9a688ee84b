// An open hand, or whatever gesture the member listens and stops with, as the camera of the page sees it.
const HELD_MS = 100; // one picture may be mistaken
const GONE_MS = 400; // so long without it, and it is another one: a picture between may be mistaken too
const ASKED_MS = 5_000; // within that, what the hand asks for comes from the server as well

class Palm {
  constructor() {
    this.gestures = new Set();
    this.since = null; // when it was first seen, while something was read
    this.seenAt = -Infinity;
    this.isSpent = false; // it has done what it does
    this.hasStopped = false; // and that was to stop the reading
    this.owed = -Infinity; // when what it asks for was done before the server asked
    this.paidFor = null;
  }

  see(seen, now = performance.now()) {
    const hasHappened = this.gestures.has(seen.event?.label); // held long enough for the page to act
    if (!hasHappened && !this.gestures.has(seen.label)) return;
    if (now - this.seenAt > GONE_MS) Object.assign(this, { since: now, isSpent: !reading(), hasStopped: false });
    this.seenAt = now;
    if (!this.isSpent && (hasHappened || now - this.since >= HELD_MS)) {
      this.isSpent = this.hasStopped = true;
      reading()?.pause("palm");
    }
    if (!hasHappened) return;
    if (this.hasStopped) this.owed = now; // what the page will ask for is done already
    Object.assign(this, { isSpent: true, hasStopped: false });
  }

  // How many of the presses that the page counts, up to this one, are of a hand that was obeyed already: one or none.
  hasDone(presses) {
    if (this.paidFor === presses) return 1;
    if (performance.now() - this.owed > ASKED_MS) return 0;
    this.owed = -Infinity;
    this.paidFor = presses;
    return 1;
  }
}

const palm = new Palm();
window.addEventListener("cafe-live-seen", ({ detail }) => palm.see(detail.seen));
