// The summary of what to mend takes the focus when the page comes back.
export default function focus(element) {
  element.focus();
}
