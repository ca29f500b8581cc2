/* The side column: what there is to know about the segment that is worked on. */

import { parse, plain } from "./coded.js";
import { compare, isOther } from "./diff.js";
import { reasons } from "./dismissing.js";
import { diffNodes, icon, make } from "./dom.js";
import { Matches } from "./matches.js";
import { NamesCard } from "./names.js";
import { NoticeCard } from "./notice.js";
import { TermList } from "./terms.js";
import { say } from "./words.js";

const CALM = 350; // ms that somebody stays on a segment before its history is fetched
const SETTLED = 1200; // ms after a save before it is fetched anew: somebody may be writing on

export class Side {
  /* `act`: {fix(card), dismiss(card, reason), insert(name), match(offer), restore(written), back()}; `sections()`: those
     of the features, {order, of(row)}; `transport`, `page`: as everywhere. */
  constructor({ page, transport, act, sections }) {
    this.page = page;
    this.more = sections;
    this.transport = transport;
    this.act = act;
    this.element = document.getElementById("side");
    this.content = document.getElementById("side-content");
    this.histories = new Map();
    this.matches = new Matches({ page, transport, insert: (offer) => act.match(offer) });
    this.terms = new TermList({ page, transport, insert: (text) => act.insert(text) });
    this.names = new NamesCard({ page, transport, insert: (name) => act.insert(name), decided: () => act.decided(), tell: (text) => act.tell(text) });
    this.notice = new NoticeCard({ page, transport, insert: (written) => act.restore(written) });
  }

  /* Show a segment; `row` tells what stands in its field now. */
  show(row) {
    const other = this.row !== row;
    this.row = row;
    const { segment } = row;
    this.element.setAttribute("aria-label", say("segment", { n: segment.position }));
    const keep = !other && this.content.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    const typing = !other && this.content.querySelector("form.aside");
    if (typing) return; // somebody writes a reason: nothing moves under their hands
    if (other) this.history = make("div", { class: "holder" });
    const parts = [
      [10, this.findings(row)],
      [20, this.matches.of(row)],
      [30, this.terms.of(row)],
      [40, this.names.of(row)],
      [50, this.countries(segment)],
      [60, this.notice.of(row)],
      [90, this.draft(row)],
      [100, make("section", { "aria-labelledby": "h-history", id: "history" }, make("h3", { id: "h-history" }, say("history")), this.history)],
      ...this.more().map((section) => [section.order, section.of(row)]),
    ].sort(([a], [b]) => a - b);
    this.content.replaceChildren(this.head(segment), ...parts.map(([, part]) => part).filter(Boolean));
    const tab = document.getElementById("tab-findings");
    const open = openCards(row.cards ?? segment.findings).length;
    tab.textContent = open ? `${say("findings")} ${open}` : say("findings");
    if (keep) this.content.querySelector(`[data-what="${CSS.escape(keep)}"]`)?.focus();
    this.loadHistory(segment, other);
  }

  head(segment) {
    const name = document.getElementById(`s${segment.position}`).querySelector(".gut > span")?.textContent;
    return make(
      "header",
      {},
      make("h2", {}, say("segment", { n: segment.position })),
      make("p", {}, name ? `${name}. ${segment.said}` : segment.said),
      make("button", { class: "btn small back", type: "button", onclick: () => this.act.back() }, say("back")),
    );
  }

  findings(row) {
    const cards = row.cards ?? row.segment.findings;
    const open = openCards(cards);
    const list = cards.map((card) => this.card(card, cards));
    const count = open.length ? make("small", {}, String(open.length)) : null;
    const none = make("p", { class: "is-quiet" }, say(row.cards ? "findings_none" : "findings_stale"));
    return make(
      "section",
      { "aria-labelledby": "h-findings", id: "findings" },
      make("div", { class: "asked" }, make("h3", { id: "h-findings" }, say("findings"), count), this.helpAt("findings", say("help_findings"))),
      list.length ? list : none,
      list.length && !row.cards ? make("p", { class: "is-quiet stale" }, say("findings_stale")) : null,
    );
  }

  /* A small question mark that leads to a part of the help page. */
  helpAt(anchor, name) {
    const address = `${this.page.urls.help}#${anchor}`;
    return make("a", { class: "help-at", href: address, target: "_blank", rel: "noopener" }, make("span", { "aria-hidden": "true" }, "?"), make("span", { class: "vh" }, name));
  }

