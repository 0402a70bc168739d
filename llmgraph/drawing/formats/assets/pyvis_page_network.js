// The network: papers and relations as vis-network knows them, and what of them is lit.
import { written } from "./say.js";

export const data = await content;
export const { papers, relations, kinds } = data;
export const canvasElement = byId("canvas");
// Types of relations that are switched off.
export const hidden = new Set(kinds.filter((kind) => !kind.descent).map((kind) => kind.name));
// The paper that is chosen, or null.
export let selected = null;
let older = new Set();
let newer = new Set();

stretch();
const nodes = new vis.DataSet(data.nodes);
const edges = new vis.DataSet(data.edges.map((edge, id) => ({ ...edge, id })));
export const network = new vis.Network(
  canvasElement,
  { nodes, edges },
  {
    physics: false,
    layout: { improvedLayout: false },
    interaction: {
      dragNodes: false,
      hover: true,
      hoverConnectedEdges: false,
      keyboard: { bindToWindow: false },
      selectConnectedEdges: false,
    },
    nodes: {
      font: { size: 12, face: "system-ui, sans-serif", color: "#1a1a1a" },
      margin: 5,
      borderWidth: 1,
      shapeProperties: { borderRadius: 3 },
    },
    edges: {
      width: 1,
      arrows: { to: { scaleFactor: 0.4 } },
      hoverWidth: 0,
      selectionWidth: 0,
    },
  },
);

export function byId(id) {
  return document.getElementById(id);
}

export function say(id, values) {
  return written(data.words, id, values, data.language);
}

// Makes the papers as high as the window, where they would make a flat picture.
function stretch() {
  const { clientWidth, clientHeight } = canvasElement;
  const across = Math.min((clientWidth - 200) / data.width, 1.5);
  const tall = Math.max(1, Math.min(2.2, clientHeight / data.height / across || 1));
  data.height *= tall;
  for (const node of data.nodes) node.y *= tall;
  for (const lane of data.lanes) {
    lane[1] *= tall;
    lane[2] *= tall;
  }
}

// Who descends from whom, over the relation types that are switched on.
function reach(start, near, far) {
  const found = new Set([start]);
  const queue = [start];
  while (queue.length) {
    const here = queue.pop();
    data.edges.forEach((edge, row) => {
      if (!relations[row].descent || hidden.has(edge.relation)) return;
      if (edge[near] !== here || found.has(edge[far])) return;
      found.add(edge[far]);
      queue.push(edge[far]);
    });
  }
  return found;
}

export function isLit(node) {
  return selected === null || older.has(node) || newer.has(node);
}

export function select(node) {
  selected = node;
  // Without its relations, which would lose their colours.
  network.selectNodes(node === null ? [] : [node], false);
  paint();
}

export function paint() {
  older = selected === null ? new Set() : reach(selected, "to", "from");
  newer = selected === null ? new Set() : reach(selected, "from", "to");
  nodes.update(data.nodes.map(lookOfNode));
  edges.update(data.edges.map(lookOfEdge));
}

function lookOfNode({ id }) {
  return {
    id,
    opacity: isLit(id) ? 1 : 0.15,
    font: { color: isLit(id) ? "#1a1a1a" : "rgba(26,26,26,.25)" },
    borderWidth: id === selected ? 3 : 1,
  };
}

function lookOfEdge(edge, id) {
  const touches = edge.from === selected || edge.to === selected;
  const { color } = edge;
  return {
    id,
    hidden: hidden.has(edge.relation) && !touches,
    // A relation under the pointer keeps its colour, too.
    color: { color, highlight: color, hover: color, opacity: opacityOf(edge, id, touches) },
    width: touches ? 2 : 1,
  };
}

function opacityOf(edge, id, touches) {
  if (selected === null) return 0.45;
  if (touches) return 1;
  const within = (side) => side.has(edge.from) && side.has(edge.to);
  return relations[id].descent && (within(older) || within(newer)) ? 0.5 : 0.04;
}
