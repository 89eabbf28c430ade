// Rows of a form that repeat. Their buttons are submit buttons (name="row", value="steps:add",
// "steps:remove:2", "steps:up:2"), so that the server does the same without script. Here the rows
// move in the page; the numbers in names, ids and legends follow. A first row comes from the server.
import { attach } from "../app.js";

export default function rows(list) {
  list.parentElement.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="row"]');
    const row = button?.closest(".row-set");
    const [name, deed] = button?.value.split(":") ?? [];
    const owned = list.contains(row) || (deed === "add" && list.querySelector(`button[value^="${name}:"]`));
    if (!button || !owned) return;
    event.preventDefault();
    const before = [...list.children];
    if (deed === "add") add(list);
    if (deed === "remove") remove(row, list);
    if (deed === "up") row.previousElementSibling?.before(row);
    if (deed === "down") row.nextElementSibling?.after(row);
    renumber(list, name);
    if (name === "steps") follow(list, before);
    if (row?.isConnected) button.focus();
  });
}

function add(list) {
  const row = list.lastElementChild.cloneNode(true);
  for (const error of row.querySelectorAll(".field__error")) error.remove();
  for (const control of row.querySelectorAll("input, textarea, select")) empty(control);
  list.append(row);
  attach(row);
  row.querySelector("input:not([type=hidden]), textarea").focus();
}

function empty(control) {
  control.removeAttribute("aria-invalid");
  control.closest(".field--error")?.classList.remove("field--error");
  if (["checkbox", "radio"].includes(control.type)) control.checked = control.defaultChecked;
  else if (control.tagName === "SELECT") control.selectedIndex = 0;
  else control.value = "";
}

function remove(row, list) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next ?? list.parentElement).querySelector("input:not([type=hidden]), button")?.focus();
}

// What a material is used in follows its step, as on the server.
function follow(list, before) {
  const after = [...list.children];
  for (const select of list.closest("form").querySelectorAll('select[name^="materials-"][name$="-step"]')) {
    const place = after.indexOf(before[select.value]);
    if (select.value) select.value = place < 0 ? "" : String(place);
  }
}

function renumber(list, name) {
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  const numbered = new RegExp(`\\b${name}(-|:[a-z]+:)\\d+`, "g");
  [...list.children].forEach((row, number) => {
    const legend = row.querySelector("legend");
    legend.textContent = legend.textContent.replace(/\p{Nd}+/u, digits.format(number + 1));
    for (const attribute of ["name", "id", "for", "aria-describedby", "value"]) {
      const owners = attribute === "value" ? 'button[name="row"]' : `[${attribute}*="${name}-"]`;
      for (const element of row.querySelectorAll(owners)) {
        element.setAttribute(attribute, element.getAttribute(attribute).replace(numbered, `${name}$1${number}`));
      }
    }
  });
}
