// The names on the chart.
import { labelOf, papers, relations, topics, dots } from "./page_data.js";
import { told } from "./page_words.js";
import { ranked } from "./page_lineage.js";
import { chains, lit, litRows, others, paper } from "./page_light.js";
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
  py,
  screenOf,
  view,
  width,
} from "./page_view.js";
import { box, measure } from "./page_pens.js";
import { drawNumber, lookOf } from "./page_looks.js";
import { ink, visible } from "./page_drawing.js";

// At most so many names of squares.
const MOST_NAMES = 160;
// Letters of a name that is shortened, and of a whole one in several lines; the least font of all.
const CUTS = [34, 16];
const WHOLE = 99;
const MOST_LINES = 5;
// In widths of a letter `m`.
const WIDEST = 17;
const LEAST = 10.5;
// The least font if there is room for every name in it.
const GOOD = 12;
// Where a name may stand: over its box, with an edge of it in common (1), outside at it (2), or with
// so many pixels between, which a line joins (3, 4).
const STEPS = [0, 1, -1, 2, -2, 3, -3, 4, -4];
const BETWEEN = 12;
const SHIFTS = STEPS.flatMap((dy) => STEPS.map((dx) => [dx, dy])).sort(
  (a, b) => hypot(...a) - hypot(...b),
);
const CHINESE_SIGN_OR_WORD = /[\u2e80-\uffef]|(?:[^\s\u2e80-\uffef]|\u00a0)+\s*|\s+/gu;
const partsOf = (text) => text.match(CHINESE_SIGN_OR_WORD) ?? [];
// Pixels of a cell in which boxes are looked up.
const CELL = 64;

// The names that are drawn, by paper: its lines, their font, and the box `at` which they stand, which
// is that of the paper if `inside`.
export let placed = new Map();
// The paper under the mouse, whose name is drawn.
export let hover = -1;
// The relation under it.
export let hoverRow = -1;
export function setHover(p, row) {
  [hover, hoverRow] = [p, row];
}

// The beginning of a text, up to the end of a word.
function shorten(text, most) {
  if ([...text].length <= most) return text;
  let kept = "";
  for (const part of partsOf(text)) {
    if ([...(kept + part).trim()].length >= most) break;
    kept += part;
  }
  kept ||= [...text].slice(0, most - 1).join("");
  return `${kept.replace(/[\s,:;–-]+$/, "")}…`;
}

// A text in lines of some width, but for words that are longer.
export function wrap(text, wide, font) {
  const lines = [];
  for (const part of partsOf(text)) {
    const line = (lines.at(-1) ?? "") + part;
    if (lines.length && measure(line.trim(), font) <= wide) lines[lines.length - 1] = line;
    else lines.push(part);
  }
  return lines.map((line) => line.trim());
}

