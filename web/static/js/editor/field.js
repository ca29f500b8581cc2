/* The field that a segment is written in: text with inline codes as chips that act as one character.

   The browser writes plain text and composes (IME); whatever could bring in markup, or cut a chip in two, is done here
   on coded text (coded.js) and put back. Undo is our own, so that codes, fixes and pastes are steps of it too: the session's (journal.js), which outlives the field. */

import { isMark, lengthOf, marksOf, oneLine, parse, repaired, sameMark, slice, splice, tidy, wordEdge, write } from "./coded.js";
import { isFlat, rangeIn, read } from "./coded_dom.js";
import { chip, make } from "./dom.js";

const CODED_TYPE = "application/x-localize-coded";
const PAUSE = 900; // ms between two keystrokes that undo takes back apart

export class Field {
  /* `marks`: the source's codes, `titleOf(mark)`; `history`: {remember(moment), undo(), redo()}; `onInput()` is called after
     every change, `onKeystroke(field, data)` after a character that was typed. */
  constructor({ written, marks, titleOf, lang, dir, label, history, onInput, onKeystroke }) {
    this.marks = marks;
    this.titleOf = titleOf;
    this.lang = lang;
    this.history = history;
    this.onInput = onInput;
    this.onKeystroke = onKeystroke;
    this.helped = null; // what typography has just made of what was typed: {written, caret, refuse}
    this.composing = false;
    this.last = { kind: "", at: 0 };
    this.element = make("div", {
      class: "write",
      contenteditable: "true",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      spellcheck: "true",
      lang,
      dir,
    });
    this.draw(parse(written));
    this.listen();
  }

  listen() {
    const on = (name, listener) => this.element.addEventListener(name, listener);
    on("beforeinput", (event) => this.beforeInput(event));
    on("input", (event) => this.afterInput(event));
    on("compositionstart", () => {
      this.composing = true;
      this.remember("compose");
    });
    on("compositionend", () => {
      this.composing = false;
      this.afterInput();
    });
    on("keydown", (event) => this.keyDown(event));
    on("copy", (event) => this.copy(event));
    on("cut", (event) => this.copy(event));
    on("paste", (event) => this.paste(event));
    on("dragstart", (event) => event.preventDefault());
    on("drop", (event) => this.drop(event));
  }

  /* What the field holds. */
  get parts() {
    return read(this.element);
  }

  get written() {
    return write(this.parts);
  }

  get focused() {
    return document.activeElement === this.element;
  }

  /* Places [start, end] of the selection, null when it is elsewhere. */
  get selection() {
    const selection = getSelection();
    if (!selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.element.contains(range.startContainer) || !this.element.contains(range.endContainer)) return null;
    return [this.place(range.startContainer, range.startOffset), this.place(range.endContainer, range.endOffset)];
  }

  place(node, offset) {
    const range = document.createRange();
    range.setStart(this.element, 0);
    range.setEnd(node, offset);
    return lengthOf(read(range.cloneContents()));
  }

