// Chooses fewer people as soon as a sensitive topic is chosen, and says why. Without this script the form comes back
// with the same choice made.
const EVERYONE = "everyone";

export function keepToFewer(form) {
  const topics = JSON.parse(form.dataset.narrow);
  const choices = form.elements["entry-seen_by"];
  if (!topics.length || !choices) return;
  let chosenHere = false;

  const choose = (value) => {
    for (const choice of choices) choice.checked = choice.value === value;
  };
  const says = new Map();
  for (const name of new Set(topics.map((one) => one.field))) {
    const field = form.elements[name];
    const first = field instanceof RadioNodeList ? field[0] : field;
    const words = document.createElement("p");
    words.className = "govuk-hint fh-narrow";
    words.setAttribute("aria-live", "polite");
    first.closest(".govuk-form-group").append(words);
    says.set(name, words);
  }

  form.addEventListener("change", ({ target }) => {
    if (target.name === "entry-seen_by") chosenHere = false;
    if (!says.has(target.name)) return;
    const topic = topics.find((one) => one.field === target.name && one.answer === target.value);
    says.get(target.name).textContent = topic ? `${topic.why} Only fewer people will see this unless you say why everyone may.` : "";
    if (topic && choices.value === EVERYONE) {
      choose(topic.agencies.length ? "named" : "my_agency");
      for (const box of form.querySelectorAll('[name="entry-agencies"]')) box.checked = topic.agencies.includes(box.value);
      chosenHere = true;
    } else if (!topic && chosenHere) {
      choose(EVERYONE);
      chosenHere = false;
    }
  });
}
