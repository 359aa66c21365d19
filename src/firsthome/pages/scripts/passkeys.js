// Makes and uses passkeys. A form that needs one stays hidden where the browser has none to offer.

function say(form, words) {
  form.querySelector("[role=status]").textContent = words;
}

async function answerOf(form) {
  const options = JSON.parse(form.dataset.options);
  if (form.dataset.passkey === "make") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function answer(form) {
  say(form, "");
  try {
    const made = await answerOf(form);
    form.elements.passkey.value = JSON.stringify(made.toJSON());
  } catch {
    say(form, "Your browser did not finish with the passkey. Try again.");
    return;
  }
  form.submit();
}

export function offerPasskey(form) {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  form.hidden = false;
  form.querySelector("button").addEventListener("click", () => answer(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the return key in the box for the name
    answer(form);
  });
}
