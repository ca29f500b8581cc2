/* Characters and lines of a headline, a standfirst and whatever else has a limit in the settings.

   What counts is the whole block: its sentences with a space between, without inline codes. Lines are those of the
   reader's page on a wide screen: words are put one after another into its column of 38 rem, in its type (below, as in
   reader.css), and measured on a canvas. The browser balances and hyphenates, so that this is an estimate. */

import { codePointLength, parse, plain } from "./coded.js";
import { icon, make } from "./dom.js";
import { say, sayMany } from "./words.js";

const COLUMN = 38 * 16; // px, --measure of reader.css
const NEAR = 0.9; // of the limit
const SERIF = '"Source Serif 4", Charter, "Noto Serif", "PT Serif", Georgia, serif';
const TYPE = { headline: `700 46px ${SERIF}`, standfirst: `22px ${SERIF}`, subhead: `700 24px ${SERIF}`, caption: "14px sans-serif" };

let pen = null;

/* About how many lines a text takes; 0 where its type is not known. */
export function linesOf(text, role) {
  if (!TYPE[role] || !text) return 0;
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = TYPE[role];
  let lines = 1;
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > COLUMN) {
      lines += 1;
      line = word;
    } else line = longer;
  }
  return lines;
}

export function counters(editor) {
  const limits = editor.page.limits ?? {};
  const blocks = new Map(); // rows of a block that has a limit
  for (const row of editor.rows) {
    const { block, role } = row.segment;
    if (limits[role]) blocks.set(block, [...(blocks.get(block) ?? []), row]);
  }

  /* The line stands under the last sentence of the block, and under the open field. */
  function draw(row) {
    const rows = blocks.get(row.segment.block);
    if (!rows) return;
    const { role } = row.segment;
    const text = rows.map((one) => plain(parse(one.written)).trim()).filter(Boolean).join(" ");
    const n = codePointLength(text);
    const limit = limits[role];
    const lines = linesOf(text, role);
    const words = n > limit ? say("counter_over", { n, limit, over: n - limit }) : say("counter", { n, limit });
    const said = lines ? `${words}, ${sayMany("counter_lines", lines)}` : words;
    const tone = n > limit ? "over" : n > limit * NEAR ? "near" : "fits";
    for (const one of rows) {
      const there = one.element.querySelector(":scope > .counter");
      const wanted = one === rows.at(-1) || one.field;
      if (!wanted) there?.remove();
      else if (there?.dataset.said !== said) {
        const line = make("p", { class: `counter num ${tone}`, "data-said": said }, tone === "over" ? icon("warning") : null, said);
        if (there) there.replaceWith(line);
        else one.target.after(line);
      }
    }
  }

  function all() {
    for (const [row] of blocks.values()) draw(row);
  }

  all();
  return { entered: all, typed: draw, changed: draw, saved: draw, heard: all };
}
