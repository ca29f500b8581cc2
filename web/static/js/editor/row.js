/* One segment's row: at rest, being written, or in conflict. */

import { codePointLength, parse, plain, unitSpan } from "./coded.js";
import { ConflictCard } from "./conflict.js";
import { rangeIn, read } from "./coded_dom.js";
import { codedNodes, hidden, icon, make } from "./dom.js";
import { Field } from "./field.js";
import { openCards } from "./side.js";
import { typographyButton, typographyList } from "./typography.js";
import { say } from "./words.js";

const SHOWN = new Set(["error", "warning"]);

export class Row {
  /* `editor`: {page, saver, typed(row), confirm(row), insertCode(row, id), choose(row, what)}. */
  constructor(element, segment, editor) {
    this.element = element;
    this.segment = segment;
    this.editor = editor;
    this.local = segment.text; // what the person sees; the server's text is segment.text
    this.base = segment.revision; // the revision that `local` changes
    this.newer = null; // what somebody else saved while the field was open and untouched
    this.conflict = null;
    this.inserted = null; // the match of the memory that was put in: {entry, text}
    this.checked = null; // findings on a text that is not saved yet: {text, findings}
    this.typography = null; // the open list of what typography changed
    this.field = null;
    this.source = element.querySelector(".src");
    this.spine = element.querySelector(".spine");
    this.target = element.querySelector(".tgt");
  }

  get position() {
    return this.segment.position;
  }

  get active() {
    return this.element.classList.contains("active");
  }

  get written() {
    return this.field ? this.field.written : this.local;
  }

  /* Whether the text differs from what the findings judge. */
  get changed() {
    return this.written !== this.segment.text;
  }

  /* Findings on the text as it stands; null while nobody has judged it. */
  get cards() {
    const { written } = this;
    if (written === this.segment.text) return this.segment.findings;
    return this.checked?.text === written ? this.checked.findings : null;
  }

  get blank() {
    return !plain(parse(this.written)).trim();
  }

  /* Whether a person still has to look at it. */
  get open() {
    const { id, state } = this.segment;
    if (this.editor.saver.confirms(id)) return false; // said already, the server has not answered yet
    return state === "initial" || state === "translated" || openCards(this.segment.findings).some((card) => card.severity === "error");
  }

  titleOf = (mark) =>
    this.segment.marks.find((known) => known.id === mark.id && known.edge === mark.edge)?.title ?? String(mark.id);

  /* What the server knows of this segment has changed. */
  learn(segment) {
    this.segment = segment;
    this.drawSpine();
    if (!this.field && !this.conflict) this.rest();
    else this.paint();
  }

  /* Take the server's text as ours. `ours`: it is what this person wrote, as the server keeps it. */
  adopt(segment, { ours = false } = {}) {
    if (!ours && segment.text !== this.written) this.editor.journal.foreign(this, segment);
    this.segment = segment;
    this.local = segment.text;
    this.base = segment.revision;
    this.newer = null;
    this.drawSpine();
    if (this.field) {
      this.field.replace(segment.text);
      this.foot();
      this.paint();
    } else if (!this.conflict) this.rest();
  }

  drawSpine() {
    const { state, state_word: word, origin } = this.segment;
    const had = this.spine.contains(document.activeElement);
    const parts = [
      make("span", { class: state }, icon(state), hidden(`${word}. `)),
      make("small", { class: origin.known ? "mem" : null, title: origin.title || null }, origin.word),
      typographyButton(this.segment, this.typography !== null),
    ];
    this.spine.replaceChildren(...parts.filter(Boolean));
    if (had) this.spine.querySelector(".typo")?.focus({ preventScroll: true });
    if (this.typography) this.drawTypography();
  }

  /* Open or close the list of what typography changed. */
  toggleTypography() {
    if (this.typography) this.closeTypography();
    else {
      this.typography = make("div");
      this.drawTypography();
      this.spine.querySelector(".typo").setAttribute("aria-expanded", "true");
      // The field stands between the button and its list: the focus goes over it.
      this.typography.querySelector("button")?.focus({ preventScroll: true });
    }
  }

  closeTypography() {
    this.typography.remove();
    this.typography = null;
    const button = this.spine.querySelector(".typo");
    button?.setAttribute("aria-expanded", "false");
    button?.focus({ preventScroll: true });
  }

