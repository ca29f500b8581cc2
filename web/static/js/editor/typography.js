/* What typography changed in a draft: a button that counts, and a list under the text that takes changes back. */

import { make } from "./dom.js";
import { say } from "./words.js";

const NO_BREAK = /([\u00a0\u202f])/;

/* The button beside the origin; nothing when nothing was changed. */
export function typographyButton(segment, open) {
  if (!segment.typography) return null;
  return make(
    "button",
    { class: "typo", type: "button", "aria-expanded": String(open), "aria-controls": `typo-${segment.position}` },
    segment.typography.label,
  );
}

/* Every change with its rule. `undo(key)`: take one back, all with null; no buttons without it. */
export function typographyList(segment, page, { undo, close }) {
  const { changes } = segment.typography;
  const list = make(
    "div",
    { class: "typos", id: `typo-${segment.position}`, role: "group", "aria-label": segment.typography.label, lang: document.documentElement.lang },
    make("ul", {}, changes.map((change) => entry(change, page, undo))),
    undo && changes.length > 1
      ? make("button", { class: "btn small", type: "button", "data-undo": "all", onclick: () => undo(null) }, say("undo_all"))
      : null,
  );
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });
  return list;
}

function entry(change, page, undo) {
  const put = (name, text) => make(name, { lang: page.locale, dir: page.direction }, shown(text));
  return make(
    "li",
    {},
    make("span", {}, change.rule),
    make("span", { class: "from" }, put("del", change.before), make("span", { class: "arrow", "aria-hidden": "true" }, " → "), put("ins", change.after)),
    undo
      ? make(
          "button",
          { class: "btn plain small", type: "button", "data-undo": change.key, "aria-label": `${say("undo")}: ${change.rule}, ${change.before}`, onclick: () => undo(change.key) },
          say("undo"),
        )
      : null,
  );
}

/* Text with its no-break spaces made visible. */
function shown(text) {
  return text.split(NO_BREAK).map((piece) => (NO_BREAK.test(piece) ? make("span", { class: "nb" }, piece) : document.createTextNode(piece)));
}
