// What stands in a box marked data-copy is copied by its button, which appears only where this can work.
for (const box of document.querySelectorAll("[data-copy]")) {
  const text = box.querySelector("[data-copy-text]");
  const button = box.querySelector("[data-copy-button]");
  const status = box.querySelector("[data-copy-status]");
  button.hidden = !navigator.clipboard;

  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      status.textContent = button.dataset.copied;
    } catch {
      text.select();
    }
  });
}
