/* The desk: news without reloading, a breaking story's clock, J K Enter T. Nothing moves unless news moved it. */
"use strict";

(() => {
  const live = document.getElementById("live");
  const pause = Number(live.dataset.seconds) * 1000;
  const MOST_TOLD = 3;
  let etag = null;
  let pressed = false;
  let timer = 0;

  /* Bring old to look like fresh in place, so that focus, selection and scroll stay where they are. */
  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
      old.replaceWith(fresh);
      return;
    }
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    children(old, fresh);
  }

  function children(old, fresh) {
    const byId = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
    let here = old.firstChild;
    for (const wanted of [...fresh.childNodes]) {
      const known = wanted.id ? byId.get(wanted.id) : null;
      if (known) {
        if (known === here) here = here.nextSibling;
        else old.insertBefore(known, here);
        morph(known, wanted);
      } else if (here && !here.id && !wanted.id && here.nodeName === wanted.nodeName) {
        const next = here.nextSibling;
        morph(here, wanted);
        here = next;
      } else {
        old.insertBefore(wanted, here);
      }
    }
    while (here) {
      const next = here.nextSibling;
      here.remove();
      here = next;
    }
  }

  function show(html) {
    const fresh = document.createElement("div");
    fresh.innerHTML = html; // our own server's fragment, escaped there; scripts in it would not run
    const focused = document.activeElement?.id;
    const known = new Set(rows().map((story) => story.id));
    children(live, fresh);
    tell(rows().filter((story) => !known.has(story.id)));
    countPicks();
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
    tick();
  }

  /* What has come is said to those who do not see it come, a breaking story alone. Headlines are the source's words. */
  function tell(stories) {
    const breaking = stories.filter((story) => story.closest(".breaking"));
    const told = breaking.length ? breaking : stories;
    if (!told.length) return;
    const [before, after] = live.dataset[breaking.length ? "breaking" : "fresh"].split("{headlines}");
    const parts = told.slice(0, MOST_TOLD).flatMap((story, n) => {
      const headline = document.createElement("span");
      headline.lang = story.lang;
      headline.textContent = story.textContent;
      return n ? ["; ", headline] : [headline];
    });
    document.getElementById("live-said").replaceChildren(before, ...parts, told.length > MOST_TOLD ? " …" : "", after);
  }

  async function look() {
    clearTimeout(timer);
    try {
      const response = await fetch(live.dataset.url, {
        headers: etag ? { "If-None-Match": etag } : {},
        cache: "no-store",
        redirect: "manual",
      });
      if (response.type === "opaqueredirect") {
        location.reload(); // the session has ended: the page itself leads to the sign-in form
        return;
      }
      if (response.ok) {
        const html = await response.text();
        if (!pressed) {
          etag = response.headers.get("ETag");
          show(html);
        }
      }
      offline(false);
    } catch {
      offline(true);
    }
    schedule();
  }

  function schedule() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, pause);
  }

  function offline(gone) {
    const banner = document.getElementById("offline");
    if (banner && banner.hidden === gone) banner.hidden = !gone;
  }

  /* 8:42, or 1:08:42; past the promise it counts up. */
  function tick() {
    for (const clock of live.querySelectorAll(".clock")) {
      const left = Math.round((Date.parse(clock.dataset.until) - Date.now()) / 1000);
      const seconds = Math.abs(left);
      const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
      if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
      const text = parts.map((part, n) => (n ? String(part).padStart(2, "0") : String(part))).join(":");
      const word = left > 0 ? clock.dataset.left : clock.dataset.late;
      if (clock.textContent !== text) clock.textContent = text;
      if (clock.nextElementSibling.textContent !== word) clock.nextElementSibling.textContent = word;
    }
  }

  const rows = () => [...live.querySelectorAll("[data-row]")];
  const at = () => document.activeElement?.closest(".row")?.querySelector("[data-row]");

  function move(step) {
    const list = rows();
    if (!list.length) return false;
    const index = list.indexOf(at());
    const next = index < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(index + step, 0), list.length - 1);
    list[next].focus();
    list[next].closest(".row").scrollIntoView({ block: "nearest" });
    return true;
  }

  /* T takes the edition that has the focus, else the first one of the row that is free. */
  function take() {
    const row = document.activeElement?.closest(".row");
    if (!row) return false;
    const form = document.activeElement.closest(".ed")?.querySelector("[data-take]") ?? row.querySelector("[data-take]");
    if (!form) return false;
    form.requestSubmit();
    return true;
  }

  /* Without leaving the page: the answer is the row itself. A refusal is shown by the page that the form leads to. */
  async function send(event) {
    const form = event.target.closest("[data-take], .why form");
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector("button");
    button.setAttribute("aria-busy", "true");
    const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
    try {
      const response = await fetch(form.action, { method: "POST", headers, body: new URLSearchParams(new FormData(form)) });
      if (!response.ok) throw new Error(String(response.status));
      const story = form.closest(".row").querySelector("[data-row]");
      if (form.contains(document.activeElement)) story.focus({ preventScroll: true });
      const done = form.action.split("/").pop() === "take" ? live.dataset.taken : live.dataset.retried;
      document.getElementById("live-said").textContent = done ?? "";
      etag = null;
      await look();
    } catch {
      form.submit();
    }
  }

  /* Chosen rows, and what can be done to them. */
  const seek = document.getElementById("seek");
  const bulk = document.getElementById("bulk");
  const chosen = document.getElementById("chosen");
  let lastPicked = null;

  const picks = () => [...live.querySelectorAll(".pick")];

  function countPicks() {
    const count = picks().filter((pick) => pick.checked).length;
    bulk.classList.toggle("some", count > 0);
    document.getElementById("unchoose").hidden = count === 0;
    const text = count ? chosen.dataset.some.replace("{n}", String(count)) : chosen.dataset.none;
    if (chosen.textContent !== text) chosen.textContent = text;
  }

  function pick(event) {
    const box = document.activeElement?.closest(".row")?.querySelector(".pick");
    if (!box) return false;
    box.checked = !box.checked;
    if (event.shiftKey && lastPicked?.isConnected) {
      const list = picks();
      const [from, to] = [list.indexOf(lastPicked), list.indexOf(box)].sort((a, b) => a - b);
      for (const between of list.slice(from, to + 1)) between.checked = box.checked;
    }
    lastPicked = box;
    countPicks();
    return true;
  }

  function pickAll() {
    const list = picks();
    const all = list.every((box) => box.checked);
    for (const box of list) box.checked = !all;
    countPicks();
    return list.length > 0;
  }

  document.documentElement.classList.add("scripted");
  live.addEventListener("change", countPicks);
  document.getElementById("unchoose").addEventListener("click", () => {
    for (const box of picks()) box.checked = false;
    countPicks();
    rows()[0]?.focus();
  });
  seek.addEventListener("change", (event) => event.target.matches("select") && seek.requestSubmit());
  seek.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });

  live.addEventListener("submit", send);
  live.addEventListener("pointerdown", () => { pressed = true; });
  addEventListener("pointerup", () => { pressed = false; });
  addEventListener("pointercancel", () => { pressed = false; });
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : look()));
  addEventListener("online", look);
  window.Localize.onKeys({
    j: () => move(1),
    k: () => move(-1),
    t: take,
    x: pick,
    a: pickAll,
    "/": () => document.getElementById("q").focus(),
  });
  countPicks();

  tick();
  setInterval(tick, 1000);
  schedule();
})();
