/* Saying why a finding is none: the first one by key, the usual reasons by number, and bringing one back. */

import { make } from "./dom.js";
import { openCards } from "./side.js";
import { say } from "./words.js";

const REASONS = ["reason_style", "reason_spoken", "reason_name"];

/* The usual reasons as buttons over the field for a free one. A digit takes one while the field is empty. */
export function reasons(form, input) {
  const take = (key) => {
    input.value = say(key);
    form.requestSubmit();
  };
  input.addEventListener("keydown", (event) => {
    if (input.value || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = REASONS[Number(event.key) - 1];
    if (!key) return;
    event.preventDefault();
    take(key);
  });
  return make(
    "div",
    { class: "reasons", role: "group", "aria-label": say("reasons") },
    REASONS.map((key, n) => make("button", { class: "btn small", type: "button", onclick: () => take(key) }, make("kbd", {}, String(n + 1)), " ", say(key))),
  );
}

export function dismissing(editor) {
  async function dismiss() {
    const { row } = editor;
    if (!row?.field) return;
    if (!row.cards || row.cards.some((card) => card.id < 0)) await editor.saver.flush(); // what is set aside is a stored finding
    const first = row === editor.row ? openCards(row.cards ?? []).find((card) => card.id > 0) : null;
    const button = first && document.querySelector(`[data-what="no-${first.id}"]`);
    if (button) button.click();
    else editor.tell(say("dismiss_none"));
  }
  return { commands: { dismiss: () => void dismiss() } };
}
