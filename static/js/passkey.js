// A form marked data-passkey asks the browser to make ("create") or show ("get") a passkey and sends its answer along.
const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function read(options) {
  const named = (list) => (list || []).map((key) => ({ ...key, id: fromText(key.id) }));
  const read = { ...options, challenge: fromText(options.challenge) };
  if (options.user) {
    read.user = { ...options.user, id: fromText(options.user.id) };
    read.excludeCredentials = named(options.excludeCredentials);
  } else {
    read.allowCredentials = named(options.allowCredentials);
  }
  return read;
}

function written(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  const status = form.querySelector("[data-passkey-status]");
  const ready = form.querySelector("[data-passkey-ready]");
  form.hidden = !window.PublicKeyCredential;
  status.textContent = "";
  if (ready) ready.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    status.textContent = "";
    try {
      const publicKey = read(JSON.parse(form.dataset.options));
      form.elements.answer.value = written(await navigator.credentials[form.dataset.passkey]({ publicKey }));
      form.submit();
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
}
