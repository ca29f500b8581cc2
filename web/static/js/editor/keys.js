/* The keys of the editor, in one table. Keys that a composing input method uses are left alone. */

const FIELDS = "input, textarea, select, [contenteditable=true]";

/* `act`: {confirm, move(step), finding(step), fix, code(n), match(n), side, text}. */
export function listenForKeys(act) {
  const dialog = document.getElementById("keys");
  const help = () => dialog.showModal();
  document.getElementById("all-keys").addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || dialog.open) return;
    const todo = withCommand(event, act, help) ?? alone(event, act, help);
    if (!todo) return;
    event.preventDefault();
    todo();
  });
}

function withCommand(event, act, help) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const elsewhere = event.target.closest?.("#side input, .acts textarea");
  if (event.key === "/") return help; // with Shift on a German keyboard
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (event.shiftKey && digit) return () => act.code(Number(digit[1]));
  if (event.shiftKey) return null;
  if (event.code === "Slash") return help; // a Russian keyboard writes a full stop there
  if (elsewhere) return null;
  if (digit) return () => act.match(Number(digit[1]));
  if (event.key === "Enter") return act.confirm;
  if (event.key === "ArrowUp") return () => act.move(-1);
  if (event.key === "ArrowDown") return () => act.move(1);
  return null;
}

function alone(event, act, help) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key) {
    case "F8":
      return () => act.finding(event.shiftKey ? -1 : 1);
    case "F9":
      return act.fix;
    case "F6":
      return act.side;
    case "Escape":
      return event.target.closest?.("#side, .conflict, .tools, .typos") ? act.text : null;
    case "?":
      return event.target.closest?.(FIELDS) ? null : help;
    default:
      return null;
  }
}