// Where there is no room beside the papers, a topic stands at the top of its lane, beside the boxes
// there.
export function topicSigns() {
  const signs = [];
  for (const [lane, top, bottom] of gutter ? [] : room.lanes) {
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
  const near = new Set(chains[0]);
  for (const [row, light] of litRows) {
    if (light > 1) near.add(relations.older[row]).add(relations.newer[row]);
  }
  return (p) => {
    if (p === paper || (others.length < 4 && others.includes(p))) return 3;
    if (p === hover) return 2;
    return near.has(p) ? 1 : 0;
  };
}

// Finds the names that are drawn, and where.
export function placeNames(seen) {
  if (dots || !placeAll(seen, GOOD)) placeAll(seen, LEAST);
}

// Names by rank, each in its box or in one of its own, which covers no other paper and no other name.
// Without room for one a font is given up, unless it is the least.
function placeAll(seen, least) {
  const rank = prominence();
  const isLit = (p) => !lit || lit.has(p) || rank(p) > 1;
  const font = clamp(12 * view.k, least, dots ? 13 : Infinity);
  const taken = grid();
  if (!dots) for (const p of seen) taken.add(screenOf(p), p);
  const signs = topicSigns();
  placed = new Map();
  const wanted = dots ? seen.filter(isLit).slice(0, 600) : [...seen];
  for (const p of wanted.sort((a, b) => rank(b) - rank(a))) {
    // What stands out may cover the sign of a topic.
    if (!rank(p)) for (const sign of signs.splice(0)) taken.add(sign);
    const name = nameInside(p, font) ?? (isLit(p) && nameOutside(p, font, taken, rank(p)));
    if (name === null && least > LEAST) return false;
    if (!name) continue;
    placed.set(p, { ...name, font });
    taken.add(widened(name.at), p);
    if (dots && placed.size === MOST_NAMES) break;
  }
  return true;
}

// Boxes, each of which may belong to a paper, by the cells of the screen that they meet.
function grid() {
  const cells = new Map();
  function cellsOf([x, y, w, h]) {
    const keys = [];
    for (let column = Math.floor(x / CELL); column <= (x + w) / CELL; column++) {
      for (let row = Math.floor(y / CELL); row <= (y + h) / CELL; row++) {
        keys.push(column * 1000 + row);
      }
    }
    return keys;
  }
  return {
    add(at, p) {
      for (const cell of cellsOf(at)) cells.set(cell, [...(cells.get(cell) ?? []), [at, p]]);
    },
    // Whether nothing is there that does not belong to this paper.
    isFree(at, p) {
      const meetsOther = ([one, q]) => p !== q && meet(at, one);
      return !cellsOf(at).some((cell) => cells.get(cell)?.some(meetsOther));
    },
  };
}

// Among very many papers names leave most of the squares in sight.
function widened([x, y, w, h]) {
  const apart = dots ? 24 : 1;
  return [x - apart, y - apart / 2, w + 2 * apart, h + apart];
}

function nameInside(p, font) {
  const at = screenOf(p);
  const lines = [labelOf(p)];
  const fits = lengthOf(lines, font) + 6 <= at[2] && font * 1.2 <= at[3];
  return !dots && fits ? { lines, at, inside: true } : null;
}

function nameOutside(p, font, taken, rank) {
  const [x, y, wide, high] = screenOf(p);
  let first;
  for (const lines of waysToWrite(p, font, wide)) {
    const w = max(wide, lengthOf(lines, font) + 6);
    const h = max(dots ? 0 : high, font * (1.2 * lines.length + 0.25));
    for (const [dx, dy] of SHIFTS) {
      const left = clamp(x + shift(dx, wide, w), gutter + 2, width - w - 2);
      const at = [left, y + shift(dy, high, h), w, h];
      first ??= { lines, at };
      if (at[1] > HEAD && at[1] + h < height && taken.isFree(at, p)) return { lines, at };
    }
  }
  // The name of a chosen paper is always told.
  return rank === 3 ? first : null;
}

function shift(step, own, length) {
  if (step > 1) return own + (step - 2) * BETWEEN;
  if (step < -1) return -length + (step + 2) * BETWEEN;
  return ((own - length) * (1 - step)) / 2;
}

// A name in lines, as few as there is room for beside the box of its paper; a long one also shortened.
function waysToWrite(p, font, own) {
  const label = labelOf(p);
  if (dots) return [[shorten(label, 24)]];
  const text = shorten(label, WHOLE);
  const parts = partsOf(text);
  const ways = [];
  for (let count = 1; count <= min(MOST_LINES, parts.length); count++) {
    let wide = max(lengthOf(parts, font), measure(text, font) / count);
    while (wrap(text, wide, font).length > count) wide *= 1.05;
    const lines = wrap(text, wide, font);
    const length = lengthOf(lines, font);
    const isLabel = length < WIDEST * font && (count === 1 || length > 1.5 * count * font);
    if (isLabel && lines.length === count) ways.push(lines);
  }
  const isWide = (lines) => lengthOf(lines, font) > max(1.3 * own, 7 * font);
  ways.sort((a, b) => isWide(a) - isWide(b));
  const cuts = [...label].length > CUTS[0] ? CUTS : [];
  return [...ways, ...cuts.map((most) => [shorten(label, most)])];
}

// The longest of some lines. They are measured in bold letters, which are wider.
function lengthOf(lines, font) {
  return max(...lines.map((line) => measure(line.trim(), font))) * 0.95;
}

export function drawLeaders(pen) {
  for (const [p, { at }] of placed) {
    const [left, top, wide, high] = screenOf(p);
    const own = [left - 1, top - 1, wide + 2, high + 2];
    if (meet(own, at)) continue;
    const [from, to] = [own, at].map(([x, y, w, h]) => `${x + w / 2} ${y + h / 2}`);
    pen.path(`M${from}L${to}`, { edge: lookOf(p).edge });
  }
}

export function drawNames(pen) {
  const rank = prominence();
  for (const [p, name] of placed) drawName(pen, p, name, rank(p));
}

function drawName(pen, p, { lines, font, at, inside }, rank) {
  const [x, y, wide, high] = at;
  const top = rank > 1;
  const of = papers.id[p];
  const alpha = lit && !lit.has(p) && !top ? 0.25 : 1;
  if (!inside || top) {
    const edge = top ? { edge: ink.ink, line: rank - 1 } : {};
    pen.path(box(...at, 4), { ...lookOf(p), ...edge, alpha, of });
    drawNumber(pen, p, at, alpha);
  }
  const look = { weight: rank === 3 ? 600 : 400, alpha, of };
  lines.forEach((line, row) => {
    const middle = y + high / 2 + (row - (lines.length - 1) / 2) * font * 1.2;
    pen.text(line, x + wide / 2, middle, font, ink.ink, look);
  });
}
