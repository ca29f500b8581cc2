/* Single-letter keys, shared by the pages: off in fields, off while a modifier is held, off when a person says so. */
"use strict";

(() => {
  const OFF = "localize.letters";
  const FIELDS = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";

  function stored() {
    try {
      return localStorage.getItem(OFF) === "off";
    } catch {
      return false; // storage may be forbidden; keys then simply stay on
    }
  }

  function store(off) {
    try {
      if (off) localStorage.setItem(OFF, "off");
      else localStorage.removeItem(OFF);
    } catch {
      document.documentElement.dataset.letters = off ? "off" : "on"; // for this page at least
    }
  }

  const lettersOff = () => (document.documentElement.dataset.letters ?? (stored() ? "off" : "on")) === "off";

  /** Call handlers[key] for a plain key outside fields; a handler that returns false leaves the key to the browser. */
  function onKeys(handlers) {
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const letter = event.key.length === 1;
      if (letter && (lettersOff() || event.target.closest(FIELDS))) return;
      const handler = handlers[letter ? event.key.toLowerCase() : event.key];
      if (handler && handler(event) !== false) event.preventDefault();
    });
  }

  /* What this tab remembers from one page to the next; without storage, nothing. */
  const tab = {
    get(key) {
      try {
        return JSON.parse(sessionStorage.getItem(key));
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        if (value === null) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // storage is forbidden: the page is all there is
      }
    },
  };

  window.Localize = { ...window.Localize, onKeys, tab };

  const help = document.querySelector("link[rel=help]")?.href;
  if (help) onKeys({ "?": () => { location.href = help; } });

  const box = document.getElementById("letters");
  if (box) {
    box.checked = !lettersOff();
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.addEventListener("change", () => store(!box.checked));
  }
})();
