// Prints the page: what the paper shows of it is the business of its style sheet.
export default function (component) {
  const button = component.parentElement.querySelector("button");
  button.querySelector("span").textContent = component.data.label;
  button.onclick = () => window.print();
  return () => {
    button.onclick = null;
  };
}
