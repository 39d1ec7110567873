// Words selected in the text of a document go into the form that marks a missed claim.
document.addEventListener("DOMContentLoaded", () => {
  const prose = document.querySelector(".prose");
  const marking = document.getElementById("marking");
  if (!prose || !marking) return;
  document.addEventListener("mouseup", () => {
    const selection = window.getSelection();
    if (selection.isCollapsed || !prose.contains(selection.anchorNode)) return;
    const before = document.createRange();
    before.setStart(prose, 0);
    before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
    marking.open = true;
    marking.querySelector("[name=words]").value = selection.toString().replace(/\s+/g, " ").trim().slice(0, 200);
    marking.querySelector("[name=near]").value = String([...before.toString()].length);
  });
});
