/* What is being pressed. A button that gives way to a new one while it is down never hears of its click: whatever news
   may draw anew waits for the release. */

const CONTROLS = "button, a, summary, label, input, select";
const LONGEST = 2000; // ms until a release that nobody saw is taken for done

let down = false;
let timer = 0;
const waiting = [];

function begin() {
  down = true;
  clearTimeout(timer);
  timer = setTimeout(end, LONGEST);
}

function end() {
  down = false;
  clearTimeout(timer);
  for (const resolve of waiting.splice(0)) resolve();
}

/* The click follows the release in the same turn: let it go first. */
function letGo() {
  if (!down) return;
  clearTimeout(timer);
  timer = setTimeout(end);
}

const onControl = (event) => event.target.closest?.(CONTROLS);

addEventListener("pointerdown", (event) => onControl(event) && begin(), true);
addEventListener("keydown", (event) => event.code === "Space" && onControl(event) && begin(), true);
addEventListener("keyup", (event) => event.code === "Space" && letGo(), true);
for (const name of ["pointerup", "pointercancel", "dragend"]) addEventListener(name, letGo, true);
addEventListener("blur", letGo); // the window's own

/* Resolves when nothing is pressed. */
export function released() {
  return down ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}
