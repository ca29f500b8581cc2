/* What the edition is made of: segments split and joined, blocks left out, put back, added and moved.

   After such a change the numbers of segments are others. What was typed is saved first; then the page is loaded anew at
   the segment, and says there what was done, with a way back. */

import { codePointLength, isMark, parse, plain, slice } from "./coded.js";
import { icon, make } from "./dom.js";
import { say } from "./words.js";

const NEWS = "localize-structure"; // what the page says after it was loaded anew
const ROLES = ["paragraph", "subhead", "quotation", "list_item"];

/* Places of a source where it may be split, in code points of its plain text: between words, outside codes. */
export function places(parts) {
  const found = [];
  const open = new Set();
  let at = 0;
  let blank = true; // no word so far
  let gap = false;
  for (const part of parts) {
    if (isMark(part)) {
      if (part.edge === "open" && parts.some((other) => isMark(other) && other.id === part.id && other.edge === "close")) open.add(part.id);
      if (part.edge === "close") open.delete(part.id);
      continue;
    }
    for (const point of part) {
      if (/\s/.test(point)) gap = true;
      else {
        if (gap && !blank && !open.size) found.push(at);
        gap = false;
        blank = false;
      }
      at += 1;
    }
  }
  return found;
}

/* The place that is offered first: as far along as the caret is in the translation, rather after a punctuation mark. */
export function likely(source, found, share) {
  const points = [...source];
  const cost = (at) => Math.abs(at / points.length - share) - (/[.,;:!?…—–]/.test(points.slice(0, at).join("").trimEnd().at(-1)) ? 0.15 : 0);
  return found.reduce((best, at, n) => (cost(at) < cost(found[best]) ? n : best), 0);
}

