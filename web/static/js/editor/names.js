/* Names of the sentence: the register's forms to be put in, new names to be accepted once, forms that disagree. */

import { codePointLength, parse, unitSpan } from "./coded.js";
import { rangeIn } from "./coded_dom.js";
import { make } from "./dom.js";
import { say } from "./words.js";

const CALM = 350; // ms that somebody stays on a segment before the server is asked
const STALE = 120_000; // ms until forms of running stories are compared anew

export class NamesCard {
  /* `insert(name)` puts a name in at the caret; `decided()`: the register has changed; `tell(text)` says it. */
  constructor({ page, transport, insert, decided, tell }) {
    Object.assign(this, { page, transport, insert, decided, tell });
    this.known = new Map(); // answers by segment and the revision that they were given for
    this.notes = { at: -Infinity, cards: {} };
    this.element = make("div", { class: "holder" });
    this.section = make("div");
    this.disagreeing = make("div");
    this.element.append(this.section, this.disagreeing);
    this.element.addEventListener("click", (event) => this.click(event));
    this.element.addEventListener("mousedown", (event) => {
      if (event.target.closest("[data-put]")) event.preventDefault(); // the caret stays in the text
    });
    this.element.addEventListener("submit", (event) => this.submit(event));
  }

  /* The section of a row's segment, empty until the answer is there. */
  of(row) {
    const { segment } = row;
    clearTimeout(this.timer);
    this.row = row;
    const known = this.known.get(this.key(segment));
    if (this.drawn !== segment.id) this.clear();
    if (known) this.draw(known);
    else this.timer = setTimeout(() => void this.fetch(segment), this.drawn === segment.id ? CALM * 3 : CALM);
    return this.element;
  }

  clear() {
    this.drawn = null;
    this.answer = null;
    this.section.replaceChildren();
    this.disagreeing.replaceChildren();
    paint(null);
  }

  key({ id, revision }) {
    return `${id}.${revision}`;
  }

  async fetch(segment) {
    if (this.writing) return; // somebody changes a proposal: nothing moves under their hands
    const outcome = await this.transport.send("GET", `${this.page.urls.segments}${segment.id}/names`);
    if (outcome.kind !== "ok") return; // a help, not news: the next visit asks again
    this.known.set(this.key(segment), outcome.body);
    if (this.row.segment.id === segment.id) this.draw(outcome.body);
    if (performance.now() - this.notes.at > STALE) await this.fetchNotes();
    if (this.row.segment.id === segment.id) this.drawNotes();
  }

  async fetchNotes() {
    this.notes.at = performance.now();
    const outcome = await this.transport.send("GET", this.address("/notes"));
    if (outcome.kind === "ok") this.notes.cards = outcome.body.notes;
  }

  address(rest) {
    return this.page.urls.edit.replace(/\/edit$/, `/names${rest}`);
  }

  get writing() {
    return Boolean(this.section.querySelector(".name-change:not([hidden])")?.contains(document.activeElement));
  }

  draw(answer) {
    if ((this.answer === answer && this.drawn === this.row.segment.id) || this.writing) return; // nothing moves
    this.answer = answer;
    this.drawn = this.row.segment.id;
    const had = this.section.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    this.section.innerHTML = answer.html; // the server's own markup, as the pieces of the head
    if (!this.page.writable) for (const form of this.section.querySelectorAll("[data-put]")) form.replaceWith(...form.childNodes);
    paint(this.row, answer.spans);
    this.drawNotes();
    if (had) this.section.querySelector(`[data-what="${CSS.escape(had)}"]`)?.focus();
  }

  drawNotes() {
    const html = this.notes.cards[this.row.segment.position] ?? "";
    if (this.disagreeing.dataset.shown === html) return;
    this.disagreeing.dataset.shown = html;
    this.disagreeing.innerHTML = html;
  }

  click(event) {
    const button = event.target.closest("button");
    const form = button?.closest("form");
    if (!button) return;
    if (button.dataset.put !== undefined) this.insert(button.dataset.put);
    else if (button.dataset.take !== undefined) {
      form.elements.text.value = button.dataset.take;
      this.open(form);
    } else if (button.dataset.change !== undefined) this.open(form);
    else if (button.dataset.ignore !== undefined) void this.send(form, "ignore");
  }

  open(form) {
    form.querySelector(".name-change").hidden = false;
    form.querySelector("[data-change]")?.setAttribute("aria-expanded", "true");
    form.elements.text.focus();
  }

  submit(event) {
    event.preventDefault();
    void this.send(event.target, "accept");
  }

  async send(form, act) {
    const body = { act, ...Object.fromEntries(new FormData(form)) };
    const outcome = await this.transport.send("POST", this.address(""), { body });
    if (outcome.kind !== "ok") {
      const wrong = form.querySelector("[data-wrong]");
      wrong.textContent = outcome.body?.detail ?? say("waiting");
      wrong.hidden = false;
      return;
    }
    this.known.clear();
    this.notes.at = -Infinity;
    document.activeElement?.blur(); // it goes with its form
    this.answer = null;
    await this.fetch(this.row.segment);
    this.tell(outcome.body.said);
    this.decided();
    this.focusNext();
  }

  /* What was decided is gone: the next new name, or the section's own first thing, takes the focus. */
  focusNext() {
    const next = this.section.querySelector("form button[type=submit]") ?? this.section.querySelector("button, a");
    (next ?? document.getElementById("side-content"))?.focus({ preventScroll: true });
  }
}

/* Mark names in the source without touching it. */
function paint(row, spans = []) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("name");
  CSS.highlights.delete("name-new");
  if (!row) return;
  const parts = parse(row.segment.source);
  const length = codePointLength(row.segment.source);
  for (const [name, wanted] of [["name", "known"], ["name-new", "new"]]) {
    const ranges = spans
      .filter(([, end, what]) => what === wanted && end <= length)
      .map(([start, end]) => rangeIn(row.source, ...unitSpan(parts, [start, end])));
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  }
}