  /* The list, with the focus kept on the change that takes the place of one that was taken back. */
  drawTypography() {
    const had = this.typography.contains(document.activeElement);
    const at = [...this.typography.querySelectorAll("button")].indexOf(document.activeElement);
    this.typography.remove();
    if (!this.segment.typography) {
      this.typography = null;
      if (had) this.editor.focus(this);
      return;
    }
    const { page } = this.editor;
    const undo = page.writable ? (key) => void this.editor.undoTypography(this, key) : null;
    this.typography = typographyList(this.segment, page, { undo, close: () => this.closeTypography() });
    this.target.after(this.typography);
    const buttons = [...this.typography.querySelectorAll("button")];
    if (had) buttons[Math.min(Math.max(at, 0), buttons.length - 1)]?.focus({ preventScroll: true });
  }

  /* Draw the text as the article shows it. */
  rest() {
    const { segment } = this;
    const parts = parse(this.local);
    const cards = this.local === segment.text ? openCards(segment.findings).filter((card) => SHOWN.has(card.severity)) : [];
    const spans = cards.flatMap((card) => card.spans.filter(([a, b]) => b > a).map(([a, b]) => [a, b, card.severity]));
    const text = plain(parts).trim()
      ? make("span", { class: "text" }, codedNodes(parts, this.titleOf, spans))
      : this.ours("empty", segment.empty ?? say("empty_text"));
    this.target.replaceChildren(text, ...this.notes());
  }

  /* A line of the tool's under the text: in the tool's language. */
  ours(css, ...children) {
    return make("span", { class: css, lang: document.documentElement.lang, dir: document.documentElement.dir || null }, ...children);
  }

  notes() {
    const { note } = this.segment;
    const unsaved = this.editor.saver.has(this.segment.id) && this.editor.saver.silentSince;
    return [
      unsaved ? this.ours("count", make("span", { class: "tag amber" }, icon("clock"), say("unsaved"))) : null,
      note && note.tone ? this.ours("count num", make("span", { class: `tag ${note.tone}` }, icon("warning"), note.text)) : null,
      note && !note.tone ? this.ours("count num", note.text) : null,
    ].filter(Boolean);
  }

  /* Make this the segment that is worked on. */
  enter() {
    this.element.classList.add("active");
    this.element.setAttribute("aria-current", "true");
    if (this.editor.page.writable) this.write();
  }

  leave() {
    this.element.classList.remove("active");
    this.element.removeAttribute("aria-current");
    this.closeField();
    if (this.newer && !this.conflict) this.adopt(this.newer);
    else this.rest();
  }

  /* Open the field. */
  write() {
    const { page } = this.editor;
    this.field = new Field({
      written: this.local,
      marks: this.segment.marks,
      titleOf: this.titleOf,
      lang: page.locale,
      dir: page.direction,
      label: say("field", { n: this.position, language: page.language }),
      history: this.editor.journal.of(this),
      onInput: () => this.typed(),
      onKeystroke: (field, data) => this.editor.emit("keystroke", this, field, data),
    });
    this.target.replaceChildren(this.field.element);
    this.tools = this.makeTools();
    this.element.insertBefore(this.tools, this.conflict?.card.element ?? null);
    this.foot();
    this.paint();
  }

  closeField() {
    if (!this.field) return;
    this.local = this.field.written;
    this.field = null;
    this.tools.remove();
    clearPaint();
  }

  typed() {
    this.local = this.field.written;
    this.count();
    this.conflict?.card.show(this.local);
    this.editor.typed(this);
  }

  makeTools() {
    const ids = [...new Set(this.segment.marks.map((mark) => mark.id))];
    const codes = ids.map((id) => {
      const kind = this.segment.marks.find((mark) => mark.id === id).kind;
      const title = say("insert_code_title", { n: id, kind: kind.charAt(0).toUpperCase() + kind.slice(1) });
      const button = make("button", { class: "btn small", type: "button", title }, say("insert_code"), " ", make("span", { class: "num" }, String(id)));
      this.toolbarButton(button, () => this.editor.insertCode(this, id));
      return button;
    });
    const copy = make("button", { class: "btn plain small", type: "button" }, say("copy_source"));
    this.toolbarButton(copy, () => this.copySource());
    const right = make("button", { class: "btn plain small", type: "button" }, say("put_right"));
    this.toolbarButton(right, () => void this.editor.putRight(this));
    this.note = make("span", { class: "note num" });
    const confirm = make("button", { class: "btn primary", type: "button" }, say("confirm_next"), " ", this.keyCap("confirm"));
    this.toolbarButton(confirm, () => this.editor.confirm(this));
    return make("div", { class: "tools" }, codes, copy, right, make("span", { class: "grow" }), this.note, confirm);
  }

  /* The key of a command, as it stands on a button. */
  keyCap(id) {
    const [key] = this.editor.page.commands.find((command) => command.id === id).keys.split(", ");
    return key ? make("kbd", { "aria-hidden": "true" }, key) : null;
  }

