import { checking } from "./checking.js";
import { talk } from "./talk.js";
import { livePage } from "./live_page.js";
import { presence } from "./presence.js";
import { replacing } from "./replacing.js";
import { structure } from "./structure.js";
import { counters } from "./counters.js";
import { dismissing } from "./dismissing.js";
import { engines } from "./engines.js";
import { TYPING } from "./typing.js";

/* Parts of the editor that stand by themselves.

   A feature is a function (editor) → {commands, sections, entered, changed, typed, saved, heard}, all optional:
   commands    by id of web/presenters/shortcuts.py: function(event, digit); false leaves the key to the browser
   sections    parts of the side column: {order, of(row)}, an element or null for the segment that is worked on
   entered(row), changed(row), typed(row)   somebody went to a segment; what is known of it, or its text, is new
   saved(row, body)   the server has stored a text of it
   mayConfirm(row)    false: not yet, something has to be said first; confirmed(rows): said to be right, by a person
   engineOf(row)      the engine whose version stands in it to the letter, put in, or come back by undo
   keystroke(row, field, data)   a character was typed
   heard(body)        the poll has something new */

export const FEATURES = [checking, counters, dismissing, engines, livePage, presence, replacing, structure, talk, ...TYPING];
