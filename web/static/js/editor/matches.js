/* What the memory offers for the segment that is worked on, to be put in by a button or by its number's key. */

import { make } from "./dom.js";

const CALM = 150; // ms that somebody stays on a segment before the server is asked

export class Matches {
  /* `insert(offer)` puts a match, {entry, text}, into the field. */
  constructor({ page, transport, insert }) {
    this.page = page;
    this.transport = transport;
    this.insert = insert;
    this.known = new Map(); // answers by segment: a match depends on the source alone, which a page never changes
    this.asking = new Set();
    this.element = make("div", { class: "holder" });
    this.tab = document.getElementById("tab-matches");
    this.title = this.tab.textContent;
  }

  /* The section of a row's segment, empty until the answer is there. */
  of(row) {
    const { id } = row.segment;
    clearTimeout(this.timer);
    this.segment = id;
    if (this.known.has(id)) this.draw(id);
    else {
      if (this.drawn !== id) this.clear();
      this.timer = setTimeout(() => void this.fetch(id), CALM);
    }
    return this.element;
  }

  /* The offer with this number for the segment that is worked on; undefined when there is none. */
  offer(number) {
    return this.known.get(this.segment)?.offers[number - 1];
  }

  clear() {
    this.drawn = null;
    this.tab.textContent = this.title;
    this.element.replaceChildren();
  }

  /* Ask for a segment's matches; with the answer the next segment's are asked for, so that going on shows them at once. */
  async fetch(id, { ahead = false } = {}) {
    if (this.asking.has(id) || this.known.has(id)) return;
    this.asking.add(id);
    const outcome = await this.transport.send("GET", `${this.page.urls.segments}${id}/matches`);
    this.asking.delete(id);
    if (outcome.kind !== "ok") return; // offers are a help, not news: the next visit asks again
    this.known.set(id, outcome.body);
    if (this.segment === id) this.draw(id);
    if (ahead) return;
    const { segments } = this.page;
    const next = segments[segments.findIndex((segment) => segment.id === id) + 1];
    if (next) void this.fetch(next.id, { ahead: true });
  }

  draw(id) {
    if (this.drawn === id && this.writable === this.page.writable) return; // as somebody types: nothing moves
    const { html, offers } = this.known.get(id);
    this.drawn = id;
    this.writable = this.page.writable;
    const had = this.element.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    this.element.innerHTML = html; // the server's own markup, as the pieces of the head
    for (const button of this.element.querySelectorAll("[data-insert]")) {
      const offer = offers[Number(button.dataset.insert) - 1];
      if (this.writable) button.addEventListener("click", () => this.insert(offer));
      else button.remove();
    }
    this.tab.textContent = this.element.querySelector("h3").textContent.trim();
    if (had) this.element.querySelector(`[data-what="${CSS.escape(had)}"]`)?.focus();
  }
}
