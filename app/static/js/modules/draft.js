// A text that is being written is kept on the server: a closed tab loses nothing.
import { keepDrafts } from "./composer.js";

export default function draft(box) {
  keepDrafts(box, box.closest("form"));
}
