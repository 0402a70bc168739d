// What stands on the chart, but for the names: bands, relations, papers, and the heads beside them.
import { everyPaper, isPassage, kindOf, papers, relations, topics, dots } from "./page_data.js";
import { say, told } from "./page_words.js";
import { byId, root } from "./page_elements.js";
import { prominent, ranked } from "./page_lineage.js";
import { lit, litRows, rows, shown } from "./page_light.js";
import { room } from "./page_room.js";
import {
  HEAD,
  clamp,
  gutter,
  height,
  hypot,
  max,
  meet,
  min,
  px,
  py,
  screenOf,
  view,
  width,
} from "./page_view.js";
import { box, measure } from "./page_pens.js";
import { drawNumber, lookOf, sideOf } from "./page_looks.js";
import { curveOf, tailOf } from "./page_curves.js";
import {
  drawLeaders,
  drawNames,
  hoverRow,
  placeNames,
  placed,
  topicSigns,
  wrap,
} from "./page_labels.js";

// Of more relations than LINES those that join two of the HUBS best-connected papers are drawn.
const LINES = 4000;
const HUBS = 500;
const hubs = new Set(ranked.slice(0, HUBS));

// Papers in sight.
export let visible = [];
// The colours of the page, and of its kinds and topics.
export let theme;
export let ink;

export function setTheme(to) {
  root.dataset.theme = theme = to;
  const style = getComputedStyle(root);
  const words = ["sheet", "band", "rule", "edge", "ink", "quiet"];
  ink = Object.fromEntries(words.map((word) => [word, style.getPropertyValue(`--${word}`)]));
}

// Undated papers stand between years as their relations ask.
const isUndated = (label) => label === "undated";
// Where years are missing between two columns.
function gaps() {
  return room.columns.filter(([label], at, all) => {
    const before = all.slice(0, at).findLast(([one]) => !isUndated(one));
    return label - before?.[0] > 1;
  });
}

export function drawBands(pen) {
  pen.path(box(0, 0, width, height), { fill: ink.sheet });
  const line = (at) => `M${px(at)} 0v${height}`;
  let banded = false;
  for (const [label, x0, x1] of room.columns) {
    if (isUndated(label)) {
      pen.path(line(x0) + line(x1), { edge: ink.quiet, dashes: [5, 4], alpha: 0.6 });
      continue;
    }
    banded = !banded;
    if (banded) pen.path(box(px(x0), 0, (x1 - x0) * view.k, height), { fill: ink.band });
  }
  for (const [, at] of gaps()) pen.path(line(at), { edge: ink.quiet, dashes: [1, 5] });
  for (const [, , bottom] of room.lanes) pen.path(`M0 ${py(bottom)}h${width}`, { edge: ink.rule });
}

// What is in sight, and where names stand: relations end at their boxes.
export function arrange() {
  const stage = [gutter, HEAD, width - gutter, height - HEAD];
  visible = everyPaper.map((p) => shown[p] && meet(screenOf(p), stage));
  placeNames(prominent.filter((p) => visible[p]));
}

export function drawRelations(pen) {
  const seen = rowsToDraw();
  if (lit) seen.sort((a, b) => lightOf(a) - lightOf(b));
  const faint = clamp(250 / seen.length, 0.05, 0.42);
  for (const row of seen) drawRelation(pen, row, faint);
}

function lightOf(row) {
  if (row === hoverRow) return 3;
  return litRows.get(row) ?? 0;
}

function rowsToDraw() {
  const { older, newer } = relations;
  const inSight = (row) => (lit ? lightOf(row) : visible[older[row]] || visible[newer[row]]);
  const seen = dots ? rows.filter(inSight) : [...rows];
  const many = seen.length > LINES;
  byId("note").textContent = many ? say("page.budget", { most: HUBS }) : "";
  if (!many) return seen;
  const joinsHubs = (row) => hubs.has(older[row]) && hubs.has(newer[row]);
  return seen.filter((row) => lightOf(row) || joinsHubs(row)).slice(0, LINES);
}

function drawRelation(pen, row, faint) {
  const curve = curveOf(row);
  const light = lightOf(row);
  const passage = isPassage(row);
  const { dashes, [theme]: edge } = kindOf(row);
  const bright = lit || light ? [0.05, 0.5, 0.95, 1][light] : faint;
  const alpha = min(1, bright * (passage ? 1.7 : 1));
  const weight = relations.weight ? 0.5 + 3 * relations.weight[row] : passage ? 0.8 : 1;
  const line = clamp(view.k * 1.6, 0.8, 1.4) * [1, 1, 1.7, 2.6][light] * weight;
  pen.path(curve.d, { edge, line, dashes, alpha, curve });
  if (alpha <= 0.1) return;
  const long = 3 + 3 * min(1, view.k) + light;
  const [x, y, ...way] = tipOf(row, curve);
  const [dx, dy] = way.map((part) => part * long);
  const arrow = `M${x} ${y}l${dy / 2 - dx} ${-dx / 2 - dy}l${-dy} ${dx}z`;
  pen.path(arrow, { fill: edge, alpha });
}

