// Who descends from whom, by the relation types that are switched on.
import {
  NEWER,
  OLDER,
  carriesDescent,
  data,
  endAt,
  everyPaper,
  everyRow,
  isPassage,
  papers,
  relations,
  dots,
} from "./page_data.js";
import { mostSideSteps, on } from "./page_state.js";

// In a large page lineages are lit up to this many papers.
export const MOST_LIT = 300;

// Rows of each paper, by the way to their other end.
export const rowsOf = [OLDER, NEWER].map(() => everyPaper.map(() => []));
// Papers by rank: relations that carry descent count most.
const score = new Float64Array(papers.id.length);
for (const row of everyRow) {
  rowsOf[NEWER][relations.older[row]].push(row);
  rowsOf[OLDER][relations.newer[row]].push(row);
  for (const end of endAt) score[end[row]] += carriesDescent(row) ? 1 : 0.1;
}
export const ranked = [...everyPaper].sort((a, b) => score[b] - score[a]);
// Among very many papers names of equals are spread over the years, in golden sections of the dates.
const golden = (p) => (p * 0.618034) % 1;
const spreadOut = (a, b) => score[b] - score[a] || golden(a) - golden(b);
export const prominent = dots ? [...ranked].sort(spreadOut) : ranked;

// Papers that descend from each other are of one generation: by paper, the first of its cycle.
const cycles = (data.cycles ?? []).flatMap((all) => all.map((p) => [p, all[0]]));
const cycleOf = new Map(cycles);

export function sameGeneration(a, b) {
  return (cycleOf.get(a) ?? a) === (cycleOf.get(b) ?? b);
}

export function stepsFrom(p, way) {
  const counts = (row) => carriesDescent(row) && on.relations.has(relations.kind[row]);
  return rowsOf[way][p].filter(counts);
}

export function stepsBetween(older, newer) {
  return stepsFrom(older, NEWER).filter((row) => relations.newer[row] === newer);
}

// A row that is not inherited is only ever the newest of a chain.
function mayGoOn(row, p, way, start) {
  return relations.inherited[row] || (way === OLDER && p === start);
}

// In a large page lineages are lit so many steps far.
export let reachOfLight = 2;
export function goFurther(steps = reachOfLight + 1) {
  reachOfLight = steps;
}

// The fewest side steps to all papers that way; `near` keeps to those within some steps, at most
// MOST_LIT. `passing` are the papers from which a chain may go on.
export function walk(start, way, near) {
  const passing = new Map();
  const ending = [];
  const seen = new Set();
  const levels = [[[start, 0]]];
  for (let spent = 0; spent < levels.length; spent++) {
    // Steps that are none to the side lengthen the level itself.
    for (const [p, far] of levels[spent] ?? []) {
      if (!passing.has(p)) passing.set(p, spent);
      if (near ? far >= reachOfLight || passing.size > MOST_LIT : seen.has(p)) continue;
      seen.add(p);
      for (const row of stepsFrom(p, way)) {
        const to = endAt[way][row];
        const taken = spent + relations.sideSteps[row];
        if (taken > mostSideSteps()) continue;
        if (mayGoOn(row, p, way, start)) (levels[taken] ??= []).push([to, far + 1]);
        else if (way === NEWER) ending.push([to, taken]);
      }
    }
  }
  const fewest = new Map(passing);
  for (const [p, taken] of ending) {
    if (!(fewest.get(p) <= taken)) fewest.set(p, taken);
  }
  return { fewest, passing };
}

// All papers that way, each with its generation.
export function lineage(start, way, near = dots) {
  const found = walk(start, way, near);
  return Object.assign(generations(found.fewest.keys(), way, start), found);
}

