/* Making elements. Text goes in as text, never as markup. */

import { isMark, unitSpan } from "./coded.js";

/* An element with attributes and children. `on…` attributes are listeners; null, false and undefined are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function hidden(text) {
  return make("span", { class: "vh" }, text);
}

/* An inline code. In a field it is one thing that cannot be written into. */
export function chip(mark, title, inField = false) {
  const label = inField ? String(mark.id) : make("span", { "aria-hidden": "true" }, String(mark.id));
  return make(
    "span",
    {
      class: `code ${mark.edge}`,
      title,
      contenteditable: inField ? "false" : null,
      "data-code": mark.id,
      "data-edge": mark.edge,
    },
    inField ? null : hidden(title),
    label,
  );
}

const WEIGHT = { error: 2, warning: 1 };

/* Coded text at rest, with the spans of findings marked: [[from, to, className]] in code points of the plain text. */
export function codedNodes(parts, titleOf, spans = []) {
  const places = spans.map(([from, to, name]) => [...unitSpan(parts, [from, to]), name]);
  const nodes = [];
  let at = 0;
  for (const part of parts) {
    if (isMark(part)) {
      nodes.push(chip(part, titleOf(part)));
      at += 1;
    } else {
      nodes.push(...stretches(part, at, places));
      at += part.length;
    }
  }
  return nodes;
}

function stretches(text, offset, places) {
  const end = offset + text.length;
  const inside = (place) => Math.min(Math.max(place, offset), end);
  const cuts = [...new Set([offset, end, ...places.flatMap(([a, b]) => [inside(a), inside(b)])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, n) => {
    const stop = cuts[n + 1];
    const over = places.filter(([a, b]) => a <= start && stop <= b).map(([, , name]) => name);
    over.sort((a, b) => (WEIGHT[b] ?? 0) - (WEIGHT[a] ?? 0));
    const piece = text.slice(start - offset, stop - offset);
    return over.length ? make("mark", { class: over[0] }, piece) : document.createTextNode(piece);
  });
}

/* The words of a difference as nodes: <ins> and <del>; `hide` leaves one kind out. */
export function diffNodes(steps, hide = "") {
  return steps
    .filter((step) => step.kind !== hide)
    .map((step) =>
      step.kind === "same"
        ? document.createTextNode(step.text)
        : make(step.kind === "new" ? "ins" : "del", {}, step.text),
    );
}
