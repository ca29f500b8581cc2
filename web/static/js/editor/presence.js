/* Who else has this edition open, and where: a face at their segment, a list in the bar, a sentence when somebody comes
   to the segment that is worked on. */

import { make } from "./dom.js";
import { say } from "./words.js";

const EVERY = 3000; // ms
const UNSEEN = 10000; // ms, while the page is out of sight

export function presence(editor) {
  const here = new Presence(editor);
  return { entered: () => here.moved() };
}

class Presence {
  constructor(editor) {
    this.editor = editor;
    this.url = editor.page.urls.presence;
    this.tab = crypto.getRandomValues(new Uint32Array(3)).join("-"); // randomUUID is for secure origins only
    this.list = document.getElementById("present");
    this.people = [];
    this.asking = false;
    this.again = false;
    this.closed = false;
    document.addEventListener("visibilitychange", () => this.plan(document.visibilityState === "visible" ? 0 : UNSEEN));
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", (event) => event.persisted && this.comeBack());
    this.plan(0);
  }

  plan(wait) {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => void this.tellWhere(), wait);
  }

  moved() {
    this.greet(this.people);
    this.plan(0);
  }

  async tellWhere() {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    const segment = this.editor.row?.segment.id ?? null;
    const outcome = await this.editor.transport.send("PUT", this.url, { body: { tab: this.tab, segment } });
    this.asking = false;
    if (this.closed) {
      this.leave(); // the answer came after the page was closed: so may the question have
      return;
    }
    if (outcome.kind === "ok") this.hear(outcome.body.people);
    this.plan(this.again ? 0 : document.visibilityState === "visible" ? EVERY : UNSEEN);
    this.again = false;
  }

  hear(people) {
    if (JSON.stringify(people) === JSON.stringify(this.people)) return;
    this.people = people;
    this.list.replaceChildren(...people.map((who) => this.item(who)));
    this.list.hidden = !people.length;
    for (const row of this.editor.rows) row.element.querySelector(".gut .there")?.remove();
    for (const who of people) this.face(who);
    this.greet(people);
  }

  item(who) {
    const row = this.editor.byId.get(who.segment);
    const words = row ? say("there_at", { name: who.name, n: row.segment.position }) : who.name;
    const inside = [make("span", { class: "face live", "aria-hidden": "true" }, who.initials), make("span", {}, words)];
    return make("li", {}, row ? make("a", { class: "link", href: `#s${row.segment.position}` }, inside) : inside);
  }

  face(who) {
    const gutter = this.editor.byId.get(who.segment)?.element.querySelector(".gut");
    if (!gutter) return;
    let holder = gutter.querySelector(".there");
    if (!holder) gutter.append((holder = make("span", { class: "there" })));
    const words = say("there", { name: who.name });
    holder.append(make("span", { class: "face live", role: "img", "aria-label": words, title: words }, who.initials));
  }

  /* Say once that somebody is where we are; again only when one of the two went away and came back. */
  greet(people) {
    const mine = this.editor.row?.segment.id;
    const with_me = mine === undefined ? [] : people.filter((who) => who.segment === mine);
    for (const who of with_me) {
      if (this.met?.segment !== mine || !this.met.ids.has(who.id)) this.editor.tell(say("there_too", { name: who.name }));
    }
    this.met = { segment: mine, ids: new Set(with_me.map((who) => who.id)) };
  }

  leave() {
    this.closed = true;
    clearTimeout(this.timer);
    void fetch(this.url, {
      method: "DELETE",
      keepalive: true,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.editor.transport.token },
      body: JSON.stringify({ tab: this.tab }),
    }).catch(() => {}); // the page is gone; the server forgets it by itself
  }

  comeBack() {
    this.closed = false;
    this.plan(0);
  }
}
