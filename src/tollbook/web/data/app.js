// What every page of the application shares: keys, going to other pages by two letters, and the state of the connection.
const KEYS = {
  next: ["j", "ArrowDown"], previous: ["k", "ArrowUp"], accept: ["a"], reject: ["x"], edit: ["e"], skip: [" "], undo: ["u"],
  span_start_left: ["["], span_start_right: ["]"], span_end_left: ["{"], span_end_right: ["}"], disputed: ["d"], hedged: ["h"],
  merge: ["m"], comment: ["c"], open: ["o"], search: ["/"], help: ["?"], go: ["g"], hold: ["w"], cannot_verify: ["v"],
};
const PLACES = { q: "/review", f: "/figures", s: "/sources", p: "/people", d: "/documents", l: "/log", h: "/" };
const words = JSON.parse(document.getElementById("words")?.textContent || "{}");
const MEANINGS = words.actions || {};
const filled = (name, parts) => (words[name] || name).replace(/\{(\w+)\}/g, (_, part) => parts[part] ?? "");

const memory = {
  read(name, otherwise) { try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; } },
  write(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* a private window: keys stay as they are */ } },
};

const tollbook = {
  KEYS, MEANINGS, memory, filled,
  keys: { ...KEYS, ...memory.read("tollbook-keys", {}) },
  token: document.querySelector("meta[name=tollbook-token]")?.content || "",
  acts: {},
  actionOf(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    return Object.keys(this.keys).find((name) => this.keys[name].includes(event.key)) || null;
  },
  named(action) { const key = this.keys[action]?.[0] || ""; return { " ": "space", ArrowDown: "↓", ArrowUp: "↑" }[key] || key; },
  say(words) { const line = document.getElementById("connection"); line.hidden = !words; line.textContent = words || ""; },
  async send(address, body) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "x-tollbook-token": this.token },
      body: JSON.stringify(body),
      credentials: "same-origin",
    });
    const data = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(data.error || answer.statusText), { status: answer.status });
    return data;
  },
};
window.tollbook = tollbook;

const inField = (target) => target.closest("input, textarea, select, [contenteditable=true]") !== null;

let going = 0;
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || inField(event.target)) return;
  if (going && Date.now() - going < 1500 && PLACES[event.key]) { going = 0; event.preventDefault(); window.location.assign(PLACES[event.key]); return; }
  going = 0;
  const action = tollbook.actionOf(event);
  if (action === "go") { going = Date.now(); return; }
  if (action === "search" && !tollbook.acts.search) { event.preventDefault(); window.location.assign("/search"); return; }
  // A button or link keeps the keys that press it.
  if (event.target.closest("button, a, summary") && (event.key === " " || event.key === "Enter")) return;
  const act = action && tollbook.acts[action];
  if (act) { event.preventDefault(); act(event); }
});

const hint = () => document.querySelectorAll("kbd[data-key]").forEach((mark) => { mark.textContent = tollbook.named(mark.dataset.key); });
tollbook.hint = hint;
document.addEventListener("DOMContentLoaded", hint);
document.addEventListener("htmx:afterSwap", hint);
document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["x-tollbook-token"] = tollbook.token; });
