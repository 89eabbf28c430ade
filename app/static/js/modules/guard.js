// Before unsaved changes are left the browser asks; sending the form is not leaving it.
export default function guard(form) {
  const before = snapshot(form);
  let sending = false;

  form.addEventListener("submit", () => {
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && snapshot(form) !== before) event.preventDefault();
  });
}

function snapshot(form) {
  const values = [...new FormData(form)].map(([name, value]) => [name, value.name ?? value]);
  return JSON.stringify(values);
}