  card(card, cards) {
    const tone = card.dismissed ? "" : { error: "error", warning: "warning" }[card.severity] ?? "";
    const tint = card.dismissed ? "" : { error: "red", warning: "amber" }[card.severity] ?? "";
    const name = { error: "error", warning: "warning" }[card.severity] ?? "note";
    const aside = card.dismissed
      ? make("p", { class: "is-quiet" }, say("set_aside_by", { name: card.dismissed.by, reason: card.dismissed.reason }))
      : null;
    return make(
      "div",
      { class: `card ${tone}`.trim(), id: `finding-${card.id}` },
      make(
        "p",
        { class: "head" },
        make("span", { class: `tag ${tint}`.trim() }, icon(name), card.word),
        make("span", {}, card.title),
        card.family ? make("small", {}, card.family) : null,
      ),
      this.quotes(card),
      card.detail ? make("p", {}, card.detail) : null,
      aside,
      this.page.writable ? (card.dismissed ? this.bringBack(card) : this.cardActs(card, cards)) : null,
    );
  }

  quotes(card) {
    const line = (title, quote, lang) =>
      quote
        ? [make("dt", {}, title), make("dd", { lang }, quote[0], make("b", {}, quote[1]), quote[2])]
        : [];
    const rows = [
      ...line(say("source"), card.source_quote, this.page.source_locale),
      ...line(say("here"), card.target_quote, this.page.locale),
    ];
    return rows.length ? make("dl", { class: "pair" }, rows) : null;
  }

  cardActs(card, cards) {
    const holder = make("div", { class: "acts" });
    const first = cards.find((other) => other.fix !== null && !other.dismissed);
    if (card.fix !== null) {
      const [words, put] = card.fix_label;
      const key = card === first ? make("kbd", {}, "F9") : null;
      const label = put ? [words, " ", make("span", { lang: this.page.locale }, `«${put}»`), " "] : [words, " "];
      holder.append(
        make("button", { class: "btn small", type: "button", "data-what": `fix-${card.id}`, onclick: () => this.act.fix(card) }, label, key),
      );
    }
    if (card.id < 0) return holder; // not stored yet: it can be set aside when the text is saved
    const no = make("button", { class: "btn plain small", type: "button", "data-what": `no-${card.id}` }, say("not_error"));
    no.addEventListener("click", () => this.ask(holder, card));
    holder.append(no);
    return holder;
  }

  bringBack(card) {
    const again = make("button", { class: "btn plain small", type: "button", "data-what": `back-${card.id}`, onclick: () => void this.act.bringBack(card) }, say("bring_back"));
    return make("div", { class: "acts" }, again);
  }

