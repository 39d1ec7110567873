// Keys of the review, changed by pressing them. One key stands for one action; taking it from another says so.
document.addEventListener("DOMContentLoaded", () => {
  const grid = document.querySelector("[data-keymap]");
  if (!grid) return;
  const { tollbook } = window;
  const said = document.querySelector("[data-said]");
  const draw = () => {
    grid.replaceChildren(...Object.entries(tollbook.MEANINGS).map(([name, meaning]) => {
      const label = document.createElement("label");
      const field = document.createElement("input");
      field.value = tollbook.named(name);
      field.readOnly = true;
      field.dataset.action = name;
      label.append(meaning, " ", field);
      return label;
    }));
  };
  grid.addEventListener("keydown", (event) => {
    const { action } = event.target.dataset;
    if (!action || event.key === "Tab" || event.key === "Shift" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const changed = { ...tollbook.keys };
    const other = Object.keys(changed).find((name) => name !== action && changed[name].includes(event.key));
    if (other) changed[other] = changed[other].filter((key) => key !== event.key);
    changed[action] = [event.key];
    tollbook.keys = changed;
    tollbook.memory.write("tollbook-keys", changed);
    said.textContent = other ? tollbook.filled("taken", { words: tollbook.MEANINGS[other] }) : tollbook.filled("saved", {});
    draw();
    grid.querySelector(`[data-action="${action}"]`).focus();
  });
  document.querySelector("[data-reset]").addEventListener("click", () => {
    tollbook.keys = { ...tollbook.KEYS };
    tollbook.memory.write("tollbook-keys", {});
    said.textContent = tollbook.filled("usual", {});
    draw();
  });
  draw();
});
