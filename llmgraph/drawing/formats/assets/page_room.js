// Where what is shown stands. The places of the layout are kept in their order, but what is empty
// between them, years and lanes as well, is closed.
import { columns, everyPaper, lanes, papers, size } from "./page_data.js";
import { shown } from "./page_light.js";

// Units of the layout that an empty stretch keeps: room for the bends between two years, and between
// the rows of papers.
const BETWEEN_YEARS = 84;
const BETWEEN_ROWS = 16;
const asItWas = (at) => at;

// The places of papers; the columns and lanes that hold any; the maps from places of the layout.
export let room;
makeRoom();

export function makeRoom() {
  if (!shown || shown.every(Boolean) || !shown.some(Boolean)) {
    const { x, y } = papers;
    room = {
      x,
      y,
      columns,
      lanes,
      width: size[0],
      height: size[1],
      across: asItWas,
      down: asItWas,
    };
    return;
  }
  const [across, width] = closing(papers.x, papers.w, size[0], BETWEEN_YEARS);
  const [down, height] = closing(papers.y, papers.h, size[1], BETWEEN_ROWS);
  const [x, y] = [papers.x.map(across), papers.y.map(down)];
  const inYears = closed(columns, papers.x, across, width);
  const inLanes = closed(lanes, papers.y, down, height);
  room = { x, y, columns: inYears, lanes: inLanes, width, height, across, down };
}

// The map that leaves some units of each stretch without papers, and where it ends.
function closing(places, lengths, end, most) {
  const spans = everyPaper.filter((p) => shown[p]).map((p) => [places[p], lengths[p] / 2]);
  const taken = spans.map(([at, half]) => [at - half, at + half]).sort(([a], [b]) => a - b);
  // Pairs of a place as it was and as it is now, from which on units are as they were, or fewer.
  const [olds, news] = [[0], [0]];
  let last = -Infinity;
  const addStretch = (until, left) => {
    news.push(news.at(-1) + Math.min(until - olds.at(-1), left));
    olds.push(until);
  };
  for (const [from, to] of taken) {
    if (from > last) addStretch(from, last < 0 ? most / 2 : most);
    if (to > last) addStretch(to, Infinity);
    last = Math.max(last, to);
  }
  addStretch(end, most / 2);
  const map = (at) => {
    let [low, high] = [0, olds.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (olds[middle] <= at) low = middle;
      else high = middle;
    }
    const part = (at - olds[low]) / (olds[high] - olds[low] || 1);
    return news[low] + part * (news[high] - news[low]);
  };
  return [map, news.at(-1)];
}

// The bands with papers that are shown, which meet in the middle of what was between them.
function closed(bands, places, map, end) {
  const inside = ([, from, to]) =>
    everyPaper.some((p) => shown[p] && places[p] >= from && places[p] < to);
  const kept = bands.filter(inside).map(([name, from, to]) => [name, map(from), map(to)]);
  kept.slice(1).forEach((band, at) => (band[1] = kept[at][2] = (kept[at][2] + band[1]) / 2));
  if (kept.length) [kept[0][1], kept.at(-1)[2]] = [0, end];
  return kept;
}
