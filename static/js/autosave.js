// A form marked data-autosave is sent to its own address while it is filled in, a moment after the last key.
// The answer says in a sentence what became of it; the next save carries the revision it names.
const PAUSE = 1200;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const status = form.querySelector("[data-autosave-status]");
  let timer = 0;
  let sending = false;
  let waiting = false;
  let unsaved = false;

  const say = (sentence, kind) => {
    if (!status) return;
    status.textContent = sentence;
    status.dataset.kind = kind;
  };

  const save = async () => {
    if (sending) {
      waiting = true;
      return;
    }
    sending = true;
    waiting = false;
    unsaved = false;
    try {
      const data = new FormData(form);
      const intent = form.dataset.autosaveIntent;
      if (intent) data.append("intent", intent);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      const answer = await fetch(form.dataset.autosave || form.action, {
        method: "POST",
        body: data,
        headers: { "X-Autosave": "1", Accept: "application/json" },
        keepalive: true,
      });
      const told = await answer.json();
      if (answer.ok && form.elements.revision) form.elements.revision.value = told.revision;
      const undo = form.querySelector("[data-autosave-undo]");
      if (answer.ok && undo) undo.hidden = told.revision < 2;
      if (answer.ok) {
        delete form.dataset.autosaveIntent;
        form.dispatchEvent(new CustomEvent("autosave:saved", { detail: [...data] }));
      }
      say(told.sentence, answer.ok ? "saved" : "failed");
    } catch {
      unsaved = true;
      say(form.dataset.autosaveLost || "", "failed");
      timer = setTimeout(save, 10 * PAUSE);
    } finally {
      sending = false;
      if (waiting) save();
    }
  };

  const later = () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  form.addEventListener("input", later);
  // A save under way names the revision that the form must carry, so the button waits for its answer, but not for long.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    unsaved = waiting = false;
    if (!sending) return;
    event.preventDefault();
    const until = Date.now() + 5 * PAUSE;
    const again = setInterval(() => {
      if (sending && Date.now() < until) return;
      clearInterval(again);
      sending = false;
      form.requestSubmit(event.submitter);
    }, 50);
  });
  window.addEventListener("online", () => {
    if (unsaved) save();
  });
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (unsaved) save();
  });
}
