// Says when posts came since the page was loaded; asks only while the page is looked at.
const EVERY = 30_000;

export default function posts(list) {
  const news = list.parentElement.querySelector(".thread-news");
  const link = news?.querySelector("a");
  if (!link) return;

  async function ask() {
    if (document.hidden) return;
    const answer = await fetch(list.dataset.since).catch(() => null);
    if (!answer?.ok) return;
    const { count, label } = await answer.json();
    news.hidden = count === 0;
    link.textContent = label;
  }

  setInterval(ask, EVERY);
}
