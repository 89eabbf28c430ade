// The answers of an attempt are kept on the server while one goes on: a closed tab, a battery that
// dies, a connection that comes and goes lose nothing. Without script the button does the same.
const WAIT = 1_500;
const AGAIN = 10_000;

export default function answers(form) {
  const status = form.querySelector("[role=status]");
  const opened = form.querySelector("[name=opened]");
  let waiting;
  let keeping = Promise.resolve();
  let left = false;
  let typed = 0;
  let kept = 0;

  form.addEventListener("input", () => {
    typed += 1;
    soon(WAIT);
  });
  form.addEventListener("submit", () => {
    left = true;
    clearTimeout(waiting);
  });
  window.addEventListener("online", () => soon(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && typed > kept) soon(0);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) left = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!left && typed > kept) event.preventDefault();
  });

  function soon(time) {
    clearTimeout(waiting);
    if (typed > kept) waiting = setTimeout(() => { keeping = keeping.then(keep); }, time);
  }

  async function keep() {
    if (left || typed === kept) return;
    const now = typed;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.keep, { method: "POST", body, keepalive: true }).catch(() => null);
    if (left) return;
    if (answer?.ok) {
      opened.value = (await answer.json()).opened;
      kept = now;
      const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format();
      status.textContent = form.dataset.kept.replace("{time}", time);
    } else if (answer && answer.status < 500) {
      status.textContent = form.dataset.refused;
    } else {
      status.textContent = form.dataset.lost;
      soon(AGAIN);
    }
  }
}
