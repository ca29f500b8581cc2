/* Undo and redo over the whole session: every change of this person, in order, whatever segment it is in.

   Undo takes back the last change of the segment that is worked on. When there is none left it goes back through the
   session, from segment to segment, and goes on like that until somebody writes or goes elsewhere. What somebody else
   has written in between is never written over. A reload ends the session.

   A step is {rows, moment} for a text (see field.js; what undo puts back) or {rows, texts} for texts that were said to be
   right. `foreign` on it: who has written there since. */

import { clock, say, sayMany } from "./words.js";

const STEPS = 2000;

export class Journal {
  constructor(editor) {
    this.editor = editor;
    this.past = [];
    this.future = [];
    this.walking = false;
  }

  /* What the field of a row needs. */
  of(row) {
    return {
      remember: (moment) => this.add({ rows: [row], moment }),
      undo: () => this.undo(),
      redo: () => this.redo(),
    };
  }

  add(step) {
    this.walking = false;
    this.past.push(step);
    if (this.past.length > STEPS) this.past.shift();
    this.future = this.future.filter((other) => !other.rows.some((row) => step.rows.includes(row)));
  }

  /* These texts were said to be right. */
  confirmed(rows) {
    this.add({ rows, texts: rows.map((row) => row.written) });
  }

  /* Somebody else's text stands in a row now. */
  foreign(row, { author, at }) {
    for (const step of [...this.past, ...this.future]) {
      if (step.moment && step.rows[0] === row) step.foreign = { author, at };
    }
  }

  undo() {
    this.travel(this.past, this.future, { back: true });
  }

  redo() {
    this.travel(this.future, this.past, { back: false });
  }

  /* The step that is next, taken off its pile; null when there is none. */
  take(from) {
    const here = this.editor.row;
    for (;;) {
      const own = this.walking ? undefined : from.findLast((step) => step.rows.includes(here));
      const step = own ?? from.at(-1);
      if (!step) return null;
      from.splice(from.lastIndexOf(step), 1);
      const [row] = step.rows;
      const there = this.editor.byId.get(row.segment.id) === row;
      // A step that was announced and changed nothing is no step.
      if (there && (!step.moment || step.foreign || step.moment.written !== row.written)) return step;
    }
  }

  travel(from, to, { back }) {
    const { editor } = this;
    if (!editor.page.writable) return;
    const step = this.take(from);
    if (!step) editor.tell(say(back ? "undo_none" : "redo_none"));
    else if (step.foreign) this.stop(step);
    else if (step.moment) this.text(step, to, back);
    else this.opinion(step, to, back);
  }

  /* Undo stops before somebody else's text, once. */
  stop(step) {
    const [row] = step.rows;
    const { author, at } = step.foreign;
    const kept = (other) => !(other.foreign && other.rows[0] === row);
    this.past = this.past.filter(kept);
    this.future = this.future.filter(kept);
    this.go(row);
    this.editor.tell(say(author ? "undo_foreign" : "undo_machine", { n: row.position, name: author ?? "", time: shown(at, this.editor.page.time_zone) }));
  }

  /* To the segment of a step, if it is another one. */
  go(row) {
    if (row === this.editor.row) return false;
    this.editor.enter(row);
    this.walking = true;
    return true;
  }

  text(step, to, back) {
    const [row] = step.rows;
    const moved = this.go(row);
    if (!row.field) {
      (back ? this.past : this.future).push(step); // in dispute: the person decides first
      return;
    }
    to.push({ rows: [row], moment: row.field.moment() });
    row.field.focus({ atEnd: false });
    row.field.show(step.moment);
    if (moved) this.editor.tell(say(back ? "undone" : "redone", { n: row.position }));
  }

  /* Take back that texts are right, or say so again; only of those that stand as they stood. */
  opinion(step, to, back) {
    const { editor } = this;
    const me = editor.page.person.name;
    const rows = step.rows.filter((row, n) => {
      const { id, state, author } = row.segment;
      if (row.conflict || row.written !== step.texts[n]) return false;
      return back ? editor.saver.confirms(id) || (state === "reviewed" && author === me) : state === "translated";
    });
    const [first] = rows.length ? rows : step.rows;
    for (const row of rows) {
      editor.saver.note(row.segment.id, { text: row.written, base_revision: row.base, confirm: !back, reopen: back }, { now: true });
    }
    if (rows.length) to.push({ rows, texts: rows.map((row) => row.written) });
    this.go(first);
    if (!rows.length) editor.tell(say("undo_opinion_gone", { n: first.position }));
    else if (rows.length === 1) editor.tell(say(back ? "unconfirmed" : "confirmed_again", { n: first.position }));
    else editor.tell(sayMany(back ? "unconfirmed_many" : "confirmed_many", rows.length));
  }
}

/* A time that is written already, or a moment as the server writes it. */
function shown(at, zone) {
  return at && /^\d{4}-/.test(at) ? clock(new Date(at), zone) : (at ?? "");
}

/* Undo and redo where the focus is not in the field, which has the keys itself. */
export function sessionUndo(editor) {
  const { journal } = editor;
  const elsewhere = (event) => event.target?.closest?.("input, textarea, select, dialog");
  return {
    commands: {
      undo: (event) => (elsewhere(event) ? false : journal.undo()),
      redo: (event) => (elsewhere(event) ? false : journal.redo()),
    },
    entered: () => {
      journal.walking = false;
    },
    confirmed: (rows) => journal.confirmed(rows),
  };
}
