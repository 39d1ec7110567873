// Makes the charts of a page answer: tooltips, a logarithmic scale, pictures to keep. Every chart is there
// without it, as a picture and as a table; nothing is asked of the network.
const named = TOLLBOOK_COLOURS;

// A specification is written in the colours of a light page; it takes those that this page has now.
const painted = (text) => {
  const style = getComputedStyle(document.documentElement);
  for (const [colour, name] of Object.entries(named)) {
    text = text.replaceAll(colour, style.getPropertyValue(`--chart-${name}`).trim() || colour);
  }
  return JSON.parse(text);
};

// Counts on a scale where equal steps are equal ratios; zero keeps its place.
const logarithmic = (value) => {
  if (Array.isArray(value)) return value.map(logarithmic);
  if (value === null || typeof value !== "object") return value;
  const changed = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, key === "values" ? each : logarithmic(each)]));
  if (changed.type === "quantitative" && changed.scale) changed.scale = { ...changed.scale, type: "symlog" };
  return changed;
};

const button = (words, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

const keep = async (view, kind, name) => {
  const link = document.createElement("a");
  link.href = await view.toImageURL(kind, kind === "png" ? 2 : 1);
  link.download = `${name}.${kind}`;
  link.click();
};

const shownPlot = (chart) => [...chart.querySelectorAll(".plot")].find((plot) => plot.offsetParent !== null);

const draw = async (chart, state) => {
  const plot = shownPlot(chart);
  if (!plot) return null;
  const specification = painted(document.getElementById(plot.dataset.spec).textContent);
  const result = await vegaEmbed(plot, state.log ? logarithmic(specification) : specification, {
    ast: true, // no code is made from text, so that the page's policy can forbid it
    renderer: "svg",
    actions: false,
  });
  return result.view;
};

const equip = (chart) => {
  const state = { log: false, view: null };
  const bar = document.createElement("p");
  bar.className = "tools";
  const live = async () => { state.view = await draw(chart, state); return state.view; };
  const scale = button("Logarithmic scale", async () => {
    state.log = !state.log;
    scale.setAttribute("aria-pressed", String(state.log));
    await live();
  });
  scale.setAttribute("aria-pressed", "false");
  bar.append(scale);
  for (const kind of ["svg", "png"]) {
    bar.append(button(kind.toUpperCase(), async () => keep(state.view || (await live()), kind, chart.id)));
  }
  chart.querySelector(".howto, details").before(bar);
  // A chart of which no picture was made beforehand is drawn when it is first seen.
  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) { seen.disconnect(); live(); }
  });
  seen.observe(chart);
};

document.querySelectorAll(".chart").forEach(equip);
