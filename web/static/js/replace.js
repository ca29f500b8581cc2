/* Find and replace: how many segments are chosen; all of them, none of them. "/" goes to the words looked for. */

window.Localize.onKeys({
  "/": () => {
    const field = document.getElementById("find");
    field.focus();
    field.select();
    return true;
  },
});

function choosing(form) {
  const boxes = [...form.querySelectorAll("input[name=at]")];
  const said = form.querySelector("#swap-chosen");
  const all = form.querySelector("#swap-all");

  function count() {
    const chosen = boxes.filter((box) => box.checked).length;
    said.textContent = said.dataset.some.replace("{n}", String(chosen));
    all.textContent = chosen === boxes.length ? all.dataset.none : all.dataset.all;
  }

  all.addEventListener("click", () => {
    const every = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !every;
    count();
  });
  form.addEventListener("change", count);
  window.addEventListener("pageshow", count); // a page that comes back keeps its ticks
  all.hidden = false;
  count();
}

const swap = document.getElementById("swap");
if (swap) choosing(swap);
