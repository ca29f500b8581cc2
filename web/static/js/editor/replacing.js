/* Find and replace: to its page, with what is chosen, when everything typed is saved. */

import { say } from "./words.js";

export function replacing(editor) {
  async function go() {
    const words = getSelection().toString().replace(/\s+/g, " ").trim().slice(0, 300);
    if (editor.saver.count && !(await editor.saver.flush())) {
      editor.tell(say("replace_unsaved"));
      return;
    }
    const address = new URL(editor.page.urls.replace, location.href);
    if (words) address.searchParams.set("find", words);
    location.assign(address);
  }
  return { commands: { replace: () => void go() } };
}
