// The panel: what there is to read about a paper.
import {
  NEWER,
  OLDER,
  carriesDescent,
  data,
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
  sentence,
  summaryOf,
  told,
  topicOf,
} from "./page_words.js";
import {
  byId,
  main,
  make,
  makeButton,
  makeFold,
  makeList,
  makeQuiet,
  makeSvg,
} from "./page_elements.js";
import { MOST_LIT, goFurther, lineage, reachOfLight, rowsOf } from "./page_lineage.js";
import { ends, paper, shown } from "./page_light.js";
import { clamp, height, max, width } from "./page_view.js";
import { theme } from "./page_drawing.js";
import { tellBetween } from "./page_between.js";
import { choose, update } from "./page_update.js";

// Groups of relations that are longer are folded.
const MOST_OPEN = 12;

export function tell() {
  const mark = main.classList.contains("folded") ? "▴" : "▾";
  byId("fold").textContent = `${mark} ${paper < 0 ? say("page.panel") : names[paper]}`;
  byId("details").replaceChildren(...toldParts());
}

function toldParts() {
  if (paper < 0) return [make("p", say("page.hint"))];
  return ends ? tellBetween() : tellPaper();
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
    make("p", !shown[p] && say("page.hidden", { name: names[p] })),
    make("p", tellLineage(p)),
    makeQuiet(say("page.step"), sideways && limitOfChains(state["side-steps"])),
    makeQuiet(
      dots && say("page.cut", { steps: counted("count.step", reachOfLight), most: MOST_LIT }),
    ),
    make("p.links", connectButton(), dots && oneStepMore(), clearButton()),
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
    const hidden = [...side.keys()].filter((one) => !shown[one]).length;
    const text = say(id, values);
    return hidden ? listed("list.clause", [text, counted("page.some_hidden", hidden)]) : text;
  };
  const older = tellSide("page.ancestors", OLDER);
  return say("page.lineage", { older, newer: tellSide("page.descendants", NEWER) });
}

function oneStepMore() {
  return makeButton("button", say("page.step_more"), () => {
    goFurther();
    update();
  });
}

function connectButton() {
  return makeButton("button", say(picking ? "page.pick" : "page.connect"), () => {
    setPicking(!picking);
    tell();
    byId("search").focus();
  });
}

export function clearButton() {
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
      const list = makeList("ul", here.slice(0, MOST_LIT), (row) => [
        linkTo(otherEnd(row)),
        evidenceOf(row),
      ]);
      const head = make("h3", strokeOf(kind), `${phrase} (${here.length})`);
      parts.push(makeFold([head, here.length <= MOST_OPEN], list));
    }
  }
  return parts;
}

// Generations as texts; those of which no more is known say so.
export function writtenGenerations(side, sign = 1) {
  const bound = sign < 0 ? "≤ " : "≥ ";
  return [...side].map(([p, count]) => [p, `${side.vague.has(p) ? bound : ""}${sign * count}`]);
}

export function reasonsOf(some) {
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

export function linkTo(p) {
  const isHidden = !shown[p] && say("page.not_shown");
  const quiet = [dateOf(p), isHidden].filter(Boolean).join(" · ");
  return make("span", chooseButton(p), " ", make("span.quiet", quiet));
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
