/* Coded text: text with its inline codes as marks. The written form is that of localize/markup.py, to the letter:
   <1>…</1> for a code that spans, <2/> for one that stands alone; & < > in text are escaped.

   A parsed text is an array of strings and marks {id, edge}; edge is "open", "close" or "alone". Neighbouring strings
   are merged and empty ones dropped. Places in a text are counted in units: one for each UTF-16 code unit of a string,
   one for each mark. Findings count code points of the plain text; `unitSpan` converts. */

const TOKEN = /<(\/?)([1-9][0-9]{0,5})(\/?)>/g;
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const UNESCAPED = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export function isMark(part) {
  return typeof part !== "string";
}

/* Merge neighbouring strings, drop empty ones. */
export function tidy(parts) {
  const merged = [];
  for (const part of parts) {
    if (isMark(part)) merged.push(part);
    else if (part !== "") {
      if (merged.length && !isMark(merged.at(-1))) merged[merged.length - 1] += part;
      else merged.push(part);
    }
  }
  return merged;
}

/* Read the written form. What is not a well-formed mark is text; nothing throws, nothing is dropped. */
export function parse(written) {
  const parts = [];
  let end = 0;
  for (const token of written.matchAll(TOKEN)) {
    const [whole, slash, number, alone] = token;
    if (slash && alone) continue;
    parts.push(unescape(written.slice(end, token.index)));
    parts.push({ id: Number(number), edge: slash ? "close" : alone ? "alone" : "open" });
    end = token.index + whole.length;
  }
  parts.push(unescape(written.slice(end)));
  return tidy(parts);
}

function unescape(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => UNESCAPED[entity]);
}

function writeMark({ id, edge }) {
  return edge === "open" ? `<${id}>` : edge === "close" ? `</${id}>` : `<${id}/>`;
}

/* The written form; `parse` is its inverse. */
export function write(parts) {
  return parts.map((part) => (isMark(part) ? writeMark(part) : part.replace(/[&<>]/g, (c) => ESCAPED[c]))).join("");
}

/* The text without marks. */
export function plain(parts) {
  return parts.filter((part) => !isMark(part)).join("");
}

export function sameMark(a, b) {
  return a.id === b.id && a.edge === b.edge;
}

export function marksOf(parts) {
  return parts.filter(isMark);
}

/* Length in units. */
export function lengthOf(parts) {
  return parts.reduce((sum, part) => sum + (isMark(part) ? 1 : part.length), 0);
}

/* The part between two places. */
export function slice(parts, start, end = Infinity) {
  const kept = [];
  let at = 0;
  for (const part of parts) {
    const length = isMark(part) ? 1 : part.length;
    if (isMark(part)) {
      if (at >= start && at < end) kept.push(part);
    } else kept.push(part.slice(Math.max(start - at, 0), Math.max(end - at, 0)));
    at += length;
  }
  return tidy(kept);
}

/* The text with `insert` in place of what stands between two places. */
export function splice(parts, start, end, insert) {
  return tidy([...slice(parts, 0, start), ...insert, ...slice(parts, end)]);
}

/* Keep each of the allowed marks once and drop all others. */
export function repaired(parts, allowed) {
  const left = [...allowed];
  return tidy(
    parts.filter((part) => {
      if (!isMark(part)) return true;
      const at = left.findIndex((mark) => sameMark(mark, part));
      if (at < 0) return false;
      left.splice(at, 1);
      return true;
    }),
  );
}

/* Text as a person may have it in a segment: line breaks and tabs are spaces. */
export function oneLine(text) {
  return text.replace(/[\t\n\r\u2028\u2029]+/g, " ");
}

/* UTF-16 offset in `text` of a number of code points. */
export function codeUnits(text, codePoints) {
  let units = 0;
  for (let seen = 0; seen < codePoints && units < text.length; seen += 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

export function codePointLength(text) {
  let length = 0;
  for (const point of text) length += point ? 1 : 0;
  return length;
}

/* Places [start, end] of a span that is given in code points of the plain text. Marks at the edges stay outside. */
export function unitSpan(parts, [from, to]) {
  const text = plain(parts);
  const start = codeUnits(text, from);
  const end = codeUnits(text, to);
  let seen = 0;
  let at = 0;
  let first = null;
  let last = null;
  for (const part of parts) {
    if (isMark(part)) at += 1;
    else {
      if (first === null && start < seen + part.length) first = at + start - seen;
      if (last === null && end <= seen + part.length) last = at + end - seen;
      seen += part.length;
      at += part.length;
    }
  }
  return [first ?? at, Math.max(last ?? at, first ?? at)];
}

/* Place after moving one word back (-1) or on (1) from `place`; a mark counts as a word. */
export function wordEdge(parts, place, step, locale) {
  const before = step < 0;
  const rest = before ? slice(parts, 0, place) : slice(parts, place);
  const near = before ? rest.at(-1) : rest[0];
  if (near === undefined) return place;
  if (isMark(near)) return place + step;
  const words = [...new Intl.Segmenter(locale, { granularity: "word" }).segment(near)];
  let moved = 0;
  for (const word of before ? words.reverse() : words) {
    moved += word.segment.length;
    if (word.isWordLike || !/^\s+$/.test(word.segment)) break;
  }
  return place + step * moved;
}