  /* Ask why a finding is none. */
  ask(holder, card) {
    const id = `why-${card.id}`;
    const input = make("input", { class: "say", id, type: "text", required: true, maxlength: "500", autocomplete: "off" });
    const form = make(
      "form",
      { class: "aside" },
      make("label", { for: id }, say("why_not")),
      input,
      make("div", { class: "acts" }, [
        make("button", { class: "btn small", type: "submit" }, say("set_aside")),
        make("button", { class: "btn plain small", type: "button", onclick: () => this.close(form) }, say("cancel")),
      ]),
    );
    input.before(reasons(form, input));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = await this.act.dismiss(card, input.value.trim());
      if (problem === null) this.close(form);
      else {
        form.querySelector(".is-red")?.remove();
        form.append(make("p", { class: "is-red", role: "alert" }, problem));
      }
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close(form);
    });
    holder.replaceWith(form);
    input.focus();
  }

  close(form) {
    form.remove();
    this.show(this.row);
    this.content.focus({ preventScroll: true });
  }

  /* Countries of the source with their names here, to be put in. */
  countries(segment) {
    const offers = this.page.countries?.[segment.id];
    if (!offers) return null;
    const items = offers.map(([source, name]) => make("li", {}, make("span", { lang: this.page.source_locale }, source), this.offer(name)));
    return make("section", { "aria-labelledby": "h-countries", id: "countries" }, make("h3", { id: "h-countries" }, say("countries")), make("ul", { class: "offers" }, items));
  }

  offer(name) {
    if (!this.page.writable) return make("b", { lang: this.page.locale }, name);
    const title = say("country_insert", { name });
    const button = make("button", { class: "btn plain small", type: "button", title, "data-what": `name-${name}` }, make("span", { lang: this.page.locale }, name));
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays in the text
    button.addEventListener("click", () => this.act.insert(name));
    return button;
  }

  draft(row) {
    const { segment } = row;
    const now = plain(parse(row.written));
    const then = segment.draft === null ? null : plain(parse(segment.draft));
    const body = [];
    if (then === null) body.push(make("p", { class: "is-quiet" }, say("draft_none")));
    else if (then === now) body.push(make("p", { class: "is-quiet" }, say("draft_same")));
    else {
      const put = make(
        "button",
        { class: "btn small", type: "button", "data-what": "draft", onclick: () => this.act.restore(segment.draft) },
        say("draft_insert"),
      );
      body.push(
        make("p", { class: "was", lang: this.page.locale, dir: this.page.direction }, difference(now, then)),
        this.page.writable ? make("div", { class: "acts" }, put) : null,
      );
    }
    return make("section", { "aria-labelledby": "h-draft", id: "draft" }, make("h3", { id: "h-draft" }, say("draft")), body);
  }

  /* The history comes when somebody stays, and again after every save. */
  loadHistory(segment, other) {
    const known = this.histories.get(segment.id);
    if (known && other) this.drawHistory(known.revisions, known.previous);
    if (known?.revision === segment.revision && known.state === segment.state) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fetchHistory(segment), other ? CALM : SETTLED);
  }

  async fetchHistory(segment) {
    const { revision, state } = segment;
    if (!this.histories.has(segment.id)) {
      this.waiting = setTimeout(() => this.history.replaceChildren(bones()), 300);
    }
    const outcome = await this.transport.send("GET", `${this.page.urls.segments}${segment.id}/history`);
    clearTimeout(this.waiting);
    if (outcome.kind === "ok") this.histories.set(segment.id, { revision, state, ...outcome.body });
    if (this.row.segment.id !== segment.id) return;
    if (outcome.kind === "ok") this.drawHistory(outcome.body.revisions, outcome.body.previous);
    else if (!this.histories.has(segment.id)) this.history.replaceChildren(make("p", { class: "is-quiet" }, say("history_fail")));
  }

  /* A segment's history has grown: fetch it anew, showing the old one until then. */
  forget(id) {
    const known = this.histories.get(id);
    if (known) known.revision = -1;
  }

  drawHistory(revisions, previous) {
    if (!revisions.length) {
      this.history.replaceChildren(make("p", { class: "is-quiet" }, say("history_none")));
      return;
    }
    const saved = revisions.filter((revision) => !revision.late);
    const items = revisions.map((revision) => {
      const before = revision.late
        ? saved.find((other) => other.revision === revision.revision)
        : saved[saved.indexOf(revision) + 1];
      return this.entry(revision, before);
    });
    this.history.replaceChildren(...(previous ? [this.before(previous)] : []), make("ol", { class: "past" }, items));
  }

  /* What the source said before it changed, with the difference to what it says now. */
  before(previous) {
    const [was, is] = [previous.source, this.row.segment.source].map((text) => plain(parse(text)));
    return make(
      "div",
      { class: "source-was" },
      make("small", {}, previous.said),
      make("span", { class: "was", lang: this.page.source_locale }, difference(was, is)),
    );
  }

  entry(revision, before) {
    const text = plain(parse(revision.text));
    const old = before ? plain(parse(before.text)) : null;
    const same = old === text;
    const restore =
      this.page.writable && (revision.late || before) && revision.text !== this.row.written
        ? make("button", { class: "btn plain small", type: "button", onclick: () => this.act.restore(revision.text) }, say("restore"))
        : null;
    return make(
      "li",
      { class: revision.late ? "late" : null },
      this.who(revision, same, text),
      same || !text
        ? null
        : make("span", { class: "was", lang: this.page.locale, dir: this.page.direction }, difference(old, text)),
      make("small", {}, revision.at, revision.late ? [", ", make("span", { class: "is-amber" }, say("late"))] : null),
      restore,
    );
  }

  who(revision, same, text) {
    if (!revision.by_person) return `${revision.who} `;
    const name = revision.who === this.page.person.name ? say("you") : revision.who;
    const did = revision.late ? "wrote" : !text ? "emptied" : same && revision.confirmed ? "confirmed" : same ? "wrote" : "changed";
    return `${say(did, { name })} `;
  }
}

/* The later text with what has changed marked, or plain where nearly everything has. */
export function difference(before, after) {
  if (!before) return after;
  const steps = compare(before, after);
  return isOther(steps) ? after : diffNodes(steps);
}

export function openCards(findings) {
  return findings.filter((card) => !card.dismissed);
}

function bones() {
  return make("div", { class: "bones", role: "status" }, make("span", { class: "vh" }, say("history_wait")), make("i"), make("i"), make("i"));
}
