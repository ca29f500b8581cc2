/* The reader's page under the editor: it follows what is typed, shows where one is, and a click in it goes there. */

import { isMark, parse } from "./coded.js";
import { make } from "./dom.js";
import { say } from "./words.js";

const KEPT = "localize.preview"; // whether the page is shown, on this device
const TAGS = new Set(["a", "em", "strong", "b", "i", "u", "s", "sub", "sup", "small", "code", "q", "cite", "abbr", "mark", "span"]);

export function livePage(editor) {
  const panel = document.getElementById("live-panel");
  const button = document.getElementById("show-preview");
  let places = null; // by segment: its element in the page

  /* A text with its inline codes as elements. */
  function put(row) {
    const place = places?.get(row.segment.id);
    if (!place) return;
    const { ownerDocument: page } = place;
    const root = page.createDocumentFragment();
    const open = [root];
    for (const part of parse(row.written)) {
      if (!isMark(part)) open.at(-1).append(part);
      else if (part.edge === "close") {
        if (open.length > 1) open.pop();
      } else {
        const tag = row.segment.marks.find((mark) => mark.id === part.id)?.tag;
        const element = page.createElement(TAGS.has(tag) ? tag : "span");
        open.at(-1).append(element);
        if (part.edge === "open") open.push(element);
      }
    }
    place.replaceChildren(root);
    place.classList.toggle("open", row.open);
  }

  function light(row) {
    if (!places || !row) return;
    for (const place of places.values()) place.removeAttribute("aria-current");
    const place = places.get(row.segment.id);
    if (!place) return;
    place.setAttribute("aria-current", "true");
    const { defaultView: view } = place.ownerDocument;
    const { top, height } = place.getBoundingClientRect();
    view.scrollBy({ top: top - (view.innerHeight - height) / 2, behavior: "instant" });
  }

  function loaded(page) {
    places = new Map([...page.querySelectorAll("[data-segment]")].map((place) => [Number(place.dataset.segment), place]));
    for (const row of editor.rows) put(row);
    page.addEventListener("click", (event) => {
      const place = event.target.closest("[data-segment]");
      const row = place && editor.byId.get(Number(place.dataset.segment));
      if (!row) return;
      event.preventDefault();
      editor.enter(row);
    });
    light(editor.row);
    if (editor.row?.field?.focused) editor.row.element.scrollIntoView({ block: "center", behavior: "instant" });
  }

  function show(on, { keep = true } = {}) {
    panel.hidden = !on;
    button.setAttribute("aria-pressed", String(on));
    places = null;
    if (on) {
      const frame = make("iframe", { src: editor.page.urls.preview, title: say("preview_title") });
      frame.addEventListener("load", () => loaded(frame.contentDocument));
      panel.replaceChildren(frame);
    } else panel.replaceChildren();
    if (!keep) return;
    try {
      localStorage.setItem(KEPT, on ? "on" : "off");
    } catch {
      // storage may be forbidden: then it is for this page alone
    }
  }

  // What sticks above the foot has to know how high it is: it wraps on small screens.
  const foot = document.querySelector(".keysbar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--foot", `${foot.offsetHeight}px`)).observe(foot);

  const turn = () => show(panel.hidden);
  button.addEventListener("click", turn);
  try {
    if (localStorage.getItem(KEPT) === "on") show(true, { keep: false });
  } catch {
    // as above
  }
  return { commands: { preview: turn }, entered: light, typed: put, changed: put, saved: put };
}
