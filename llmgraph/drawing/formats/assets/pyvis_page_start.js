// Search, the switches of the relations, and what happens when the page opens.
import { byId, hidden, kinds, network, paint, papers, say } from "./pyvis_page_network.js";
import { choose, make, tell } from "./pyvis_page_panel.js";
import { fit, listenToDrawing } from "./pyvis_page_canvas.js";

// The first paper of each name.
const numbers = new Map();

function nameThePapers() {
  papers.forEach((paper, number) => {
    for (const name of paper.names) {
      const key = name.toLowerCase();
      if (!numbers.has(key)) numbers.set(key, number);
      byId("names").append(Object.assign(make("option"), { value: name }));
    }
  });
}

function search(event) {
  const asked = event.target.value.trim().toLowerCase();
  if (!asked) return;
  const near = [...numbers.keys()].find((name) => name.includes(asked));
  const found = numbers.get(asked) ?? numbers.get(near);
  if (found !== undefined) choose(found, true);
}

function switchOf(kind) {
  const box = Object.assign(make("input"), { type: "checkbox", checked: !hidden.has(kind.name) });
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(kind.name);
    else hidden.add(kind.name);
    paint();
  });
  const text = say("chart.counted", { what: kind.label, count: kind.count });
  const label = make("label");
  label.append(box, sampleOf(kind), make("span", text));
  return label;
}

function sampleOf({ colour, dashes }) {
  const line = { x1: 0, x2: 34, y1: 4, y2: 4, stroke: colour, "stroke-width": 2 };
  const sample = makeSvg("svg", { width: 34, height: 8 });
  sample.append(makeSvg("line", { ...line, "stroke-dasharray": dashes.join(" ") }));
  return sample;
}

function makeSvg(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

nameThePapers();
listenToDrawing();
byId("kinds").append(...kinds.map(switchOf));
byId("search").addEventListener("change", search);
byId("fit").addEventListener("click", () => {
  choose(null, false);
  fit();
});
network.on("click", ({ nodes }) => choose(nodes.length ? nodes[0] : null, false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") choose(null, false);
});

paint();
tell();
fit();
