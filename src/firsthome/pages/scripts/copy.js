// Buttons that copy the text of a box. Without script the button stays hidden and the text can be selected.

function copied(button) {
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  said.textContent = "Copied. Paste it into the other system.";
}

async function copy(button, box) {
  try {
    await navigator.clipboard.writeText(box.value);
  } catch {
    box.select(); // where the browser keeps its clipboard to itself, the older way
    if (!document.execCommand("copy")) return;
  }
  copied(button);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", () => copy(button, box));
}
