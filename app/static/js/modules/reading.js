// What is looked at has been read; without script there is a button.
export default function reading(form) {
  const tell = async () => {
    if (document.hidden) return;
    document.removeEventListener("visibilitychange", tell);
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
    form.hidden = answer?.type === "opaqueredirect";
  };
  document.addEventListener("visibilitychange", tell);
  tell();
}
