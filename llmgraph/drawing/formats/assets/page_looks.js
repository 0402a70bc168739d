// How papers look by a number: their colour, and a bar.
import { data, everyPaper, papers, topics, yearOf, years } from "./page_data.js";
import { state } from "./page_state.js";
import { say, told } from "./page_words.js";
import { byId, make } from "./page_elements.js";
import { box } from "./page_pens.js";
import { ink, theme } from "./page_drawing.js";

// Ends of the ramps of colour, on which names can be read.
const ramps = { light: ["#f3f7fb", "#6aaede"], dark: ["#1e2126", "#2c69ae"] };
const RAMP_STEPS = 5;
const marked = new Set(data.marked);

// The numbers that the data hold, and the years.
const words = Object.entries(data.words["page.years"]);
const yearsOfPapers = everyPaper.map((p) => Number(yearOf(p)) || null);
const numbersOfYears = { ...Object.fromEntries(words), values: yearsOfPapers };
export const measures = [...data.measures, ...(years.length ? [numbersOfYears] : [])];

// Where a number stands between the least, or zero, and the greatest. Many papers have small numbers,
// which a root tells apart; years are as far apart as they are.
function scaleOf(place) {
  const values = measures[place].values.filter((value) => value !== null);
  const [low, high] = [
    values.reduce((a, b) => Math.min(a, b)),
    values.reduce((a, b) => Math.max(a, b)),
  ];
  const from = low > 0 && low > high / 2 ? low : Math.min(0, low);
  return {
    from,
    to: high,
    shareOf: (value) => (value - from) / (high - from || 1),
    root: from ? 1 : 0.5,
  };
}

const scales = measures.map((_, place) => scaleOf(place));

function shareOf(place, p) {
  const value = measures[place]?.values[p] ?? null;
  return value === null ? null : scales[place].shareOf(value);
}

function rampAt(share) {
  const [from, to] = ramps[theme].map((hex) =>
    [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)),
  );
  const mixed = from.map((part, at) => Math.round(part + (to[at] - part) * share));
  return `rgb(${mixed.join()})`;
}

export function lookOf(p) {
  if (!state.colour) return topics[papers.topic[p]][theme];
  const share = shareOf(state.colour, p);
  const { root } = scales[state.colour];
  return { fill: share === null ? ink.sheet : rampAt(share ** root), edge: ink.edge };
}

// A bar at the foot of a box, as long as the number is large, and a frame for what is marked.
export function drawNumber(pen, p, [x, y, wide, high], alpha) {
  const share = state.size && shareOf(state.size, p);
  if (share) pen.path(box(x, y + high - 1, wide * share, 3), { fill: ink.ink, alpha });
  if (marked.has(p)) {
    pen.path(box(x - 3.5, y - 3.5, wide + 7, high + 7, 7), { edge: ink.ink, line: 2, alpha });
  }
}

// The side of a square of a page with very many papers.
export function sideOf(p, side) {
  const share = state.size ? (shareOf(state.size, p) ?? 0) : 1;
  return Math.max(2, side * (0.4 + 0.6 * Math.sqrt(share)));
}

// What the colours and bars mean, for the panel and for the legend of a picture.
export function tellScales() {
  const tell = (place) => {
    const { from, to } = scales[place];
    return `${told(measures[place])}: ${from} – ${to}`;
  };
  const colours = scales[state.colour || -1] && { ramp: rampSteps(), text: tell(state.colour) };
  const bars = scales[state.size || -1] && { bar: true, text: tell(state.size) };
  return [colours, bars].filter(Boolean);
}

function rampSteps() {
  return [...Array(RAMP_STEPS).keys()].map((step) => rampAt(step / (RAMP_STEPS - 1)));
}

export function showScales() {
  const names = [["", say("page.topic")], ...measures.map((one, at) => [String(at), told(one)])];
  for (const key of ["colour", "size"]) {
    if (key === "size") names[0][1] = say("page.plain");
    byId(key).replaceChildren(
      ...names.map(([value, text]) => new Option(text, value, false, value === state[key])),
    );
  }
  byId("scale").replaceChildren(
    ...tellScales().map(({ ramp, text }) => {
      const strip = (colour) => Object.assign(make("i.ramp"), { style: `background:${colour}` });
      return make("div", ...(ramp ?? [ink.ink]).map(strip), ` ${text}`);
    }),
  );
}
