/* Confirming with care: a risky machine text asks for a second keystroke; a whole block, or all that carries no risk. */

import { parse, plain } from "./coded.js";
import { icon, make } from "./dom.js";
import { openCards } from "./side.js";
import { say, sayMany } from "./words.js";

const NUMBER = /\d+(?:[.,:\u00a0\u202f]\d+)*/g;

/* What there is to confirm: a text that nobody has said to be right, without an error and without a dispute. */
function confirmable(row) {
  const errors = openCards(row.segment.findings).some((card) => card.severity === "error");
  return row.segment.state === "translated" && !row.blank && !row.conflict && !errors && !row.editor.saver.confirms(row.segment.id);
}

/* Whether a machine's words about something that must be right stand there as they came. */
function risky(row) {
  const { origin, risks, state, text } = row.segment;
  return Boolean(risks?.length) && origin.kind === "mt" && state === "translated" && row.written === text;
}

function numbersOf(written) {
  return plain(parse(written)).match(NUMBER)?.join(", ");
}

/* The risks of a row in words; numbers with what became of them. */
function named(row) {
  return row.segment.risks
    .map((risk) => {
      const [from, to] = risk === "number" ? [numbersOf(row.segment.source), numbersOf(row.written)] : [];
      return from && to ? say("risk_numbers", { from, to }) : say(`risk_${risk}`);
    })
    .join("; ");
}

export function confirming(editor) {
  let asked = null; // what the line says: a row, or the element of a block
  let line = null;

  function forget() {
    asked = null;
    line?.remove();
    line = null;
  }

  /* A line under the field: calm, and in nobody's way. */
  function ask(what, sentence) {
    forget();
    asked = what;
    const { row } = editor;
    line = row.ours("again", icon("warning"), make("span", {}, sentence));
    row.element.insertBefore(line, row.tools ?? null);
    editor.bar.announce(sentence);
  }

  function confirmAll(rows) {
    for (const row of rows) editor.save(row, { confirm: true, now: true });
    editor.emit("confirmed", rows);
  }

  /* On to what needs a person, after rows that were said to be right. */
  function goOn() {
    const next = editor.next((row) => row.open || row.conflict);
    if (next) editor.enter(next);
    else editor.focus(editor.row);
  }

  function block() {
    if (!editor.page.writable || !editor.row) return;
    const element = editor.row.element.closest(".block");
    const rows = editor.rows.filter((row) => element.contains(row.element));
    const ready = rows.filter(confirmable);
    const dangerous = ready.filter(risky);
    if (dangerous.length && asked !== element) {
      const list = dangerous.map((row) => say("risk_in", { n: row.position, what: named(row) })).join(". ");
      ask(element, say("again_block", { list }));
      return;
    }
    confirmAll(ready);
    const left = rows.filter((row) => !ready.includes(row) && row.open);
    const said = ready.length ? sayMany("block_done", ready.length) : say("block_none");
    if (left.length) editor.enter(left[0]);
    else goOn();
    editor.tell(left.length ? `${said} ${say("block_left", { list: left.map((row) => row.position).join(", ") })}` : said);
  }

  const banner = (element) => editor.bar.banner("allowed", element);

  function close() {
    banner(null);
    editor.focus(editor.row);
  }

  const allowed = () => editor.rows.filter((row) => confirmable(row) && row.segment.risks?.length === 0);

  function confirmAllowed() {
    const rows = allowed();
    banner(null);
    confirmAll(rows);
    goOn();
    editor.tell(sayMany("allowed_done", rows.length));
  }

  /* Count, and ask: the segments that carry no risk. */
  async function askAllowed() {
    if (!editor.page.writable || !editor.row) return;
    if (document.querySelector('#trouble [data-key="allowed"]')) {
      confirmAllowed();
      return;
    }
    await editor.saver.flush(); // risks and findings are those of the text that the server has
    const rows = allowed();
    if (!rows.length) {
      editor.tell(say("allowed_none"));
      return;
    }
    const yes = make("button", { class: "btn small primary", type: "button", onclick: confirmAllowed }, sayMany("allowed_yes", rows.length));
    const no = make("button", { class: "btn small", type: "button", onclick: close }, say("cancel"));
    const list = rows.map((row) => row.position).join(", ");
    const question = make(
      "div",
      { class: "banner ask", role: "group", "aria-label": say("allowed_title") },
      icon("reviewed"),
      make("span", { id: "allowed-list" }, sayMany("allowed_ask", rows.length, { list })),
      make("span", { class: "acts" }, yes, no),
    );
    yes.setAttribute("aria-describedby", "allowed-list");
    question.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close();
    });
    banner(question);
    yes.focus();
  }

  return {
    commands: { confirm_block: block, confirm_allowed: () => void askAllowed() },
    entered: forget,
    typed: forget,
    mayConfirm(row) {
      if (!risky(row) || asked === row) {
        forget();
        return true;
      }
      ask(row, say("again", { what: named(row) }));
      return false;
    },
  };
}
