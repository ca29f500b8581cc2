/* Where an inline code goes when it is moved by keyboard: to the next word or character, never past its partner and never
   across another pair. Pure; codes.js puts it into the field. */

import { isMark, slice, splice } from "./coded.js";

const OBJECT = "\ufffc"; // stands for a code: one unit, no part of a word

/* Whether every pair that is whole opens before it closes, and pairs stand one in the other. */
export function nested(parts) {
  const marks = parts.filter((part) => isMark(part) && part.edge !== "alone");
  const whole = ({ id }) => marks.filter((other) => other.id === id).length === 2;
  const open = [];
  for (const mark of marks.filter(whole)) {
    if (mark.edge === "open") open.push(mark.id);
    else if (open.pop() !== mark.id) return false;
  }
  return true;
}

/* Places where a code may stand: beginnings of words for one that opens, ends for one that closes. */
function stops(parts, { edge }, unit, locale) {
  const flat = parts.map((part) => (isMark(part) ? OBJECT : part)).join("");
  const found = [0, flat.length];
  for (const piece of new Intl.Segmenter(locale, { granularity: unit }).segment(flat)) {
    if (unit === "grapheme") found.push(piece.index);
    else if (piece.isWordLike) found.push(edge === "close" ? piece.index + piece.segment.length : piece.index);
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

/* The text with the code at place `at` moved back (-1) or on (1), and its new place; null when it can go no further. */
export function moved(parts, at, step, unit, locale) {
  const [mark] = slice(parts, at, at + 1);
  const rest = splice(parts, at, at + 1, []);
  const sound = nested(parts);
  const places = stops(rest, mark, unit, locale).filter((place) => (step > 0 ? place > at : place < at));
  for (const place of step > 0 ? places : places.reverse()) {
    const next = splice(rest, place, place, [mark]);
    if (nested(next) || !sound) return { parts: next, place };
  }
  return null;
}

/* Place of the code that is meant: the chosen one, or the one beside the caret, first in the direction of the move. */
export function codeAt(parts, [start, end], step) {
  const isCode = (place) => place >= 0 && slice(parts, place, place + 1).some(isMark);
  if (end - start === 1 && isCode(start)) return start;
  if (start !== end) return null;
  const beside = step > 0 ? [start, start - 1] : [start - 1, start];
  return beside.find(isCode) ?? null;
}
