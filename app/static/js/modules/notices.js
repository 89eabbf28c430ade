// Whoever follows a notice has read it; without script there is a button.
export default function notices(row) {
  row.querySelector("a").addEventListener("click", () => {
    const form = row.querySelector("form");
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" });
  });
}
