// The curve of a relation from its tip, the end at the newer paper.
import { papers, relations } from "./page_data.js";
import { abs, max } from "./page_view.js";

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

// `_route` in page.py tells what a route is.
function routed(older, newer, route) {
  const { x, y, w } = papers;
  const [, port, runs] = route.match(/^(-?\d+)(.*)/);
  const way = /^h\d/.test(runs) ? -1 : 1;
  const tip = { x: x[newer] - (way * w[newer]) / 2, y: y[newer] + Number(port), way };
  const path = runs.replace(
    /t(-?\d+) (-?\d+)/g,
    (_, dx, dy) => `c${dx / 2} 0 ${dx / 2} ${dy} ${dx} ${dy}`,
  );
  return { ...tip, d: `M${tip.x} ${tip.y}${path}H${x[older] + w[older] / 2}` };
}

function simple(older, newer) {
  const { x, y, w } = papers;
  const x0 = x[older] + w[older] / 2;
  const way = x[newer] - w[newer] / 2 > x0 ? 1 : -1;
  const x1 = x[newer] - (way * w[newer]) / 2;
  const pull = way > 0 ? (x1 - x0) / 2 : 30 + abs(y[newer] - y[older]) / 12;
  const pulled = way > 0 ? x1 - pull : max(x0, x1) + pull;
  const curve = `C${x0 + pull} ${y[older]} ${pulled} ${y[newer]} ${x1} ${y[newer]}`;
  return { x: x1, y: y[newer], way, d: `M${x0} ${y[older]}${curve}` };
}
