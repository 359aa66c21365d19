// Keeps what is typed on the server: two seconds after typing stops, and when the page is left.
// Without this script a button does the same.
const PAUSE = 2000;
const RETRY = 20000;
const ROOM = 60000; // what browsers still send for a page that is gone
const AWAY = "Not kept: no connection. Your text is still on this page.";
const OUT = "Not kept: you may be signed out. Your text is still on this page: save it, and sign in again.";

export function keepAsYouType(form) {
  const status = form.querySelector("[role=status]");
  const fields = () => new URLSearchParams(new FormData(form)).toString();
  const say = (words) => status.textContent === words || (status.textContent = words);
  let kept = fields();
  let sent = false;
  let timer, underWay, flight;

  const later = (after) => {
    clearTimeout(timer);
    timer = setTimeout(keep, after);
  };

  async function keep() {
    clearTimeout(timer);
    const body = fields();
    if (sent || body === kept || body === underWay) return;
    flight?.abort();
    const mine = (flight = new AbortController());
    underWay = body;
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        headers: { Accept: "text/plain", "Content-Type": "application/x-www-form-urlencoded" },
        body,
        keepalive: body.length < ROOM,
        signal: mine.signal,
      });
      if (answer.ok) kept = body;
      say(answer.ok ? await answer.text() : OUT);
    } catch {
      if (mine !== flight || sent) return;
      say(AWAY);
      later(RETRY);
    }
    if (mine === flight) underWay = null;
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("submit", () => {
    sent = true;
    flight?.abort();
  });
  addEventListener("online", keep);
  addEventListener("pageshow", () => (sent = false));
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
