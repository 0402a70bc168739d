// What there is to read about several papers: chains between two, and what they have in common.
import { isPassage, kindOf, labelOf, names, relations, sideways } from "./page_data.js";
import { counted, listed, say, scope, sentence } from "./page_words.js";
import { make, makeFold, makeList } from "./page_elements.js";
import { findChains, generations, rowsOf, stepsBetween } from "./page_lineage.js";
import { MOST_CHAINS, above, chains, common, ends, isBetweenEnds, lit } from "./page_light.js";
import { clearButton, linkTo, nameOf, reasonsOf, writtenGenerations } from "./page_panel.js";
import { NEWER, OLDER } from "./page_data.js";

export function tellBetween() {
  const sign = chains.length ? " → " : " · ";
  return [
    ...(ends.length < 6
      ? [make("h2", ...ends.flatMap((p, at) => [at && sign, nameOf(p)]))]
      : tellPapers("page.selected", ends, true)),
    make("p.links", clearButton()),
    ...(chains.length ? tellChains() : tellWhyApart()),
    ...tellDirect(),
    ...tellPapers("page.common", common, true),
    ...tellAlone(),
  ];
}

function tellChains() {
  const [best, ...others] = chains;
  const between = [...lit].filter((p) => !best.includes(p));
  return [
    make("p", tellSteps(best)),
    ...tellAgainst(),
    stepsOf(best),
    ...others
      .slice(0, MOST_CHAINS - 1)
      .map((chain) => makeFold([chain.map((p) => labelOf(p)).join(" → "), false], stepsOf(chain))),
    ...tellPapers("page.between", between, false),
  ];
}

function stepsOf(chain) {
  return makeList("ol", chain.slice(1), (p, at) => [
    linkTo(chain[at]),
    " → ",
    linkTo(p),
    ...reasonsOf(stepsBetween(chain[at], p)),
  ]);
}

function tellSteps(chain) {
  const [, length] = writtenGenerations(generations(chain, NEWER)).at(-1);
  const single = length === "1";
  const count = chain.sideSteps;
  const steps = say("page.steps", { steps: counted("count.step", length) });
  const id = single ? "steps.single" : count ? "steps.some" : "steps.none";
  const isPlain = !sideways || (single && !count);
  const total = chains.length < MOST_CHAINS ? chains.length : `≥ ${MOST_CHAINS}`;
  return say("page.best_of", {
    steps: isPlain ? steps : say(id, { steps, count }),
    count: total,
  });
}

// The best chain that does not count; else that there is none.
function tellWhyApart() {
  if (ends.length > 2) return [];
  const wider = chainOfAnyLimit(false);
  if (wider) return [make("p", counted("page.least", wider.sideSteps)), ...tellAgainst()];
  const through = chainOfAnyLimit(true);
  if (!through) return [make("p", say("page.apart", { scope: scope() }))];
  const own = through
    .slice(1, -1)
    .map((p, at) => stepsBetween(through[at], p))
    .filter((some) => !some.some((row) => relations.inherited[row]));
  const rows = own.map(([row]) => sentence(row)).join(" · ");
  return [make("p", say("page.alone", { rows })), ...tellAgainst()];
}

function chainOfAnyLimit(throughOwn) {
  const [a, b] = ends;
  const both = [
    [a, b],
    [b, a],
  ].flatMap((two) => findChains(...two, 1, Infinity, throughOwn));
  return both.sort((one, two) => one.sideSteps - two.sideSteps)[0];
}

// What speaks against a plain reading: the rows between the two that carry no descent.
function tellAgainst() {
  const barren = directRows().filter((row) => kindOf(row).barren);
  const rows = [...new Set(barren.map(sentence))];
  if (!rows.length) return [];
  return [make("p", say("answer.against", { rows: listed("list.semicolon", rows) }))];
}

// Rows of any type between the papers, unless they stand in a chain.
function tellDirect() {
  const isTold = (row) => chains.length && kindOf(row).descent;
  const some = directRows().filter((row) => !isTold(row));
  return some.length ? [make("h2", say("page.direct")), ...reasonsOf(some)] : [];
}

// By type, from the newer paper first.
function directRows() {
  const { kind, newer } = relations;
  const isReversed = (row) => (newer[row] === ends[1]) === kindOf(row).newerIsTarget;
  const rows = ends.flatMap((p) => rowsOf[OLDER][p]);
  return rows
    .filter((row) => isBetweenEnds(row) && !isPassage(row))
    .sort((one, other) => kind[one] - kind[other] || isReversed(one) - isReversed(other));
}

// What each has that none of the others has.
function tellAlone() {
  return ends.flatMap((end, at) => {
    const rest = above.filter((_, other) => other !== at);
    const alone = [...above[at].keys()].filter(
      (p) => !ends.includes(p) && !rest.some((one) => one.has(p)),
    );
    return tellPapers("page.only", alone, false, { name: names[end] });
  });
}

function tellPapers(id, some, open, values = {}) {
  if (!some.length) return [];
  const head = `${say(id, values)} (${some.length})`;
  return [
    makeFold(
      [head, open],
      makeList("ul", some, (p) => [linkTo(p)]),
    ),
  ];
}
