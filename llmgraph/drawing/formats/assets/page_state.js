// What the reader has chosen. All of it stands in the address, in the spelling of `state`.
import { data, kinds, papers, topics, years } from "./page_data.js";

export const encode = encodeURIComponent;
export const numbers = new Map(papers.id.map((id, p) => [encode(id), p]));
export const switches = {
  relations: kinds.map((kind) => encode(kind.name)),
  topics: topics.map((topic) => encode(topic.name)),
};
export const initial = {
  paper: encode(papers.id[data.selected] ?? ""),
  to: "",
  relations: switches.relations.filter((_, kind) => kinds[kind].descent).join(),
  topics: switches.topics.join(),
  from: years[0],
  until: years.at(-1),
  view: "chart",
  language: data.language ?? (/^zh/i.test(navigator.language) ? "zh" : "en"),
  theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  "side-steps": data.sideSteps,
};
export const state = { ...initial };

const allowed = {
  from: years,
  until: years,
  "side-steps": ["0", "1", "any", data.sideSteps],
  view: ["chart", "table"],
  language: ["en", "zh"],
  theme: ["light", "dark"],
};

// Whether the next paper chosen is the other end of a path.
export let picking = false;
export function setPicking(whether) {
  picking = whether;
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

export function readAddress() {
  Object.assign(state, initial);
  const parts = location.hash.slice(1).split("&");
  for (const [word, value] of parts.map((part) => part.split("="))) {
    if (!Object.hasOwn(initial, word) || value === undefined) continue;
    if (allowed[word] && !allowed[word].includes(value)) continue;
    state[word] = value.split(",").map(inOneSpelling).join();
  }
}

function inOneSpelling(text) {
  try {
    return encode(decodeURIComponent(text));
  } catch {
    return "";
  }
}

export function writeAddress() {
  const changed = Object.keys(initial).filter((word) => state[word] !== initial[word]);
  if (!changed.length && !location.hash) return;
  const address = `#${changed.map((word) => `${word}=${state[word]}`).join("&")}`;
  try {
    history.replaceState(null, "", address);
  } catch {
    // A page inside another may not be allowed to change its address.
  }
}