// The longest chain that counts to each of some papers, from `start` or from any of them. Steps
// between papers that descend from each other do not count; to the `vague` papers it is at least
// so long.
export function generations(some, way, start) {
  const { order } = papers;
  const direction = way === NEWER ? 1 : -1;
  // The order is topological, but for cycles.
  const sorted = [...some].sort((a, b) => (order[a] - order[b]) * direction);
  const longest = new Map(sorted.map((p) => [p, 0]));
  const vague = new Set();
  const first = start === undefined ? sorted : sorted.filter((p) => p === start);
  // Lengths of chains that may go on, by the side steps that they took.
  const levels = [new Map(first.map((p) => [p, 0]))];

  function follow(p, row, spent) {
    const to = endAt[way][row];
    // Without a limit the side steps need not be told apart.
    const taken = mostSideSteps() === Infinity ? 0 : spent + relations.sideSteps[row];
    const passing = mayGoOn(row, p, way, start);
    if (!longest.has(to) || taken > mostSideSteps() || (way === OLDER && !passing)) return false;
    const step = sameGeneration(to, p) ? 0 : isPassage(row) ? 2 : 1;
    const length = levels[spent].get(p) + step;
    if (isPassage(row) || vague.has(p)) vague.add(to);
    if (length > longest.get(to)) longest.set(to, length);
    if (!passing || (levels[taken] ??= new Map()).get(to) >= length) return false;
    levels[taken].set(to, length);
    // On a cycle, what comes earlier may be reached once more.
    return cycleOf.has(to);
  }

  for (let again = true; again;) {
    again = false;
    for (const p of sorted) {
      levels.forEach((level, spent) => {
        if (!level.has(p)) return;
        for (const row of stepsFrom(p, way)) {
          if (follow(p, row, spent)) again = true;
        }
      });
    }
  }
  return Object.assign(longest, { vague });
}

// Costs of a chain, each of which outweighs all that come after it.
const COST_OF_OWN = 1e13;
const COST_OF_SIDE_STEP = 1e9;
const COST_OF_WEAKNESS = 1e4;
// Partial chains after which a search gives up; only cycles have dead ends.
const MOST_TRIED = 20_000;

// The best chains, at most so many: fewest side steps, then the evidence, then length. With
// `throughOwn` they may run through rows that are not inherited, of which they take the fewest
// before all.
export function findChains(start, goal, most, limit = mostSideSteps(), throughOwn = false) {
  const costOfStep = (row, to) => {
    const goesOn = relations.inherited[row] || to === goal;
    return goesOn || throughOwn ? costOf(row) + (goesOn ? 0 : COST_OF_OWN) : Infinity;
  };
  const least = leastCosts(start, goal, costOfStep);
  const found = [];
  // Each from the goal on, with what its best completion costs.
  const queue = [{ papers: [goal], spent: 0, cost: least.get(goal) ?? Infinity, names: "" }];
  const isBefore = (a, b) => a.cost < b.cost || (a.cost === b.cost && a.names < b.names);
  for (let tried = 0; queue.length && found.length < most && tried < MOST_TRIED; tried++) {
    const { papers: chain, spent, cost, names } = queue.shift();
    if (!(sideStepsIn(cost) <= limit)) break;
    if (chain[0] === start) found.push(Object.assign(chain, { sideSteps: sideStepsIn(cost) }));
    else {
      for (const [p, step] of stepsOnto(chain[0], costOfStep)) {
        if (!least.has(p) || chain.includes(p)) continue;
        const next = { papers: [p, ...chain], spent: spent + step };
        next.cost = next.spent + least.get(p);
        next.names = `${names}\0${papers.id[p]}`;
        const at = queue.findIndex((one) => isBefore(next, one));
        queue.splice(at < 0 ? queue.length : at, 0, next);
      }
    }
  }
  return found;
}

function sideStepsIn(cost) {
  return Math.floor((cost % COST_OF_OWN) / COST_OF_SIDE_STEP);
}

// What the best row from each parent costs.
function stepsOnto(p, costOfStep) {
  const best = new Map();
  for (const row of stepsFrom(p, OLDER)) {
    const [from, cost] = [relations.older[row], costOfStep(row, p)];
    if (cost < (best.get(from) ?? Infinity)) best.set(from, cost);
  }
  return best;
}

// What the best chain from `start` to each paper costs; a chain does not go on from its goal.
function leastCosts(start, goal, costOfStep) {
  const least = new Map([[start, 0]]);
  const queue = [start];
  for (const p of queue) {
    if (p === goal) continue;
    for (const row of stepsFrom(p, NEWER)) {
      const [to, cost] = [
        relations.newer[row],
        least.get(p) + costOfStep(row, relations.newer[row]),
      ];
      if (!(cost < (least.get(to) ?? Infinity))) continue;
      least.set(to, cost);
      queue.push(to);
    }
  }
  return least;
}

function costOf(row) {
  const weakness = data.grades[relations.grade[row]][0];
  return relations.sideSteps[row] * COST_OF_SIDE_STEP + weakness * COST_OF_WEAKNESS + 1;
}
