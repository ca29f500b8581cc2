/* The head of the page: saved or not, progress, actions, and what went wrong. */

import { icon, make } from "./dom.js";
import { clock, say, sayMany } from "./words.js";

const TOKEN = /name="csrf_token" value="[^"]*"/g; // differs in every answer

export class Bar {
  constructor(page) {
    this.page = page;
    this.saved = document.getElementById("saved");
    this.trouble = document.getElementById("trouble");
    this.shown = new Map();
    this.said = make("p", { class: "vh", role: "status" });
    document.body.append(this.said);
    document.getElementById("notices").setAttribute("aria-live", "polite");
    // What sticks below the head has to know how high it is: it grows with banners and wraps on small screens.
    const head = document.querySelector(".head");
    const measure = () => document.documentElement.style.setProperty("--head", `${head.offsetHeight}px`);
    new ResizeObserver(measure).observe(head);
  }

  /* Say something once, for those who listen. */
  announce(text) {
    this.said.textContent = "";
    this.said.textContent = text;
  }

  status(text, { name, tone = "" }) {
    if (this.saved.textContent === text) return;
    this.saved.className = `tag ${tone}`;
    this.saved.replaceChildren(icon(name), text);
  }

  saving() {
    this.status(say("saving"), { name: "translating" });
  }

  savedAt(moment) {
    this.status(say("saved", { time: clock(moment, this.page.time_zone, { seconds: true }) }), {
      name: "saved",
      tone: "green",
    });
  }

  waiting() {
    this.status(say("waiting"), { name: "clock", tone: "amber" });
  }

  /* A banner under the bar, one for each `key`; null takes it away. */
  banner(key, element) {
    const old = this.trouble.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (element) {
      element.dataset.key = key;
      if (old) old.replaceWith(element);
      else this.trouble.append(element);
    } else old?.remove();
    this.trouble.hidden = !this.trouble.childElementCount;
  }

  offline({ since, count, durable }, tryNow) {
    const kept = !durable ? say("offline_fragile") : count ? sayMany("offline_kept", count) : say("offline_none");
    const text = [make("b", {}, say("offline_since", { time: clock(since, this.page.time_zone) })), " ", kept];
    const old = this.trouble.querySelector('[data-key="offline"] span');
    if (old) {
      // The button stays the same one: somebody may stand on it.
      if (old.textContent !== text.map((part) => part.textContent ?? part).join("")) old.replaceChildren(...text);
      return;
    }
    const button = make("button", { class: "btn small", type: "button", onclick: tryNow }, say("try_now"));
    this.banner("offline", bannerOf("warning", "", text, [button]));
  }

  signedOut() {
    if (this.trouble.querySelector('[data-key="session"]')) return;
    const url = `${this.page.urls.login}?next=${encodeURIComponent(this.page.urls.edit)}`;
    const link = make("a", { class: "btn small", href: url, target: "_blank", rel: "noopener" }, say("sign_in"));
    const text = [make("b", {}, say("signed_out")), " ", say("signed_out_kept")];
    this.banner("session", bannerOf("lock", "error", text, [link]));
  }

  online() {
    this.banner("offline", null);
    this.banner("session", null);
  }

  refused(position, sentence, retry) {
    const text = [make("b", {}, say("refused", { n: position })), " ", sentence, " ", say("refused_kept")];
    const again = make("button", { class: "btn small", type: "button", onclick: retry }, say("try_now"));
    this.banner(`refused-${position}`, bannerOf("error", "error", text, [again]));
  }

  /* A text whose sentence is gone. */
  orphan(id, written, discard) {
    const drop = make("button", { class: "btn small", type: "button", onclick: discard }, say("orphan_drop"));
    const text = [make("b", {}, say("orphan")), " ", make("q", { lang: this.page.locale }, written)];
    this.banner(`orphan-${id}`, bannerOf("warning", "", text, [drop]));
  }

  newVersion(number) {
    const link = make("a", { class: "btn small", href: this.page.urls.edit }, say("reload"));
    const changes = make("a", { class: "btn small plain", href: `${this.page.urls.changes}?to=${number}`, target: "_blank" }, say("version_show"));
    this.banner("version", bannerOf("stale", "", [say("version_changed", { n: number })], [link, changes]));
  }

  /* Put the server's pieces in place of ours where they differ. A piece that somebody stands in waits. */
  update(parts, after) {
    for (const [id, html] of Object.entries(parts)) {
      const bare = html.replace(TOKEN, "");
      const element = document.getElementById(id);
      if (this.shown.get(id) === bare) continue;
      if (element.contains(document.activeElement) && element.querySelector("[open]")) continue;
      const standing = element.contains(document.activeElement) ? document.activeElement.closest("form, a") : null;
      this.shown.set(id, bare);
      element.innerHTML = html;
      const again = standing?.dataset.act && element.querySelector(`form[data-act="${standing.dataset.act}"] button`);
      again?.focus();
    }
    after();
  }

  /* Frame the cell of the segment that is worked on. */
  mark(position) {
    const cells = document.querySelectorAll("#progress .strip i");
    for (const [index, cell] of cells.entries()) cell.classList.toggle("at", index + 1 === position);
  }
}

function bannerOf(name, tone, text, acts) {
  return make(
    "div",
    { class: `banner ${tone}`, role: tone === "error" ? "alert" : "status" },
    icon(name),
    make("span", {}, text),
    make("span", { class: "acts" }, acts),
  );
}
