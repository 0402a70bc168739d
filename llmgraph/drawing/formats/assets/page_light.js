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
import { findChain, lineage, sameGeneration, stepsBetween, walk } from "./page_lineage.js";

// Whether each paper is shown, and the rows that are.
export let shown;
export let rows;
// The paper that is chosen and the other end of a path, or -1.
export let paper = -1;
export let other = -1;
// Papers that are lit, or null for all; rows of a lineage 1, of its paper 2, of a chain 3.
export let lit = null;
export let litRows = new Map();
// Of one paper: its lineages, towards the older and towards the newer papers.
export let sides = null;
// Of two: the ends, the chain between them, and the papers from which both descend.
export let ends = null;
export let chain = null;
export let tops = [];
// What a search finds, while somebody searches.
let hits = [];

export function chooseLight() {
  readSwitches();
  const narrowed = state.from !== initial.from || state.until !== initial.until;
  const inYears = (p) => yearOf(p) >= state.from && yearOf(p) <= state.until;
  shown = everyPaper.map((p) => on.topics.has(papers.topic[p]) && (!narrowed || inYears(p)));
  rows = everyRow.filter(isShown);
  [paper, other] = [state.paper, state.to].map((word) => numbers.get(word) ?? -1);
  litRows = new Map();
  lit = sides = chain = ends = null;
  if (paper >= 0 && other < 0) lightLineage();
  if (paper >= 0 && other >= 0) lightPath();
  if (!hits.length) return;
  lit = new Set(hits);
  litRows = new Map();
}

export function lightHits(papers) {
  hits = papers;
  chooseLight();
}

function isShown(row) {
  const { kind, older, newer } = relations;
  return on.relations.has(kind[row]) && shown[older[row]] && shown[newer[row]];
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

function lightPath() {
  chain = findChain(paper, other) ?? findChain(other, paper);
  ends = chain ? [chain[0], chain.at(-1)] : [paper, other];
  const above = ends.map((p) => walk(p, OLDER).fewest);
  tops = chain ? [chain[0]] : nearestCommon(above);
  const under = tops.map((top) => walk(top, NEWER));
  const lower = chain ? [1] : [0, 1];
  const some = (test) => under.some((top) => lower.some((at) => test(top, at)));
  const joins = (p) => (top, at) =>
    top.passing.get(p) + above[at].get(p) <= mostSideSteps() ||
    (p === ends[at] && top.fewest.has(p));
  const among = new Set(lower.flatMap((at) => [...above[at].keys()]));
  lit = new Set([...ends, ...[...among].filter((p) => some(joins(p)))]);
  const onChain = (row) => (top, at) => isOnChain(row, top.passing, above[at], ends[at]);
  for (const row of rows) {
    if (carriesDescent(row) && some(onChain(row))) litRows.set(row, 1);
  }
  chain?.slice(1).forEach((p, at) => {
    for (const row of stepsBetween(chain[at], p)) litRows.set(row, 3);
  });
}

// The common ancestors from which no other one descends.
function nearestCommon(above) {
  const shared = [...above[0].keys()].filter((p) => above[1].has(p));
  return shared.filter((p) => {
    const under = walk(p, NEWER).fewest;
    return !shared.some((one) => !sameGeneration(one, p) && under.has(one));
  });
}
