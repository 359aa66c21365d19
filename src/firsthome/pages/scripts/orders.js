// Puts the questions of a form in the order that one of its answers calls for. Without this script the form comes back
// in that order.
export function followAnswer(form) {
  const { on, orders } = JSON.parse(form.dataset.orders);
  const placed = new Map([...form.querySelectorAll("[data-question]")].map((place) => [place.dataset.question, place]));
  const begin = placed.get(on);
  const own = new Set(Object.values(orders).flat());
  const more = [...placed.values()].findLast((place) => place.closest("details") && !own.has(place.dataset.question)).parentElement;

  form.elements[on].addEventListener("change", ({ target }) => {
    const first = (orders[target.value] ?? orders[""]).map((name) => placed.get(name)).filter(Boolean);
    for (const name of own) if (placed.has(name)) more.append(placed.get(name));
    begin.after(...first);
    form.elements.drawn_for.value = target.value;
  });
}
