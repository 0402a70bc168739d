// What is shown, and what of it is lit.
import {
  NEWER,
  OLDER,
  carriesDescent,
  everyPaper,
  everyRow,
  papers,
  relations,
  yearOf,
} from "./page_data.js";
import { initial, mostSideSteps, numbers, on, readSwitches, state } from "./page_state.js";
import { findChains, lineage, sameGeneration, stepsBetween, walk } from "./page_lineage.js";

// Whether each paper is shown, and the rows that are.
export let shown;
export let rows;
// The paper that is chosen, or -1; the other ends of a path or comparison.
export let paper = -1;
export let others = [];
// Papers that are lit, or null for all; rows of a lineage 1, of its paper 2, of a chain 3.
export let lit = null;
export let litRows = new Map();
// Of one paper: its lineages, towards the older and towards the newer papers.
export let sides = null;
// Of several: the ends, the best chains between two, the common ancestors nearest to all, and the
// ancestors of each.
export let ends = null;
export let chains = [];
export let common = [];
export let above = [];
// What a search finds, while somebody searches.
let hits = [];

// At most so many chains are told.
export const MOST_CHAINS = 50;

// Whether other papers are shown than before.
export function chooseLight() {
  readSwitches();
  const before = shown;
  shown = everyPaper.map((p) => on.topics.has(papers.topic[p]) && isInPeriod(p));
  rows = everyRow.filter(isShown);
  paper = numbers.get(state.paper) ?? -1;
  others = state.to.split(",").flatMap((word) => numbers.get(word) ?? []);
  litRows = new Map();
  lit = sides = ends = null;
  chains = common = above = [];
  if (paper >= 0) [lightLineage, lightBetween][others.length ? 1 : 0]();
  if (lit && state.focus) {
    shown = everyPaper.map((p) => shown[p] && lit.has(p));
    rows = rows.filter(isShown);
  }
  if (hits.length) {
    lit = new Set(hits);
    litRows = new Map();
  }
  return !before || shown.some((one, p) => one !== before[p]);
}

export function lightHits(papers) {
  hits = papers;
  chooseLight();
}

// Undated papers are in every period until one is chosen.
export function isInPeriod(p) {
  const { from, until } = state;
  if (from === initial.from && until === initial.until) return true;
  return yearOf(p) >= from && yearOf(p) <= until;
}

export function joinsShown(row) {
  return shown[relations.older[row]] && shown[relations.newer[row]];
}

function isShown(row) {
  return on.relations.has(relations.kind[row]) && joinsShown(row);
}

// Whether a row lies on a chain that counts from one paper to another, which is `to`: `above` is a
// walk from the one to newer papers, `below` from the other to older ones.
function isOnChain(row, above, below, to) {
  const { inherited, newer, older, sideSteps } = relations;
  if (!inherited[row] && newer[row] !== to) return false;
  const taken = above.get(older[row]) + sideSteps[row] + below.get(newer[row]);
  return taken <= mostSideSteps();
}

function lightLineage() {
  const { newer, older } = relations;
  sides = [OLDER, NEWER].map((way) => lineage(paper, way));
  lit = new Set(sides.flatMap((side) => [...side.keys()]));
  for (const row of rows) {
    const own = older[row] === paper || newer[row] === paper;
    const lights = carriesDescent(row) ? isInLineage(row) : own;
    if (lights) litRows.set(row, own ? 2 : 1);
  }
  for (const row of litRows.keys()) lit.add(older[row]).add(newer[row]);
}

// Towards the older papers the newer end tells how many side steps are left, and the other way round.
function isInLineage(row) {
  const [older, newer] = [relations.older[row], relations.newer[row]];
  return (
    isOnChain(row, new Map([[older, 0]]), sides[OLDER].fewest, paper) ||
    isOnChain(row, sides[NEWER].passing, new Map([[newer, 0]]), newer)
  );
}

function lightBetween() {
  const asked = [paper, ...others];
  const [a, b] = asked;
  if (asked.length === 2) {
    chains =
      [
        [a, b],
        [b, a],
      ]
        .map((two) => findChains(...two, MOST_CHAINS))
        .find((some) => some.length) ?? [];
  }
  ends = chains.length ? [chains[0][0], chains[0].at(-1)] : asked;
  above = ends.map((p) => walk(p, OLDER).fewest);
  const everyCommon = commonAncestors();
  common = nearestOf(everyCommon);
  const shared = new Set(chains.length ? [] : everyCommon);
  const tops = chains.length ? [ends[0]] : common;
  const under = tops.map((top) => walk(top, NEWER));
  const lower = [...ends.keys()].slice(chains.length ? 1 : 0);
  const some = (test) => under.some((top) => lower.some((at) => test(top, at)));
  const joins = (p) => (top, at) =>
    top.passing.get(p) + above[at].get(p) <= mostSideSteps() ||
    (p === ends[at] && top.fewest.has(p));
  const among = new Set(lower.flatMap((at) => [...above[at].keys()]));
  lit = new Set([...ends, ...shared, ...[...among].filter((p) => some(joins(p)))]);
  const onChain = (row) => (top, at) => isOnChain(row, top.passing, above[at], ends[at]);
  for (const row of rows) {
    const joinsCommon = shared.has(relations.older[row]) && shared.has(relations.newer[row]);
    if (carriesDescent(row) && (joinsCommon || some(onChain(row)))) litRows.set(row, 1);
    if (isBetweenEnds(row)) litRows.set(row, 2);
  }
  const best = chains[0] ?? [];
  best.slice(1).forEach((p, at) => {
    for (const row of stepsBetween(best[at], p)) litRows.set(row, 3);
  });
}

export function isBetweenEnds(row) {
  return ends.includes(relations.older[row]) && ends.includes(relations.newer[row]);
}

function commonAncestors() {
  const [first, ...rest] = above;
  return [...first.keys()].filter((p) => !ends.includes(p) && rest.every((one) => one.has(p)));
}

// The common ancestors from which no other one descends.
function nearestOf(shared) {
  return shared.filter((p) => {
    const under = walk(p, NEWER).fewest;
    return !shared.some((one) => !sameGeneration(one, p) && under.has(one));
  });
}
