// The names on the chart.
import { labelOf, lanes, papers, relations, topics, dots } from "./page_data.js";
import { told } from "./page_words.js";
import { ranked } from "./page_lineage.js";
import { chain, lit, litRows, other, paper } from "./page_light.js";
import { HEAD, clamp, gutter, max, meet, min, px, py, screenOf, view, width } from "./page_view.js";
import { box, measure } from "./page_pens.js";
import { ink, lookOf, visible } from "./page_drawing.js";

// At most so many names stand outside of their boxes.
const OUTSIDE = 160;
// Letters of a name outside; the least font, and by how much one may be smaller before.
const CUT = 34;
const LEAST = 8;
const SMALLER = [1, 0.9, 0.8, 0.7, 0.6];
// Where a name may stand: over its box, to the right or left of it, below or above.
const SHIFTS = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
const CHINESE_SIGN_OR_WORD = /[\u2e80-\uffef]|(?:[^\s\u2e80-\uffef]|\u00a0)+\s*|\s+/gu;

// Papers whose names are drawn, each with its box.
export let placed = [];
// The paper under the mouse, whose name is drawn.
export let hover = -1;
export function setHover(p) {
  hover = p;
}

function shorten(text, most) {
  const all = [...text];
  return all.length > most ? `${all.slice(0, most - 1).join("")}…` : text;
}

// A text in lines that fit into a box, of a long one the beginning; or nothing.
export function wrap(text, wide, high, font) {
  const most = Math.floor(high / font / 1.2);
  if (most < 1) return null;
  const fits = (line) => measure(line.trim(), font) <= wide;
  const lines = linesOf(text, fits, font === LEAST);
  const kept = lines.slice(0, most);
  if (lines.length > most) {
    let last = kept[most - 1];
    while (last && !fits(`${last}…`)) last = last.replace(/.$/u, "");
    kept[most - 1] = `${last}…`;
    if (kept.join("").length < CUT / 2) return null;
  }
  return kept.every(fits) ? kept : null;
}

function linesOf(text, fits, mayBreak) {
  const lines = [];
  for (const part of shorten(text, 99).match(CHINESE_SIGN_OR_WORD) ?? []) {
    const [rest, ...broken] = mayBreak ? breakWord(part, fits) : [part];
    lines.push(...broken);
    const line = (lines.at(-1) ?? "") + rest;
    if (lines.length && fits(line)) lines[lines.length - 1] = line;
    else lines.push(rest);
  }
  return lines;
}

// Breaks a word after a hyphen or with one: the rest of it, and the lines before.
function breakWord(word, fits) {
  const lines = [];
  let rest = word;
  while (!fits(rest)) {
    const signs = [...rest];
    const tooLong = (_, at) => !fits(`${signs.slice(0, at + 1).join("")}-`);
    const most = max(1, signs.findIndex(tooLong));
    const hyphen = signs.lastIndexOf("-", most - 1) + 1;
    lines.push(signs.splice(0, hyphen || most).join("") + (hyphen ? "" : "-"));
    rest = signs.join("");
  }
  return [rest, ...lines];
}

// Where there is no room beside the papers, a topic stands at the top of its lane, beside the boxes
// there.
export function topicSigns() {
  const signs = [];
  for (const [lane, top, bottom] of gutter ? [] : lanes) {
    if (py(bottom) - HEAD < 16) continue;
    const sign = [7, max(py(top), HEAD) + 2, measure(told(topics[lane]), 11) + 4, 14, lane];
    const inLane = (p) => visible[p] && papers.topic[p] === lane;
    const boxes = dots ? [] : ranked.filter(inLane).map(screenOf);
    const meetsOne = () => boxes.some((one) => meet(one, sign));
    while (meetsOne() && sign[0] + sign[2] < width) sign[0] += 30;
    if (sign[0] + sign[2] > width) sign[0] = 7;
    signs.push(sign);
  }
  return signs;
}

// How a name stands out: 3 where it is chosen, 2 under the mouse, 1 on the chain or at a bright row.
function prominence() {
  const near = new Set(chain);
  for (const [row, light] of litRows) {
    if (light > 1) near.add(relations.older[row]).add(relations.newer[row]);
  }
  return (p) => {
    if (p === paper || p === other) return 3;
    if (p === hover) return 2;
    return near.has(p) ? 1 : 0;
  };
}

