/* What typography makes of a character that was just typed, by the rules of the locale that the page brings
   (localize/typography/typing.py). Pure: text in, edits out; helpers.js puts them into the field.

   An edit is {start, end, after}: `after` in place of text.slice(start, end), in UTF-16 units of the plain text. */

const NEAR = 24; // units before the caret in which a space may still become a no-break space
const SPACE = /[ \u00a0\u202f\u2009]/;
const LETTER = /[\p{L}\p{N}]/u;
const WORD = /[\p{L}\p{N}_]/u;
const OPENS_AFTER = /[\s\u00a0\u202f([{/–—…¿¡-]/u;
const UNSURE = /[/–—…-]/u;
const KEPT = /(?::\/\/|@|^www\.)/;

const compiled = new WeakMap();

function patternsOf(rules) {
  if (!compiled.has(rules)) compiled.set(rules, rules.spaces.map((source) => new RegExp(source, "dgu")));
  return compiled.get(rules);
}

/* The edits after `text[caret - 1]` was typed; none most of the time. */
export function edits(text, caret, rules) {
  const typed = text[caret - 1];
  const [word] = /\S*$/.exec(text.slice(0, caret));
  if (KEPT.test(word)) return [];
  const one = quote(text, caret, rules) ?? dash(text, caret, rules) ?? dots(text, caret, rules);
  if (one) return [one];
  return WORD.test(typed) ? [] : [...percent(text, caret, rules), ...spaces(text, caret, rules)];
}

/* Quotation marks that are open at the end of a text: "outer" or "inner", the innermost last. */
function openMarks(text, { outer, inner }) {
  const [o, c] = outer.map((mark) => mark.trim());
  const [i, k] = inner.map((mark) => mark.trim());
  const closing = { outer: c, inner: k };
  const open = [];
  for (let n = 0; n < text.length; n += 1) {
    const char = text[n];
    const inWord = LETTER.test(text[n - 1] ?? "") && LETTER.test(text[n + 1] ?? "");
    if (open.length && char === closing[open.at(-1)] && !(inWord && char === "’")) open.pop();
    else if (char === o) open.push("outer");
    else if (char === i) open.push("inner");
  }
  return open;
}

function quote(text, caret, rules) {
  const at = caret - 1;
  const typed = text[at];
  if (typed !== '"' && typed !== "'") return null;
  const before = text[at - 1] ?? "";
  const after = text[caret] ?? "";
  const open = openMarks(text.slice(0, at), rules);
  const top = open.at(-1);
  const marks = [rules.outer[0].trim(), rules.inner[0].trim()];
  const put = (mark) => ({ start: at, end: caret, after: mark });
  const opens = before === "" || marks.includes(before) || (OPENS_AFTER.test(before) && !(top && UNSURE.test(before) && !LETTER.test(after)));
  if (opens) {
    if (rules.by_kind) return put(rules[typed === '"' ? "outer" : "inner"][0]);
    return put(rules[typed === "'" || top === "outer" ? "inner" : "outer"][0]);
  }
  if (/\d/.test(before) && !top) return null; // inches, minutes
  if (typed === "'") return put(top === "inner" && !LETTER.test(after) ? rules.inner[1] : "’");
  return put(rules[top ?? "outer"][1]);
}

function dash(text, caret, rules) {
  if (rules.dash === null) return null;
  const at = caret - 1;
  const typed = text[at];
  const sign = rules.dash.trim();
  const before = text.slice(0, caret);
  if (typed === "-" && text[at - 1] === "-" && text[at - 2] !== "-") {
    const left = text[at - 2] ?? "";
    if (SPACE.test(left) && at > 2) return { start: at - 2, end: caret, after: rules.dash.trimEnd() };
    return { start: at - 1, end: caret, after: rules.ranges && /\d/.test(left) ? "–" : sign };
  }
  if (typed === " " && /^[-–—] $/.test(before)) return { start: 0, end: caret, after: `${sign}\u00a0` };
  // Between numbers it may be a minus or a score: the next character tells.
  const [, left, was] = /([^\s\u00a0\u202f])([ \u00a0\u202f][-–—] )$/u.exec(typed === " " ? before : before.slice(0, -1)) ?? [];
  if (!was || was === rules.dash || /\d/.test(left) === (typed === " ") || /\d/.test(typed)) return null;
  const end = typed === " " ? caret : at;
  return { start: end - was.length, end, after: rules.dash };
}

function dots(text, caret, { ellipsis }) {
  const tail = text.slice(Math.max(caret - 4, 0), caret);
  return ellipsis && /(?:^|[^.…])\.\.\.$/.test(tail) ? { start: caret - 3, end: caret, after: "…" } : null;
}

function percent(text, caret, rules) {
  const at = caret - 2;
  if (!rules.percent || text[at] !== "%" || !/\d/.test(text[at - 1] ?? "") || text[caret - 1] === "-") return [];
  return [{ start: at, end: at + 1, after: "\u00a0%" }];
}

function spaces(text, caret, rules) {
  const found = new Map();
  for (const pattern of patternsOf(rules)) {
    pattern.lastIndex = Math.max(caret - NEAR, 0);
    for (const match of text.slice(0, caret).matchAll(pattern)) {
      const [start, end] = match.indices.groups.space;
      if (start >= caret - NEAR && end < caret) found.set(start, { start, end, after: "\u00a0" });
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
