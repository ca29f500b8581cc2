/* Findings as somebody types: the text is checked a moment after the last key, before it is saved. */

import { openCards } from "./side.js";

const PAUSE = 150; // ms without a keystroke

export function checking(editor) {
  let timer = 0;
  let asking = false;
  let said = new Map(); // by segment: errors that were told already

  async function ask(row) {
    if (asking || !row.field || row.cards) return;
    asking = true;
    const text = row.written;
    const address = `${editor.page.urls.segments}${row.segment.id}/check`;
    const outcome = await editor.transport.send("POST", address, { body: { text } });
    asking = false;
    if (row.written !== text) {
      plan(row); // somebody typed on: that answer is about another text
      return;
    }
    if (outcome.kind !== "ok" || row.cards) return; // a help, not news: the save brings findings too
    row.checked = { text, findings: outcome.body.findings };
    row.paint();
    if (row === editor.row) editor.side.show(row);
    tell(row);
  }

  /* Say a new error once, for those who listen. */
  function tell(row) {
    const errors = openCards(row.cards).filter((card) => card.severity === "error").map((card) => card.title);
    const known = said.get(row.segment.id) ?? openCards(row.segment.findings).map((card) => card.title);
    said.set(row.segment.id, errors);
    const fresh = errors.filter((title) => !known.includes(title));
    if (fresh.length) editor.bar.announce(fresh.join(". "));
  }

  function plan(row) {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(row), PAUSE);
  }

  return {
    entered() {
      clearTimeout(timer);
      said = new Map();
    },
    typed(row) {
      row.paint(); // marks of a text that is no more go at once
      plan(row);
    },
  };
}