// The tip of an arrow and its way there: where the relation meets the name that hides its end.
function tipOf(row, curve) {
  let [x, y] = [px(curve.x), py(curve.y)];
  const { at } = placed.get(relations.newer[row]) ?? {};
  if (!at || !meet([x, y, 0, 0], at)) return [x, y, curve.way, 0];
  const [left, top, wide, high] = at;
  for (const point of tailOf(curve)) {
    const [dx, dy] = [px(point.x) - x, py(point.y) - y];
    if (!meet([x + dx, y + dy, 0, 0], at)) {
      const across = dx ? ((dx > 0 ? left + wide : left) - x) / dx : 1;
      const down = dy ? ((dy > 0 ? top + high : top) - y) / dy : 1;
      const part = min(across < 0 ? 1 : across, down < 0 ? 1 : down);
      const long = hypot(dx, dy);
      return [x + part * dx, y + part * dy, -dx / long, -dy / long];
    }
    [x, y] = [x + dx, y + dy];
  }
  return [px(curve.x), py(curve.y), curve.way, 0];
}

export function drawPapers(pen) {
  drawLeaders(pen);
  for (const p of prominent) if (visible[p]) drawPaper(pen, p);
  drawNames(pen);
}

function drawPaper(pen, p) {
  const at = screenOf(p);
  const [, , wide, high] = at;
  const dim = lit && !lit.has(p);
  if (dots) {
    const side = sideOf(p, wide);
    const [x, y] = [px(room.x[p]) - side / 2, py(room.y[p]) - side / 2];
    pen.dot(x, y, side, lookOf(p).edge, dim ? 0.15 : 0.85);
  } else {
    const look = { ...lookOf(p), alpha: dim ? 0.22 : 1, of: papers.id[p] };
    pen.path(box(...at, min(4, high / 4)), look);
    // A name elsewhere has the bar.
    const name = placed.get(p);
    if (!name || name.inside) drawNumber(pen, p, at, look.alpha);
  }
}

// Years and topics stay in sight.
export function drawHeads(pen) {
  pen.path(box(0, 0, gutter, height), { fill: ink.sheet });
  for (const lane of room.lanes) drawLaneHead(pen, lane);
  for (const [x, y, w, h, lane] of topicSigns()) {
    if ([...placed.values()].some(({ at }) => meet(at, [x, y, w, h]))) continue;
    const text = told(topics[lane]);
    pen.path(box(x, y, w, h), { fill: ink.sheet, alpha: 0.85 });
    pen.text(text, x + 2, y + h / 2, 11, ink.quiet, { weight: 600, anchor: "start" });
  }
  drawYears(pen);
}

function drawLaneHead(pen, [lane, y0, y1]) {
  const top = max(py(y0), HEAD);
  const high = min(py(y1), height) - top;
  if (high < 12) return;
  pen.path(box(0, top + 1, 5, high - 1), { fill: topics[lane][theme].edge });
  if (!gutter) return;
  const text = told(topics[lane]);
  // Bold letters are wider than those that are measured.
  const room = (gutter - 16) / 1.1;
  const every = wrap(text, room, 12);
  const lines = every.slice(0, max(1, Math.floor(high / 14.4)));
  if (lines.length < every.length) lines.push(`${lines.pop()}…`);
  lines.forEach((line, at) => {
    const y = top + high / 2 + (at - (lines.length - 1) / 2) * 14.4;
    const font = min(12, (12 * (gutter - 16)) / 1.1 / measure(line, 12));
    pen.text(line, 12, y, font, ink.quiet, { weight: 600, anchor: "start" });
  });
}

function drawYears(pen) {
  pen.path(box(0, 0, width, HEAD), { fill: ink.sheet });
  pen.path(`M0 ${HEAD}h${width}`, { edge: ink.rule });
  for (const [, at] of gaps()) {
    if (px(at) <= gutter) continue;
    pen.path(`M${px(at) - 5} ${HEAD + 5}l4 -10m6 0l-4 10`, { edge: ink.quiet, line: 1.5 });
  }
  let free = gutter;
  for (const [label, x0, x1] of room.columns) {
    const half = measure(label, 13) / 2;
    const inSight = (max(px(x0), gutter) + min(px(x1), width)) / 2;
    const middle = min(inSight, width - half - 2);
    if (px(x1) < gutter + half || px(x0) > width - half || middle - half < free) continue;
    const [text, weight] = isUndated(label) ? [say("chart.undated"), 400] : [label, 600];
    pen.text(text, middle, HEAD / 2, 13, ink.quiet, { weight });
    free = middle + half + 6;
  }
}
