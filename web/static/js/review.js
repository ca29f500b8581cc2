/* Review by keyboard: J K between changes, F8 between findings, N to the next at risk, R returns with a reason, Ctrl Enter approves.
   Writing and reasons at sentences: review_edit.js, review_return.js. */
"use strict";

(() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((found) => found.checkVisibility());
  let here = null;

  /* The reader's place is the segment that was visited last, else the first one on the screen. */
  function place(list) {
    if (here && list.includes(here)) return list.indexOf(here);
    const top = document.querySelector(".bar").getBoundingClientRect().bottom;
    const after = list.findIndex((segment) => segment.getBoundingClientRect().top > top);
    return after < 0 ? list.length - 1 : after - 1;
  }

  function go(selector, step) {
    const list = shown(selector);
    if (!list.length) return false;
    const index = Math.min(Math.max(place(list) + step, 0), list.length - 1);
    visit(list[index]);
    return true;
  }

  function visit(segment) {
    here?.classList.remove("at");
    here = segment;
    here.classList.add("at");
    here.querySelector(".gut a").focus({ preventScroll: true });
    here.scrollIntoView({ block: "center" });
  }

  function giveBack() {
    const ask = document.getElementById("ask-return");
    if (!ask) return false;
    ask.open = true;
    ask.querySelector("textarea").focus();
    return true;
  }

  window.Localize.here = () => here;
  window.Localize.giveBack = giveBack;
  window.Localize.onKeys({
    j: () => go("[data-change]", 1),
    k: () => go("[data-change]", -1),
    F8: (event) => go("[data-finding]", event.shiftKey ? -1 : 1),
    n: () => go("[data-risk]", 1),
    r: giveBack,
  });

  /* After a correction the page is a new one: go on where it was made. */
  const { tab } = window.Localize;
  const there = document.getElementById(tab.get("localize.at") ?? "");
  tab.set("localize.at", null);
  if (there) {
    there.closest("details")?.setAttribute("open", "");
    visit(there);
  }

  /* Reasons of a return are kept until it is done. Somebody else may have decided meanwhile: then they are shown. */
  const key = `localize.return.${location.pathname}`;
  const kept = tab.get(key);
  if (kept && !document.getElementById("form-return")) {
    if (kept.sent && !document.querySelector(".banner.error")) tab.set(key, null);
    else showUnsent(kept);
  }

  function showUnsent({ reason, at }) {
    tab.set(key, { reason, at, sent: false });
    const banner = document.getElementById("unsent").content.firstElementChild.cloneNode(true);
    const said = banner.querySelector(".unsent");
    const parts = [["", reason], ...Object.entries(at).map(([position, text]) => [`${position}: `, text])];
    for (const [place, text] of parts.filter((part) => part[1].trim())) {
      const quoted = document.createElement("q");
      quoted.textContent = text;
      said.append(place, quoted, " ");
    }
    if (!said.hasChildNodes()) {
      tab.set(key, null);
      return;
    }
    banner.querySelector("button").addEventListener("click", () => {
      tab.set(key, null);
      banner.remove();
    });
    document.querySelector(".rev").before(banner);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const field = event.target.closest("textarea");
    const button = field ? field.form.querySelector("button[type=submit]") : document.getElementById("do-approve");
    if (!button) return;
    event.preventDefault();
    // A closed gate says why instead of staying mute.
    if (button.getAttribute("aria-disabled") === "true") document.getElementById("gate").scrollIntoView({ block: "nearest" });
    else if (field) field.form.requestSubmit();
    button.focus();
    if (!field && button.getAttribute("aria-disabled") !== "true") button.click();
  });

  for (const ask of document.querySelectorAll("details.ask")) {
    ask.addEventListener("toggle", () => {
      if (ask.open && !document.activeElement?.closest(".place")) ask.querySelector("textarea").focus();
    });
    ask.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !ask.open) return;
      ask.open = false;
      ask.querySelector("summary").focus();
    });
  }

  /* On a phone the tabs at the foot lead to the page's sections. */
  const tabs = [...document.querySelectorAll(".keysbar .tabs a")];
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      for (const other of tabs) other.toggleAttribute("aria-current", false);
      tab.setAttribute("aria-current", "true");
    });
  }
})();
