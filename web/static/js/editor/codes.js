/* Inline codes moved by keyboard. */

import { codeAt, moved } from "./code_moves.js";
import { say } from "./words.js";

export function codes(editor) {
  function move(step, unit) {
    const field = editor.row?.field;
    const selection = field?.selection;
    if (!selection) return false;
    const { parts } = field;
    const at = codeAt(parts, selection, step);
    if (at === null) {
      editor.tell(say("code_none"));
      return undefined;
    }
    const next = moved(parts, at, step, unit, editor.page.locale);
    if (!next) {
      editor.tell(say("code_end"));
      return undefined;
    }
    const [start, end] = selection;
    if (start !== end) field.change(next.parts, next.place, next.place + 1);
    else field.change(next.parts, at < start ? next.place + 1 : next.place);
    return undefined;
  }

  const onScreen = (step) => (editor.page.direction === "rtl" ? -step : step);

  return {
    commands: {
      code_left: () => move(onScreen(-1), "word"),
      code_right: () => move(onScreen(1), "word"),
      code_back: () => move(-1, "grapheme"),
      code_on: () => move(1, "grapheme"),
    },
  };
}
