// The tables: all that is lit, as texts.
import {
  NEWER,
  OLDER,
  everyPaper,
  lanes,
  names,
  relations,
  sideways,
  titles,
} from "./page_data.js";
import { dateOf, groundsOf, noteOf, say, sentence, summaryOf, topicOf } from "./page_words.js";
import { byId, make, makeQuiet } from "./page_elements.js";
import { generations, rowsOf } from "./page_lineage.js";
import { chain, lit, litRows, paper, rows, shown, sides } from "./page_light.js";
import { min } from "./page_view.js";
import { chooseButton, writtenGenerations } from "./page_panel.js";

const MOST_ROWS = 5000;
// By table, the column that it is sorted by, and 1 or -1.
const sorted = {};
const collator = new Intl.Collator(undefined, { numeric: true });

export function tabulate() {
  tabulatePapers();
  tabulateRelations();
}

function tabulatePapers() {
  const some = everyPaper.filter((p) => shown[p] && (!lit || lit.has(p)));
  const generation = new Map(generationsOf(some));
  const caption = fillTable("paperRows", "page.paper_rows", some, (p) => [
    dateOf(p),
    chooseButton(p),
    make("bdi", titles[p]),
    ...(lanes.length ? [topicOf(p)] : []),
    ...(sideways ? [sideStepsOf(p)] : []),
    `${generation.get(p) ?? ""}`,
    summaryOf(p),
  ]);
  const id = sides ? "page.since" : chain ? "page.along" : "page.above";
  const name = names[paper];
  const fewest = sides && sideways && say("page.sides_since", { name });
  caption.append(makeQuiet(say(id, { name }), fewest));
}

function generationsOf(some) {
  if (!sides) return writtenGenerations(generations(chain ?? some, NEWER));
  return [...writtenGenerations(sides[OLDER], -1), ...writtenGenerations(sides[NEWER])];
}

// The fewest side steps between a paper and the one that is chosen.
function sideStepsOf(p) {
  if (!sides) return "";
  const steps = sides.map((side) => side.fewest.get(p)).filter((count) => count !== undefined);
  return `${min(...steps)}`;
}

function tabulateRelations() {
  // Of a chosen paper every relation, as in the panel.
  const own = sides ? [...rowsOf[OLDER][paper], ...rowsOf[NEWER][paper]] : [];
  const bright = rows.filter((row) => !lit || litRows.has(row));
  const some = [...new Set([...own, ...bright])];
  fillTable("relationRows", "page.relation_rows", some, (row) => [
    dateOf(relations.newer[row]),
    sentence(row),
    noteOf(row),
    groundsOf(row).join(" · "),
  ]);
}

// Fills the body of a table, and gives its caption.
function fillTable(place, id, items, cellsOf) {
  const filled = items.map((item) => cellsOf(item).map((cell) => make("td", cell)));
  const [column, sign] = sorted[place] ?? [];
  if (sign) filled.sort((a, b) => sign * compare(a[column], b[column]));
  byId(place).replaceChildren(...filled.slice(0, MOST_ROWS).map((cells) => make("tr", ...cells)));
  const table = byId(place).parentNode;
  const count = { shown: min(items.length, MOST_ROWS), total: items.length };
  table.caption.textContent = say(id, count);
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const here = column === at && sign;
    head.ariaSort = here ? (sign > 0 ? "ascending" : "descending") : "none";
    // A click sorts by the column, a second one the other way round.
    head.firstChild.onclick = () => {
      sorted[place] = [at, here && sign > 0 ? -1 : 1];
      tabulate();
    };
  });
  return table.caption;
}

function compare(a, b) {
  const [one, two] = [a, b].map((cell) => cell.textContent.replace(/[≥≤] /, ""));
  return collator.compare(one, two);
}
