/* The editor: going about in the segments, and writing. What comes back from the server is in news.js. */

import { Bar } from "./bar.js";
import { parse, write } from "./coded.js";
import { FEATURES } from "./features.js";
import { Journal } from "./journal.js";
import { listenForKeys } from "./keys.js";
import { Live } from "./live.js";
import { News } from "./news.js";
import { Drafts } from "./queue.js";
import { Row } from "./row.js";
import { Saver } from "./saver.js";
import { openCards, Side } from "./side.js";
import { markTerms } from "./terms.js";
import { Transport } from "./transport.js";
import { say } from "./words.js";

export class Editor {
  constructor(page) {
    this.page = page;
    this.bar = new Bar(page);
    this.transport = new Transport(page.urls);
    this.drafts = new Drafts(page.person.id, page.edition);
    this.news = new News(this);
    this.journal = new Journal(this);
    this.saver = new Saver({
      transport: this.transport,
      drafts: this.drafts,
      address: (id) => `${page.urls.segments}${id}`,
      tell: this.news.tell(),
    });
    this.rows = page.segments.map((segment) => new Row(document.getElementById(`s${segment.position}`), segment, this));
    this.byId = new Map(this.rows.map((row) => [row.segment.id, row]));
    markTerms(this.rows, page.terms);
    this.row = null;
    this.side = new Side({
      page,
      transport: this.transport,
      sections: () => this.features.flatMap((feature) => feature.sections ?? []),
      act: {
        fix: (card) => void this.fix(card),
        dismiss: (card, reason) => this.dismiss(card, reason),
        bringBack: (card) => this.bringBack(card),
        restore: (written) => this.restore(written),
        insert: (name) => this.insert(name),
        match: (offer) => this.insertMatch(offer),
        decided: () => void this.live.ask(),
        tell: (text) => this.tell(text),
        back: () => this.enter(this.row),
      },
    });
    this.features = FEATURES.map((feature) => feature(this));
    this.commands = Object.assign(this.ownCommands(), ...this.features.map((feature) => feature.commands ?? {}));
  }

  /* Tell the features what happened. */
  emit(what, ...news) {
    for (const feature of this.features) feature[what]?.(...news);
  }

  async start() {
    this.listen();
    await this.takeUpDrafts();
    const [, wanted] = /^#s(\d+)$/.exec(location.hash) ?? [];
    const asked = this.rows[Number(wanted) - 1];
    if (asked) {
      await fragmentSeen(); // the browser takes the focus away when it goes to the fragment
      this.enter(asked);
    } else if (this.rows.length) this.enter(this.rows.find((row) => row.open) ?? this.rows[0], { focus: false });
    this.live = new Live({
      transport: this.transport,
      url: this.page.urls.live,
      etag: this.page.etag,
      change: this.page.change,
      tell: {
        got: (body) => this.news.hear(body),
        lost: (since) => this.news.lost(since),
        heard: () => this.news.heard(),
        signedOut: () => this.bar.signedOut(),
      },
    });
    document.documentElement.dataset.ready = "editor";
  }

  /* What was typed here before and never reached the server. */
  async takeUpDrafts() {
    for (const draft of await this.drafts.all()) {
      const row = this.byId.get(draft.segment);
      const known = row && row.segment.text === draft.text && (!draft.confirm || !row.open) && !draft.reopen;
      if (known) await this.drafts.remove(draft.segment, draft.at);
      else {
        if (row) {
          row.local = draft.text;
          row.base = draft.base_revision;
          row.rest();
        }
        this.saver.adopt(draft);
      }
    }
  }

  listen() {
    const main = document.getElementById("main");
    main.addEventListener("click", (event) => this.click(event));
    document.addEventListener("click", (event) => this.follow(event));
    document.addEventListener("submit", (event) => void this.submit(event));
    window.addEventListener("hashchange", () => this.goTo(location.hash));
    window.addEventListener("online", () => this.saver.tryNow());
    window.addEventListener("focus", () => this.saver.signedOut && this.saver.tryNow());
    window.addEventListener("pagehide", () => this.row && this.saver.hurry(this.row.segment.id));
    window.addEventListener("beforeunload", (event) => {
      if (this.saver.fragile) event.preventDefault();
    });
    document.getElementById("all-keys").addEventListener("click", () => this.commands.help());
    listenForKeys(this.page.keys, () => this.commands);
  }

  ownCommands() {
    const dialog = document.getElementById("keys");
    return {
      help: () => dialog.showModal(),
      confirm: () => this.row && this.confirm(this.row),
      next: () => this.move(1),
      previous: () => this.move(-1),
      finding: () => this.nextFinding(1),
      finding_back: () => this.nextFinding(-1),
      fix: () => void this.fix(openCards(this.row.cards ?? this.row.segment.findings).find((card) => card.fix !== null)),
      code: (_, digit) => this.row?.field && this.insertCode(this.row, digit),
      match: (_, digit) => this.row?.field && this.matchByKey(digit),
      side: () => this.toSide(),
      text: (event) => (event.target.closest?.("#side, .conflict, .tools, .typos") ? this.enter(this.row) : false),
    };
  }

