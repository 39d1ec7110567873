// Search over the pages of a report, from an index that lies beside this file. No request is made.
(() => {
  const pages = window.tollbookPages || [];
  const box = document.querySelector(".searchbox");
  const query = document.getElementById("query");
  const results = document.getElementById("results");
  const found = document.getElementById("found");
  const MOST = 100;

  // Letters without their marks, in lower case: "Vél" is found by "vel".
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("und");
  const index = pages.map((page) => [page, folded(page[1]), folded(`${page[1]} ${page[3]}`)]);

  const item = ([kind, title, href, words]) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = href;
    for (const [tag, text, name] of [["bdi", title, ""], ["span", kind, "kind"], ["bdi", words, "context"]]) {
      const part = document.createElement(tag);
      part.textContent = text;
      if (name) part.className = name;
      if (tag === "bdi" && !name) link.append(part);
      else row.append(" ", part);
    }
    row.prepend(link);
    return row;
  };

  const search = () => {
    const words = folded(query.value).split(/\s+/).filter(Boolean);
    const hits = index.filter(([, , all]) => words.every((word) => all.includes(word)));
    // Pages whose title holds the words come before those whose text does.
    hits.sort((a, b) => words.every((word) => b[1].includes(word)) - words.every((word) => a[1].includes(word)));
    results.replaceChildren(...hits.slice(0, MOST).map(([page]) => item(page)));
    const more = hits.length > MOST ? `, the first ${MOST} are shown` : "";
    found.textContent = words.length ? `${hits.length} found${more}` : "";
    const address = new URL(window.location.href);
    address.hash = words.length ? `q=${encodeURIComponent(query.value)}` : "";
    try { window.history.replaceState(null, "", address); } catch { /* a page from a file may not; the search works all the same */ }
  };

  box.hidden = false;
  const asked = new URLSearchParams(window.location.hash.slice(1)).get("q");
  if (asked) { query.value = asked; search(); }
  query.addEventListener("input", search);
})();
