// A link that is copied instead of followed; its data-copied says so for a moment.
export default function copy(link) {
  const words = link.textContent;

  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(new URL(link.href, location.href).href);
    } catch {
      location.assign(link.href);
      return;
    }
    link.textContent = link.dataset.copied;
    setTimeout(() => {
      link.textContent = words;
    }, 4000);
  });
}
