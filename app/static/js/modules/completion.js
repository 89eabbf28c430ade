// Completes a search word: a combobox over a list that the server answers as ["word", …].
export default function completion(box) {
  const input = box.querySelector("input");
  const list = element("ul", "search-box__list", `${input.id}-words`, "listbox");
  list.ariaLabel = box.querySelector("label").textContent;
  box.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.ariaAutoComplete = "list";
  show([]);
  let waiting, asked;

  function show(words) {
    list.replaceChildren(...words.slice(0, 8).map((word, number) => {
      const option = element("li", "search-box__option", `${list.id}-${number}`, "option");
      return Object.assign(option, { textContent: word, dir: "auto" });
    }));
    list.hidden = words.length === 0;
    input.ariaExpanded = String(!list.hidden);
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(box.dataset.completions, location.href);
    address.searchParams.set("q", input.value);
    const answer = await fetch(address, { signal: asked.signal }).catch(() => null);
    if (answer) show(answer.ok ? await answer.json() : []);
  }

  function mark(step) {
    const options = [...list.children];
    const at = options.findIndex((option) => option.ariaSelected === "true");
    const next = options[at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length];
    for (const option of options) option.ariaSelected = String(option === next);
    input.setAttribute("aria-activedescendant", next.id);
    input.value = next.textContent;
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(input.value.trim().length < 2 ? () => show([]) : ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show([]);
    if (list.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    mark(event.key === "ArrowDown" ? 1 : -1);
  });
  input.addEventListener("blur", () => show([]));
  list.addEventListener("pointerdown", (event) => {
    input.value = event.target.closest("li")?.textContent ?? input.value;
    input.form.requestSubmit();
  });
}

function element(tag, className, id, role) {
  return Object.assign(document.createElement(tag), { className, id, role });
}
