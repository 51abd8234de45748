// What a juror types is kept on this device, under the person's number, until the server has it. A draft is sent with
// the revision its form was filled with, so that nothing is saved over something newer; that is shown instead.
const place = document.querySelector("[data-drafts]");
const { person, scope, worker } = place.dataset;
const PREFIX = `draft ${person} `;
const form = document.querySelector("form[data-autosave]");
const UNSENT = ["csrf_token", "revision", "intent"];

const nameOf = (path) => PREFIX + path.replace(/^\/[a-z]{2}\//, "");
const here = nameOf(location.pathname);
const read = (name) => JSON.parse(localStorage.getItem(name) || "null");
const write = (name, draft) => localStorage.setItem(name, JSON.stringify(draft));
const drop = (name) => localStorage.removeItem(name);
const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));

const typed = () => [...new FormData(form)].filter(([name]) => !UNSENT.includes(name));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const fill = (fields) => {
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
};

const remember = (more = {}) => {
  const title = document.querySelector("h1").textContent;
  write(here, { path: location.pathname, title, revision: form.elements.revision.value, fields: typed(), ...more });
};

// A draft that was filled before somebody saved something newer: shown, never laid over it by itself.
const offer = (draft) => {
  const box = place.querySelector("[data-draft-newer]");
  const list = box.querySelector("ul");
  for (const [name, value] of draft.fields.filter(([, value]) => value)) {
    const row = form.querySelector(`[name="${name}"]`);
    const frame = row?.closest("fieldset, .field");
    const item = document.createElement("li");
    item.textContent = `${frame?.querySelector("legend, label")?.textContent || name}: ${value}`;
    list.append(item);
  }
  box.querySelector("[data-draft-take]").addEventListener("click", () => {
    fill(draft.fields);
    box.hidden = true;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  box.querySelector("[data-draft-drop]").addEventListener("click", () => {
    drop(here);
    box.hidden = true;
  });
  box.hidden = false;
};

const restore = () => {
  const draft = read(here);
  if (!draft || same(draft.fields, typed())) return drop(here);
  if (draft.revision !== form.elements.revision.value) return offer(draft);
  fill(draft.fields);
  if (draft.intent === "done") form.dataset.autosaveIntent = "done";
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

// Other reviews typed without a connection; whatever is refused stays here and is named.
const send = async (name) => {
  const draft = read(name);
  const data = new FormData();
  for (const [field, value] of draft.fields) data.append(field, value);
  data.append("csrf_token", document.querySelector("input[name=csrf_token]").value);
  data.append("revision", draft.revision);
  if (draft.intent) data.append("intent", draft.intent);
  const headers = { "X-Autosave": "1", Accept: "application/json" };
  const answer = await fetch(draft.path, { method: "POST", body: data, headers });
  if (answer.ok) drop(name);
};

const sendOthers = async () => {
  for (const name of names().filter((each) => each !== here)) await send(name).catch(() => {});
  tell();
};

const tell = () => {
  const box = place.querySelector("[data-draft-waiting]");
  const others = names().filter((each) => each !== here).map(read);
  box.hidden = !others.length;
  box.querySelector("ul").replaceChildren(
    ...others.map((draft) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = draft.path;
      link.textContent = draft.title;
      item.append(link);
      return item;
    }),
  );
};

// A form that was sent leads elsewhere; where its own page comes again, it was not saved.
for (const name of names()) {
  const draft = read(name);
  if (draft.sent && name !== here) drop(name);
  else if (draft.sent) write(name, { ...draft, sent: false });
}
if (form) {
  restore();
  form.addEventListener("input", () => remember());
  form.addEventListener("submit", (event) => {
    const intent = event.submitter?.value;
    if (intent === "undo") drop(here);
    else remember({ intent, sent: true });
  });
  form.addEventListener("autosave:saved", (event) => {
    if (same(event.detail.filter(([name]) => !UNSENT.includes(name)), typed())) drop(here);
    else remember();
  });
}
sendOthers();
window.addEventListener("online", sendOthers);

document.querySelector("form[action$='/sign-out']")?.addEventListener("submit", (event) => {
  if (names().length && !window.confirm(place.dataset.unsent)) event.preventDefault();
});

if (worker && navigator.serviceWorker) {
  const pages = [...document.querySelectorAll("[data-keep] a[href]")].map((link) => link.href);
  navigator.serviceWorker
    .register(worker, { scope })
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => {
      if (!pages.length) return;
      active.postMessage({ person, pages: [new URL(scope, location.href).href, ...pages] });
    })
    .catch(() => {});
}
