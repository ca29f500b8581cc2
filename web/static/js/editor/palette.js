/* Every command by its words: F2, some letters, Enter. A combobox over a list of options; nothing here needs a mouse. */

import { make } from "./dom.js";
import { say, sayMany } from "./words.js";

export function palette(editor) {
  const list = make("ul", { role: "listbox", id: "palette-list", "aria-label": say("palette") });
  const input = make("input", {
    type: "text",
    role: "combobox",
    id: "palette-input",
    "aria-label": say("palette"),
    "aria-controls": "palette-list",
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: say("palette_hint"),
  });
  const count = make("p", { class: "vh", role: "status" });
  const dialog = make("dialog", { class: "palette", id: "palette", "aria-label": say("palette") }, input, list, count);
  document.body.append(dialog);
  let chosen = 0;
  let place = null; // where the caret stood: [start, end] in the field

  const known = () => editor.page.commands.filter(({ id }) => id !== "palette" && editor.commands[id]);

  /* Commands whose words have every word of what is typed; those that begin with it first. */
  function fitting() {
    const asked = input.value.toLocaleLowerCase().replace(/\d+/g, " ").split(/\s+/).filter(Boolean);
    const fits = known().filter(({ words }) => asked.every((word) => words.toLocaleLowerCase().includes(word)));
    const early = ({ words }) => (asked.length && words.toLocaleLowerCase().startsWith(asked[0]) ? 0 : 1);
    return fits.sort((a, b) => early(a) - early(b));
  }

  function draw() {
    const commands = fitting();
    chosen = Math.min(chosen, Math.max(commands.length - 1, 0));
    list.replaceChildren(
      ...commands.map(({ id, words, keys }, n) =>
        make(
          "li",
          { role: "option", id: `palette-${id}`, "data-command": id, "aria-selected": String(n === chosen) },
          make("span", {}, words),
          keys ? make("small", {}, keys) : null,
        ),
      ),
    );
    const at = list.children[chosen];
    if (at) input.setAttribute("aria-activedescendant", at.id);
    else input.removeAttribute("aria-activedescendant");
    at?.scrollIntoView({ block: "nearest" });
    count.textContent = commands.length ? sayMany("palette_count", commands.length) : say("palette_none");
    list.hidden = !commands.length;
    dialog.classList.toggle("nothing", !commands.length);
  }

  function open() {
    place = editor.row?.field?.focused ? editor.row.field.selection : null;
    input.value = "";
    chosen = 0;
    dialog.showModal();
    draw();
    input.focus();
  }

  /* Close, and stand where one stood before. */
  function close() {
    dialog.close();
    const field = editor.row?.field;
    if (!place || !field) return;
    field.focus({ atEnd: false });
    field.select(...place);
  }

  function run(id) {
    const [digit] = /[1-9]/.exec(input.value) ?? ["1"];
    close();
    editor.commands[id]({ target: document.activeElement, key: "", preventDefault() {} }, Number(digit));
  }

  input.addEventListener("input", () => {
    chosen = 0;
    draw();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const count = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) chosen = (chosen + step + count) % count;
    else if (event.key === "Enter" && list.children[chosen]) run(list.children[chosen].dataset.command);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) draw();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener("click", (event) => {
    const option = event.target.closest("[data-command]");
    if (option) run(option.dataset.command);
    else if (event.target === dialog) close();
  });

  return { commands: { palette: open } };
}
