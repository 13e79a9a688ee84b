// Streamlit sends what changes within one turn of the browser as one message, and to one part of the page: that of the
// first change. A sheet tells its ink as it loses the focus. With a tap or a fast click the press follows in the same
// turn: it would go to the sheet's part, which does not know the button. So the press waits for the next turn.
let isLeft = false;

function left({ target }) {
  if (!target.shadowRoot?.querySelector("canvas")) return;
  isLeft = true;
  setTimeout(() => {
    isLeft = false;
  });
}

function press(event) {
  if (!isLeft || !event.isTrusted) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  const [pressed] = event.composedPath();
  const again = new MouseEvent(event.type, event);
  setTimeout(() => pressed.dispatchEvent(again));
}

export default function () {
  document.addEventListener("focusout", left, true); // adding them once more changes nothing
  document.addEventListener("click", press, true);
}
