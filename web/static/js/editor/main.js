/* The side-by-side editor starts here, on the page that web/templates/editor/edit.html made. */

import { Editor } from "./editor.js";

void new Editor(JSON.parse(document.getElementById("page").textContent)).start();
