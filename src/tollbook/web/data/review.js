// The review queue: one claim at a time, decided by keys. A decision is kept on this machine first and sent at once;
// when the connection is lost it waits, says so, and goes out when the connection is back, each once and in order.
document.addEventListener("DOMContentLoaded", () => {
  const queue = document.querySelector("[data-queue]");
  if (!queue) return;
  const { tollbook } = window;
  const { memory, acts } = tollbook;
  const account = document.body.dataset.account;
  const OUTBOX = `tollbook-outbox ${window.location.host} ${account}`;
  const help = document.getElementById("help");
  const empty = document.getElementById("empty");
  const progress = document.querySelector("[data-progress]");
  let left = Number(progress?.dataset.left || 0);
  let rejecting = false;

  const cards = () => [...queue.querySelectorAll(".card")];
  const current = () => cards().find((card) => !card.hidden);

  // sending

  let sending = false;
  let lost = false;
  const outbox = () => memory.read(OUTBOX, []);
  const status = () => {
    const waiting = outbox().length;
    tollbook.say(waiting && lost ? tollbook.filled("lost", { n: waiting }) : "");
  };
  const flush = async () => {
    if (sending) return;
    sending = true;
    let again = 0;
    while (outbox().length) {
      const [first] = outbox();
      try {
        const answer = await tollbook.send(first.address, first.body);
        memory.write(OUTBOX, outbox().slice(1));
        again = 0;
        lost = false;
        status();
        done(first, answer);
      } catch (error) {
        if (error.status && error.status < 500) {
          // The server will not have it: it is taken out, shown, and never sent again.
          memory.write(OUTBOX, outbox().slice(1));
          refused(first, error);
          continue;
        }
        lost = true;
        status();
        again = Math.min(again ? again * 2 : 500, 8000);
        await new Promise((wait) => { setTimeout(wait, again); window.addEventListener("online", wait, { once: true }); });
      }
    }
    sending = false;
    status();
  };
  const post = (address, body, card) => {
    const key = crypto.randomUUID();
    memory.write(OUTBOX, [...outbox(), { address, body: { ...body, key }, claim: card?.dataset.claim || null }]);
    status();
    flush();
  };
  const cardOf = (claim) => queue.querySelector(`.card[data-claim="${CSS.escape(claim || "")}"]`);
  const done = (item, answer) => {
    const card = cardOf(item.claim);
    if (card && answer.decision) { card.dataset.decided = answer.state; card.querySelector(".state").textContent = answer.decision; }
    if (answer.undone) { const back = cardOf(answer.undone); if (back) { delete back.dataset.decided; back.querySelector(".state").textContent = answer.decision; show(back); count(1); } else window.location.assign(`/claims/${answer.undone}`); }
  };
  const refused = (item, error) => {
    const card = cardOf(item.claim);
    if (card) { delete card.dataset.decided; show(card); count(1); }
    tollbook.say(tollbook.filled("refused", { words: error.message }));
  };

  // moving

  const count = (by) => { left = Math.max(0, left + by); if (progress) progress.textContent = tollbook.filled("left", { n: left }); };
  const show = (card) => {
    closeReasons();
    cards().forEach((each) => { each.hidden = each !== card; });
    empty.hidden = Boolean(card);
    if (!card) { more(); return; }
    const title = card.querySelector("h2");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    if (cards().indexOf(card) >= cards().length - 3) more();
  };
  let loading = false;
  const more = async () => {
    const address = queue.dataset.next;
    if (!address || loading) return;
    loading = true;
    try {
      const answer = await fetch(address, { headers: { "hx-request": "true" }, credentials: "same-origin" });
      if (!answer.ok) return;
      const part = document.createElement("template");
      part.innerHTML = await answer.text();
      const fresh = [...part.content.querySelectorAll(".card")].filter((card) => !cardOf(card.dataset.claim));
      queue.append(...fresh);
      queue.dataset.next = fresh.length ? answer.headers.get("x-tollbook-next") || "" : "";
      tollbook.hint();
      if (!current() && fresh.length) show(fresh[0]);
    } catch { /* tried again at the next step */ } finally { loading = false; }
  };
  const step = (by, open = false) => {
    const all = cards();
    let at = all.indexOf(current()) + by;
    while (open && all[at]?.dataset.decided) at += by;
    if (all[at]) show(all[at]); else if (by > 0) show(null);
  };

  // deciding

  const decide = (decision, body = {}) => {
    const card = current();
    if (!card) return;
    const note = card.dataset.note;
    if (!card.dataset.decided) count(-1);
    card.dataset.decided = decision;
    post(`/claims/${card.dataset.claim}/decision`, { decision, ...body, ...spanOf(card), ...(note ? { note } : {}) }, card);
    delete card.dataset.note;
    step(1, true);
  };
  const reasons = () => current()?.querySelector("[data-reasons]");
  const closeReasons = () => { rejecting = false; queue.querySelectorAll("[data-reasons]").forEach((each) => { each.hidden = true; }); };
  const reject = (value) => { closeReasons(); decide("reject", { reason: value }); };
  const editing = () => current()?.querySelector("[data-edit]");
  const edit = (field) => {
    const form = editing();
    if (!form) return;
    form.hidden = false;
    const first = form.elements[field || "low"];
    first.focus();
    if (first.select) first.select();
  };
  const changesOf = (form) => {
    const changes = {};
    for (const each of form.elements) {
      if (!each.name || ["csrf", "decision", "note"].includes(each.name)) continue;
      const before = each.tagName === "SELECT" ? [...each.options].find((option) => option.defaultSelected)?.value ?? each.options[0].value : each.defaultValue;
      if (each.value !== before) changes[each.name] = each.value;
    }
    // One number was stated: who corrects its lower end means both.
    const { low, high } = form.elements;
    if ("low" in changes && !("high" in changes) && low.defaultValue === high.defaultValue) changes.high = changes.low;
    return changes;
  };
  queue.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form.matches("[data-edit]")) {
      const changes = changesOf(form);
      const note = form.elements.note.value.trim();
      if (note) current().dataset.note = note;
      form.hidden = true;
      if (Object.keys(changes).length) decide("change", { changes }); else decide("accept");
      return;
    }
    decide(event.submitter?.value || "accept", event.submitter?.value === "reject" ? { reason: form.elements.reason.value } : {});
  });
  queue.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-edit]");
    if (form && event.key === "Escape") { form.reset(); form.hidden = true; current().querySelector("h2").focus(); event.preventDefault(); }
  });
  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-act], [data-reason], [data-cancel]");
    if (!asked) return;
    if (asked.dataset.reason) reject(asked.dataset.reason);
    else if (asked.dataset.act) acts[asked.dataset.act]?.(event);
    else { asked.form.reset(); asked.form.hidden = true; }
  });
  document.addEventListener("keydown", (event) => {
    if (!rejecting || !/^[1-9]$/.test(event.key)) return;
    const chosen = reasons()?.querySelectorAll("[data-reason]")[Number(event.key) - 1];
    if (chosen) { event.preventDefault(); reject(chosen.dataset.reason); }
  }, true);

  Object.assign(acts, {
    next: () => step(1), previous: () => step(-1), skip: () => step(1, true),
    accept: () => decide("accept"), hold: () => decide("hold"), cannot_verify: () => decide("cannot_verify"),
    reject: () => { const group = reasons(); if (!group) return; group.hidden = false; rejecting = true; },
    merge: () => decide("reject", { reason: "duplicate_mention" }),
    hedged: () => decide("change", { changes: { modality: "hedged" } }),
    disputed: () => edit("disputed_by"),
    edit: () => edit(), comment: () => edit("note"),
    open: () => { const card = current(); if (card) window.location.assign(card.querySelector("h2 a").href); },
    undo: () => {
      const waiting = outbox();
      const last = waiting.at(-1);
      if (last && waiting.length > (sending ? 1 : 0)) {
        memory.write(OUTBOX, waiting.slice(0, -1));
        const card = cardOf(last.claim);
        if (card) { delete card.dataset.decided; show(card); count(1); }
        status();
        return;
      }
      post("/undo", {}, null);
    },
    help: () => {
      const list = help.querySelector("[data-keys]");
      list.replaceChildren(...Object.keys(tollbook.MEANINGS).flatMap((name) => {
        const key = document.createElement("dt"); const words = document.createElement("dd");
        const mark = document.createElement("kbd"); mark.textContent = tollbook.named(name); key.append(mark); words.textContent = tollbook.MEANINGS[name];
        return [key, words];
      }));
      help.showModal();
    },
  });

  // spans: by words with keys, by selecting with the mouse. Offsets are code points, as everywhere in Tollbook.

  const points = (text) => [...text];
  const words = (card) => {
    const passage = card.querySelector(".passage");
    const parts = [...passage.querySelectorAll("p")];
    return parts.map((part) => [...part.querySelectorAll(".words")].map((each) => each.textContent).join("")).join("\n");
  };
  const spanOf = (card) => (card.dataset.newStart ? { start: Number(card.dataset.newStart), end: Number(card.dataset.newEnd) } : {});
  const tell = (card, text) => { const line = card.querySelector("[data-span]"); line.hidden = false; line.textContent = text; };
  const moveSpan = async (edge, by) => {
    const card = current();
    if (!card) return;
    const start = Number(card.dataset.newStart || card.dataset.start);
    const end = Number(card.dataset.newEnd || card.dataset.end);
    try {
      const answer = await fetch(`/documents/${card.dataset.document}/span?start=${start}&end=${end}&edge=${edge}&by=${by}`, { headers: { accept: "application/json" }, credentials: "same-origin" });
      const moved = await answer.json();
      if (!answer.ok) throw new Error(moved.error);
      card.dataset.newStart = moved.start; card.dataset.newEnd = moved.end;
      tell(card, tollbook.filled("span", { words: moved.words }));
    } catch (error) { tollbook.say(error.message || tollbook.filled("span_lost", {})); }
  };
  Object.assign(acts, {
    span_start_left: () => moveSpan("start", -1), span_start_right: () => moveSpan("start", 1),
    span_end_left: () => moveSpan("end", -1), span_end_right: () => moveSpan("end", 1),
  });
  const offsetIn = (passage, node, offset) => {
    // Only the document's own words count: the raised numbers beside marks are ours.
    const range = document.createRange();
    range.setStart(passage, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    part.querySelectorAll("sup").forEach((each) => each.remove());
    return points(part.textContent).length;
  };
  queue.addEventListener("mouseup", () => {
    const card = current();
    const selection = window.getSelection();
    if (!card || selection.isCollapsed || !card.querySelector(".passage").contains(selection.anchorNode)) return;
    const chosen = selection.toString();
    const range = selection.getRangeAt(0);
    const passage = card.querySelector(".passage");
    const near = Number(passage.dataset.start) + offsetIn(passage, range.startContainer, range.startOffset);
    fetch(`/documents/${card.dataset.document}/find?words=${encodeURIComponent(chosen)}&near=${near}`, { headers: { accept: "application/json" }, credentials: "same-origin" })
      .then(async (answer) => ({ ok: answer.ok, found: await answer.json() }))
      .then(({ ok, found }) => {
        if (!ok) { tell(card, found.error); return; }
        card.dataset.newStart = found.start; card.dataset.newEnd = found.end;
        tell(card, tollbook.filled("span", { words: found.words }));
      })
      .catch(() => tollbook.say(tollbook.filled("span_lost", {})));
  });

  document.documentElement.classList.add("scripted");
  window.addEventListener("online", flush);
  status();
  flush();
  const first = cards().find((card) => !card.hidden) || cards()[0];
  if (first) show(first);
});
