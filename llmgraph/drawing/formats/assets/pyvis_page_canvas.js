// What is drawn around the network: years, topics, and names where boxes are too small for theirs.
import {
  canvasElement,
  data,
  isLit,
  network,
  relations,
  say,
  selected,
} from "./pyvis_page_network.js";

// Pixels beside the papers for the topics, in a narrow window at the top of their lanes, and
// above the papers for the years.
const FACE = "system-ui, sans-serif";
const HEAD = 34;
const narrow = canvasElement.clientWidth < 500;
const side = widthOfTopics();

function widthOfTopics() {
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `bold 13px ${FACE}`;
  const wide = ([label]) => (narrow ? 0 : ruler.measureText(label).width + 28);
  return Math.max(8, ...data.lanes.map(wide));
}

export function fit() {
  const { clientWidth, clientHeight } = canvasElement;
  const across = (clientWidth - side) / data.width;
  const down = (clientHeight - HEAD) / data.height;
  const scale = 0.98 * Math.min(across, down, 1.5);
  const x = (data.width - side / scale) / 2;
  const y = (data.height - HEAD / scale) / 2;
  network.moveTo({ position: { x, y }, scale });
}

// Papers by rank: relations that carry descent count most.
const degree = data.nodes.map(() => 0);
data.edges.forEach((edge, row) => {
  for (const end of [edge.from, edge.to]) degree[end] += relations[row].descent ? 1 : 0.1;
});
const ranked = data.nodes.map((node) => node.id).sort((a, b) => degree[b] - degree[a]);

// Where boxes are too small for their names, the best-connected ones have theirs over them.
function drawNames(canvas) {
  const pixel = 1 / network.getScale();
  if (network.getScale() >= 0.75) return;
  canvas.font = `${11 * pixel}px ${FACE}`;
  canvas.textAlign = "center";
  canvas.textBaseline = "middle";
  canvas.lineWidth = pixel;
  canvas.globalAlpha = 1;
  const taken = [];
  const first = selected === null ? [] : [selected];
  for (const id of [...first, ...ranked.filter(isLit)]) {
    const { label, x, y } = data.nodes[id];
    const wide = canvas.measureText(label).width + 10 * pixel;
    const most = data.width - wide / 2;
    const name = { x: Math.min(Math.max(x, wide / 2 + 2 * pixel), most), y, wide };
    if (taken.some((one) => overlap(one, name, pixel))) continue;
    taken.push(name);
    drawName(canvas, id, name, 16 * pixel);
  }
}

function overlap(a, b, pixel) {
  const across = Math.abs(a.x - b.x) < (a.wide + b.wide) / 2 + 2 * pixel;
  return across && Math.abs(a.y - b.y) < 17 * pixel;
}

function drawName(canvas, id, { x, y, wide }, high) {
  const box = [x - wide / 2, y - high / 2, wide, high];
  canvas.fillStyle = data.nodes[id].color;
  canvas.strokeStyle = id === selected ? "#1a1a1a" : "#8a8f98";
  canvas.fillRect(...box);
  canvas.strokeRect(...box);
  canvas.fillStyle = "#1a1a1a";
  canvas.fillText(data.nodes[id].label, x, y);
}

// Years and topics are as large on the screen at every scale.
function drawBands(canvas) {
  const pixel = 1 / network.getScale();
  canvas.textBaseline = "middle";
  canvas.textAlign = "center";
  canvas.lineWidth = pixel;
  drawColumns(canvas, pixel);
  drawYears(canvas, pixel);
  drawLanes(canvas, pixel);
}

const isUndated = (years) => years === "undated";

function drawColumns(canvas, pixel) {
  const head = HEAD * pixel;
  let band = false;
  for (const [years, left, right] of data.columns) {
    const column = [left, -head, right - left, data.height + head];
    if (!isUndated(years)) band = !band;
    canvas.fillStyle = band && !isUndated(years) ? "#f4f4f2" : "#ffffff";
    canvas.fillRect(...column);
    if (!isUndated(years)) continue;
    canvas.strokeStyle = "#8a8f98";
    canvas.setLineDash([5 * pixel, 4 * pixel]);
    canvas.strokeRect(...column);
    canvas.setLineDash([]);
  }
}

function drawYears(canvas, pixel) {
  canvas.fillStyle = "#444";
  let free = -Infinity;
  for (const [years, left, right] of data.columns) {
    const label = isUndated(years) ? say("chart.undated") : years;
    canvas.font = `${isUndated(years) ? "" : "bold "}${14 * pixel}px ${FACE}`;
    const middle = (left + right) / 2;
    const half = canvas.measureText(label).width / 2;
    if (middle - half < free) continue;
    canvas.fillText(label, middle, (-HEAD * pixel) / 2);
    free = middle + half + 6 * pixel;
  }
}

function drawLanes(canvas, pixel) {
  canvas.textAlign = narrow ? "left" : "right";
  canvas.font = `bold ${(narrow ? 10 : 13) * pixel}px ${FACE}`;
  for (const [label, top, bottom] of data.lanes) {
    canvas.strokeStyle = "#ccc";
    canvas.strokeRect(-side * pixel, top, data.width + side * pixel, bottom - top);
    canvas.fillStyle = "#444";
    if (narrow) canvas.fillText(label, 2 * pixel, top + 7 * pixel);
    else canvas.fillText(label, -10 * pixel, (top + bottom) / 2);
  }
}

export function listenToDrawing() {
  network.on("afterDrawing", drawNames);
  network.on("beforeDrawing", drawBands);
}
