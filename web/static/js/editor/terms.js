/* Terms: dotted where they stand in the sources, listed in the side with what they are called here. */

import { unitSpan, parse } from "./coded.js";
import { rangeIn } from "./coded_dom.js";
import { make } from "./dom.js";

const CALM = 350; // ms that somebody stays on a segment before the server is asked
const MOST = 200; // characters of words that are chosen for a new term

/* Mark terms in the sources of all rows. The text itself stays as it is; a browser that cannot shows no marks. */
export function markTerms(rows, spans) {
  if (!globalThis.CSS?.highlights || !spans) return;
  const ranges = rows.flatMap((row) => {
    const parts = parse(row.segment.source);
    return (spans[row.segment.id] ?? []).map((span) => rangeIn(row.source, ...unitSpan(parts, span)));
  });
  const marks = new Highlight(...ranges);
  marks.priority = -1; // what a finding means goes above
  CSS.highlights.set("term", marks);
}

export class TermList {
  /* `insert(text)` puts a term in at the caret. */
  constructor({ page, transport, insert }) {
    this.page = page;
    this.transport = transport;
    this.insert = insert;
    this.known = new Map(); // answers by segment and the state that they were given for
    this.element = make("div", { class: "holder" });
    this.element.addEventListener("mousedown", (event) => {
      if (event.target.closest("[data-put]")) event.preventDefault(); // the caret stays in the text
    });
    this.element.addEventListener("click", (event) => {
      const put = event.target.closest("[data-put]");
      if (put) this.insert(put.dataset.put);
    });
    document.addEventListener("selectionchange", () => this.choose());
  }

  /* The section of a row's segment; the last answer stands until the next one is there. */
  of(row) {
    const { segment } = row;
    clearTimeout(this.timer);
    if (this.row !== row) this.words = "";
    this.row = row;
    const known = this.known.get(this.key(segment));
    if (known) this.draw(known);
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
    const outcome = await this.transport.send("GET", `${this.page.urls.segments}${segment.id}/terms`);
    if (outcome.kind !== "ok") return; // a help, not news: the next visit asks again
    this.known.set(this.key(segment), outcome.body);
    if (this.row.segment.id === segment.id) this.draw(outcome.body);
  }

  draw(answer) {
    if (this.answer === answer && this.drawn === this.row.segment.id) return; // as somebody types: nothing moves
    this.answer = answer;
    this.drawn = this.row.segment.id;
    const had = this.element.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    this.element.innerHTML = answer.html; // the server's own markup, as the pieces of the head
    if (!this.page.writable) for (const put of this.element.querySelectorAll("[data-put]")) put.disabled = true;
    this.offer();
    if (had) this.element.querySelector(`[data-what="${CSS.escape(had)}"]`)?.focus();
  }

  /* Words chosen in the source are what a new term is made of; they are remembered when the pointer goes to the link. */
  choose() {
    const selection = getSelection();
    if (!this.row || selection.isCollapsed || !this.row.source.contains(selection.anchorNode) || !this.row.source.contains(selection.focusNode)) return;
    const words = chosen(selection.getRangeAt(0));
    if (!words || words.length > MOST) return;
    this.words = words;
    this.offer();
  }

  offer() {
    const link = this.element.querySelector("[data-new]");
    if (!link || !this.words) return;
    link.href = `${link.dataset.new}&source=${encodeURIComponent(this.words)}`;
    link.textContent = link.dataset.chosen.replace("{words}", this.words);
  }
}

/* The text of a range without its inline codes, on one line. */
function chosen(range) {
  const piece = range.cloneContents();
  for (const code of piece.querySelectorAll("[data-code]")) code.remove();
  return piece.textContent.replace(/\s+/g, " ").trim();
}