  /* A button that leaves the selection in the field alone. */
  toolbarButton(button, act) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", act);
  }

  copySource() {
    this.field.change(parse(this.segment.source));
    this.field.focus();
  }

  count() {
    const source = codePointLength(plain(parse(this.segment.source)));
    const target = codePointLength(plain(parse(this.written)));
    this.note.textContent = say("lengths", { source, target });
  }

  /* What stands under the field: lengths, and whether somebody else has saved a newer text. */
  foot() {
    this.count();
    this.target.querySelector(".here")?.remove();
    if (!this.newer) return;
    const { author, at } = this.newer;
    const show = make("button", { class: "btn small", type: "button", onclick: () => this.showNewer() }, say("newer_show"));
    const sentence = author ? say("newer_here", { name: author, time: at }) : say("newer_machine", { time: at });
    const line = this.ours("here", icon("translated"), sentence, " ", show);
    line.setAttribute("role", "status");
    this.target.append(line);
  }

  showNewer() {
    this.adopt(this.newer);
    this.field?.focus();
    this.editor.changed(this);
  }

  /* Somebody else's text arrived while this one is open. It never takes the place of what is under the caret. */
  offer(segment) {
    this.newer = segment;
    this.foot();
  }

  /* Mark findings in the open field without touching its text, and describe the field by the first of them. */
  paint() {
    clearPaint();
    if (!this.field) return;
    const cards = openCards(this.cards ?? this.segment.findings);
    if (cards.length) this.field.element.setAttribute("aria-describedby", `finding-${cards[0].id}`);
    else this.field.element.removeAttribute("aria-describedby");
    if (!globalThis.CSS?.highlights || !this.cards) return;
    for (const name of SHOWN) {
      const those = cards.filter((card) => card.severity === name);
      highlight(name, this.field.element, this.field.parts, those.flatMap((card) => card.spans));
    }
    const meant = cards.filter((card) => SHOWN.has(card.severity)).flatMap((card) => card.source_spans);
    highlight("source", this.source, parse(this.segment.source), meant);
  }

  /* Choose what a finding means in the field. */
  selectSpan(card) {
    if (!this.field || !card?.spans.length || !this.cards?.includes(card)) return;
    this.field.select(...unitSpan(this.field.parts, card.spans[0]));
  }

  /* Somebody was faster. The field stays: what is being typed goes on into this person's own text. */
  dispute(conflict) {
    const had = this.conflict?.card.element.contains(document.activeElement);
    this.conflict?.card.element.remove();
    this.local = this.written;
    const card = new ConflictCard({
      segment: this.segment,
      conflict,
      page: this.editor.page,
      mine: this.local,
      choose: (what) => void this.editor.choose(this, what),
      back: () => this.editor.enter(this),
    });
    this.conflict = { ...conflict, mine: this.local, card };
    this.element.classList.add("disputed");
    this.element.append(card.element);
    if (!this.field) this.rest();
    if (had) card.element.focus({ preventScroll: true });
  }

  /* The decision is made: the text that goes on. */
  settle(written, revision) {
    const { card, theirs, author } = this.conflict;
    const foreign = written === theirs && written !== this.written;
    card.element.remove();
    this.conflict = null;
    this.element.classList.remove("disputed");
    this.local = written;
    this.base = revision;
    if (this.newer && this.newer.revision <= revision) {
      this.newer = null; // decided upon: it is no news any more
      if (this.field) this.foot();
    }
    if (foreign) this.editor.journal.foreign(this, { ...this.segment, author });
    if (!this.field) this.rest();
    else if (foreign) this.field.replace(written);
    else if (this.field.written !== written) this.field.change(parse(written));
  }

  /* Place in the text under a point of the screen, null when there is none. */
  placeAt(x, y) {
    const text = this.target.querySelector(".text");
    const caret = document.caretPositionFromPoint?.(x, y);
    const range = caret ? null : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
    if (!text || !node || !text.contains(node)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(node, offset);
    return read(before.cloneContents()).reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0);
  }
}

/* Paint spans (code points of the plain text) over an element without changing it. */
function highlight(name, element, parts, spans) {
  const ranges = spans.filter(([a, b]) => b > a).map((span) => rangeIn(element, ...unitSpan(parts, span)));
  if (ranges.length) CSS.highlights.set(`finding-${name}`, new Highlight(...ranges));
}

function clearPaint() {
  for (const name of [...SHOWN, "source"]) globalThis.CSS?.highlights?.delete(`finding-${name}`);
}

