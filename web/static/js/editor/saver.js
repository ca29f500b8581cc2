/* Saving: every change is kept on this device, then sent, in order, with the revision that it changes.

   One request is under way at a time. A segment has at most one pending entry {text, base_revision, confirm, memory,
   engine, reopen, at, due, kept} (`memory`: the entry whose match the text is, or null; `engine`: the engine whose
   version it is, or null; `reopen`: take a confirmation back); what is typed meanwhile takes its place. An entry is held
   back while a person has to decide (conflict) or the server refuses it. The server's silence stops all sending until
   the next try. */

const PAUSE = 600; // ms without a keystroke before a change goes up
const LONGEST = 5000; // ms that a change waits while somebody types on and on
const SLOW = 5000; // ms after which the page says that it is still trying
const BACK_OFF = [1000, 2000, 4000, 8000, 15000, 30000]; // ms between tries
const SIGN_IN_CHECK = 5000; // ms between looks whether somebody has signed in again

export class Saver {
  /* `address(id)`: where a segment is saved. `tell`: {saving, saved, waiting, conflict, refused, offline, online}. */
  constructor({ transport, drafts, address, tell }) {
    this.transport = transport;
    this.drafts = drafts;
    this.address = address;
    this.tell = tell;
    this.pending = new Map();
    this.held = new Set();
    this.storing = new Map();
    this.busy = false;
    this.failures = 0;
    this.silentSince = null;
    this.signedOut = false;
    this.clock = 0;
    this.waiters = [];
  }

  has(id) {
    return this.pending.has(id);
  }

  /* Whether a confirmation of segment `id` is on its way. */
  confirms(id) {
    return Boolean(this.pending.get(id)?.confirm) && !this.held.has(id);
  }

  get count() {
    return this.pending.size;
  }

  /* Whether something typed exists nowhere but in this page. */
  get fragile() {
    return [...this.pending.values()].some((entry) => !entry.kept);
  }

  /* A change of segment `id`; it goes up after a pause, or at once with `now`, or not before a decision with `held`. */
  note(id, { text, base_revision, confirm, memory = null, engine = null, reopen = false }, { now = false, held = false } = {}) {
    this.clock = Math.max(Date.now(), this.clock + 1);
    if (held) this.held.add(id);
    else this.held.delete(id);
    const before = this.pending.get(id);
    const since = before?.since ?? this.clock;
    const due = now ? 0 : Math.min(this.clock + PAUSE, since + LONGEST);
    this.pending.delete(id);
    this.pending.set(id, { text, base_revision, confirm, memory, engine, reopen, at: this.clock, since, due, kept: false });
    if (!this.silentSince && !held) this.tell.saving(id);
    void this.keep(id);
    this.schedule();
  }

  /* A draft that was found on this device. */
  adopt(draft) {
    const { segment, text, base_revision, confirm, memory = null, engine = null, reopen = false, at } = draft;
    this.clock = Math.max(this.clock, at);
    this.pending.set(segment, { text, base_revision, confirm, memory, engine, reopen, at, since: Date.now(), due: 0, kept: true });
    this.schedule();
  }

  /* Put the newest entry of a segment on the disk, one write at a time. */
  keep(id) {
    const running = this.storing.get(id);
    if (running) return running;
    const work = (async () => {
      for (;;) {
        const entry = this.pending.get(id);
        if (!entry || entry.kept) return;
        const { text, base_revision, confirm, memory, engine, reopen, at } = entry;
        const kept = await this.drafts.put(id, { text, base_revision, confirm, memory, engine, reopen, at });
        if (!kept) return;
        entry.kept = true;
      }
    })().finally(() => this.storing.delete(id));
    this.storing.set(id, work);
    return work;
  }

  /* Send a segment's change without waiting for the pause. */
  hurry(id) {
    const entry = this.pending.get(id);
    if (entry) entry.due = 0;
    this.schedule();
  }

  /* Send everything now; true when nothing is left. */
  flush() {
    for (const entry of this.pending.values()) entry.due = 0;
    if (!this.pending.size) return Promise.resolve(true);
    const waiting = new Promise((resolve) => this.waiters.push(resolve));
    this.tryNow();
    return waiting;
  }

  /* Do not wait for the next try. */
  tryNow() {
    clearTimeout(this.timer);
    this.silentUntil = 0;
    this.schedule();
  }

  /* A person has decided: this text over that revision. */
  resolve(id, entry) {
    this.held.delete(id);
    this.note(id, entry, { now: true });
  }

  /* Send a text that was decided against once more over its old revision: it is refused, and kept in the history. */
  async leaveBehind(id) {
    const entry = this.pending.get(id);
    if (!entry) return;
    const { text, base_revision } = entry;
    await this.transport.send("PUT", this.address(id), { body: { text, base_revision, confirm: false, memory: null } });
  }

