/* The catalogue's forms: the preview follows what is written, placeholders are watched and put in at the caret. */

import { guard } from "./guard.js";

const PLACEHOLDER = /\{([a-z][a-z_]*)\}/g;

function names(text) {
  return new Set([...text.matchAll(PLACEHOLDER)].map((found) => found[1]));
}

function listed(set) {
  return [...set].sort().map((name) => `{${name}}`).join(", ");
}

/* A field with examples: its preview, and what its placeholders lack. `count` may be spelled out. */
class Field {
  constructor(area) {
    this.area = area;
    this.samples = JSON.parse(area.dataset.samples || "{}");
    this.preview = area.closest(".field").querySelector("[data-preview]");
    area.addEventListener("input", () => this.draw());
  }

  draw() {
    if (!this.preview) return;
    this.preview.textContent = this.area.value.replace(PLACEHOLDER, (whole, name) => this.samples[name] ?? whole);
  }

  get lost() {
    const found = names(this.area.value);
    return new Set(Object.keys(this.samples).filter((name) => !found.has(name) && name !== "count"));
  }

  get invented() {
    return new Set([...names(this.area.value)].filter((name) => !(name in this.samples)));
  }
}

/* Say in the form what the server would refuse, before it is asked. */
function watch(form) {
  const fields = [...form.querySelectorAll("textarea[data-samples]")].map((area) => new Field(area));
  const said = form.querySelector("[data-said]");
  const look = () => {
    const problems = fields
      .filter((field) => field.area.value.trim())
      .flatMap((field) => [
        [form.dataset.lost, field.lost],
        [form.dataset.invented, field.invented],
      ])
      .filter(([, found]) => found.size)
      .map(([sentence, found]) => sentence.replace("{names}", listed(found)));
    const text = [...new Set(problems)].join(" ");
    if (said.lastElementChild.textContent !== text) said.lastElementChild.textContent = text;
    said.hidden = !text;
  };
  form.addEventListener("input", look);
  look();
}

/* A button puts its placeholder in where the caret is, or was last, in its form. */
function placePlaceholders(form) {
  let last = form.querySelector("textarea");
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) last = event.target;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-put]");
    const area = button && (form.querySelector(`#${button.dataset.into}`) ?? last);
    if (!area) return;
    area.setRangeText(button.dataset.put, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

for (const form of document.querySelectorAll("form.cat-form")) {
  placePlaceholders(form);
  guard(form);
  if ("entry" in form.dataset) watch(form);
}
// A browser does not heed autofocus when the address leads to a place on the page, as those of open entries do, and
// takes the focus away when it goes there.
if (location.hash) {
  const settle = () => requestAnimationFrame(() => document.querySelector(".cat-open [autofocus]")?.focus({ preventScroll: true }));
  if (document.readyState === "complete") settle();
  else window.addEventListener("load", settle, { once: true });
}
document.documentElement.dataset.ready = "catalogue";
