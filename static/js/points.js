// In a row of points that has the focus, digits choose points; J and K lead to the next and the previous row.
// Keys act on a focused radio button alone, so that text fields, screen readers and the browser keep theirs.
const PATIENCE = 800;
const rows = [...document.querySelectorAll("fieldset.points")].filter((row) => row.querySelector("input[type=radio]"));
let typed = "";
let last = 0;

const choose = (radio) => {
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
};

// "1" and soon after "0" is 10 where the scale has it, else the points of the last digit.
const digit = (row, key, now) => {
  const found = (value) => [...row.querySelectorAll("input[type=radio]")].find((radio) => radio.value === value);
  typed = now - last < PATIENCE && found(typed + key) ? typed + key : key;
  last = now;
  return found(typed);
};

const step = (row, by) => {
  const next = rows[rows.indexOf(row) + by];
  if (!next) return;
  const radio = next.querySelector("input:checked") || next.querySelector("input");
  radio.focus();
  next.scrollIntoView({ block: "nearest" });
};

for (const row of rows) {
  row.addEventListener("focusin", (event) => {
    if (!row.contains(event.relatedTarget)) typed = "";
  });
  row.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") step(row, key === "j" ? 1 : -1);
    else if (/^\d$/.test(key)) {
      const radio = digit(row, key, event.timeStamp);
      if (radio) choose(radio);
    } else return;
    event.preventDefault();
  });
}
if (rows.length) for (const told of document.querySelectorAll("[data-points-keys]")) told.hidden = false;
