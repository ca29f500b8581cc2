/* The page of keys: a key is pressed instead of written, and said at once to be free or not. The server checks again. */

import { chordOf } from "./editor/keys.js";
import { guard } from "./guard.js";

const rules = JSON.parse(document.getElementById("rules").textContent);
const form = document.getElementById("own-keys");
const MODIFIERS = new Set(["Control", "Alt", "Shift", "Meta", "AltGraph"]);
const reserved = rules.reserved.map(([pattern, reason]) => [new RegExp(`^(?:${pattern})$`), reason]);
const family = (key) => key.replace(/(^|\+)[1-9]$/, "$1#");

const fill = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const field = (id) => document.getElementById(`keys-${id}`);

function keysOf(id) {
  const input = field(id);
  return (input ? input.value : rules.commands[id].keys.join(",")).split(/[,;]/).map((key) => key.replace(/\s/g, "")).filter(Boolean);
}

/* Why command `id` cannot have a key; null when it can. */
function obstacle(id, key) {
  const { keys } = rules.commands[id];
  if (keys.includes(key)) return null;
  if (keys.some((known) => known.endsWith("#")) && !key.endsWith("#")) return rules.words.digits;
  const [, reason] = reserved.find(([pattern]) => pattern.test(key)) ?? [];
  if (reason) return fill(rules.words.reserved, { key, reason });
  if (!/Ctrl\+|Alt\+|F\d+$/.test(key)) return fill(rules.words.plain, { key });
  const other = Object.keys(rules.commands).find((name) => name !== id && keysOf(name).some((known) => family(known) === family(key)));
  return other ? fill(rules.words.taken, { key, command: rules.commands[other].words }) : null;
}

function say(id, sentence, wrong = false) {
  const said = document.getElementById(`said-${id}`);
  said.setAttribute("role", "status");
  said.textContent = sentence;
  said.classList.toggle("wrong", wrong);
  if (wrong) field(id).setAttribute("aria-invalid", "true");
  else field(id).removeAttribute("aria-invalid");
}

let waiting = null; // the button that waits for a key

function stop() {
  waiting?.removeAttribute("aria-pressed");
  waiting = null;
}

for (const button of form.querySelectorAll("[data-press]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    stop();
    waiting = button;
    button.setAttribute("aria-pressed", "true");
    say(button.dataset.press, rules.words.press);
  });
  button.addEventListener("blur", () => {
    if (waiting === button) stop();
  });
  button.addEventListener("keydown", (event) => {
    if (waiting !== button || MODIFIERS.has(event.key)) return;
    const id = button.dataset.press;
    if (event.key === "Tab") return; // nobody is held here
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      stop();
      say(id, rules.words.left);
      return;
    }
    const digits = rules.commands[id].keys.some((known) => known.endsWith("#"));
    const key = digits ? family(chordOf(event)) : chordOf(event);
    const why = obstacle(id, key);
    if (why) {
      say(id, why, true);
      return;
    }
    stop();
    field(id).value = key;
    field(id).dispatchEvent(new Event("input", { bubbles: true }));
    say(id, fill(rules.words.put, { key }));
  });
}
guard(form);
