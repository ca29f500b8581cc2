/* Two people wrote the same segment: what each of them made of the text that both had, and a decision. The field stays
   open beneath, so that what somebody is typing goes on into their own text. Nothing is lost either way. */

import { parse, plain, write } from "./coded.js";
import { compare, isOther } from "./diff.js";
import { diffNodes, icon, make } from "./dom.js";
import { merge3 } from "./merge3.js";
import { clock, say } from "./words.js";

export class ConflictCard {
  /* `conflict`: {kind, base, theirs, author, at}; `mine`: written text; `choose(what)`: "mine", "theirs" or "merged";
     `back()`: to the text. */
  constructor({ segment, conflict, page, mine, choose, back }) {
    Object.assign(this, { conflict, page, choose });
    const title = `conflict-${segment.position}`;
    this.texts = make("div", { class: "versions" });
    this.acts = make("div", { class: "acts" });
    this.element = make(
      "div",
      { class: "conflict", role: "group", "aria-labelledby": title, tabindex: "-1" },
      make("h3", { class: "tag amber", id: title }, icon("warning"), sentence(conflict, segment, page)),
      this.texts,
      this.acts,
    );
    this.element.addEventListener("keydown", (event) => this.key(event, back));
    this.show(mine);
  }

  /* The person's own text as it stands now. */
  show(mine) {
    const { conflict } = this;
    this.merged = isGone(conflict) ? null : merge3(conflict.base ?? "", mine, conflict.theirs ?? "");
    const heading = conflict.author ? say("theirs", { name: conflict.author }) : say("theirs_machine");
    const versions =
      isGone(conflict)
        ? [this.version(say("mine"), mine)]
        : [
            conflict.base ? this.version(say("base"), conflict.base, { plainly: true }) : null,
            this.version(heading, conflict.theirs ?? ""),
            this.version(say("mine"), mine),
            this.merged === null ? null : this.version(say("merged"), this.merged),
          ];
    this.texts.replaceChildren(...versions.filter(Boolean));
    const wanted = this.choices().map(([what]) => what).join();
    if (this.offered === wanted) return; // the buttons stay the same ones: somebody may stand on one
    this.offered = wanted;
    this.acts.replaceChildren(...this.buttons());
  }

  version(heading, written, { plainly = false } = {}) {
    const text = plain(parse(written));
    const base = plain(parse(this.conflict.base ?? ""));
    const steps = plainly || !base ? null : compare(base, text);
    const nodes = !text ? [say("empty_text")] : !steps || isOther(steps) ? [text] : diffNodes(steps);
    return make("div", {}, make("h4", {}, heading), make("p", { lang: this.page.locale, dir: this.page.direction }, nodes));
  }

  choices() {
    const { author } = this.conflict;
    if (isGone(this.conflict)) return [];
    const theirs = author ? say("use_theirs", { name: author }) : say("use_draft");
    return [["mine", say("use_mine")], ["theirs", theirs], ...(this.merged === null ? [] : [["merged", say("use_merged")]])];
  }

  buttons() {
    if (isGone(this.conflict)) return [make("a", { class: "btn small", href: this.page.urls.edit }, say("reload"))];
    const buttons = this.choices().map(([what, label], at) =>
      make("button", { class: "btn small", type: "button", onclick: () => this.choose(what) }, label, " ", make("kbd", { "aria-hidden": "true" }, String(at + 1))),
    );
    return [...buttons, make("span", { class: "is-quiet" }, say("conflict_field"))];
  }

  /* 1, 2 and 3 choose while the card has the focus; Escape goes back to the text. */
  key(event, back) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = this.choices()[Number(event.key) - 1];
    if (choice) this.choose(choice[0]);
    else if (event.key === "Escape") back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /* The merged text as parts, written as the field writes it. */
  get mergedText() {
    return write(parse(this.merged));
  }
}

/* The sentence that the text was written for is not there any more. */
function isGone({ kind }) {
  return kind === "source-changed" || kind === "rearranged";
}

function sentence(conflict, segment, page) {
  if (conflict.kind === "source-changed") return say("conflict_source");
  if (conflict.kind === "rearranged") return say("conflict_rearranged");
  const time = conflict.at ? clock(new Date(conflict.at), page.time_zone) : "";
  return conflict.author
    ? say("conflict", { name: conflict.author, n: segment.position, time })
    : say("conflict_machine", { n: segment.position, time });
}
