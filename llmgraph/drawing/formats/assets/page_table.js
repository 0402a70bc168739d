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
import { byId, make, makeButton, makeQuiet } from "./page_elements.js";
import { generations, rowsOf } from "./page_lineage.js";
import { chains, lit, litRows, paper, rows, shown, sides } from "./page_light.js";
import { max, min } from "./page_view.js";
import { chooseButton, writtenGenerations } from "./page_panel.js";

// Rows of a page of a table.
const PAGE = 2500;
// By table, the column that it is sorted by, 1 or -1, and the page that is open.
const sorted = {};
const collator = new Intl.Collator(undefined, { numeric: true });

export function tabulate() {
  tabulatePapers();
  tabulateRelations();
}

function tabulatePapers() {
  const some = everyPaper.filter((p) => shown[p] && (!lit || lit.has(p)));
  const generation = new Map(generationsOf(some));
  const nameCell = Object.assign((p) => names[p], { node: chooseButton });
  const caption = fillTable("paperRows", "page.paper_rows", some, [
    dateOf,
    nameCell,
    (p) => titles[p],
    ...(lanes.length ? [topicOf] : []),
    ...(sideways ? [sideStepsOf] : []),
    (p) => `${generation.get(p) ?? ""}`,
    summaryOf,
  ]);
  const id = sides ? "page.since" : chains.length ? "page.along" : "page.above";
  const name = names[paper];
  const fewest = sides && sideways && say("page.sides_since", { name });
  caption.append(makeQuiet(say(id, { name }), fewest));
}

function generationsOf(some) {
  if (!sides) return writtenGenerations(generations(chains[0] ?? some, NEWER));
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
  fillTable(
    "relationRows",
    "page.relation_rows",
    [...new Set([...own, ...bright])],
    [(row) => dateOf(relations.newer[row]), sentence, noteOf, (row) => groundsOf(row).join(" · ")],
  );
}

// Fills the body of a table with a page of its rows, and gives its caption. A column is a function
// that gives the text of a cell, or its `node`.
function fillTable(place, id, items, columns) {
  const state = (sorted[place] ??= { sign: 0, page: 0 });
  const last = max(0, Math.ceil(items.length / PAGE) - 1);
  state.page = min(state.page, last);
  const [from, to] = [state.page * PAGE, min((state.page + 1) * PAGE, items.length)];
  const cellsOf = (item) => columns.map((cell) => make("td", cell.node?.(item) ?? cell(item)));
  const page = inOrder(items, columns, state).slice(from, to);
  byId(place).replaceChildren(...page.map((item) => make("tr", ...cellsOf(item))));
  const table = byId(place).parentNode;
  const shownRows = last ? `${from + 1}–${to}` : items.length;
  table.caption.textContent = say(id, { shown: shownRows, total: items.length });
  const turn = (by) => {
    state.page += by;
    tabulate();
  };
  for (const [sign, by] of last ? Object.entries({ "‹": -1, "›": 1 }) : []) {
    const button = makeButton("button", sign, () => turn(by));
    button.disabled = state.page + by < 0 || state.page + by > last;
    table.caption.append(" ", button);
  }
  [...table.tHead.rows[0].cells].forEach((head, at) => {
    const sign = state.column === at ? state.sign : 0;
    head.ariaSort = sign ? (sign > 0 ? "ascending" : "descending") : "none";
    // A click sorts by the column, a second one the other way round.
    head.firstChild.onclick = () => {
      Object.assign(state, { column: at, sign: sign > 0 ? -1 : 1, page: 0 });
      tabulate();
    };
  });
  return table.caption;
}

function inOrder(items, columns, { column, sign }) {
  if (!sign) return items;
  const keyed = items.map((item) => [columns[column](item).replace(/[≥≤] /, ""), item]);
  keyed.sort(([a], [b]) => sign * collator.compare(a, b));
  return keyed.map(([, item]) => item);
}
