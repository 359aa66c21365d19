// Starts the components on the page. Pages work without it; it only adds comfort (counting characters, moving focus).
import { initAll } from "./govuk-frontend.min.js";
import "./copy.js";
import { keepAsYouType } from "./drafts.js";
import { keepToFewer } from "./narrow.js";
import { followAnswer } from "./orders.js";
import { offerPasskey } from "./passkeys.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
for (const picture of document.querySelectorAll("[data-today]")) {
  const frame = picture.parentElement; // on a phone it is wider than the screen: today is what comes first
  frame.scrollLeft = picture.dataset.today - frame.clientWidth / 2;
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
document.querySelectorAll("form[data-go-on]").forEach((form) => form.requestSubmit());
document.querySelectorAll("form[data-keep]").forEach(keepAsYouType);
document.querySelectorAll("form[data-narrow]").forEach(keepToFewer);
document.querySelectorAll("form[data-orders]").forEach(followAnswer);
document.querySelectorAll("form[data-passkey]").forEach(offerPasskey);