  /* Give up a segment's change for good. */
  async drop(id) {
    const at = this.pending.get(id)?.at ?? this.clock;
    this.held.delete(id);
    this.pending.delete(id);
    this.settle();
    await this.storing.get(id);
    await this.drafts.remove(id, at);
  }

  /* What can be sent, in the order of writing. */
  ready() {
    return [...this.pending].filter(([id]) => !this.held.has(id));
  }

  schedule() {
    clearTimeout(this.timer);
    this.watch();
    if (this.busy) return;
    const ready = this.ready();
    if (!ready.length) {
      this.settle();
      return;
    }
    const due = Math.max(Math.min(...ready.map(([, entry]) => entry.due)), this.silentUntil ?? 0);
    this.timer = setTimeout(() => void this.pump(), Math.max(due - Date.now(), 0));
  }

  /* Tell those who wait for everything how it stands. */
  settle() {
    if (this.ready().length && !this.silentSince && !this.signedOut) return;
    for (const resolve of this.waiters.splice(0)) resolve(this.pending.size === 0);
  }

  /* Say so when a change has waited for long. */
  watch() {
    clearTimeout(this.slow);
    const oldest = Math.min(...[...this.pending.values()].map((entry) => entry.since));
    if (!Number.isFinite(oldest)) return;
    this.slow = setTimeout(() => this.tell.waiting(), Math.max(oldest + SLOW - Date.now(), 0));
  }

  async pump() {
    if (this.busy) return;
    const now = Date.now();
    const next = this.ready().find(([, entry]) => entry.due <= now);
    if (next && now >= (this.silentUntil ?? 0)) {
      this.busy = true;
      try {
        await this.sendOne(...next);
      } finally {
        this.busy = false;
      }
    }
    this.schedule();
  }

  async sendOne(id, entry) {
    await this.keep(id);
    const sent = { ...(this.pending.get(id) ?? entry) };
    const { text, base_revision, confirm, memory, engine, reopen } = sent;
    const body = { text, base_revision, confirm, memory, engine, reopen };
    const outcome = await this.transport.send("PUT", this.address(id), { body });
    if (outcome.kind === "unreachable") this.silent(outcome.retryAfter ?? 0);
    else if (outcome.kind === "signed-out") this.out();
    else {
      this.heard();
      if (outcome.kind === "ok") await this.accepted(id, sent, outcome.body);
      else if (outcome.kind === "conflict") this.conflicted(id, sent, outcome.body);
      else this.refused(id, sent, outcome);
    }
  }

  async accepted(id, sent, body) {
    const entry = this.pending.get(id);
    let removed = null;
    if (entry && entry.at !== sent.at) {
      entry.base_revision = body.revision;
      entry.kept = false;
      entry.since = Date.now();
      void this.keep(id);
    } else {
      this.pending.delete(id);
      removed = this.drafts.remove(id, sent.at);
    }
    this.tell.saved(id, sent, body); // in the turn of the answer, which nobody's press falls into
    await removed;
  }

  conflicted(id, sent, body) {
    const entry = this.pending.get(id);
    // What was typed since goes up once more, so that the history has it too; then a person decides.
    if (entry && entry.text !== sent.text) entry.due = 0;
    else this.held.add(id);
    this.tell.conflict(id, sent, body);
  }

  refused(id, sent, outcome) {
    const entry = this.pending.get(id);
    if (!entry || entry.at === sent.at) {
      this.held.add(id);
      if (outcome.status >= 500) setTimeout(() => this.release(id), BACK_OFF.at(-1));
    }
    this.tell.refused(id, sent, outcome);
  }

  /* Let a refused change try again. */
  release(id) {
    if (this.held.delete(id)) this.hurry(id);
  }

  silent(retryAfter) {
    const wait = Math.max(BACK_OFF[Math.min(this.failures, BACK_OFF.length - 1)], retryAfter * 1000);
    this.failures += 1;
    this.silentSince ??= new Date();
    this.silentUntil = Date.now() + wait * (0.8 + 0.4 * Math.random());
    this.tell.offline({ since: this.silentSince, count: this.count, durable: !this.fragile });
    this.settle();
  }

  out() {
    this.signedOut = true;
    this.silentUntil = Date.now() + SIGN_IN_CHECK;
    this.tell.signedOut();
    this.settle();
  }

  heard() {
    const was = this.silentSince !== null || this.signedOut;
    this.failures = 0;
    this.silentSince = null;
    this.signedOut = false;
    if (was) this.tell.online();
  }
}
