/* Typing and keys: the features of the editor that belong to them. */

import { codes } from "./codes.js";
import { confirming } from "./confirming.js";
import { going } from "./going.js";
import { helpers } from "./helpers.js";
import { sessionUndo } from "./journal.js";
import { palette } from "./palette.js";

export const TYPING = [codes, confirming, going, helpers, palette, sessionUndo];
