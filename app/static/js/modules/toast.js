// What just happened may be put away.
export default function toast(element) {
  const close = element.querySelector("button");
  close.hidden = false;
  close.addEventListener("click", () => element.remove());
}