export function structure(editor) {
  const { page, saver, transport } = editor;
  let busy = false;

  /* Send a change when everything typed is saved, and load the page anew. `back`: {url, body} that takes it back. */
  async function change(url, body, { done, place, back = () => null }) {
    if (busy) return null;
    busy = true;
    try {
      if (!(await saver.flush())) return say("structure_unsaved");
      const outcome = await transport.send("POST", url, { body: body() });
      if (outcome.kind !== "ok") return outcome.body?.detail ?? say("waiting");
      sessionStorage.setItem(NEWS, JSON.stringify({ edition: page.edition, done, back: back(outcome.body) }));
      history.replaceState(null, "", `#s${outcome.body.position ?? place ?? 1}`);
      location.reload();
      return null;
    } finally {
      busy = false;
    }
  }

  const address = (row, what) => `${page.urls.segments}${row.segment.id}/${what}`;
  const block = (key, what) => `${page.urls.blocks}${encodeURIComponent(key)}/${what}`;
  const nextOf = (row) => {
    const next = editor.rows[editor.rows.indexOf(row) + 1];
    return next && next.segment.block === row.segment.block ? next : null;
  };

  async function tellIf(promise) {
    const sentence = await promise;
    if (sentence) editor.tell(sentence);
  }

  function ready() {
    if (page.writable && editor.row) return editor.row;
    editor.tell(say("structure_closed"));
    return null;
  }

  function join() {
    const row = ready();
    if (!row) return;
    const next = nextOf(row);
    if (!next) editor.tell(say("join_none"));
    else {
      const body = () => ({ revision: row.segment.revision, next: next.segment.id, next_revision: next.segment.revision });
      const back = (answer) => ({ what: "split", id: answer.segments[0], source_at: answer.source_at, target_at: answer.target_at });
      void tellIf(change(address(row, "join"), body, { done: "structure_join_done", back }));
    }
  }

  function split() {
    const row = ready();
    if (!row) return;
    const source = parse(row.segment.source);
    const found = places(source);
    if (!found.length) {
      editor.tell(say("split_none"));
      return;
    }
    const target = parse(row.written);
    const caret = row.field?.selection?.[0] ?? null;
    const length = codePointLength(plain(target));
    const before = caret === null ? length : codePointLength(plain(slice(target, 0, caret)));
    const cut = before > 0 && before < length ? before : null;
    const share = cut === null ? 0.5 : cut / length;
    askWhere(row, { found, cut, at: likely(plain(source), found, share) });
  }

  function askWhere(row, { found, cut, at }) {
    const source = [...plain(parse(row.segment.source))];
    const target = [...plain(parse(row.written))];
    const cells = [0, 1, 2, 3].map((n) => make("p", { lang: n % 2 ? page.locale : page.source_locale, dir: n % 2 ? page.direction : null }));
    cells[1].textContent = target.slice(0, cut ?? target.length).join("");
    cells[3].textContent = cut === null ? "" : target.slice(cut).join("");
    const range = make("input", { type: "range", min: 0, max: found.length - 1, value: at, "aria-label": say("split_where"), oninput: draw });
    function draw() {
      const place = found[Number(range.value)];
      cells[0].textContent = source.slice(0, place).join("");
      cells[2].textContent = source.slice(place).join("");
      range.setAttribute("aria-valuetext", `${cells[0].textContent.trim()} | ${cells[2].textContent}`);
    }
    draw();
    const back = (answer) => ({ what: "join", id: answer.segments[0], next: answer.segments[1] });
    dialog({
      title: say(cut === null ? "split_where_end" : "split_where"),
      parts: [make("div", { class: "halves" }, cells), found.length > 1 ? range : null],
      label: say("split_here"),
      act: () => {
        const body = () => ({ revision: row.segment.revision, source_at: found[Number(range.value)], target_at: cut });
        return change(address(row, "split"), body, { done: "structure_split_done", back });
      },
    });
  }

  function drop() {
    const row = ready();
    if (!row) return;
    const reason = make("textarea", { rows: 2, maxlength: 500, required: true, "aria-label": say("block_drop_why") });
    const key = row.segment.block;
    dialog({
      title: say("block_drop_why"),
      parts: [reason],
      label: say("block_drop_now"),
      act: () => change(block(key, "drop"), () => ({ reason: reason.value }), { done: "structure_drop_done", place: row.position, back: () => ({ what: "back", key }) }),
    });
  }

  function add() {
    const row = ready();
    if (!row) return;
    const choice = make("select", { "aria-label": say("block_add_what") }, ROLES.map((role) => make("option", { value: role }, say(`block_${role}`))));
    dialog({
      title: say("block_add_what"),
      parts: [choice],
      label: say("block_add_now"),
      act: () => change(page.urls.blocks.slice(0, -1), () => ({ after: row.segment.block, role: choice.value }), { done: "structure_add_done" }),
    });
  }

  function move(row, step) {
    void tellIf(change(block(row.segment.block, "move"), () => ({ step }), { done: "structure_move_done" }));
  }

  /* Ask in a dialog. `act` does it: null when that went well, else a sentence that is shown there. */
  function dialog({ title, parts, label, act }) {
    const said = make("p", { class: "tag red", role: "status" });
    const close = () => element.close();
    const form = make(
      "form",
      { method: "dialog" },
      make("h2", { id: "structure-title" }, title),
      parts,
      said,
      make("div", { class: "acts" }, make("button", { class: "btn primary", type: "submit" }, label), make("button", { class: "btn plain", type: "button", onclick: close }, say("cancel"))),
    );
    const element = make("dialog", { class: "structure", "aria-labelledby": "structure-title" }, form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const sentence = await act();
      if (sentence) said.textContent = sentence;
    });
    element.addEventListener("close", () => {
      element.remove();
      if (editor.row) editor.focus(editor.row);
    });
    document.body.append(element);
    element.showModal();
  }

  /* What was done before the page was loaded anew, with the way back. */
  function report() {
    const news = JSON.parse(sessionStorage.getItem(NEWS) ?? "null");
    sessionStorage.removeItem(NEWS);
    if (news?.edition !== page.edition) return;
    const undo = news.back ? make("button", { class: "btn small", type: "button", onclick: () => void takeBack(news.back) }, say("undo")) : null;
    const close = make("button", { class: "btn plain small", type: "button", onclick: () => editor.bar.banner("structure", null) }, say("structure_close"));
    editor.bar.banner("structure", make("div", { class: "banner" }, icon("approved"), make("span", { role: "status" }, say(news.done)), undo, close));
    editor.bar.announce(say(news.done));
  }

  async function takeBack(back) {
    const row = editor.byId.get(back.id);
    if (back.what === "back") await tellIf(change(block(back.key, "put-back"), () => ({}), { done: "structure_back_done" }));
    else if (!row) editor.tell(say("undo_none"));
    else if (back.what === "split") {
      const body = () => ({ revision: row.segment.revision, source_at: back.source_at, target_at: back.target_at });
      await tellIf(change(address(row, "split"), body, { done: "structure_split_done" }));
    } else {
      editor.enter(row, { focus: false });
      join();
    }
  }

  function hear(body) {
    const theirs = body.segments.map(({ id }) => id).join();
    const ours = editor.rows.map(({ segment }) => segment.id).join();
    if (busy || theirs === ours) return;
    const reload = make("button", { class: "btn small", type: "button", onclick: () => location.reload() }, say("reload"));
    editor.bar.banner("rearranged", make("div", { class: "banner" }, icon("stale"), make("span", {}, say("structure_others")), reload));
  }

  function section(row) {
    if (!page.writable) return null;
    const button = (label, id, act) => {
      const made = make("button", { class: "btn small", type: "button", "data-what": id }, label);
      made.addEventListener("mousedown", (event) => event.preventDefault()); // the caret stays where it is
      made.addEventListener("click", act);
      return made;
    };
    const added = row.segment.block.startsWith("a");
    return make(
      "section",
      { "aria-labelledby": "h-structure", id: "structure" },
      make("h3", { id: "h-structure" }, say("structure")),
      make(
        "div",
        { class: "acts" },
        places(parse(row.segment.source)).length ? button(say("split"), "split", split) : null,
        nextOf(row) ? button(say("join_next"), "join", join) : null,
        row.segment.role === "headline" ? null : button(say("block_drop"), "drop", drop),
        button(say("block_add"), "add", add),
        added ? button(say("block_up"), "up", () => move(row, -1)) : null,
        added ? button(say("block_down"), "down", () => move(row, 1)) : null,
      ),
    );
  }

  document.getElementById("main").addEventListener("click", (event) => {
    const button = event.target.closest("[data-put-back]");
    if (!button) return;
    const key = button.closest("[data-block]").dataset.block;
    void tellIf(change(block(key, "put-back"), () => ({}), { done: "structure_back_done" }));
  });
  queueMicrotask(report);

  return {
    commands: { split, join, drop_block: drop, add_block: add },
    sections: [{ order: 95, of: section }],
    heard: hear,
  };
}
