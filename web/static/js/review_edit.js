/* Writing on the review page: a sentence is corrected where it is read. One at a time.

   What is typed goes into the same store on this device as the editor's drafts before it goes anywhere else, so that a
   dead server, a closed tab or an ended session lose nothing: the page, or the editor, offers it again. */

import { parse, plain } from "./editor/coded.js";
import { ConflictCard } from "./editor/conflict.js";
import { hidden, make } from "./editor/dom.js";
import { Field } from "./editor/field.js";
import { Drafts } from "./editor/queue.js";
import { Transport } from "./editor/transport.js";
import { say } from "./editor/words.js";

const page = JSON.parse(document.getElementById("editing").textContent);
const transport = new Transport(page.urls);
const drafts = new Drafts(page.person, page.edition);

let open = null;

/* Undo within one field. */
function steps(fieldOf) {
  const past = [];
  const future = [];
  const walk = (from, to) => {
    if (!from.length) return;
    to.push(fieldOf().moment());
    fieldOf().show(from.pop());
  };
  return {
    remember: (moment) => {
      past.push(moment);
      future.length = 0;
    },
    undo: () => walk(past, future),
    redo: () => walk(future, past),
  };
}

class Writing {
  /* `segment`: of the page; `draft`: what was found on this device, null without. */
  constructor(segment, draft = null) {
    this.segment = segment;
    this.base = draft ? draft.base_revision : segment.revision;
    this.home = document.getElementById(`s${segment.position}`);
    this.text = this.home.querySelector(".tgt > p:not(.risk)");
    this.field = new Field({
      written: draft ? draft.text : segment.text,
      marks: segment.marks,
      titleOf: (mark) => segment.marks.find((known) => known.id === mark.id && known.edge === mark.edge)?.title ?? String(mark.id),
      lang: page.locale,
      dir: page.direction,
      label: say("review_field", { n: segment.position }),
      history: steps(() => this.field),
      onInput: () => this.keep(),
      onKeystroke: () => {},
    });
    this.said = make("p", { class: "is-quiet", role: "status" }, draft ? say("review_found") : "");
    this.save = make("button", { class: "btn small primary", type: "button", onclick: () => void this.send() }, say("review_save"), " ", make("kbd", { "aria-hidden": "true" }, "Ctrl ↵"));
    this.element = make(
      "div",
      { class: "rev-write" },
      this.field.element,
      make(
        "div",
        { class: "acts", lang: document.documentElement.lang },
        this.save,
        make("button", { class: "btn small plain", type: "button", onclick: () => void this.giveUp() }, say("review_cancel"), " ", make("kbd", { "aria-hidden": "true" }, "Esc")),
        segment.marks.map((mark) => mark.edge !== "close" && make("button", { class: "btn small plain", type: "button", title: mark.title, onclick: () => this.field.insertCode(mark.id) }, String(mark.id), hidden(mark.title))),
        this.said,
      ),
    );
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  show() {
    // What is folded away cannot be written in.
    this.home.closest("details")?.setAttribute("open", "");
    if (this.text) this.text.hidden = true;
    this.home.querySelector(".tgt").prepend(this.element);
    this.home.classList.add("writing");
    this.field.focus();
    this.home.scrollIntoView({ block: "nearest" });
  }

  keep() {
    this.touched = true;
    this.warned = false;
    this.at = Date.now();
    this.card?.show(this.field.written);
    // One after the other: the newest has to be the last.
    const entry = this.entry();
    this.kept = (this.kept ?? Promise.resolve()).then(() => drafts.put(this.segment.id, entry));
  }

  entry() {
    return { text: this.field.written, base_revision: this.base, confirm: true, memory: null, reopen: false, at: this.at ?? Date.now() };
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.send();
    else if (event.key === "Escape") void this.giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async send() {
    if (this.busy) return;
    if (!plain(parse(this.field.written)).trim()) {
      this.tell(say("review_empty"));
      return;
    }
    this.busy = true;
    this.tell(say("saving"));
    const { text, base_revision, confirm } = this.entry();
    await this.kept;
    const outcome = await transport.send("PUT", page.urls.segments + this.segment.id, { body: { text, base_revision, confirm } });
    this.busy = false;
    if (outcome.kind === "ok" && this.field.written !== text) {
      // Somebody typed on while it was saved: that goes up too.
      this.base = outcome.body.revision;
      this.keep();
      await this.send();
    } else if (outcome.kind === "ok") await this.done();
    else if (outcome.kind === "conflict") this.dispute({ ...outcome.body, sent: text });
    else if (outcome.kind === "signed-out") this.tell(say("review_out"), make("a", { class: "link", href: page.urls.login, target: "_blank", rel: "noopener" }, say("sign_in")));
    else if (outcome.kind === "unreachable") this.tell(drafts.durable ? say("review_unreachable") : say("offline_fragile"));
    else this.tell(outcome.body?.detail ?? say("review_unreachable"));
  }

  /* The page is made anew: the gate, the findings and the marks of changes all follow from the text. */
  async done() {
    this.touched = false;
    await this.kept;
    await drafts.remove(this.segment.id, Date.now());
    window.Localize.tab.set("localize.at", `s${this.segment.position}`);
    location.reload();
  }

  dispute(conflict) {
    this.tell("");
    this.card?.element.remove();
    this.card = new ConflictCard({
      segment: this.segment,
      conflict,
      page,
      mine: this.field.written,
      choose: (what) => void this.choose(what, conflict),
      back: () => this.field.focus(),
    });
    this.home.append(this.card.element);
    this.card.element.focus({ preventScroll: true });
  }

  async choose(what, conflict) {
    if (what === "theirs") {
      // What was typed since the answer came goes into the history as well: over the old revision it is kept there.
      const { text, base_revision } = this.entry();
      if (text !== conflict.sent) await transport.send("PUT", page.urls.segments + this.segment.id, { body: { text, base_revision, confirm: false } });
      await this.done();
      return;
    }
    if (what === "merged") this.field.change(parse(this.card.mergedText));
    this.base = conflict.revision;
    await this.send();
  }

  /* Leave the sentence as it stood. A second press says that what was typed may go. */
  async giveUp() {
    if (this.touched && this.field.written !== this.segment.text && !this.warned) {
      this.warned = true;
      this.tell(say("review_discard"));
      return;
    }
    await this.kept;
    await drafts.remove(this.segment.id, Date.now());
    this.card?.element.remove();
    this.element.remove();
    if (this.text) this.text.hidden = false;
    this.home.classList.remove("writing");
    open = null;
    this.home.querySelector("[data-edit]").focus();
  }

  tell(...words) {
    this.said.replaceChildren(...words.flatMap((word) => [word, " "]));
  }
}

function write(segment, draft) {
  if (open) {
    open.field.focus();
    open.tell(say("review_first"));
    return;
  }
  open = new Writing(segment, draft);
  open.show();
}

for (const button of document.querySelectorAll("[data-edit]")) {
  const segment = page.segments[button.dataset.edit];
  if (!segment) continue;
  button.hidden = false;
  button.addEventListener("click", () => write(segment));
}

/* E writes in the sentence that was gone to. */
window.Localize.onKeys({
  e: () => {
    const button = document.querySelector(".seg.at [data-edit]:not([hidden])");
    if (!button) return false;
    button.click();
    return true;
  },
});

window.addEventListener("beforeunload", (event) => {
  if (open?.touched && !drafts.durable) event.preventDefault();
});

for (const draft of await drafts.all()) {
  const segment = page.segments[draft.segment];
  if (segment && draft.text !== segment.text) write(segment, draft);
  if (open) break;
}

document.documentElement.dataset.editing = "ready";
