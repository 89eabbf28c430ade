// A part of the page that still grows: fetched anew from the page's own address, every two seconds,
// until the server no longer asks for it. Only what has changed is replaced, inside elements that
// stay, so that a role="status" among them is read out, once, and the focus is not lost.
const EVERY = 2000;

export default function refresh(part) {
  setTimeout(look, EVERY);

  async function look() {
    const answer = await fetch(location.href).catch(() => null);
    const next = answer?.ok && find(part.id, await answer.text());
    if (next) [...part.children].forEach((child, place) => renew(child, next.children[place]));
    const isOver = next ? !next.dataset.module : answer && answer.status < 500;
    if (!isOver) setTimeout(look, EVERY);
  }
}

function find(id, html) {
  return new DOMParser().parseFromString(html, "text/html").getElementById(id);
}

function renew(child, next) {
  if (!next || child.innerHTML === next.innerHTML) return;
  const focused = [...child.querySelectorAll("a, button")].indexOf(document.activeElement);
  child.replaceChildren(...next.childNodes);
  child.querySelectorAll("a, button")[focused]?.focus();
}