  select(start, end = start) {
    const range = this.range(start, end);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /* A range between two places. */
  range(start, end) {
    return rangeIn(this.element, start, end);
  }

  focus({ atEnd = true } = {}) {
    this.element.focus({ preventScroll: true });
    if (atEnd) {
      const end = lengthOf(this.parts);
      this.select(end);
    }
  }

  draw(parts) {
    this.element.replaceChildren(
      ...parts.map((part) => (isMark(part) ? chip(part, this.titleOf(part), true) : document.createTextNode(part))),
    );
  }

  /* Put in another text as one step that undo can take back. The caret goes to `start`, or selects up to `end`. */
  change(parts, start = lengthOf(parts), end = start) {
    this.remember("step");
    const had = this.focused;
    this.draw(parts);
    if (had) this.select(start, end);
    this.onInput();
  }

  /* Put in what typography makes of what was typed. Taken back at once, it is refused. */
  help(parts, caret, refuse) {
    this.change(parts, caret);
    this.helped = { written: this.written, caret, refuse };
  }

  get justHelped() {
    const [start, end] = this.selection ?? [];
    return this.helped !== null && start === end && start === this.helped.caret && this.written === this.helped.written;
  }

  /* Put in what somebody else wrote; not a step of ours. */
  replace(written) {
    this.last = { kind: "", at: 0 };
    const had = this.focused;
    this.draw(parse(written));
    if (had) this.select(lengthOf(this.parts));
  }

  /* Put a name in at the caret, with a space where it would touch a word. */
  insertWord(word) {
    const [start] = this.selection ?? [lengthOf(this.parts)];
    const [before] = slice(this.parts, start - 1, start);
    if (!this.focused) {
      this.element.focus({ preventScroll: true });
      this.select(start);
    }
    this.insert([typeof before === "string" && /[\p{L}\p{N},;:.!?]/u.test(before) ? ` ${word}` : word]);
  }

  /* Put parts in place of the selection, or at the end. */
  insert(parts) {
    const now = this.parts;
    const [start, end] = this.selection ?? [lengthOf(now), lengthOf(now)];
    const rest = [...slice(now, 0, start), ...slice(now, end)];
    const missing = this.marks.filter((mark) => !marksOf(rest).some((there) => sameMark(there, mark)));
    const added = repaired(parts, missing);
    this.change(splice(now, start, end, added), start + lengthOf(added));
  }

  /* Insert code `id` around the chosen words, or the mark of it that is missing next. False when nothing is missing. */
  insertCode(id) {
    const wanted = this.marks.filter((mark) => mark.id === id);
    const now = this.parts;
    const [start, end] = this.selection ?? [lengthOf(now), lengthOf(now)];
    if (start !== end) {
      this.wrap(wanted, now, start, end);
      return true;
    }
    const next = wanted.find((mark) => !marksOf(now).some((there) => sameMark(there, mark)));
    if (!next) return false;
    this.change(splice(now, start, start, [next]), start + 1);
    return true;
  }

  wrap(wanted, now, start, end) {
    const without = (parts) => tidy(parts.filter((part) => !isMark(part) || !wanted.some((mark) => sameMark(mark, part))));
    const [before, middle, after] = [slice(now, 0, start), slice(now, start, end), slice(now, end)].map(without);
    const opening = wanted.filter((mark) => mark.edge !== "close");
    const closing = wanted.filter((mark) => mark.edge === "close");
    const parts = tidy([...before, ...opening, ...middle, ...closing, ...after]);
    const from = lengthOf(before);
    this.change(parts, from, from + opening.length + lengthOf(middle) + closing.length);
  }

  /* Before a change of the browser's: let plain writing through, do the rest ourselves. */
  beforeInput(event) {
    const kind = event.inputType;
    if (kind === "deleteContentBackward" && !this.composing && this.justHelped) {
      event.preventDefault();
      this.history.undo();
      return;
    }
    if (this.composing || kind === "insertCompositionText") return;
    if (kind === "historyUndo" || kind === "historyRedo") {
      event.preventDefault();
      if (kind === "historyUndo") this.history.undo();
      else this.history.redo();
    } else if (kind === "insertText" || kind === "insertReplacementText") {
      this.remember(kind);
    } else if (kind === "deleteContentBackward" || kind === "deleteContentForward") {
      this.remember(kind);
      if (this.deleteChip(kind.endsWith("Backward") ? -1 : 1)) event.preventDefault();
    } else if (kind === "deleteWordBackward" || kind === "deleteWordForward") {
      event.preventDefault();
      this.deleteWord(kind.endsWith("Backward") ? -1 : 1);
    } else if (kind.startsWith("delete")) {
      this.remember(kind);
    } else {
      // Paragraphs, formats, lists, drops: nothing that a segment can hold.
      event.preventDefault();
    }
  }

  afterInput(event) {
    if (this.composing) return;
    if (!isFlat(this.element)) {
      const selection = this.selection;
      this.draw(this.parts);
      if (selection) this.select(...selection);
    }
    this.onInput();
    if (event?.inputType === "insertText" && event.data) this.onKeystroke(this, event.data);
  }

  keyDown(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && !command && !event.altKey) event.preventDefault();
    if (command && !event.altKey && event.code === "KeyZ") {
      event.preventDefault();
      if (event.shiftKey) this.history.redo();
      else this.history.undo();
    } else if (command && !event.altKey && event.code === "KeyY") {
      event.preventDefault();
      this.history.redo();
    } else if ((event.key === "Backspace" || event.key === "Delete") && !command && !event.altKey) {
      // Some browsers announce nothing when a chip is in the way.
      const step = event.key === "Backspace" ? -1 : 1;
      if (this.nextTo(step)) {
        this.remember("chip");
        this.deleteChip(step);
        event.preventDefault();
      }
    }
  }

