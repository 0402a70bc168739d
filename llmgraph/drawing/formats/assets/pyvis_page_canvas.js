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
// above the papers for the years: at least HEAD, more where heads stand in several rows.
const FACE = "system-ui, sans-serif";
const HEAD = 34;
const WIDEST_TOPIC = 230;
const narrow = canvasElement.clientWidth < 500;
const ROW = narrow ? 12 : 17;
const ruler = document.createElement("canvas").getContext("2d");
const topicFont = (pixel) => `bold ${(narrow ? 10 : 13) * pixel}px ${FACE}`;
const topics = data.lanes.map(([label]) => shortenedTopic(label));
const side = narrow ? 8 : Math.max(8, ...topics.map(({ width }) => width + 28));
const heads = data.columns.map(headOf);

// A topic as long as there is room for; the panel of a paper has it whole. In a narrow window, few
// papers stand in the middle, and their topics begin there.
function shortenedTopic(label) {
  const room = narrow ? canvasElement.clientWidth / 2 - 12 : WIDEST_TOPIC;
  const letters = Array.from(label);
  ruler.font = topicFont(1);
  let text = label;
  while (letters.length && ruler.measureText(text).width > room) {
    letters.pop();
    text = `${letters.join("").trimEnd()}…`;
  }
  return { text, width: ruler.measureText(text).width };
}

function headOf([years, left, right]) {
  const label = isUndated(years) ? say("chart.undated") : years;
  const font = (pixel) =>
    `${isUndated(years) ? "" : "bold "}${(narrow ? 10 : 14) * pixel}px ${FACE}`;
  ruler.font = font(1);
  return { label, font, middle: (left + right) / 2, half: ruler.measureText(label).width / 2 };
}

// The row of each head, from below: one that would run into another stands above it.
function rowsOfHeads(scale) {
  const free = [];
  return heads.map(({ middle, half }) => {
    const start = middle * scale - half;
    const row = [...free, -Infinity].findIndex((end) => end <= start);
    free[row] = middle * scale + half + 6;
    return row;
  });
}

const heightOfHeads = (rows) => Math.max(HEAD, ROW * (Math.max(0, ...rows) + 1) + 6);

export function fit() {
  const { clientWidth, clientHeight } = canvasElement;
  const across = (clientWidth - side) / data.width;
  const scaleUnder = (head) => {
    const down = Math.max(clientHeight - head, clientHeight / 2) / data.height;
    return 0.98 * Math.min(across, down, 1.5);
  };
  // The smaller the scale, the more rows of heads.
  let head = 0;
  let next = HEAD;
  while (next > head) {
    head = next;
    next = heightOfHeads(rowsOfHeads(scaleUnder(head)));
  }
  const scale = scaleUnder(head);
  const x = (data.width - side / scale) / 2;
  const y = (data.height - head / scale) / 2;
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
  const scale = network.getScale();
  const pixel = 1 / scale;
  const rows = rowsOfHeads(scale);
  canvas.textBaseline = "middle";
  canvas.textAlign = "center";
  canvas.lineWidth = pixel;
  drawColumns(canvas, pixel, heightOfHeads(rows));
  drawHeads(canvas, pixel, rows);
  drawLanes(canvas, pixel);
}

function isUndated(years) {
  return years === "undated";
}

function drawColumns(canvas, pixel, pixelsAbove) {
  const head = pixelsAbove * pixel;
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

function drawHeads(canvas, pixel, rows) {
  canvas.fillStyle = "#444";
  heads.forEach(({ label, font, middle }, column) => {
    canvas.font = font(pixel);
    canvas.fillText(label, middle, -(ROW / 2 + 3 + ROW * rows[column]) * pixel);
  });
}

function drawLanes(canvas, pixel) {
  canvas.textAlign = narrow ? "left" : "right";
  canvas.font = topicFont(pixel);
  data.lanes.forEach(([, top, bottom], lane) => {
    const { text } = topics[lane];
    canvas.strokeStyle = "#ccc";
    canvas.strokeRect(-side * pixel, top, data.width + side * pixel, bottom - top);
    canvas.fillStyle = "#444";
    if (narrow) canvas.fillText(text, 2 * pixel, top + 7 * pixel);
    else canvas.fillText(text, -10 * pixel, (top + bottom) / 2);
  });
}

export function listenToDrawing() {
  network.on("afterDrawing", drawNames);
  network.on("beforeDrawing", drawBands);
}
