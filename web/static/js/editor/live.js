/* The poll: what others, or a worker, did meanwhile. Nothing is asked while the page is out of sight. */

const EVERY = 3000; // ms

export class Live {
  /* `got(body)` is called with every answer that says something new. */
  constructor({ transport, url, etag, got, signedOut }) {
    Object.assign(this, { transport, url, etag, got, signedOut });
    this.asking = false;
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
    if (outcome.kind === "ok") {
      this.etag = outcome.etag;
      this.got(outcome.body);
    } else if (outcome.kind === "signed-out") this.signedOut();
    this.plan(EVERY);
  }
}
