/* Typographic helpers: quotation marks, dashes, dots and no-break spaces of the locale, as somebody types.

   Each is a step that undo takes back; so does Backspace right behind it, and then it is left alone. What an input method
   composes is never touched. A switch turns them off, and is remembered for the person. */

import { isMark, lengthOf, plain, splice } from "./coded.js";
import { make } from "./dom.js";
import { edits } from "./setting.js";
import { say } from "./words.js";

const CONTEXT = 8; // units before a place by which it is known again

/* Place of each unit of the plain text; a code takes a place of its own. */
function placesOf(parts) {
  const places = [];
  let at = 0;
  for (const part of parts) {
    if (isMark(part)) at += 1;
    else for (let n = 0; n < part.length; n += 1, at += 1) places.push(at);
  }
  return places;
}

export function helpers(editor) {
  const { helpers: known, urls } = editor.page;
  let on = known.on;
  const refused = new Set();
  const button = known.rules
    ? make("button", { class: "hint", type: "button", role: "switch", id: "helpers", onclick: () => turn() }, say("helpers"))
    : null;
  document.getElementById("all-keys").before(...[button].filter(Boolean));
  show();

  function show() {
    button?.setAttribute("aria-checked", String(on));
  }

  async function turn() {
    if (!button) {
      editor.tell(say("helpers_none", { language: editor.page.language }));
      return;
    }
    on = !on;
    show();
    editor.tell(say(on ? "helpers_on" : "helpers_off"));
    const outcome = await editor.transport.send("POST", urls.preferences, { body: { helpers: on } });
    if (outcome.kind !== "ok") editor.tell(say("helpers_here"));
  }

  function keystroke(row, field, data) {
    if (!on || !known.rules || data.length !== 1 || field.composing || known.rules.kept.includes(row.segment.role)) return;
    const [start, end] = field.selection ?? [];
    if (start === undefined || start !== end) return;
    const { parts } = field;
    const text = plain(parts);
    const places = placesOf(parts);
    const caret = places.findLastIndex((place) => place < start) + 1;
    if (text[caret - 1] !== data) return;
    const keyOf = (edit) => `${text.slice(Math.max(edit.start - CONTEXT, 0), edit.end)}→${edit.after}`;
    const whole = (edit) => places[edit.end - 1] - places[edit.start] === edit.end - 1 - edit.start; // no code inside
    const made = edits(text, caret, known.rules).filter((edit) => whole(edit) && !refused.has(keyOf(edit)));
    if (!made.length) return;
    const after = made.reduceRight((now, edit) => splice(now, places[edit.start], places[edit.end - 1] + 1, [edit.after]), parts);
    field.help(after, start + lengthOf(after) - lengthOf(parts), () => made.forEach((edit) => refused.add(keyOf(edit))));
  }

  return {
    commands: { helpers: () => void turn() },
    entered: () => refused.clear(),
    keystroke,
  };
}
