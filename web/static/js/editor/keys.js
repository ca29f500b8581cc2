/* Keys of the editor. Which key does what stands in the page (web/presenters/shortcuts.py); here a key press is read as
   the table writes it. Keys that a composing input method uses are left alone. */

const FIELDS = "input, textarea, select, [contenteditable=true]";
const ELSEWHERE = "#side input, #side textarea, .acts textarea, dialog";

/* A key press as the table writes it: "Ctrl+Enter", "Alt+J", "F8". Letters and digits go by their place. */
export function chordOf(event) {
  const [, letter] = /^Key([A-Z])$/.exec(event.code) ?? [];
  const [, digit] = /^Digit([0-9])$/.exec(event.code) ?? [];
  const name = letter ?? digit ?? (event.key === "/" || event.code === "Slash" ? "/" : event.key);
  const shift = event.shiftKey && name !== "/"; // a German keyboard has / above the 7
  return [event.ctrlKey || event.metaKey ? "Ctrl" : null, event.altKey ? "Alt" : null, shift ? "Shift" : null, name].filter(Boolean).join("+");
}

/* A chord without its digit, as the table writes it for the keys 1 to 9. */
const family = (chord) => chord.replace(/(^|\+)[1-9]$/, "$1#");

/* `keys`: command → keys; `commands`: command → function(event, digit), read anew at every press. A command that
   returns false leaves the key to the browser. */
export function listenForKeys(keys, commands) {
  const byKey = new Map(Object.entries(keys).flatMap(([id, list]) => list.map((key) => [key, id])));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const chord = chordOf(event);
    const id = byKey.get(chord) ?? byKey.get(family(chord)) ?? (event.key === "?" && !event.target.closest?.(FIELDS) ? "help" : null);
    const run = commands()[id];
    if (!run || (chord.includes("Ctrl") && id !== "help" && event.target.closest?.(ELSEWHERE))) return;
    const digit = /[1-9]$/.exec(chord);
    if (run(event, digit ? Number(digit[0]) : null) !== false) event.preventDefault();
  });
}
