/* Coded text as it stands in the document: reading it, and places in it. */

import { lengthOf, oneLine, tidy } from "./coded.js";

/* A range between two places of an element that holds nothing but text and codes. */
export function rangeIn(element, start, end) {
  const range = document.createRange();
  range.setStart(...point(element, start));
  range.setEnd(...point(element, end));
  return range;
}

function point(element, place) {
  let at = 0;
  const nodes = [...element.childNodes];
  for (const [index, node] of nodes.entries()) {
    const length = lengthOf(read(node));
    if (node.nodeType === Node.TEXT_NODE && place <= at + length) return [node, place - at];
    if (node.nodeType !== Node.TEXT_NODE && length && place <= at) return [element, index];
    if (node.nodeType !== Node.TEXT_NODE && !node.dataset?.code && place < at + length) return point(node, place - at);
    at += length;
  }
  return [element, nodes.length];
}

/* Coded text of a node and what is in it. */
export function read(node) {
  if (node.nodeType === Node.TEXT_NODE) return tidy([oneLine(node.data)]);
  if (node.dataset?.code) return [{ id: Number(node.dataset.code), edge: node.dataset.edge }];
  return tidy([...node.childNodes].flatMap(read));
}

/* Whether a field holds nothing but text and codes. */
export function isFlat(element) {
  return [...element.childNodes].every((node) => node.nodeType === Node.TEXT_NODE || node.dataset?.code || node.nodeName === "BR");
}
