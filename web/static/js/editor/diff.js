/* A small difference of two plain texts by words, for putting them side by side. */

const WORD = /\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;
const LIMIT = 1200; // words on either side; longer texts are shown whole, as changed

function words(text) {
  return text.match(WORD) ?? [];
}

/* What makes `after` of `before`: [{kind: "same" | "gone" | "new", text}], neighbours of a kind merged. */
export function compare(before, after) {
  const a = words(before);
  const b = words(after);
  if (a.length > LIMIT || b.length > LIMIT) {
    return before === after ? run("same", after) : [...run("gone", before), ...run("new", after)];
  }
  return merge(alignment(a, b));
}

/* The steps from one row of tokens to another, each token for itself: {kind, text}. */
export function alignment(a, b) {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1] + 1
          : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
  }
  return steps(a, b, longest, width);
}

/* Whether so much has changed that marks would only hide the text. */
export function isOther(steps) {
  const length = (kinds) => steps.reduce((sum, step) => sum + (kinds.includes(step.kind) ? step.text.length : 0), 0);
  return length(["gone", "new"]) > 2 * length(["same"]);
}

function run(kind, text) {
  return text ? [{ kind, text }] : [];
}

function* steps(a, b, longest, width) {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      yield { kind: "same", text: a[i] };
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
      yield { kind: "gone", text: a[i] };
      i += 1;
    } else {
      yield { kind: "new", text: b[j] };
      j += 1;
    }
  }
}

/* Join neighbours of a kind, and gone-new pairs that only a space parts: whole phrases read better than confetti. */
function merge(found) {
  const gathered = [];
  let gone = "";
  let added = "";
  const flush = () => {
    if (gone) gathered.push({ kind: "gone", text: gone });
    if (added) gathered.push({ kind: "new", text: added });
    gone = "";
    added = "";
  };
  const list = [...found];
  list.forEach((step, at) => {
    if (step.kind === "gone") gone += step.text;
    else if (step.kind === "new") added += step.text;
    else if (/^\s+$/.test(step.text) && gone && added && list[at + 1] && list[at + 1].kind !== "same") {
      gone += step.text;
      added += step.text;
    } else {
      flush();
      const last = gathered.at(-1);
      if (last?.kind === "same") last.text += step.text;
      else gathered.push({ ...step });
    }
  });
  flush();
  return gathered;
}
