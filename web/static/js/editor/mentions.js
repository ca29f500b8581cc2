/* Names offered while one types after an @: a list box under the field. A text area stays a text box: it may be no combobox. */

import { make } from "./dom.js";
import { say } from "./words.js";

const MOST = 6;

/* Offer `names` in a text area. */
export function mentions(area, names) {
  const id = `${area.id}-names`;
  const list = make("ul", { class: "mentions", role: "listbox", id, hidden: true, "aria-label": say("talk_names") });
  let shown = [];
  let at = -1;
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", id);
  area.setAttribute("aria-haspopup", "listbox");
  queueMicrotask(() => area.after(list));

  /* What stands between the last @ and the caret; null when that is no name. */
  function begun() {
    const before = area.value.slice(0, area.selectionStart);
    const found = /(?:^|\s)@([^@\n]{0,40})$/.exec(before);
    return found ? found[1] : null;
  }

  function show() {
    const word = begun()?.toLocaleLowerCase();
    shown = word === undefined ? [] : names.filter((name) => name.toLocaleLowerCase().split(/\s+/).some((part, n, all) => all.slice(n).join(" ").startsWith(word))).slice(0, MOST);
    if (shown.length === 1 && shown[0].toLocaleLowerCase() === word) shown = [];
    at = shown.length ? 0 : -1;
    draw();
  }

  function draw() {
    list.hidden = !shown.length;
    list.replaceChildren(
      ...shown.map((name, n) => {
        const option = make("li", { role: "option", id: `${id}-${n}`, "aria-selected": String(n === at) }, name);
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(name);
        });
        return option;
      }),
    );
    if (at < 0) area.removeAttribute("aria-activedescendant");
    else area.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function choose(name) {
    const end = area.selectionStart;
    const start = end - begun().length;
    area.setRangeText(`${name} `, start, end, "end");
    shown = [];
    draw();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  area.addEventListener("input", show);
  area.addEventListener("blur", () => {
    shown = [];
    draw();
  });
  area.addEventListener("keydown", (event) => {
    if (!shown.length || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") choose(shown[at]);
    else if (event.key === "Escape") {
      shown = [];
      draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
