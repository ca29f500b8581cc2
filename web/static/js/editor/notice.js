/* The catalogue's word on a notice: a known one that the sentence nearly is, with its translation, or an offer to add it. */

import { make } from "./dom.js";

const ROLES = new Set(["notice", "source_link", "teaser_heading"]);
const CALM = 350; // ms that somebody stays on a segment before the server is asked

export class NoticeCard {
  /* `insert(written)` puts a text into the field. */
  constructor({ page, transport, insert }) {
    this.page = page;
    this.transport = transport;
    this.insert = insert;
    this.known = new Map(); // answers by segment and the state that they were given for
    this.element = make("div", { class: "holder" });
  }

  /* The card of a row's segment, empty until the answer is there; segments of other roles never ask. */
  of(row) {
    const { segment } = row;
    clearTimeout(this.timer);
    this.segment = segment.id;
    const known = this.known.get(this.key(segment));
    if (!ROLES.has(segment.role)) this.clear();
    else if (known) this.draw(known);
    else {
      if (this.drawn !== segment.id) this.clear();
      this.timer = setTimeout(() => void this.fetch(segment), CALM);
    }
    return this.element;
  }

  clear() {
    this.drawn = null;
    this.element.replaceChildren();
  }

  key({ id, revision }) {
    return `${id}.${revision}`;
  }

  async fetch(segment) {
    const outcome = await this.transport.send("GET", `${this.page.urls.segments}${segment.id}/notice`);
    if (outcome.kind !== "ok") return; // the card is a help, not news: the next visit asks again
    this.known.set(this.key(segment), outcome.body);
    if (this.segment === segment.id) this.draw(outcome.body);
  }

  draw(answer) {
    if (this.answer === answer && this.drawn === this.segment) return; // as somebody types: nothing moves
    const { html, text } = answer;
    this.answer = answer;
    this.drawn = this.segment;
    const had = this.element.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    this.element.innerHTML = html; // the server's own markup, as the pieces of the head
    const put = this.element.querySelector("[data-insert]");
    if (put && !this.page.writable) put.remove();
    put?.addEventListener("click", () => this.insert(text));
    if (had) this.element.querySelector(`[data-what="${CSS.escape(had)}"]`)?.focus();
  }
}
