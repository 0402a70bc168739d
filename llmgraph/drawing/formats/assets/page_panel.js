// The panel: what there is to read about a paper, or about two.
import {
  NEWER,
  OLDER,
  carriesDescent,
  data,
  everyRow,
  isPassage,
  kindOf,
  kinds,
  labelOf,
  names,
  papers,
  relations,
  sideways,
  titles,
  dots,
} from "./page_data.js";
import { picking, setPicking, state } from "./page_state.js";
import {
  counted,
  dateOf,
  groundsOf,
  limitOfChains,
  listed,
  noteOf,
  say,
  scope,
  sentence,
  summaryOf,
  told,
  topicOf,
} from "./page_words.js";
import { byId, main, make, makeButton, makeList, makeQuiet, makeSvg } from "./page_elements.js";
import { MOST_LIT, findChain, generations, lineage, rowsOf, stepsBetween } from "./page_lineage.js";
import { chain, ends, lit, paper, tops } from "./page_light.js";
import { clamp, height, max, width } from "./page_view.js";
import { theme } from "./page_drawing.js";
import { choose } from "./page_update.js";

export function tell() {
  const mark = main.classList.contains("folded") ? "▴" : "▾";
  byId("fold").textContent = `${mark} ${paper < 0 ? say("page.panel") : names[paper]}`;
  byId("details").replaceChildren(...toldParts());
}

function toldParts() {
  if (paper < 0) return tellNothing();
  if (chain) return tellChain();
  return ends ? tellApart() : tellPaper();
}

function tellNothing() {
  const counts = {
    papers: counted("count.paper", papers.id.length),
    relations: counted("count.relation", everyRow.filter((row) => !isPassage(row)).length),
  };
  const quiet = [say("page.counts", counts), ...(data.imprint ? [told(data.imprint)] : [])];
  return [make("p", say("page.hint")), ...quiet.map((line) => make("p.quiet", line))];
}

function paperKindOf(p) {
  return told(data.paperKinds[papers.kind[p]]);
}

function otherShortNames(p) {
  return [papers.short[p], papers.shortZh[p]].filter((name) => name !== names[p]);
}

function tellPaper() {
  const p = paper;
  const rows = [...rowsOf[OLDER][p], ...rowsOf[NEWER][p]];
  return [
    make("h2", nameOf(p)),
    make("p", papers.short[p] && make("bdi", papers.title[p])),
    makeQuiet(dateOf(p), papers.venue[p], paperKindOf(p), topicOf(p)),
    makeQuiet(papers.authors[p]),
    makeQuiet(...otherShortNames(p), papers.aliases[p]),
    make("p", summaryOf(p)),
    make("p.links", ...webLinks(p)),
    make("p", tellLineage(p)),
    makeQuiet(say("page.step"), sideways && limitOfChains(state["side-steps"])),
    makeQuiet(dots && say("page.cut", { most: MOST_LIT })),
    make("p.links", connectButton(), clearButton()),
    ...tellRows("page.older", rowsOf[OLDER][p].filter(carriesDescent)),
    ...tellRows("page.newer", rowsOf[NEWER][p].filter(carriesDescent)),
    ...tellRows(
      "page.beside",
      rows.filter((row) => !carriesDescent(row)),
    ),
  ].filter((part) => part.textContent);
}

