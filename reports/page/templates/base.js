"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const said = pair => pair[root.lang === "vi" ? 0 : 1];
const visible = node => node.innerText.trim();
const redraw = [];

function remember(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    localStorage.setItem(key, value);
  } catch { /* a page from disk may be forbidden to remember */ }
  return null;
}

function speak(lang) {
  root.lang = lang;
  for (const one of all("[data-to]")) {
    const text = one.dataset[lang];
    if (one.dataset.to === "text") one.textContent = text;
    else one.setAttribute(one.dataset.to, text);
  }
  for (const one of all("button[data-lang]")) one.setAttribute("aria-pressed", String(one.dataset.lang === lang));
  for (const draw of redraw) draw();
}

for (const button of all("button[data-lang]")) {
  button.addEventListener("click", () => { remember("report-lang", button.dataset.lang); speak(button.dataset.lang); });
}

document.getElementById("theme").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("report-theme", root.dataset.theme);
});

async function copy(text) {
  try { await navigator.clipboard.writeText(text); } catch {
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
}

for (const button of all("button.copy")) {
  button.addEventListener("click", async () => {
    await copy(button.parentElement.querySelector("code").textContent);
    const was = [...button.childNodes].map(node => node.cloneNode(true));
    button.textContent = said(data.words.copied);
    setTimeout(() => button.replaceChildren(...was), 1200);
  });
}

function unfold() {  // what a link leads to may lie in a closed part
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target && target.closest("details:not([open])");
  if (closed) { closed.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", unfold);
addEventListener("load", unfold);
addEventListener("beforeprint", () => { for (const one of all("details")) one.open = true; });
