/* Other engines: what they are known to say of the segment that is worked on, to be put in, and a button for each that
   may be asked. Nobody is asked without a press; a worker asks, and the page looks until the answer is there. */

import { parse, plain, write } from "./coded.js";
import { make } from "./dom.js";
import { difference } from "./side.js";
import { say } from "./words.js";

const CALM = 250; // ms that somebody stays on a segment before the server is asked what is known
const LOOKS = [300, 500, 800, 1200, 2000]; // ms between looks for an answer

export function engines(editor) {
  const { page, transport } = editor;
  const known = new Map(); // answers by segment and its machine draft: no engine is asked by coming here again
  const troubles = new Map(); // by segment and engine: why a request did not reach the server
  const holder = make("section", { "aria-labelledby": "h-engines", id: "engines" });
  let shown = null;
  let timer = null;
  let looks = 0;

  const key = ({ id, draft }) => `${id}.${draft ?? ""}`;
  const address = (segment) => `${page.urls.segments}${segment.id}/engines`;
  const answer = (row) => known.get(key(row.segment));
  const sameAs = (row, one) => one.text !== null && write(parse(one.text)) === row.written;

  /* What there is to be seen: the segment's own draft is news only when the text has changed since. */
  const seen = (row) => (answer(row)?.engines ?? []).filter((one) => one.known !== "draft" || !sameAs(row, one));

  function of(row) {
    if (shown !== row) {
      shown = row;
      looks = 0;
      holder.replaceChildren();
      wait(row, CALM);
    }
    draw(row);
    return answer(row) ? holder : null;
  }

  /* Look after a while, unless it is known. */
  function wait(row, pause) {
    clearTimeout(timer);
    const had = answer(row);
    if (!had || had.asking) timer = setTimeout(() => void look(row), pause);
  }

  async function look(row) {
    const outcome = await transport.send("GET", address(row.segment));
    if (outcome.kind === "ok") hear(row, outcome.body);
    else if (shown === row && answer(row)?.asking) again(row); // an answer is awaited: look on
  }

  function again(row) {
    wait(row, LOOKS[Math.min(looks, LOOKS.length - 1)]);
    looks += 1;
  }

  function hear(row, body) {
    const before = answer(row);
    known.set(key(row.segment), body);
    if (editor.row !== row || shown !== row) return;
    if (!holder.isConnected) editor.side.show(row);
    draw(row);
    if (body.asking) again(row);
    for (const one of body.engines) {
      const was = before?.engines.find((other) => other.engine === one.engine);
      if (!was?.asking || one.asking) continue;
      editor.tell(one.text === null ? one.said : say("engines_answered", { engine: one.name }));
    }
  }

  async function ask(row, one) {
    const trouble = `${row.segment.id}.${one.engine}`;
    const outcome = await transport.send("POST", address(row.segment), { body: { engine: one.engine } });
    looks = 0;
    if (outcome.kind === "ok") {
      troubles.delete(trouble);
      hear(row, outcome.body);
      return;
    }
    troubles.set(trouble, outcome.body?.detail ?? say("engines_unsent"));
    if (shown === row) draw(row);
    editor.tell(troubles.get(trouble));
  }

  /* One step that undo takes back; what stands there then, this version or the draft before it, is known by its text. */
  function take(one) {
    editor.restore(one.text);
  }

  const engineOf = (row) => answer(row)?.engines.find((one) => sameAs(row, one))?.engine ?? null;

  function draw(row) {
    const body = answer(row);
    if (!body) return;
    const list = seen(row);
    const had = holder.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    const count = list.filter((one) => one.text !== null).length;
    const may = (one) => page.writable && one.ask;
    const first = list.find(may);
    const silent = list.every((one) => one.text === null && !may(one) && !one.said);
    holder.replaceChildren(
      make("h3", { id: "h-engines" }, say("engines"), count ? make("small", {}, String(count)) : null),
      ...list.map((one) => (one.text === null ? unknown(row, one, one === first) : version(row, one))),
      ...(body.note ? [make("p", { class: "is-quiet" }, body.note)] : silent ? [make("p", { class: "is-quiet" }, say("engines_none"))] : []),
    );
    // A button that was pressed gives way to what comes of it: the focus goes on to the version.
    if (had) (find(had) ?? find(had.replace(/^ask-/, "take-")) ?? holder.querySelector("button"))?.focus({ preventScroll: true });
  }

  const find = (what) => holder.querySelector(`[data-what="${CSS.escape(what)}"]`);

  function version(row, one) {
    const same = sameAs(row, one);
    const now = plain(parse(row.written));
    const text = plain(parse(one.text));
    const title = say("engines_take_title", { engine: one.name });
    const put = make("button", { class: "btn small", type: "button", title, "aria-label": title, "data-what": `take-${one.engine}`, onclick: () => take(one) }, say("engines_take"));
    return make(
      "div",
      { class: "engine-text", role: "group", "aria-label": say("engines_from", { engine: one.name }) },
      make("b", {}, one.name),
      same
        ? make("p", { class: "is-quiet" }, say("engines_same"))
        : make("p", { class: "was", lang: page.locale, dir: page.direction }, difference(now, text)),
      one.notes.length ? make("ul", { class: "why" }, one.notes.map((note) => make("li", {}, note))) : null,
      make("p", { class: "from" }, one.from),
      page.writable && !same ? put : null,
    );
  }

  function unknown(row, one, next) {
    const said = troubles.get(`${row.segment.id}.${one.engine}`) ?? one.said;
    const keys = next ? page.commands.find(({ id }) => id === "engine")?.keys.split(", ")[0] : "";
    const cap = keys ? make("kbd", { "aria-hidden": "true" }, keys) : null;
    const button =
      one.ask && page.writable
        ? make("button", { class: "btn small", type: "button", "data-what": `ask-${one.engine}`, onclick: () => void ask(row, one) }, one.ask, cap ? " " : null, cap)
        : null;
    if (!button && !said) return make("p", { hidden: true });
    // Without its button the line itself can hold the focus that the button had.
    const place = button ? {} : { tabindex: "-1", "data-what": `ask-${one.engine}` };
    return make("div", { class: "engine-text", ...place }, said ? make("p", { class: one.asking ? "is-quiet" : "said" }, said) : null, button);
  }

  /* The next engine that may be asked. */
  function askNext() {
    const { row } = editor;
    const one = row && page.writable ? seen(row).find((other) => other.ask) : null;
    if (one) void ask(row, one);
    else editor.tell(say("engines_all_asked"));
  }

  /* The version after the one that stands in the field, round the end. */
  function takeNext() {
    const { row } = editor;
    const versions = row?.field ? (answer(row)?.engines ?? []).filter((one) => one.text !== null) : [];
    const at = versions.findIndex((one) => sameAs(row, one));
    const order = [...versions.slice(at + 1), ...versions.slice(0, at + 1)];
    const one = order.find((other) => !sameAs(row, other));
    if (one) take(one);
    else editor.tell(say("engines_no_version"));
  }

  return {
    commands: { engine: askNext, version: takeNext },
    sections: [{ order: 21, of }],
    engineOf,
    changed: (row) => {
      if (row === editor.row) wait(row, CALM); // its machine draft may be another one now
    },
  };
}
