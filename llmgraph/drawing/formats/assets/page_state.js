// What the reader has chosen. All of it stands in the address, in the spelling of `state`.
import { data, kinds, papers, topics, years } from "./page_data.js";
import { paperNamed } from "./page_names.js";

export const encode = encodeURIComponent;
export const numbers = new Map(papers.id.map((id, p) => [encode(id), p]));
export const switches = {
  relations: kinds.map((kind) => encode(kind.name)),
  topics: topics.map((topic) => encode(topic.name)),
};
export const initial = {
  paper: encode(papers.id[data.selected[0]] ?? ""),
  // The other papers of a path or of a comparison.
  to: data.selected
    .slice(1)
    .map((p) => encode(papers.id[p]))
    .join(),
  // Whether what is lit is laid out on its own.
  focus: "",
  relations: switches.relations.filter((_, kind) => kinds[kind].descent).join(),
  topics: switches.topics.join(),
  from: years[0],
  until: years.at(-1),
  view: "chart",
  // The number by which papers are coloured, or which their bars show: its place in the data.
  colour: "",
  size: data.sizeBy,
  language: data.language ?? (/^zh/i.test(navigator.language) ? "zh" : "en"),
  theme: data.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
  "side-steps": data.sideSteps,
};
export const state = { ...initial };

const allowed = {
  from: years,
  until: years,
  "side-steps": ["0", "1", "any", data.sideSteps],
  view: ["chart", "table"],
  focus: ["", "1"],
  colour: ["", ...Array(data.measures.length + 1).keys()].map(String),
  size: ["", ...Array(data.measures.length + 1).keys()].map(String),
  language: ["en", "zh"],
  theme: ["light", "dark"],
};

// Whether the next paper chosen is the other end of a path.
export let picking = false;
export function setPicking(whether) {
  picking = whether;
}

// What the panel shows: answer, paper or filter.
export let tab = "answer";
export function openTab(name) {
  tab = name;
}

// Places of the relation types and of the topics that are switched on.
export const on = {};
export function readSwitches() {
  for (const [key, words] of Object.entries(switches)) {
    on[key] = new Set(state[key].split(",").map((word) => words.indexOf(word)));
  }
}

// Side steps that a chain may take.
export function mostSideSteps() {
  return state["side-steps"] === "any" ? Infinity : Number(state["side-steps"]);
}

// What was looked at, as addresses, and the place of what is looked at now.
const visits = [];
let visit = -1;
// The paper, the path and the focus of the last address.
let looked;
// Whether the address of the page cannot change.
let isFixed = false;

export function readAddress(address = location.hash) {
  Object.assign(state, initial);
  const parts = address.slice(1).split("&");
  for (const [word, value] of parts.map((part) => part.split("="))) {
    if (!Object.hasOwn(initial, word) || value === undefined) continue;
    if (allowed[word] && !allowed[word].includes(value)) continue;
    state[word] = value.split(",").map(inOneSpelling).join();
  }
  state.paper = paperWord(state.paper);
  state.to = state.to.split(",").map(paperWord).filter(Boolean).join();
  // A link to a paper opens on what there is to read about it.
  if (address.includes("paper=")) openTab("paper");
}

// The id of a paper that an address calls by any of its names.
function paperWord(word) {
  if (!word || numbers.has(word)) return word;
  return encode(papers.id[paperNamed(decodeURIComponent(word))] ?? "");
}

function inOneSpelling(text) {
  try {
    return encode(decodeURIComponent(text));
  } catch {
    return "";
  }
}

function addressOfState() {
  const changed = Object.keys(initial).filter((word) => state[word] !== initial[word]);
  return `#${changed.map((word) => `${word}=${state[word]}`).join("&")}`;
}

// Another paper, another path, or a focus on it, is a visit to which one can go back; all else changes the visit.
export function writeAddress() {
  const goesOn = looked !== undefined && looks() !== looked;
  if (goesOn || !visits.length) visits.length = ++visit;
  looked = looks();
  visits[visit] = addressOfState();
  if (visits[visit] === "#" && !location.hash) return;
  try {
    history[goesOn ? "pushState" : "replaceState"]({ visit }, "", visits[visit]);
  } catch {
    // A page inside another may not be allowed to change its address.
    isFixed = true;
  }
}

function looks() {
  return `${state.paper}&${state.to}&${state.focus}`;
}

// The browser went to an entry of its history, or to an address that was typed.
export function arrive(entry) {
  if (entry) ({ visit } = entry);
  else visits.length = ++visit;
  readAddress();
  looked = looks();
}

// Whether there is a visit before (-1) or after (1).
export function hasVisit(by) {
  return visits[visit + by] !== undefined;
}

// Goes there; whether what is shown has changed at once.
export function revisit(by) {
  if (!hasVisit(by)) return false;
  if (!isFixed) {
    history.go(by);
    return false;
  }
  visit += by;
  readAddress(visits[visit]);
  looked = looks();
  return true;
}
