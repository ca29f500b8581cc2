/* Reasons at sentences for a return: written beside the sentence, sent with the return's form, kept in this tab until it is gone. */
"use strict";

(() => {
  const form = document.getElementById("form-return");
  const list = document.getElementById("places");
  const model = document.getElementById("place").content.firstElementChild;
  const key = `localize.return.${location.pathname}`;
  const nobody = list.textContent;
  const general = form.elements.reason;

  const places = () => [...document.querySelectorAll(".place textarea")];
  const said = () => places().filter((field) => field.value.trim());

  function store(sent) {
    const at = Object.fromEntries(said().map((field) => [field.dataset.position, field.value]));
    window.Localize.tab.set(key, { reason: general.value, at, sent: sent === true });
    // Reasons at the places are reason enough.
    general.required = said().length === 0;
    const names = said().map((field) => field.dataset.position).join(", ");
    list.textContent = names ? list.dataset.some.replace("{places}", names) : nobody;
  }

  /* The field at a sentence, made when it is asked for. */
  function place(button) {
    const { place: id, position } = button.dataset;
    const there = document.getElementById(`at-${id}`);
    if (there) return there;
    const made = model.cloneNode(true);
    const label = made.querySelector("label");
    const field = made.querySelector("textarea");
    label.htmlFor = field.id = field.name = `at-${id}`;
    label.textContent = label.textContent.replace("{n}", position);
    field.dataset.position = position;
    field.addEventListener("input", store);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      if (!field.value.trim()) made.remove();
      button.focus();
      store();
    });
    button.closest(".seg").querySelector(".tgt").append(made);
    button.closest("details")?.setAttribute("open", "");
    document.getElementById("ask-return").open = true;
    return field;
  }

  const buttons = [...document.querySelectorAll("[data-place]")];
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => place(button).focus());
  }

  general.addEventListener("input", store);
  form.addEventListener("submit", () => store(true));
  const kept = window.Localize.tab.get(key);
  if (kept) {
    general.value ||= kept.reason;
    for (const [position, text] of Object.entries(kept.at)) {
      const button = buttons.find((other) => other.dataset.position === position);
      if (button) place(button).value = text;
    }
    store();
  }

  window.Localize.onKeys({
    c: () => {
      const button = window.Localize.here()?.querySelector("[data-place]");
      if (!button) return false;
      button.click();
      return true;
    },
  });
})();
