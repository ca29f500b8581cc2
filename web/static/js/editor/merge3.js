/* Three-way merge of coded texts by words: two people's changes of the same text, where they do not touch.

   Works on the written form; an inline code is one token. See diff3 (Khanna, Kunal, Pierce 2007) for the rule: a stretch
   that only one of them changed is theirs, one that both changed in the same way stands once, all else is a conflict. */

import { alignment } from "./diff.js";

const TOKEN = /<\/?[1-9][0-9]*\/?>|&(?:amp|lt|gt);|\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;
const CODE = /<\/?[1-9][0-9]*\/?>/g;
const LIMIT = 1200; // tokens; longer texts are for a person to merge

/* The merged text in written form; null where the changes touch, or where nothing is to be merged. */
export function merge3(base, mine, theirs) {
  if (!base || mine === theirs || mine === base || theirs === base) return null;
  const [b, m, t] = [base, mine, theirs].map((text) => text.match(TOKEN) ?? []);
  if (Math.max(b.length, m.length, t.length) > LIMIT) return null;
  const changes = together(hunks(b, m), hunks(b, t));
  if (!changes) return null;
  const merged = apply(b, changes);
  return codesOf(merged).every((code, at, all) => all.indexOf(code) === at) ? merged : null;
}

/* Changed stretches of the base: {start, end, text}. */
function hunks(base, other) {
  const found = [];
  let at = 0;
  let open = null;
  for (const { kind, text } of alignment(base, other)) {
    if (kind === "same") {
      open = null;
      at += 1;
      continue;
    }
    if (!open) {
      open = { start: at, end: at, text: "" };
      found.push(open);
    }
    if (kind === "gone") {
      at += 1;
      open.end = at;
    } else open.text += text;
  }
  return found;
}

const alike = (one, other) => one.start === other.start && one.end === other.end && one.text === other.text;
const touch = (one, other) => one.start <= other.end && other.start <= one.end;

/* Both people's stretches in order, those that are alike once; null where two of them touch. */
function together(ours, others) {
  const own = ours.filter((one) => !others.some((other) => alike(one, other)));
  if (own.some((one) => others.some((other) => touch(one, other)))) return null;
  return [...own, ...others].sort((one, other) => one.start - other.start || one.end - other.end);
}

function apply(base, changes) {
  let text = "";
  let at = 0;
  for (const change of changes) {
    text += base.slice(at, change.start).join("") + change.text;
    at = change.end;
  }
  return text + base.slice(at).join("");
}

function codesOf(text) {
  return text.match(CODE) ?? [];
}
