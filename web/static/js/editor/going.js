/* Going about beyond the next segment, and what is done with a segment or the edition by one key. */

import { say } from "./words.js";

export function going(editor) {
  function toOpen(step) {
    const row = editor.next((other) => other !== editor.row && (other.open || other.conflict), step);
    if (row) editor.enter(row);
    else editor.tell(say(editor.row?.open ? "no_other_open" : "all_done"));
  }

  /* Press the bar's button, or say why it cannot be pressed. */
  function submit() {
    const form = document.querySelector('#acts form[data-act="submit"]');
    const button = form?.querySelector("button");
    if (!form) editor.tell(say("submit_none", { state: document.getElementById("state").textContent.trim() }));
    else if (button.getAttribute("aria-disabled") === "true") {
      const why = document.getElementById(button.getAttribute("aria-describedby"));
      editor.tell(why.textContent.replace(/\s+/g, " ").trim());
    } else form.requestSubmit(button);
  }

  return {
    commands: {
      next_open: () => toOpen(1),
      previous_open: () => toOpen(-1),
      copy_source: () => (editor.row?.field ? editor.row.copySource() : undefined),
      submit,
    },
  };
}
