// What stands on the chart, but for the names: bands, relations, papers, and the heads beside them.
import {
  columns,
  everyPaper,
  isPassage,
  kindOf,
  lanes,
  papers,
  relations,
  topics,
  dots,
} from "./page_data.js";
import { say, told } from "./page_words.js";
import { byId, root } from "./page_elements.js";
import { prominent, ranked } from "./page_lineage.js";
import { lit, litRows, rows, shown } from "./page_light.js";
import {
  HEAD,
  clamp,
  gutter,
  height,
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
import { curveOf } from "./page_curves.js";
import { drawLabels, placed, topicSigns, wrap } from "./page_labels.js";

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
  const words = ["sheet", "band", "rule", "ink", "quiet"];
  ink = Object.fromEntries(words.map((word) => [word, style.getPropertyValue(`--${word}`)]));
}

export function lookOf(p) {
  return topics[papers.topic[p]][theme];
}

// Undated papers stand between years as their relations ask.
const isUndated = (label) => label === "undated";
// Where years are missing between two columns.
const gaps = columns.filter(([label], at) => {
  const before = columns.slice(0, at).findLast(([one]) => !isUndated(one));
  return label - before?.[0] > 1;
});

export function drawBands(pen) {
  pen.path(box(0, 0, width, height), { fill: ink.sheet });
  const line = (at) => `M${px(at)} 0v${height}`;
  let banded = false;
  for (const [label, x0, x1] of columns) {
    if (isUndated(label)) {
      pen.path(line(x0) + line(x1), { edge: ink.quiet, dashes: [5, 4], alpha: 0.6 });
      continue;
    }
    banded = !banded;
    if (banded) pen.path(box(px(x0), 0, (x1 - x0) * view.k, height), { fill: ink.band });
  }
  for (const [, at] of gaps) pen.path(line(at), { edge: ink.quiet, dashes: [1, 5] });
  for (const [, , bottom] of lanes) pen.path(`M0 ${py(bottom)}h${width}`, { edge: ink.rule });
}

export function drawRelations(pen) {
  const stage = [gutter, HEAD, width - gutter, height - HEAD];
  visible = everyPaper.map((p) => shown[p] && meet(screenOf(p), stage));
  const seen = rowsToDraw();
  if (lit) seen.sort((a, b) => lightOf(a) - lightOf(b));
  const faint = clamp(250 / seen.length, 0.05, 0.42);
  for (const row of seen) drawRelation(pen, row, faint);
}

function lightOf(row) {
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
  const bright = lit ? [0.05, 0.5, 0.95, 1][light] : faint;
  const alpha = min(1, bright * (passage ? 1.7 : 1));
  const line = clamp(view.k * 1.6, 0.8, 1.4) * [1, 1, 1.7, 2.6][light] * (passage ? 0.8 : 1);
  pen.path(curve.d, { edge, line, dashes, alpha, curve });
  if (alpha <= 0.1) return;
  const tip = curve.way * (3 + 3 * min(1, view.k) + light);
  const arrow = `M${px(curve.x)} ${py(curve.y)}l${-tip} ${-tip / 2}v${tip}z`;
  pen.path(arrow, { fill: edge, alpha });
}

export function drawPapers(pen) {
  const seen = prominent.filter((p) => visible[p]);
  for (const p of seen) drawPaper(pen, p);
  drawLabels(pen, seen);
}

function drawPaper(pen, p) {
  const at = screenOf(p);
  const [, , wide, high] = at;
  const dim = lit && !lit.has(p);
  if (high < 2.2 || dots) {
    const side = max(2, min(wide, high));
    const [x, y] = [px(papers.x[p]) - side / 2, py(papers.y[p]) - side / 2];
    pen.dot(x, y, side, lookOf(p).edge, dim ? 0.15 : 0.85);
  } else {
    pen.path(box(...at, min(4, high / 4)), { ...lookOf(p), alpha: dim ? 0.22 : 1 });
  }
}

// Years and topics stay in sight.
export function drawHeads(pen) {
  pen.path(box(0, 0, gutter, height), { fill: ink.sheet });
  for (const lane of lanes) drawLaneHead(pen, lane);
  for (const [x, y, w, h, lane] of topicSigns()) {
    if (placed.some(([, ...at]) => meet(at, [x, y, w, h]))) continue;
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
  const lines = (wrap(text, room, max(high, 15), 12) ?? [text]).map((line) => line.trim());
  lines.forEach((line, at) => {
    const y = top + high / 2 + (at - (lines.length - 1) / 2) * 14.4;
    const font = min(12, (12 * (gutter - 16)) / 1.1 / measure(line, 12));
    pen.text(line, 12, y, font, ink.quiet, { weight: 600, anchor: "start" });
  });
}

function drawYears(pen) {
  pen.path(box(0, 0, width, HEAD), { fill: ink.sheet });
  pen.path(`M0 ${HEAD}h${width}`, { edge: ink.rule });
  for (const [, at] of gaps) {
    if (px(at) <= gutter) continue;
    pen.path(`M${px(at) - 5} ${HEAD + 5}l4 -10m6 0l-4 10`, { edge: ink.quiet, line: 1.5 });
  }
  let free = gutter;
  for (const [label, x0, x1] of columns) {
    const half = measure(label, 13) / 2;
    const inSight = (max(px(x0), gutter) + min(px(x1), width)) / 2;
    const middle = min(inSight, width - half - 2);
    if (px(x1) < gutter + half || px(x0) > width - half || middle - half < free) continue;
    const [text, weight] = isUndated(label) ? [say("chart.undated"), 400] : [label, 600];
    pen.text(text, middle, HEAD / 2, 13, ink.quiet, { weight });
    free = middle + half + 6;
  }
}
