/* What comes back: saves that were stored or were not, what others did meanwhile, a server that is gone. */

import { parse, plain } from "./coded.js";

export class News {
  constructor(editor) {
    this.editor = editor;
  }

  /* What the saver says, and what is done about it. */
  tell() {
    return {
      saving: () => this.editor.bar.saving(),
      waiting: () => this.editor.bar.waiting(),
      saved: (id, sent, body) => this.saved(id, sent, body),
      conflict: (id, sent, body) => this.conflict(id, sent, body),
      refused: (id, sent, outcome) => this.refused(id, outcome),
      offline: (news) => {
        this.editor.bar.waiting();
        this.editor.bar.offline(news, () => this.tryNow());
      },
      signedOut: () => {
        this.editor.bar.waiting();
        this.editor.bar.signedOut();
      },
      online: () => this.editor.bar.online(),
    };
  }

  /* A change is stored. */
  saved(id, sent, body) {
    const row = this.editor.byId.get(id);
    if (row) {
      const untouched = row.written === sent.text;
      row.base = body.revision;
      row.newer = null;
      if (untouched && body.text !== sent.text) row.adopt(body.segment, { ours: true });
      else row.learn(body.segment);
      this.editor.bar.banner(`refused-${row.position}`, null);
      this.editor.side.forget(id);
      this.editor.changed(row);
      this.editor.emit("saved", row, body);
    }
    this.editor.bar.banner(`orphan-${id}`, null);
    if (!this.editor.saver.count) this.editor.bar.savedAt(new Date(body.saved_at));
    this.refresh(body.progress, body.parts);
    this.switchTo(body.edition_state);
    this.editor.live?.keepUp(body);
  }

  /* Somebody was faster. */
  conflict(id, sent, body) {
    const row = this.editor.byId.get(id);
    const drop = () => {
      void this.editor.saver.drop(id);
      this.editor.bar.banner(`orphan-${id}`, null);
    };
    if (!row) {
      this.editor.bar.orphan(id, plain(parse(sent.text)), drop);
      return;
    }
    if (body.theirs === undefined) {
      // The draft came in between, and the answer does not have it: the poll will, and the next try says more.
      this.editor.saver.release(id);
      return;
    }
    this.editor.bar.waiting();
    row.dispute(body);
    this.editor.side.forget(id);
    this.editor.changed(row);
    this.editor.bar.announce(row.element.querySelector(".conflict h3").textContent);
  }

  /* The server does not take a change. */
  refused(id, outcome) {
    const row = this.editor.byId.get(id);
    this.editor.bar.waiting();
    const sentence = outcome.body?.detail ?? String(outcome.status);
    this.editor.bar.refused(row?.position ?? id, sentence, () => this.editor.saver.release(id));
  }

  /* The poll has something new. */
  hear(body) {
    this.editor.transport.token = body.csrf;
    if (body.version !== this.editor.page.version) {
      this.editor.bar.newVersion(body.version);
      return;
    }
    for (const segment of body.segments) {
      const row = this.editor.byId.get(segment.id);
      if (row) this.hearSegment(row, segment);
    }
    this.refresh(body.progress, body.parts);
    this.switchTo(body.edition_state, body.writable);
    this.editor.emit("heard", body);
  }

  hearSegment(row, segment) {
    const known = row.newer ?? row.segment;
    if (segment.revision < known.revision || row.conflict || this.editor.saver.has(segment.id)) return;
    if (JSON.stringify(known) === JSON.stringify(segment)) return;
    if (segment.text === row.written || segment.text === row.segment.text) {
      row.base = segment.revision;
      row.newer = null;
      row.learn(segment);
    } else if (row.field?.focused) row.offer(segment);
    else row.adopt(segment);
    this.editor.side.forget(segment.id);
    this.editor.changed(row);
  }

  /* The poll got no answer: say so even if nothing waits to be saved. */
  lost(since) {
    const { saver } = this.editor;
    this.editor.bar.offline({ since: saver.silentSince ?? since, count: saver.count, durable: !saver.fragile }, () => this.tryNow());
  }

  /* The poll got one: what waits need not wait any longer. */
  heard() {
    const { saver, bar } = this.editor;
    if (saver.silentSince || saver.signedOut) saver.tryNow();
    else bar.online();
  }

  tryNow() {
    this.editor.saver.tryNow();
    void this.editor.live.ask();
  }

  /* Put in the server's pieces of the head. */
  refresh(progress, parts) {
    this.editor.page.progress = progress;
    this.editor.bar.update(parts, () => this.editor.row && this.editor.bar.mark(this.editor.row.position));
  }

  /* The edition went on to another state: fields open or close with it. */
  switchTo(state, writable = this.editor.page.writable) {
    this.editor.page.edition_state = state;
    if (writable === this.editor.page.writable) return;
    this.editor.page.writable = writable;
    if (!this.editor.row) return;
    this.editor.row.leave();
    this.editor.row.enter();
    this.editor.side.show(this.editor.row);
  }
}
