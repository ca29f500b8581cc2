/* The poll: what others, or a worker, did meanwhile. Nothing is asked while the page is out of sight. */

const EVERY = 3000; // ms

export class Live {
  /* `tell`: got(body) with every answer that says something new, heard() with every answer, lost(since) when there
     was none twice in a row, signedOut(). */
  constructor({ transport, url, etag, change, tell }) {
    Object.assign(this, { transport, url, etag, change, tell });
    this.asking = false;
    this.silentSince = null;
    document.addEventListener("visibilitychange", () => this.plan(0));
    this.plan(EVERY);
  }

  plan(wait) {
    clearTimeout(this.timer);
    if (document.visibilityState === "visible") this.timer = setTimeout(() => void this.ask(), wait);
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    const outcome = await this.transport.send("GET", this.url, { etag: this.etag });
    this.asking = false;
    this.hear(outcome);
    this.plan(EVERY);
  }

  /* The answer to a save of ours: where nothing else happened since the last news, there is nothing to ask for. */
  keepUp({ change, etag }) {
    if (change !== this.change + 1) return;
    this.etag = etag;
    this.change = change;
  }

  hear(outcome) {
    if (outcome.kind === "unreachable") {
      if (this.silentSince) this.tell.lost(this.silentSince);
      this.silentSince ??= new Date();
      return;
    }
    this.silentSince = null;
    if (outcome.kind === "signed-out") {
      this.tell.signedOut();
      return;
    }
    if (outcome.kind === "ok") {
      this.etag = outcome.etag;
      this.change = outcome.body.change;
      this.tell.got(outcome.body);
    }
    this.tell.heard();
  }
}