  /* Going about */

  click(event) {
    const element = event.target.closest(".seg");
    if (element && event.target.closest("button.typo")) {
      this.byId.get(Number(element.dataset.segment)).toggleTypography();
      return;
    }
    if (!element || event.target.closest("a, button, .write, .conflict, .tools, .typos")) return;
    if (!getSelection().isCollapsed) return; // somebody chooses words to copy
    const row = this.byId.get(Number(element.dataset.segment));
    if (row === this.row && row.field) return;
    const place = row.placeAt(event.clientX, event.clientY);
    this.enter(row, { centre: false });
    if (place !== null) row.field?.select(place);
  }

  /* Links to segments, cells of the strip, buttons that must wait. */
  follow(event) {
    const link = event.target.closest('a[href^="#s"]');
    const cell = event.target.closest("#progress .strip i");
    const stuck = event.target.closest('button[aria-disabled="true"]');
    if (link && this.goTo(link.hash)) event.preventDefault();
    else if (cell) this.enter(this.rows[[...cell.parentElement.children].indexOf(cell)]);
    else if (stuck) {
      event.preventDefault();
      document.querySelector(`#${stuck.getAttribute("aria-describedby")} a`)?.focus();
    }
  }

  goTo(hash) {
    const [, position] = /^#s(\d+)$/.exec(hash) ?? [];
    const row = this.rows[Number(position) - 1];
    if (row) this.enter(row);
    return Boolean(row);
  }

  /* Work on a segment. */
  enter(row, { focus = true, centre = true } = {}) {
    if (!row) return;
    if (row !== this.row) {
      if (this.row) {
        this.saver.hurry(this.row.segment.id);
        this.row.leave();
      }
      this.row = row;
      row.enter();
      this.bar.mark(row.position);
      this.side.show(row);
      this.emit("entered", row);
      if (focus) history.replaceState(null, "", `#s${row.position}`);
    }
    if (focus && centre) row.element.scrollIntoView({ block: "center", behavior: "instant" });
    if (focus) this.focus(row);
  }

  focus(row) {
    if (row.field) row.field.focus();
    else (row.conflict?.card.element ?? row.element.querySelector(".gut a")).focus({ preventScroll: true });
  }

  move(step) {
    const at = this.rows.indexOf(this.row) + step;
    if (this.rows[at]) this.enter(this.rows[at]);
  }

  toSide() {
    const side = document.getElementById("side-content");
    const first = [...side.querySelectorAll("button, a:not(.help-at)")].find((element) => element.checkVisibility());
    if (side.contains(document.activeElement)) this.enter(this.row);
    else (first ?? side).focus();
  }

  /* The next row after this one, round the end, of which `test` is true. */
  next(test, step = 1) {
    const start = this.rows.indexOf(this.row);
    const count = this.rows.length;
    for (let n = 1; n <= count; n += 1) {
      const row = this.rows[(((start + step * n) % count) + count) % count];
      if (test(row)) return row;
    }
    return null;
  }

  nextFinding(step) {
    const row = this.next((other) => openCards(other.segment.findings).length > 0, step);
    if (!row) {
      this.tell(say("no_finding"));
      return;
    }
    this.enter(row);
    row.selectSpan(openCards(row.cards ?? [])[0]);
  }

  /* Writing */

  typed(row) {
    this.save(row, { confirm: false });
    if (row === this.row) this.side.show(row);
    this.emit("typed", row);
  }

  save(row, { confirm, now = false }) {
    const { written, inserted } = row;
    const memory = inserted?.text === written ? inserted.entry : null;
    const engine = memory ? null : this.features.map((feature) => feature.engineOf?.(row)).find(Boolean) ?? null;
    // While a person has to decide between two texts, what they type is kept here and not sent.
    this.saver.note(row.segment.id, { text: written, base_revision: row.base, confirm, memory, engine }, { now, held: row.conflict !== null });
  }

  changed(row) {
    if (row === this.row) this.side.show(row);
    this.emit("changed", row);
  }

  insertCode(row, id) {
    if (!row.segment.marks.some((mark) => mark.id === id)) return;
    row.field.focus({ atEnd: !row.field.focused });
    if (!row.field.insertCode(id)) this.tell(say("code_there", { n: id }));
  }

  /* Say that this segment is right, and go on. */
  confirm(row) {
    if (row.conflict) {
      row.conflict.card.element.focus();
      return;
    }
    const { state } = row.segment;
    const done = state === "reviewed" || state === "final";
    if (this.page.writable && !row.blank && (row.changed || !done || this.saver.has(row.segment.id))) {
      if (this.features.some((feature) => feature.mayConfirm?.(row) === false)) return;
      this.save(row, { confirm: true, now: true });
      this.emit("confirmed", [row]);
    }
    const confirmed = row.blank ? null : row;
    const next = this.next((other) => other !== confirmed && (other.open || other.conflict));
    if (next) this.enter(next);
    else {
      this.focus(row);
      this.tell(say("all_done"));
    }
  }

