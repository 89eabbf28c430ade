// The picture of a badge follows what is chosen: its address carries the template.
export default function drawing(element) {
  const shown = element.querySelector(".drawing__picture");
  const names = ["shape", "symbol", "hue", "text", "level"];
  element.querySelector(".drawing__see").hidden = true;
  element.addEventListener("input", show);

  function show() {
    const chosen = new FormData(element.closest("form"));
    const values = names.map((name) => [name, chosen.get(name) ?? ""]);
    shown.src = `${element.dataset.drawing}?${new URLSearchParams(values)}`;
  }
}
