/* Talk: comments on the segment that is worked on, or on chosen words; answers, mentions, questions to the source desk. */

import { icon, make } from "./dom.js";
import { mentions } from "./mentions.js";
import { say, sayMany } from "./words.js";

const KEPT = "localize.comment."; // in the session's storage: what is not sent yet, by edition, segment and thread

export function talk(editor) {
  const { page, transport } = editor;
  const holder = make("section", { "aria-labelledby": "h-talk", id: "talk" });
  const tab = document.getElementById("tab-talk");
  let threads = null; // null: not asked for yet
  let asking = false;
  let counts = page.comments;
  let writing = null; // the open form: {row, thread, form}

  const kept = (row, thread) => `${KEPT}${page.edition}.${row.segment.id}.${thread?.id ?? "new"}`;

  async function ask() {
    if (asking) return;
    asking = true;
    const outcome = await transport.send("GET", page.urls.comments);
    asking = false;
    if (outcome.kind === "ok") hear(outcome.body);
  }

  function hear(body) {
    ({ threads } = body);
    counts = {};
    for (const thread of threads) if (!thread.resolved && thread.segment_id) counts[thread.segment_id] = (counts[thread.segment_id] ?? 0) + 1;
    mark();
    if (editor.row) draw(editor.row);
  }

  /* A count at the rows that have open comments. */
  function mark() {
    for (const row of editor.rows) {
      const count = counts[row.segment.id] ?? 0;
      const old = row.element.querySelector(".gut .talked");
      if (!count) old?.remove();
      else if (old?.dataset.count !== String(count)) {
        old?.remove();
        row.element.querySelector(".gut").append(
          make("span", { class: "talked tag", "data-count": count, title: sayMany("talk_count", count) }, icon("comment"), make("span", { "aria-hidden": "true" }, String(count)), make("span", { class: "vh" }, sayMany("talk_count", count))),
        );
      }
    }
  }

  function of(row) {
    if (threads === null) void ask();
    draw(row);
    return holder;
  }

  function draw(row) {
    const mine = (threads ?? []).filter((thread) => thread.segment_id === row.segment.id);
    const open = mine.filter((thread) => !thread.resolved);
    const gone = (threads ?? []).filter((thread) => !thread.segment_id && !thread.resolved);
    if (tab) tab.textContent = open.length ? `${say("talk")} ${open.length}` : say("talk");
    if (writing?.row === row && holder.contains(writing.form)) return; // nothing moves under who writes
    writing = null;
    const had = holder.contains(document.activeElement) ? document.activeElement.dataset.what : null;
    const write = make("button", { class: "btn small", type: "button", "data-what": "talk-new", onclick: () => begin(row) }, icon("comment"), say("talk_write"));
    holder.replaceChildren(
      make("h3", { id: "h-talk" }, say("talk"), open.length ? make("small", {}, String(open.length)) : null),
      ...open.map((thread) => threadNode(thread, row)),
      ...(mine.length > open.length ? [settledNode(mine.filter((thread) => thread.resolved), row)] : []),
      ...(gone.length ? [make("details", { class: "talk-gone" }, make("summary", {}, sayMany("talk_gone", gone.length)), gone.map((thread) => threadNode(thread, row)))] : []),
      make("div", { class: "acts" }, write),
    );
    if (had) holder.querySelector(`[data-what="${CSS.escape(had)}"]`)?.focus();
    if (sessionStorage.getItem(kept(row, null))) begin(row, { focus: false });
  }

  function settledNode(list, row) {
    return make("details", { class: "talk-settled" }, make("summary", {}, sayMany("talk_settled", list.length)), list.map((thread) => threadNode(thread, row)));
  }

  function threadNode(thread, row) {
    const acts = [
      make("button", { class: "btn plain small", type: "button", "data-what": `answer-${thread.id}`, onclick: () => begin(row, { thread }) }, say("talk_answer")),
      make("button", { class: "btn plain small", type: "button", "data-what": `settle-${thread.id}`, onclick: () => void settle(thread) }, say(thread.resolved ? "talk_reopen" : "talk_resolve")),
    ];
    return make(
      "article",
      { class: `card talk ${thread.kind}${thread.resolved ? " done" : ""}`, id: `thread-${thread.id}`, "aria-label": thread.word },
      thread.kind === "comment" ? null : make("p", { class: "head" }, make("span", { class: "tag amber" }, icon(thread.kind === "return" ? "undo" : "note"), thread.word)),
      thread.quote ? make("blockquote", { lang: thread.quote.side === "source" ? page.source_locale : page.locale }, thread.quote.words) : null,
      thread.segment_id ? null : make("blockquote", { lang: page.source_locale }, thread.source),
      thread.comments.map((comment) => commentNode(comment, thread, row)),
      thread.resolved ? make("p", { class: "is-quiet" }, thread.resolved) : null,
      make("div", { class: "acts" }, acts),
    );
  }

  function commentNode(comment, thread, row) {
    const change = comment.own
      ? make("button", { class: "linklike", type: "button", "data-what": `change-${comment.id}`, onclick: () => begin(row, { thread, comment }) }, say("talk_change"))
      : null;
    return make(
      "div",
      { class: "said" },
      make("p", { class: "by" }, make("b", {}, comment.author), " ", make("small", {}, comment.at), " ", change),
      make("p", { class: "words" }, marked(comment)),
    );
  }

  /* The text with the names that are mentioned in bold. */
  function marked({ text, mentions: names }) {
    if (!names.length) return [text];
    const signs = names.map((name) => `@${name}`).sort((a, b) => b.length - a.length);
    const sign = new RegExp(signs.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "giu");
    const nodes = [];
    let at = 0;
    for (const found of text.matchAll(sign)) {
      nodes.push(text.slice(at, found.index), make("b", { class: "at" }, found[0]));
      at = found.index + found[0].length;
    }
    return [...nodes, text.slice(at)];
  }

  /* Words that are chosen in the segment now. */
  function chosen(row) {
    const selection = getSelection();
    const words = selection.toString().replace(/\s+/g, " ").trim();
    if (!words || selection.isCollapsed) return null;
    for (const [side, element] of [["source", row.source], ["target", row.target]]) {
      if (element.contains(selection.anchorNode) && element.contains(selection.focusNode)) return { side, words: words.slice(0, 300) };
    }
    return null;
  }

  /* Write: a new comment, an answer to a thread, or one's own comment in other words. */
  function begin(row, { thread = null, comment = null, focus = true } = {}) {
    if (!row) return;
    const quote = thread ? null : chosen(row);
    const key = kept(row, comment ?? thread);
    const id = `talk-text-${row.segment.id}`;
    const area = make("textarea", { class: "say", id, rows: "3", maxlength: "4000", required: true, "data-what": "talk-text" });
    area.value = sessionStorage.getItem(key) ?? comment?.text ?? "";
    const ask = thread || comment ? null : make("input", { type: "checkbox", id: `${id}-ask` });
    const problem = make("p", { class: "is-red", role: "alert" });
    const form = make(
      "form",
      { class: "aside talk-form" },
      quote ? make("blockquote", { lang: quote.side === "source" ? page.source_locale : page.locale }, quote.words) : null,
      make("label", { for: id }, say(comment ? "talk_change" : thread ? "talk_answer" : quote ? "talk_on_words" : "talk_on_segment")),
      area,
      ask ? make("label", { class: "check", for: `${id}-ask` }, ask, " ", say("talk_question")) : null,
      problem,
      make("div", { class: "acts" }, [
        make("button", { class: "btn small", type: "submit" }, say("talk_send"), " ", make("kbd", { "aria-hidden": "true" }, "Ctrl ↵")),
        make("button", { class: "btn plain small", type: "button", onclick: () => cancel() }, say("cancel")),
      ]),
    );
    const done = () => {
      sessionStorage.removeItem(key);
      form.remove();
      writing = null;
    };
    const cancel = () => {
      done();
      editor.side.show(row);
      editor.enter(row);
    };
    area.addEventListener("input", () => sessionStorage.setItem(key, area.value));
    mentions(area, page.people);
    form.addEventListener("keydown", (event) => {
      if (event.defaultPrevented) return;
      if (event.key === "Escape") cancel();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const outcome = await send({ row, thread, comment, text: area.value, quote, question: ask?.checked });
      if (outcome.kind === "ok") {
        done();
        hear(outcome.body);
        editor.side.show(row);
        editor.bar.announce(say("talk_sent"));
        holder.querySelector('[data-what="talk-new"]')?.focus();
      } else problem.textContent = outcome.body?.detail ?? say("talk_unsent");
    });
    writing?.form.remove();
    writing = { row, form };
    const place = thread ? holder.querySelector(`#thread-${thread.id}`) : null;
    if (place) place.append(form);
    else holder.append(form);
    if (focus) {
      area.focus();
      area.scrollIntoView({ block: "nearest" });
    }
  }

  function send({ row, thread, comment, text, quote, question }) {
    const { comments } = page.urls;
    if (comment) return transport.send("PUT", `${comments}/${comment.id}`, { body: { text } });
    if (thread) return transport.send("POST", `${comments}/${thread.id}/answers`, { body: { text } });
    return transport.send("POST", comments, { body: { segment_id: row.segment.id, text, quote, kind: question ? "question" : "comment" } });
  }

  async function settle(thread) {
    const outcome = await transport.send("POST", `${page.urls.comments}/${thread.id}/settled`, { body: { resolved: !thread.resolved } });
    if (outcome.kind === "ok") hear(outcome.body);
    else editor.tell(outcome.body?.detail ?? say("waiting"));
  }

  mark();
  return {
    commands: { comment: () => begin(editor.row) },
    sections: [{ order: 70, of }],
    heard(body) {
      if (JSON.stringify(body.comments) === JSON.stringify(counts) && threads === null) return;
      counts = body.comments;
      mark();
      void ask();
    },
  };
}
