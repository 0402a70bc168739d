// Search: by names, topics, summaries and near spellings; the better connected papers first.
import { names, papers, titles, topics } from "./page_data.js";
import { keysOf, namesOf, plain } from "./page_names.js";
import { dateOf, say, topicOf } from "./page_words.js";
import { byId, chart, make } from "./page_elements.js";
import { ranked } from "./page_lineage.js";
import { lightHits } from "./page_light.js";
import { min } from "./page_view.js";
import { queueFrame } from "./page_frame.js";
import { nameOf } from "./page_panel.js";
import { choose } from "./page_update.js";

const MOST_FOUND = 12;
let found = [];
let active = 0;

// Letters to change, add, leave out or swap between two words; more than `most` need not be exact.
function lettersApart(one, two, most) {
  if (Math.abs(one.length - two.length) > most) return most + 1;
  let [before, last] = [[], [...two, ""].map((_, at) => at)];
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= two.length; to++) {
      const same = one[at - 1] === two[to - 1];
      next[to] = min(last[to] + 1, next[to - 1] + 1, last[to - 1] + (same ? 0 : 1));
      const swapped = one[at - 1] === two[to - 2] && one[at - 2] === two[to - 1];
      if (swapped) next[to] = min(next[to], before[to - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[two.length];
}

function spaced(text) {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
}

// Ways to find a paper, the best first: each gives why, or nothing.
const ways = [
  ({ wanted }, p) => nameThat(p, (key) => key === wanted),
  ({ wanted }, p) => nameThat(p, (key) => key.startsWith(wanted)),
  ({ wanted }, p) => nameThat(p, (key) => key.includes(wanted)),
  ({ wanted }, p) => {
    const { zh, en } = topics[papers.topic[p]];
    return [en, zh].some((name) => plain(name).includes(wanted)) && topicOf(p);
  },
  ({ words }, p) => {
    const texts = spaced(papers.en[p]) + papers.zh[p];
    const isThere = (word) => texts.includes(/^[a-z\d]/.test(word) ? ` ${word}` : word);
    return words.every(isThere) && say("page.in_summary");
  },
];

// A near spelling, where nothing else is found.
function nearName({ wanted }, p) {
  const most = min(3, Math.floor(wanted.length / 4));
  return nameThat(p, (key) => most && lettersApart(key, wanted, most) <= most);
}

// The name of a paper that passes a test, or a blank if it stands beside the hit in any case.
function nameThat(p, test) {
  const at = keysOf(p).findIndex((key) => key && test(key));
  const name = namesOf(p)[at];
  return at < 0 ? null : [names[p], titles[p]].includes(name) ? " " : name;
}

function hitsBy(way, asked, seen) {
  const hits = ranked.filter((p) => !seen.has(p)).map((p) => ({ p, why: way(asked, p) }));
  return hits.filter(({ why }) => why);
}

// All papers that the text may mean, with the reasons.
function findPapers(text) {
  const asked = { wanted: plain(text), words: spaced(text).trim().split(" ") };
  if (!asked.wanted) return [];
  const hits = [];
  for (const way of ways) hits.push(...hitsBy(way, asked, new Set(hits.map(({ p }) => p))));
  return hits.length ? hits : hitsBy(nearName, asked, new Set());
}

function search() {
  const asked = byId("search").value;
  const hits = findPapers(asked.replace(/^\s*https?:\/\/\S*(abs|pdf|doi\.org)\//i, ""));
  lightHits(hits.map(({ p }) => p));
  queueFrame();
  found = hits.slice(0, MOST_FOUND).map(({ p }) => p);
  active = 0;
  const items = hits.slice(0, MOST_FOUND).map(itemOf);
  if (asked && !items.length) items.push(make("li", say("page.none")));
  if (hits.length > items.length) {
    items.push(make("li.quiet", say("page.more_hits", { count: hits.length - items.length })));
  }
  byId("found").replaceChildren(...items);
  showFound(!asked);
}

function itemOf({ p, why }) {
  const told = make("span.quiet", dateOf(p), " ", papers.short[p] && papers.title[p]);
  const item = make("li", make("b", nameOf(p)), " ", told, " ", make("i.quiet", why));
  item.onpointerdown = (event) => {
    event.preventDefault();
    take(p);
  };
  return item;
}

function leave() {
  showFound(true);
  lightHits([]);
  queueFrame();
}

function showFound(hidden) {
  byId("found").hidden = hidden;
  [...byId("found").children].slice(0, found.length).forEach((item, at) => {
    Object.assign(item, { id: `hit${at}`, role: "option", ariaSelected: at === active });
    if (at === active) item.scrollIntoView({ block: "nearest" });
  });
  byId("search").ariaExpanded = !hidden;
  byId("search").setAttribute("aria-activedescendant", hidden ? "" : `hit${active}`);
}

function take(p) {
  byId("search").value = "";
  leave();
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
    onblur: leave,
    onkeydown: searchByKey,
  });
}