// Names by rank, each in a box of its own that covers no other name.
export function drawLabels(pen, seen) {
  const rank = prominence();
  const full = view.k >= 0.85 && !dots;
  const font = full ? 12 * view.k : clamp(12 * view.k, 10.5, 13);
  const boxes = new Map(dots ? [] : seen.map((p) => [p, screenOf(p)]));
  const chart = { rank, full, font, boxes, signs: topicSigns(), held: [] };
  const wanted = seen
    .filter((p) => full || !lit || lit.has(p) || p === hover)
    .slice(0, dots ? 600 : 3000)
    .sort((a, b) => rank(b) - rank(a));
  placed = [];
  let outside = 0;
  for (const p of wanted) {
    const label = labelInside(p, font) ?? labelOutside(p, font);
    const inside = label.inside || full;
    if (!inside && outside === OUTSIDE) continue;
    const at = inside ? placeInside(p, chart) : placeOutside(p, label, chart);
    if (!at) continue;
    if (!inside) outside += 1;
    placed.push([p, ...at]);
    chart.held.push(widened(at));
    drawLabel(pen, p, label, at, inside, rank(p));
  }
}

// Among very many papers names leave most of the squares in sight.
function widened([x, y, w, h]) {
  const apart = dots ? 24 : 2;
  return [x - apart, y - apart / 2, w + 2 * apart, h + apart];
}

// The lines of a name in its own box. In a high one long words may be smaller, and broken, before a
// name covers what is beside it.
function labelInside(p, font) {
  if (dots) return null;
  const [, , wide, high] = screenOf(p);
  const smaller = SMALLER.map((by) => by * font).filter((size) => size > LEAST);
  for (const size of high > 3 * font ? [...smaller, LEAST] : [font]) {
    const lines = wrap(labelOf(p), wide - 6, high, size);
    if (lines) return { lines, size, inside: true };
  }
  return null;
}

function labelOutside(p, size) {
  return { lines: [shorten(labelOf(p), dots ? 24 : CUT)], size, inside: false };
}

function placeInside(p, { full, held }) {
  const own = screenOf(p);
  return full || !held.some((one) => meet(own, one)) ? own : null;
}

function placeOutside(p, { lines }, { rank, font, boxes, signs, held }) {
  const [, , ownWide, ownHigh] = screenOf(p);
  const wide = max(ownWide, lengthOf(lines[0], font) + 8);
  const high = max(dots ? 0 : ownHigh, font + 5);
  const taken = rank(p) ? held : [...held, ...signs];
  const meetsOther = (at) => [...boxes].some(([q, one]) => q !== p && meet(at, one));
  for (const [dx, dy] of SHIFTS) {
    const x = px(papers.x[p]) + (dx * (wide - ownWide) - wide) / 2;
    const y = py(papers.y[p]) + dy * max(8, (high - ownHigh) / 2) - high / 2;
    const at = [clamp(x, gutter + 2, width - wide - 2), y, wide, high];
    if (taken.some((one) => meet(at, one))) continue;
    // Above and below a name may not cover other papers.
    if (!dy || !meetsOther(at)) return at;
  }
  return null;
}

// Names are measured in bold letters, which are wider.
function lengthOf(text, font) {
  return measure(text, font) * 0.95;
}

function drawLabel(pen, p, label, at, inside, rank) {
  const [x, y, wide, high] = at;
  const top = rank > 1;
  const alpha = lit && !lit.has(p) && !top ? 0.25 : 1;
  if (!inside || top) {
    const edge = top ? { edge: ink.ink, line: rank - 1 } : {};
    pen.path(box(...at, 4), { ...lookOf(p), ...edge, alpha });
  }
  const { lines, size } = label;
  const shrunk = label.inside ? 1 : min(1, (wide - 4) / lengthOf(lines[0], size));
  const look = { weight: rank === 3 ? 600 : 400, alpha };
  lines.forEach((line, row) => {
    const middle = y + high / 2 + (row - (lines.length - 1) / 2) * size * 1.2;
    pen.text(line.trim(), x + wide / 2, middle, size * shrunk, ink.ink, look);
  });
}
