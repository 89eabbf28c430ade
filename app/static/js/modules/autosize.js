// A textarea grows with its text, as far as the screen; the server's rows are its least height.
// Height is set by rows, because the content policy allows no style attribute.
export default function autosize(textarea) {
  const least = textarea.rows;

  function fit() {
    textarea.rows = least;
    const most = Math.max(least, Math.floor(window.innerHeight / 40));
    while (textarea.scrollHeight > textarea.clientHeight && textarea.rows < most) textarea.rows += 1;
  }

  textarea.addEventListener("input", fit);
  fit();
}
