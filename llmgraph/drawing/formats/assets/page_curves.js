// The curve of a relation from its tip, the end at the newer paper.
import { papers, relations } from "./page_data.js";
import { makeSvg } from "./page_elements.js";
import { room } from "./page_room.js";
import { abs, max, tall } from "./page_view.js";

const TAIL = 60;
const curves = [];

export function forgetCurves() {
  curves.length = 0;
}

// Its path `d` in the units of the layout; where its tip is, and which `way` that points.
export function curveOf(row) {
  const [older, newer] = [relations.older[row], relations.newer[row]];
  const route = relations.route[row];
  return (curves[row] ??= route ? routed(older, newer, route) : simple(older, newer));
}

// Points of a curve from its tip on, in the units of the layout, until it has left any name there.
export function tailOf(curve) {
  if (!curve.tail) {
    const path = makeSvg("path", { d: curve.d });
    curve.tail = Array.from({ length: TAIL }, (_, at) => path.getPointAtLength(3 * at + 3));
  }
  return curve.tail;
}

// `_route` in html.py tells what a route is. The heights at which it meets boxes are not stretched as
// those between are, so the first and the last bend take up the difference.
function routed(older, newer, route) {
  const { w } = papers;
  const [[port], ...read] = route.split(/(?=[a-z])/).map((step) => {
    const numbers = step.match(/-?[\d.]+/g).map(Number);
    return /[a-z]/.test(step) ? [step[0], ...numbers] : numbers;
  });
  const way = read[0]?.[0] === "h" && read[0][1] > 0 ? -1 : 1;
  const steps = inRoom(read, papers.x[newer] - (way * w[newer]) / 2, papers.y[newer] + port);
  const x0 = room.x[newer] - (way * w[newer]) / 2;
  const x1 = room.x[older] + w[older] / 2;
  const bends = steps.filter(([command]) => command !== "h");
  const fall = bends.reduce((sum, bend) => sum + bend.at(-1), port);
  if (!bends.length) bends.push((steps[0] = ["t", x1 - x0, 0]));
  const upright = bends.find(([command]) => command === "v");
  const lost = (height) => height - height / tall;
  bendMore(upright ?? bends[0], lost(port));
  bendMore(upright ?? bends.at(-1), -lost(room.y[newer] + fall - room.y[older]));
  const tip = { x: x0, y: room.y[newer] + port / tall, way };
  return { ...tip, d: `M${x0} ${tip.y}${steps.map(inSvg).join("")}H${x1}` };
}

// The steps of a route from a place of the layout, with what is empty closed.
function inRoom(steps, x, y) {
  const { across, down } = room;
  return steps.map(([command, ...lengths]) => {
    const pairs = { h: [[lengths[0], 0]], v: [[0, lengths[0]]] }[command] ?? pairsOf(lengths);
    const closed = pairs.map(([dx, dy]) => [across(x + dx) - across(x), down(y + dy) - down(y)]);
    x += pairs.at(-1)[0];
    y += pairs.at(-1)[1];
    return [
      command,
      ...({ h: closed[0].slice(0, 1), v: closed[0].slice(1) }[command] ?? closed.flat()),
    ];
  });
}

function pairsOf(numbers) {
  return numbers.flatMap((number, at) => (at % 2 ? [] : [[number, numbers[at + 1]]]));
}

function bendMore(bend, by) {
  bend[bend.length - 1] += by;
  if (bend[0] === "c") bend[4] += by;
}

function inSvg([command, ...to]) {
  if (command !== "t") return command + to.join(" ");
  const [dx, dy] = to;
  return `c${dx / 2} 0 ${dx / 2} ${dy} ${dx} ${dy}`;
}

function simple(older, newer) {
  const { x, y } = room;
  const { w } = papers;
  const x0 = x[older] + w[older] / 2;
  const way = x[newer] - w[newer] / 2 > x0 ? 1 : -1;
  const x1 = x[newer] - (way * w[newer]) / 2;
  const pull = way > 0 ? (x1 - x0) / 2 : 30 + abs(y[newer] - y[older]) / 12;
  const pulled = way > 0 ? x1 - pull : max(x0, x1) + pull;
  const curve = `C${x0 + pull} ${y[older]} ${pulled} ${y[newer]} ${x1} ${y[newer]}`;
  return { x: x1, y: y[newer], way, d: `M${x0} ${y[older]}${curve}` };
}
