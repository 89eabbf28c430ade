// The toolbar over a Markdown text, pasting from Word and tables, and a preview by the server.
import "../../vendor/markdown-toolbar.js";
import { subscribe } from "../../vendor/paste-markdown.js";
import autosize from "./autosize.js";

export default function editor(element) {
  const bar = element.querySelector("markdown-toolbar");
  const textarea = element.querySelector("textarea");
  const preview = element.querySelector(".editor__preview");
  const see = element.querySelector(".editor__see");
  bar.hidden = false;
  subscribe(textarea);
  autosize(textarea);

  see?.addEventListener("click", async () => {
    const seen = see.getAttribute("aria-pressed") !== "true";
    if (seen && !(await render())) return;
    see.setAttribute("aria-pressed", String(seen));
    textarea.hidden = seen;
    preview.hidden = !seen;
  });

  async function render() {
    const answer = await fetch(element.dataset.preview, {
      method: "POST",
      headers: { "X-CSRFToken": element.closest("form").elements.csrf_token.value },
      body: new URLSearchParams({ text: textarea.value }),
    });
    // The server cleans what it renders; the same walls stand before the published page.
    if (answer.ok) preview.innerHTML = (await answer.json()).html;
    return answer.ok;
  }
}
