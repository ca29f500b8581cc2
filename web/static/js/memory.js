/* The memory's page: "/" goes to the search, codes are put in at the caret, nobody leaves a changed form by mistake. */

import { guard } from "./guard.js";

window.Localize.onKeys({
  "/": () => {
    const field = document.getElementById("q");
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  },
});

/* A button puts its code in where the caret of the translation is. */
function placeCodes(form) {
  const area = form.querySelector("textarea");
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-put]");
    if (!button) return;
    area.setRangeText(button.dataset.put, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

for (const form of document.querySelectorAll("form.cat-form")) {
  placeCodes(form);
  guard(form);
}
// A browser does not heed autofocus when the address leads to a place on the page, and takes the focus away when it goes
// there.
if (location.hash) {
  const settle = () => requestAnimationFrame(() => document.querySelector(".cat-open [autofocus]")?.focus({ preventScroll: true }));
  if (document.readyState === "complete") settle();
  else window.addEventListener("load", settle, { once: true });
}
document.documentElement.dataset.ready = "memory";
