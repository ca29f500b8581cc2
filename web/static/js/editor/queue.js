/* Drafts on this device: what was typed and is not yet acknowledged by the server, in IndexedDB.

   A draft is {key, person, edition, segment, text, base_revision, confirm, memory, engine, reopen, at}. It is written before anything is
   sent and removed only when the server has answered, and only if nothing newer was written meanwhile (`at`). */

const NAME = "localize-drafts";
const STORE = "drafts";

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

export class Drafts {
  /* Of one person and one edition. `durable` turns false when this browser keeps nothing. */
  constructor(person, edition) {
    this.person = person;
    this.edition = edition;
    this.durable = true;
    this.database = null;
  }

  key(segment) {
    return `${this.person}:${this.edition}:${segment}`;
  }

  async run(mode, work) {
    try {
      this.database ??= await open();
      const transaction = this.database.transaction(STORE, mode, { durability: "strict" });
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
        transaction.onerror = () => reject(transaction.error);
      });
      const result = await work(transaction.objectStore(STORE));
      await done;
      return result;
    } catch (error) {
      // A private window, a full disk, storage switched off: the page says so and goes on without.
      this.durable = false;
      this.database = null;
      console.warn("drafts are not kept on this device", error);
      return undefined;
    }
  }

  /* Keep a draft; true when it is on the disk. */
  async put(segment, draft) {
    const row = { ...draft, key: this.key(segment), person: this.person, edition: this.edition, segment };
    const kept = await this.run("readwrite", (store) => promised(store.put(row)));
    if (kept !== undefined) this.durable = true;
    return kept !== undefined;
  }

  /* Remove a draft, unless a newer one took its place. */
  async remove(segment, at) {
    await this.run("readwrite", async (store) => {
      const row = await promised(store.get(this.key(segment)));
      if (row && row.at <= at) await promised(store.delete(row.key));
      return true;
    });
  }

  /* Every draft of this person and edition, oldest first. */
  async all() {
    const prefix = `${this.person}:${this.edition}:`;
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const rows = (await this.run("readonly", (store) => promised(store.getAll(range)))) ?? [];
    return rows.sort((a, b) => a.at - b.at);
  }
}
