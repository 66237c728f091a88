// Keys, and forms that change a part of the page without leaving it. Without this the desk works all the same.
"use strict";

const typing = (target) => target.matches("input, textarea, select") && target.type !== "hidden";
const items = () => [...document.querySelectorAll("[data-item]")];

function step(by) {
  const list = items();
  if (!list.length) return false;
  const at = list.findIndex((one) => "current" in one.dataset);
  const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
  list.forEach((one) => delete one.dataset.current);
  next.dataset.current = "";
  const link = next.querySelector("a.open");
  if (link) link.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// The key of an answer goes to its reason: Enter sends it where there is one already.
function answer(key) {
  const form = document.querySelector(`form[data-answer="${key}"]`);
  if (!form) return false;
  const reason = form.elements.reason;
  form.scrollIntoView({ block: "nearest" });
  reason.focus();
  reason.select();
  return true;
}

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (target.matches("a[href], button")) target.click();
  else target.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  if (typing(event.target)) return;
  const key = event.key.toLowerCase();
  const isDone = answer(key) || press(key) || (key === "j" && step(1)) || (key === "k" && step(-1));
  if (isDone) event.preventDefault();
});

async function swap(form) {
  const section = form.closest("section");
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const heading = page.getElementById(form.dataset.swap);
  const fresh = heading && heading.closest("section");
  if (!response.ok || !fresh) { form.submit(); return; }
  section.replaceWith(document.importNode(fresh, true));
  const again = document.getElementById(form.dataset.swap);
  again.tabIndex = -1;
  again.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.swap) {
    event.preventDefault();
    swap(form);
    return;
  }
  // Two clicks are one answer.
  if (form.method === "post") {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  }
});

// Back in the history: what was sent may be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
