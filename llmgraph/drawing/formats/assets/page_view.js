// The window on the drawing: what it shows, how large, and how it moves.
import { everyPaper, papers, topics, dots } from "./page_data.js";
import { told } from "./page_words.js";
import { byId, chart } from "./page_elements.js";
import { ends, lit, paper, shown } from "./page_light.js";
import { room } from "./page_room.js";
import { layer, measure } from "./page_pens.js";
import { forgetCurves } from "./page_curves.js";
import { queueFrame } from "./page_frame.js";

// Pixels for the years above the papers; `gutter` are those for the topics beside them.
export const HEAD = 26;
// A stage below this width has no room for the topics beside the papers.
const NARROW = 620;
// Pixels for the name of a paper.
const NAME = 90;
export const view = { k: 1, x: 0, y: 0 };
export let width = 0;
export let height = 0;
export let gutter = 0;
// By how much the heights of the layout are stretched, so that the papers fill the window. Their
// boxes are not.
export let tall = 1;
// Pixels of the screen for one of the page.
export let ratio = 1;
// When the view was moved.
export let moved = -Infinity;
// Whether somebody has acted: until then the picture follows the window.
let used = false;
for (const act of ["pointerdown", "wheel", "keydown"]) {
  addEventListener(act, () => (used = true), true);
}

export const { min, max, abs, hypot } = Math;
export const clamp = (value, least, most) => max(least, min(value, most));
export const px = (at) => at * view.k + view.x;
export const py = (at) => at * view.k * tall + view.y;

// A paper on the screen: left, top, width, height.
export function screenOf(p) {
  const wide = papers.w[p] * view.k;
  const high = papers.h[p] * view.k;
  return [px(room.x[p]) - wide / 2, py(room.y[p]) - high / 2, wide, high];
}

export function meet([x, y, w, h], [x2, y2, w2, h2]) {
  return x < x2 + w2 && x2 < x + w && y < y2 + h2 && y2 < y + h;
}

export function resize() {
  const { width: wide, height: high } = byId("stage").getBoundingClientRect();
  if (!wide || !high) return;
  const narrow = wide < NARROW;
  [width, height] = [wide, high];
  const longest = () => max(...room.lanes.map(([lane]) => measure(told(topics[lane]), 12)));
  gutter = narrow || !room.lanes.length ? 0 : min(190, 18 + 1.1 * longest());
  setRatio(min(devicePixelRatio, 2));
  if (!used) fillWindow(narrow);
  queueFrame();
}

// Spreads the papers over the height of the window, but not so far that few of them are lost in it.
function fillWindow(narrow) {
  const down = (height - HEAD) / room.height || 1;
  const k = narrow ? min(0.7, down / 1.3) : min((width - gutter) / room.width, 1.5);
  tall = clamp(down / k, 1, dots ? 2.2 : 6 / k);
  forgetCurves();
  fit();
  // A narrow window begins with a part that can be read: around the chosen paper, or the fullest.
  if (!narrow) return;
  if (ends) {
    fit([...lit]);
    return;
  }
  zoom(max(1, k / view.k), 0);
  move(paper < 0 ? -fullestPart() : width / 2 - px(room.x[paper]), 0);
}

// Where the newest of the parts begins that hold the most papers, in pixels.
function fullestPart() {
  const places = everyPaper.filter((p) => shown[p]).map((p) => px(room.x[p] - papers.w[p] / 2));
  const from = places.sort((a, b) => a - b);
  let [best, most] = [0, 0];
  from.forEach((left, at) => {
    const count = from.findLastIndex((one) => one < left + width - NAME) - at + 1;
    if (count >= most) [best, most] = [left, count];
  });
  return best - 8;
}

// After other papers are shown.
export function fillAgain() {
  if (width) fillWindow(width < NARROW);
}

export function setRatio(by) {
  ratio = by;
  for (const canvas of [chart, layer]) {
    canvas.width = width * by;
    canvas.height = height * by;
  }
}

// Shows some papers, or all.
export function fit(some = []) {
  const [x0, x1] = spanOf(some, room.x, room.width, 90);
  const [y0, y1] = spanOf(some, room.y, room.height, 40);
  const across = (width - gutter) / (x1 - x0);
  const down = (height - HEAD) / (y1 - y0) / tall;
  // From zero, so that the same window has the same picture to the last digit.
  Object.assign(view, { k: min(across, down, 1.5) * 0.985, x: 0, y: 0 });
  centre((x0 + x1) / 2, (y0 + y1) / 2);
}

function spanOf(some, places, end, pad) {
  const at = [...some].map((p) => places[p]);
  return at.length ? [min(...at) - pad, max(...at) + pad] : [0, end];
}

export function centre(x, y) {
  move((width + gutter) / 2 - px(x), (height + HEAD) / 2 - py(y));
}

export function bringIntoSight(p) {
  // The panel may just have opened and have left less room.
  resize();
  const at = [px(room.x[p]), py(room.y[p]), 0, 0];
  const inner = [gutter + 40, HEAD + 20, width - gutter - 80, height - HEAD - 40];
  if (!meet(at, inner)) centre(room.x[p], room.y[p]);
}

export function zoom(by, x = (width + gutter) / 2, y = (height + HEAD) / 2) {
  const k = clamp(view.k * by, width / room.width / 3, 6) / view.k;
  view.k *= k;
  move((x - view.x) * (1 - k), (y - view.y) * (1 - k));
}

export function move(dx, dy) {
  view.x += dx;
  view.y += dy;
  moved = performance.now();
  byId("tip").hidden = true;
  queueFrame();
}
