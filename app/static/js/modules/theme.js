// Light, dark, or as the device: remembered in this browser, applied at once.
export default function theme(group) {
  const buttons = group.querySelectorAll("[data-theme-choice]");

  function show() {
    const chosen = document.documentElement.dataset.theme ?? "";
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen));
    }
  }

  group.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
    if (choice === undefined) return;
    if (choice) {
      document.documentElement.dataset.theme = choice;
      localStorage.setItem("theme", choice);
    } else {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem("theme");
    }
    show();
  });
  show();
  group.hidden = false;
}