  tell(text) {
    this.bar.announce(text);
    if (this.row?.field) this.row.note.textContent = text;
  }

  /* A finding's fix is made for the text that was judged: what was typed since goes up first. */
  async fix(card) {
    const { row } = this;
    if (!row?.field) return;
    if (!card) {
      this.tell(say("no_fix"));
      return;
    }
    if (!row.cards?.includes(card)) await this.saver.flush();
    const current = openCards(row.cards ?? []).find((other) => other.fix !== null && other.title === card.title);
    if (!current || row !== this.row) {
      this.tell(say("no_fix"));
      return;
    }
    row.field.change(parse(current.fix));
    row.field.focus();
  }

  /* Take back what typography changed: one change by its key, or with null all. A save like any other. */
  async undoTypography(row, key) {
    if (row !== this.row) this.enter(row, { focus: false });
    if (row.changed) await this.saver.flush();
    const known = row.segment.typography;
    const written = key === null ? known?.undo : known?.changes.find((change) => change.key === key)?.undo;
    if (!row.field || row !== this.row || row.changed || written === undefined) {
      this.tell(say("typography_gone"));
      return;
    }
    row.field.change(parse(written));
    this.saver.hurry(row.segment.id);
  }

  /* Set what a person has written as the language sets it; one step that undo takes back. */
  async putRight(row) {
    const sent = row.written;
    const outcome = await this.transport.send("POST", `${this.page.urls.segments}${row.segment.id}/typography`, { body: { text: sent } });
    if (row !== this.row || !row.field || row.written !== sent) return;
    if (outcome.kind === "ok" && outcome.body.text !== sent) row.field.change(parse(outcome.body.text));
    this.tell(outcome.kind === "ok" ? outcome.body.said : (outcome.body?.detail ?? say("waiting")));
  }

  /* Put a name that is offered into the text, where the caret is. */
  insert(name) {
    this.row.field?.insertWord(name);
  }

  /* Put a match of the memory in place of the text: one step that undo takes back. Left as it is, it is the memory's. */
  insertMatch({ entry, text }) {
    const { row } = this;
    if (!row.field) return;
    const parts = parse(text);
    row.inserted = { entry, text: write(parts) };
    row.field.change(parts);
    row.field.focus();
  }

  matchByKey(number) {
    const offer = this.side.matches.offer(number);
    if (offer) this.insertMatch(offer);
    else this.tell(say("match_none", { n: number }));
  }

  restore(written) {
    const { row } = this;
    if (!row.field) return;
    row.field.change(parse(written));
    row.field.focus();
  }

  /* Set a finding aside. Null when that went well, else a sentence. */
  async dismiss(card, reason) {
    const outcome = await this.transport.send("POST", `${this.page.urls.findings}${card.id}/dismiss`, { body: { reason } });
    if (outcome.kind !== "ok") return outcome.body?.detail ?? say("waiting");
    const { segment, progress, parts } = outcome.body;
    if (segment) this.byId.get(segment.id).learn(segment);
    this.news.refresh(progress, parts);
    return null;
  }

  async bringBack(card) {
    const outcome = await this.transport.send("POST", `${this.page.urls.findings}${card.id}/restore`, { body: {} });
    if (outcome.kind !== "ok") {
      this.tell(outcome.body?.detail ?? say("waiting"));
      return;
    }
    const { segment, progress, parts } = outcome.body;
    if (segment) {
      const row = this.byId.get(segment.id);
      row.learn(segment);
      this.changed(row);
    }
    this.news.refresh(progress, parts);
    this.tell(say("brought_back"));
  }

  /* The person has chosen between the texts of a conflict. */
  async choose(row, what) {
    const { conflict, segment } = row;
    const { revision, theirs, card } = conflict;
    const mine = row.written;
    const text = { mine, theirs, merged: what === "merged" ? card.mergedText : null }[what];
    // What was typed since the answer came goes into the history as well, whatever was chosen.
    if (what !== "mine" && mine !== conflict.mine) await this.saver.leaveBehind(segment.id);
    if (this.row !== row) this.enter(row, { focus: false });
    row.settle(text, revision);
    if (what === "theirs") {
      await this.saver.drop(segment.id);
      row.base = revision;
      void this.live.ask();
      this.bar.savedAt(new Date());
    } else this.saver.resolve(segment.id, { text, base_revision: revision, confirm: false });
    this.side.forget(segment.id);
    this.changed(row);
    this.focus(row);
  }

  /* An action on the whole edition waits for what is not yet saved. */
  async submit(event) {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    if (event.submitter?.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    if (!this.saver.count) return;
    event.preventDefault();
    if (await this.saver.flush()) form.submit();
  }
}

/* Resolves when the browser has gone to the fragment of the address. */
function fragmentSeen() {
  return new Promise((resolve) => {
    const settled = () => requestAnimationFrame(resolve);
    if (document.readyState === "complete") settled();
    else window.addEventListener("load", settled, { once: true });
  });
}
