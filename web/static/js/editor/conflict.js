/* Two people wrote the same segment: both texts side by side, and a decision. Nothing is lost either way. */

import { parse, plain } from "./coded.js";
import { compare } from "./diff.js";
import { diffNodes, icon, make } from "./dom.js";
import { clock, say } from "./words.js";

/* The card. `conflict`: {kind, mine, theirs, author, at}; `choose`: {mine, theirs, third}. */
export function conflictCard({ segment, conflict, page, choose }) {
  const title = `conflict-${segment.position}`;
  const texts = both(conflict, page);
  const acts =
    conflict.kind === "source-changed"
      ? [make("a", { class: "btn small", href: page.urls.edit }, say("reload"))]
      : [
          button(say("use_mine"), choose.mine),
          button(conflict.author ? say("use_theirs", { name: conflict.author }) : say("use_draft"), choose.theirs),
          button(say("third"), choose.third, "plain"),
        ];
  return make(
    "div",
    { class: "conflict", role: "group", "aria-labelledby": title, tabindex: "-1" },
    make("h3", { class: "tag amber", id: title }, icon("warning"), sentence(conflict, segment, page)),
    texts,
    make("div", { class: "acts" }, acts),
  );
}

function sentence(conflict, segment, page) {
  if (conflict.kind === "source-changed") return say("conflict_source");
  const time = conflict.at ? clock(new Date(conflict.at), page.time_zone) : "";
  return conflict.author
    ? say("conflict", { name: conflict.author, n: segment.position, time })
    : say("conflict_machine", { n: segment.position, time });
}

/* Both texts, with what differs between them marked; `title` stands above the person's own. */
export function both(conflict, page, title = say("mine")) {
  const mine = plain(parse(conflict.mine));
  const theirs = conflict.kind === "source-changed" ? mine : plain(parse(conflict.theirs ?? ""));
  const steps = compare(mine, theirs);
  const marked = (hide) =>
    diffNodes(steps, hide).map((node) => (node.nodeName === "DEL" ? make("ins", {}, node.textContent) : node));
  const column = (heading, text, hide) =>
    make("div", {}, make("h4", {}, heading), make("p", { lang: page.locale, dir: page.direction }, text ? marked(hide) : say("empty_text")));
  const their = conflict.author ? say("theirs", { name: conflict.author }) : say("theirs_machine");
  if (conflict.kind === "source-changed") {
    return make("div", { class: "both" }, column(title, mine, "new"));
  }
  return make("div", { class: "both" }, column(title, mine, "new"), column(their, theirs, "gone"));
}

function button(label, onclick, more = "") {
  return make("button", { class: `btn small ${more}`.trim(), type: "button", onclick }, label);
}