  /* The chip before (-1) or after (1) a caret that selects nothing. */
  nextTo(step) {
    const selection = this.selection;
    if (!selection || selection[0] !== selection[1]) return null;
    const at = step < 0 ? selection[0] - 1 : selection[0];
    const [part] = at < 0 ? [] : slice(this.parts, at, at + 1);
    return part !== undefined && isMark(part) ? [at, at + 1] : null;
  }

  deleteChip(step) {
    const span = this.nextTo(step);
    if (!span) return false;
    this.cutOut(...span);
    return true;
  }

  deleteWord(step) {
    const selection = this.selection;
    if (!selection) return;
    this.remember("word");
    const [start, end] = selection;
    if (start !== end) this.cutOut(start, end);
    else {
      const edge = wordEdge(this.parts, start, step, this.lang);
      this.cutOut(Math.min(start, edge), Math.max(start, edge));
    }
  }

  cutOut(start, end) {
    this.draw(splice(this.parts, start, end, []));
    this.select(start);
    this.onInput();
  }

  copy(event) {
    const selection = this.selection;
    if (!selection) return;
    const parts = slice(this.parts, ...selection);
    event.preventDefault();
    event.clipboardData.setData("text/plain", parts.filter((part) => !isMark(part)).join(""));
    event.clipboardData.setData(CODED_TYPE, write(parts));
    if (event.type === "cut" && selection[0] !== selection[1]) {
      this.remember("cut");
      this.cutOut(...selection);
    }
  }

  /* Always as plain text; codes only when they come from a field of ours and are missing here. */
  paste(event) {
    event.preventDefault();
    const coded = event.clipboardData.getData(CODED_TYPE);
    const text = oneLine(event.clipboardData.getData("text/plain"));
    if (coded) this.insert(parse(coded));
    else if (text) this.insert([text]);
  }

  drop(event) {
    event.preventDefault();
    const text = oneLine(event.dataTransfer.getData("text/plain"));
    if (!text) return;
    this.element.focus({ preventScroll: true });
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
    if (node && this.element.contains(node)) this.select(this.place(node, offset));
    this.insert([text]);
  }

  /* Keep the text as it is now as a step to come back to; keystrokes of a kind without a pause make one step. */
  remember(kind) {
    const now = Date.now();
    const goesOn = kind === this.last.kind && !["step", "chip", "word", "cut"].includes(kind) && now - this.last.at < PAUSE;
    this.last = { kind, at: now };
    if (goesOn) return;
    this.history.remember(this.moment());
  }

  moment() {
    const parts = this.parts;
    const end = lengthOf(parts);
    return { parts, written: write(parts), selection: this.selection ?? [end, end] };
  }

  /* Put a moment back: a step of undo or redo. */
  show(moment) {
    this.last = { kind: "", at: 0 };
    if (this.justHelped) this.helped.refuse();
    this.helped = null;
    this.draw(moment.parts);
    if (this.focused) this.select(...moment.selection);
    this.onInput();
  }
}
