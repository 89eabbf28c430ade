// What helps while one writes a post: a draft is kept on the server, names are completed after "@",
// a reply says to whom, similar threads are shown while a title is typed.
export default function composer(box) {
  const form = box.closest("form");
  const text = box.querySelector("textarea[name=text]");
  keepDrafts(box, form);
  completeNames(box, text);
  takeReplies(box, text);
  showSimilar(box);
  showWhatFits(box);
}

export function keepDrafts(box, form) {
  const status = box.querySelector("[data-status]");
  let waiting;
  if (!box.dataset.draft) return;
  form.addEventListener("input", soon);
  form.addEventListener("submit", () => clearTimeout(waiting));
  // Some type before the script has come.
  if ([...form.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue)) soon();

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 2_000);
  }

  async function keep() {
    const sent = new FormData(form);
    const fields = ["csrf_token", "title", "text", "tags"].filter((name) => sent.has(name));
    const body = new URLSearchParams(fields.map((name) => [name, sent.get(name)]));
    const answer = await fetch(box.dataset.draft, { method: "POST", body }).catch(() => null);
    if (answer?.ok) status.textContent = box.dataset.kept;
  }
}

function completeNames(box, text) {
  const list = document.createElement("ul");
  list.className = "composer__names";
  list.role = "listbox";
  list.hidden = true;
  text.after(list);
  let waiting;

  const begun = () => /(?:^|[\s(])@([^\s@][^@\n]{1,40})$/u.exec(text.value.slice(0, text.selectionStart));
  const chosen = () => list.querySelector("[aria-selected=true]");

  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  text.addEventListener("blur", () => setTimeout(() => { list.hidden = true; }, 200));
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") list.hidden = true;
    if (["ArrowDown", "ArrowUp"].includes(event.key)) move(event, event.key === "ArrowDown" ? 1 : -1);
    if (["Enter", "Tab"].includes(event.key) && chosen()) {
      event.preventDefault();
      take(chosen());
    }
  });
  list.addEventListener("pointerdown", (event) => take(event.target.closest("li")));

  async function ask() {
    const found = begun();
    const address = new URL(box.dataset.people, location.href);
    if (!found) { list.hidden = true; return; }
    address.searchParams.set("q", found[1]);
    const answer = await fetch(address).catch(() => null);
    const people = answer?.ok ? await answer.json() : [];
    list.replaceChildren(...people.map(({ id, name }, number) => Object.assign(document.createElement("li"), {
      role: "option", textContent: name, dir: "auto", ariaSelected: String(number === 0), value: id,
    })));
    list.hidden = people.length === 0;
  }

  function move(event, step) {
    event.preventDefault();
    const options = [...list.children];
    const next = options[(options.indexOf(chosen()) + step + options.length) % options.length];
    for (const option of options) option.ariaSelected = String(option === next);
  }

  function take(option) {
    const found = begun();
    if (!option || !found) return;
    const start = text.selectionStart - found[1].length - 1;
    text.setRangeText(`[@${option.textContent}](/@${option.value}) `, start, text.selectionStart, "end");
    text.focus();
    list.hidden = true;
  }
}

function takeReplies(box, text) {
  const to = box.querySelector(".composer__to");
  const field = box.querySelector("[name=reply_to]");
  if (!to) return;
  const say = (name) => {
    to.hidden = !name;
    to.firstElementChild.textContent = `${to.firstElementChild.dataset.words} ${name}`;
  };
  if (field.value) say(nameOf(field.value) ?? `#${field.value}`);
  to.querySelector("button").addEventListener("click", () => {
    field.value = "";
    say("");
    text.focus();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-reply]");
    if (!link) return;
    const selected = String(getSelection()).trim();
    field.value = link.dataset.reply;
    say(`⁨${link.dataset.name}⁩`);
    if (selected && link.closest(".post").contains(getSelection().anchorNode)) await quote(link, selected);
    setTimeout(() => text.focus());
  });

  function nameOf(number) {
    const link = document.querySelector(`[data-reply="${Number(number)}"]`);
    return link && `⁨${link.dataset.name}⁩`;
  }

  async function quote(link, selected) {
    const answer = await fetch(link.dataset.quote).catch(() => null);
    const source = answer?.ok ? (await answer.json()).text.split("\n")[0] : ">";
    const lines = selected.split("\n").map((line) => `> ${line}`).join("\n");
    text.setRangeText(`${source}\n>\n${lines}\n\n`, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function showSimilar(box) {
  const title = box.querySelector("[name=title]");
  const place = box.querySelector(".composer__similar");
  let waiting;
  if (!place) return;
  title.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 500);
  });

  async function ask() {
    const address = new URL(box.dataset.similar, location.href);
    address.searchParams.set("q", title.value);
    const answer = await fetch(address).catch(() => null);
    const found = answer?.ok ? await answer.json() : [];
    const list = document.createElement("ul");
    list.append(...found.map(({ title: words, url }) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("a"), { href: url, textContent: words, dir: "auto", target: "_blank" }));
      return item;
    }));
    place.replaceChildren(...(found.length ? [place.dataset.title, list] : []));
  }
}

function showWhatFits(box) {
  const kinds = box.querySelectorAll("[name=kind]");
  const parts = box.querySelectorAll("[data-only]");
  const fit = () => {
    const kind = box.querySelector("[name=kind]:checked")?.value;
    for (const part of parts) part.hidden = part.dataset.only !== kind;
  };
  for (const kind of kinds) kind.addEventListener("change", fit);
  if (kinds.length) fit();
}
