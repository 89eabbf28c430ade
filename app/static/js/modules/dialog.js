// A link opens the dialog that it names, instead of the page that asks the same.
export default function dialog(link) {
  const target = document.getElementById(link.dataset.dialog);
  if (!target) return;

  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target.showModal();
  });
  target.addEventListener("click", (event) => {
    if (event.target === target || event.target.closest("[data-close]")) target.close();
  });
}