function webLinks(p) {
  const [arxiv, doi, url] = [papers.arxiv[p], papers.doi[p], papers.url[p]];
  const links = [
    [`arXiv:${arxiv}`, arxiv && `https://arxiv.org/abs/${encodeURI(arxiv)}`],
    ["DOI", doi && `https://doi.org/${encodeURI(doi)}`],
    [url.split("/")[2], url],
  ];
  return links
    .filter(([, href]) => /^https?:\/\//i.test(href))
    .map(([text, href]) => {
      const attributes = { href, rel: "noopener noreferrer", target: "_blank" };
      return Object.assign(make("a", text), attributes);
    });
}

function tellLineage(p) {
  const tellSide = (id, way) => {
    const side = lineage(p, way, false);
    const longest = (side.vague.size ? "≥ " : "") + max(...side.values());
    const values = { count: side.size - 1, generations: counted("page.generations", longest) };
    return say(id, values);
  };
  const older = tellSide("page.ancestors", OLDER);
  return say("page.lineage", { older, newer: tellSide("page.descendants", NEWER) });
}

function connectButton() {
  return makeButton("button", say(picking ? "page.pick" : "page.connect"), () => {
    setPicking(!picking);
    tell();
    byId("search").focus();
  });
}

function clearButton() {
  return makeButton("button", say("page.clear"), () => choose(-1));
}

// Relations of the paper, by kind and by its end of the row.
function tellRows(heading, some) {
  const parts = some.length ? [make("h2", `${say(heading)} (${some.length})`)] : [];
  const isNewer = (row) => relations.newer[row] === paper;
  const otherEnd = (row) => (isNewer(row) ? relations.older[row] : relations.newer[row]);
  for (const kind of kinds) {
    const [asSource, asTarget] = told(kind);
    const ofKind = some.filter((row) => kindOf(row) === kind);
    const sources = ofKind.filter((row) => isNewer(row) !== kind.newerIsTarget);
    const targets = ofKind.filter((row) => isNewer(row) === kind.newerIsTarget);
    for (const [phrase, here] of [
      [asSource, sources],
      [asTarget, targets],
    ]) {
      if (!here.length) continue;
      const items = here.slice(0, MOST_LIT);
      parts.push(
        make("h3", strokeOf(kind), `${phrase} (${here.length})`),
        makeList("ul", items, (row) => [linkTo(otherEnd(row)), evidenceOf(row)]),
      );
    }
  }
  return parts;
}

function tellChain() {
  const between = (p, at) => reasonsOf(stepsBetween(chain[at], p));
  const step = (p, at) => [linkTo(chain[at]), " → ", linkTo(p), ...between(p, at)];
  return [
    make("h2", nameOf(ends[0]), " → ", nameOf(ends[1])),
    clearButton(),
    make("p", tellSteps()),
    ...tellAgainst(),
    makeList("ol", chain.slice(1), step),
  ];
}

function tellSteps() {
  const [, length] = writtenGenerations(generations(chain, NEWER)).at(-1);
  const single = length === "1";
  const count = chain.sideSteps;
  const steps = say("page.steps", { steps: counted("count.step", length) });
  const id = single ? "steps.single" : count ? "steps.some" : "steps.none";
  const onlyStep = single && !count;
  return say("page.told_steps", {
    steps: !sideways || onlyStep ? steps : say(id, { steps, count }),
    others: counted("page.others", lit.size - chain.length),
  });
}

// Generations as texts; those of which no more is known say so.
export function writtenGenerations(side, sign = 1) {
  const bound = sign < 0 ? "≤ " : "≥ ";
  return [...side].map(([p, count]) => [p, `${side.vague.has(p) ? bound : ""}${sign * count}`]);
}

function tellApart() {
  const parts = [
    make("h2", nameOf(ends[0]), " · ", nameOf(ends[1])),
    clearButton(),
    ...tellWhyApart(),
  ];
  if (!tops.length) return parts;
  const common = makeList("ul", tops.slice(0, 20), (p) => [linkTo(p)]);
  return [...parts, make("h2", say("page.common")), common];
}

// The best chain that does not count; else the rows of any type between the two.
function tellWhyApart() {
  const wider = chainOfAnyLimit(false);
  if (wider) return [make("p", counted("page.least", wider.sideSteps)), ...tellAgainst()];
  const through = chainOfAnyLimit(true);
  if (through) {
    const own = through
      .slice(1, -1)
      .map((p, at) => stepsBetween(through[at], p))
      .filter((some) => !some.some((row) => relations.inherited[row]));
    const rows = own.map(([row]) => sentence(row)).join(" · ");
    return [make("p", say("page.alone", { rows })), ...tellAgainst()];
  }
  return [make("p", say("page.apart", { scope: scope() })), ...reasonsOf(directRows())];
}

// What speaks against a plain reading: the rows between the two that carry no descent.
function tellAgainst() {
  const barren = directRows().filter((row) => kindOf(row).barren);
  const rows = [...new Set(barren.map(sentence))];
  if (!rows.length) return [];
  return [make("p", say("answer.against", { rows: listed("list.semicolon", rows) }))];
}

// Rows of any type between the two, by type, from the newer paper first.
function directRows() {
  const [a, b] = ends;
  const { kind, newer, older } = relations;
  const isReversed = (row) => (newer[row] === b) === kindOf(row).newerIsTarget;
  const rows = [...rowsOf[OLDER][b], ...rowsOf[NEWER][b]];
  return rows
    .filter((row) => older[row] === a || newer[row] === a)
    .sort((one, other) => kind[one] - kind[other] || isReversed(one) - isReversed(other));
}

function chainOfAnyLimit(throughOwn) {
  const [a, b] = ends;
  const both = [
    findChain(a, b, Infinity, throughOwn),
    findChain(b, a, Infinity, throughOwn),
  ].filter(Boolean);
  return both.sort((one, two) => one.sideSteps - two.sideSteps)[0];
}

function reasonsOf(some) {
  const reason = (row) => [make("h3", strokeOf(kindOf(row)), sentence(row)), evidenceOf(row)];
  return some.flatMap(reason);
}

function evidenceOf(row) {
  return make("div", noteOf(row), makeQuiet(...groundsOf(row)));
}

export function nameOf(p) {
  return make("bdi", labelOf(p));
}

export function chooseButton(p) {
  return makeButton("button.link", nameOf(p), () => choose(p, true));
}

function linkTo(p) {
  return make("span", chooseButton(p), " ", make("span.quiet", dateOf(p)));
}

// The line of a relation type in the colours of the page.
export function strokeOf({ dashes, [theme]: stroke }) {
  const svg = makeSvg("svg", { class: "stroke", viewBox: "0 0 36 10" });
  const dash = dashes.join(" ") || "none";
  const look = { stroke, "stroke-width": 2.2, "stroke-dasharray": dash };
  makeSvg("path", { d: "M0 5h36", ...look }, svg);
  return svg;
}

// What stands beside the mouse: about a paper, or else about a relation.
export function showTip(p, row, x, y) {
  const tip = byId("tip");
  tip.hidden = p < 0 && row < 0;
  if (tip.hidden) return;
  const ofPaper = () => [
    make("b", labelOf(p)),
    make("div", titles[p]),
    makeQuiet(dateOf(p), topicOf(p)),
  ];
  const ofRow = () => [make("b", sentence(row)), make("div", noteOf(row))];
  tip.replaceChildren(...(p < 0 ? ofRow() : ofPaper()));
  const below = y + 18 + tip.offsetHeight <= height;
  tip.style.left = `${clamp(x + 14, 4, width - tip.offsetWidth - 8)}px`;
  tip.style.top = `${below ? y + 18 : y - tip.offsetHeight - 10}px`;
}
