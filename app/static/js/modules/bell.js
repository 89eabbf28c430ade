// Asks each minute how much is unread, while the page is looked at; without script the next page says it.
const MINUTE = 60_000;

export default function bell(link) {
  const label = link.querySelector("[data-label]");
  const count = link.querySelector(".bell__count");
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  let asked = Date.now();

  const ask = async () => {
    if (document.hidden || Date.now() - asked < MINUTE / 2) return;
    asked = Date.now();
    const answer = await fetch(link.dataset.ask, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer) return;
    if (!answer.ok) return clearInterval(timer);
    const told = await answer.json();
    label.textContent = told.label;
    count.hidden = !told.unread;
    count.textContent = told.unread < 100 ? digits.format(told.unread) : "99+";
  };

  const timer = setInterval(ask, MINUTE);
  document.addEventListener("visibilitychange", ask);
}
