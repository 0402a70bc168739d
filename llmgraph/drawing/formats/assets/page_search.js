// Search: by the start of a name before its inside, the better connected first.
import { papers } from "./page_data.js";
import { keysOf, plain } from "./page_names.js";
import { dateOf, say } from "./page_words.js";
import { byId, chart, make } from "./page_elements.js";
import { ranked } from "./page_lineage.js";
import { min } from "./page_view.js";
import { nameOf } from "./page_panel.js";
import { choose } from "./page_update.js";

const MOST_FOUND = 12;
let found = [];
let active = 0;

// 0 for a name, 1 for its start, 2 for its inside, 3 for none.
function distance(key, wanted) {
  if (key === wanted) return 0;
  if (key.startsWith(wanted)) return 1;
  return key.includes(wanted) ? 2 : 3;
}

function findPapers(wanted) {
  if (!wanted) return [];
  const far = (p) => min(...keysOf(p).map((key) => distance(key, wanted)));
  return ranked
    .map((p) => [far(p), p])
    .filter(([distance]) => distance < 3)
    .sort((a, b) => a[0] - b[0])
    .slice(0, MOST_FOUND)
    .map(([, p]) => p);
}

function search() {
  const asked = byId("search").value;
  const withoutAddress = asked.replace(/^\s*https?:\/\/\S*(abs|pdf|doi\.org)\//i, "");
  found = findPapers(plain(withoutAddress));
  active = 0;
  const items = found.map(itemOf);
  if (asked && !items.length) items.push(make("li", say("page.none")));
  byId("found").replaceChildren(...items);
  showFound(!asked);
}

function itemOf(p) {
  const told = make("span.quiet", dateOf(p), " ", papers.short[p] && papers.title[p]);
  const item = make("li", make("b", nameOf(p)), " ", told);
  item.onpointerdown = (event) => {
    event.preventDefault();
    take(p);
  };
  return item;
}

function showFound(hidden) {
  byId("found").hidden = hidden;
  [...byId("found").children].forEach((item, at) => {
    Object.assign(item, { id: `hit${at}`, role: "option", ariaSelected: at === active });
    if (at === active) item.scrollIntoView({ block: "nearest" });
  });
  byId("search").ariaExpanded = !hidden;
  byId("search").setAttribute("aria-activedescendant", hidden ? "" : `hit${active}`);
}

function take(p) {
  byId("search").value = "";
  showFound(true);
  choose(p, true);
  chart.focus();
}

function searchByKey(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Enter" && found.length) take(found[active]);
  if (event.key === "Escape") chart.focus();
  if (!by || !found.length) return;
  event.preventDefault();
  active = (active + by + found.length) % found.length;
  showFound(false);
}

export function listenToSearch() {
  Object.assign(byId("search"), {
    oninput: search,
    onfocus: search,
    onblur: () => showFound(true),
    onkeydown: searchByKey,
  });
}
