// The part of a page marked data-live is fetched anew every few seconds, while somebody looks and has not stopped it.
const EVERY = 10_000;
const button = document.querySelector("[data-live-pause]");
const [pause, goOn] = [button.textContent, button.dataset.goOn];
let stopped = false;

const refresh = async () => {
  const part = document.querySelector("[data-live]");
  if (stopped || document.hidden || part.contains(document.activeElement)) return;
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (fresh) part.replaceChildren(...fresh.childNodes);
};

button.hidden = false;
button.addEventListener("click", () => {
  stopped = !stopped;
  button.textContent = stopped ? goOn : pause;
  if (!stopped) refresh().catch(() => {});
});
setInterval(() => refresh().catch(() => {}), EVERY);
