// The answer that the page was written for, each name a link into the drawing.
import { data, everyPaper, everyRow, isPassage, papers, titles } from "./page_data.js";
import { counted, say, told } from "./page_words.js";
import { byId, make, makeButton, makeList, makeQuiet } from "./page_elements.js";
import { rows, shown } from "./page_light.js";
import { choose } from "./page_update.js";

// Names are not looked for in a text for more papers.
const MOST_NAMED = 2000;

export function showAnswer() {
  const answer = told(data.answer) ?? {};
  const { heading, notes = [], prose = [], points = [], numbered, cells } = answer;
  const texts = (some) => some.map((text) => make("p", ...linked(text)));
  const below = (lines) => lines.length && makeList("ul", lines, linked);
  byId("answer").replaceChildren(
    make("h2", heading),
    ...texts(prose),
    ...(points.length
      ? [
          makeList(numbered ? "ol" : "ul", points, ([text, lines]) => [
            ...linked(text),
            below(lines),
          ]),
        ]
      : []),
    ...(cells ? [tableOf(answer)] : []),
    ...notes.map((text) => make("p.quiet", ...linked(text))),
    make("p", say("page.hint")),
    makeQuiet(tellCounts()),
    ...(data.imprint ? [makeQuiet(told(data.imprint))] : []),
  );
}

// How many papers and relations are shown, and of how many.
export function tellCounts() {
  const isReal = (row) => !isPassage(row);
  const [all, seen] = [everyRow, rows].map((some) => some.filter(isReal).length);
  const seenPapers = shown.filter(Boolean).length;
  const tellPart = (id, part, total) => {
    const whole = counted(id, total);
    return part === total || seenPapers === everyPaper.length
      ? whole
      : say("page.part", { part, whole });
  };
  const papersText = tellPart("count.paper", seenPapers, everyPaper.length);
  const relationsText = tellPart("count.relation", seen, all);
  return say("page.counts", { papers: papersText, relations: relationsText });
}

function tableOf({ header, cells, numeric, bars, below, total }) {
  const beside = [...header.keys()].filter((column) => !below.includes(column));
  const tellCell = (row, at) => (column) => {
    const cell = make(numeric[column] ? "td.number" : "td", ...linked(row[column]));
    const share = bars[column]?.[at];
    if (share !== undefined) {
      cell.append(Object.assign(make("i.bar"), { style: `width:${share * 100}%` }));
    }
    return cell;
  };
  const tellLong = (row) => (column) => {
    const cell = make("td.quiet", `${header[column]}: `, ...linked(row[column]));
    cell.colSpan = beside.length;
    return make("tr", cell);
  };
  const rows = cells.flatMap((row, at) => [
    make(below.length ? "tr.over" : "tr", ...beside.map(tellCell(row, at))),
    ...below.filter((column) => row[column]).map(tellLong(row)),
  ]);
  const head = make("tr", ...beside.map((column) => make("th", header[column])));
  const more = total > cells.length && say("page.first_rows", { count: cells.length, total });
  return make(
    "div.answer",
    make("table", make("thead", head), make("tbody", ...rows)),
    makeQuiet(more),
  );
}

// A text whose names of papers are buttons.
function linked(text) {
  const { names, pattern } = finder();
  if (!pattern) return [text];
  return text.split(pattern).map((part, at) => {
    return at % 2 ? makeButton("button.link", part, () => choose(names.get(part), true)) : part;
  });
}

// By name its paper, and the pattern of all names, the longest first.
let nameFinder;
function finder() {
  if (nameFinder) return nameFinder;
  const names = new Map();
  for (const p of everyPaper.slice(0, MOST_NAMED)) {
    for (const name of [titles[p], papers.shortZh[p], papers.short[p] || titles[p]]) {
      if (name) names.set(name, p);
    }
  }
  const escaped = [...names.keys()].map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  escaped.sort((a, b) => b.length - a.length);
  // A name ends where no other letter goes on with it, or a part joined to it.
  const pattern = new RegExp(`(?<![\\w-])(${escaped.join("|")})(?![\\w]|[.+-]\\w)`, "gu");
  return (nameFinder = { names, pattern: escaped.length && pattern });
}
