// Texts in the language of the page.
import { data, kindOf, names, papers, relations, topics } from "./page_data.js";
import { written } from "./say.js";
import { state } from "./page_state.js";

export function say(id, values) {
  return written(data.words, id, values, state.language);
}

export function counted(id, count) {
  return say(id, { count });
}

// Texts joined by a message such as "list.semicolon".
export function listed(id, texts) {
  return texts.reduce((first, last) => say(id, { first, last }));
}

// What a "no" is said of: how many papers, and up to which date. A year lasts until its end.
export function scope() {
  const ends = papers.date.filter(Boolean).map((date) => `${date}~`);
  const date = ends.sort().at(-1)?.slice(0, -1);
  const texts = [counted("count.paper", papers.id.length)];
  if (date) texts.push(say("scope.until", { date }));
  return listed("list.clause", texts);
}

// What the data hold in both languages.
export function told(one) {
  return one[state.language];
}

export function topicOf(p) {
  return told(topics[papers.topic[p]]);
}

export function dateOf(p) {
  return papers.date[p] || say("chart.undated");
}

export function summaryOf(p) {
  return papers[state.language][p] || papers.en[p] || papers.zh[p];
}

export function noteOf(row) {
  return (state.language === "zh" && relations.zh[row]) || relations.note[row] || relations.zh[row];
}

export function sentence(row) {
  const ends = [names[relations.newer[row]], names[relations.older[row]]];
  if (kindOf(row).newerIsTarget) ends.reverse();
  return told(kindOf(row).row).replace(
    /\{(source|target)\}/g,
    (place) => ends[place === "{target}" ? 1 : 0],
  );
}

// How good the evidence of a relation is, where it stands, and what limits it.
export function groundsOf(row) {
  const grade = told(data.grades[relations.grade[row]][1]);
  const own = relations.inherited[row] ? "" : say("evidence.own");
  const uncited = relations.uncited[row] ? say("evidence.uncited") : "";
  return [grade, standsIn(row), own, uncited].filter(Boolean);
}

// Where the evidence stands: documents, kinds of section and numbers.
function standsIn(row) {
  const where = relations.where[row];
  if (state.language !== "zh") return where;
  const inChinese = (place) => {
    const parts = place.split(", ");
    const isKnown = (part) => Object.hasOwn(data.places, part);
    const told = parts.map((part) => (isKnown(part) ? data.places[part] : part));
    return told.join(parts.some(isKnown) ? "，" : ", ");
  };
  return where.split("; ").map(inChinese).join("；");
}

// How many side steps chains may take; `limit` is spelt as in the address.
export function limitOfChains(limit) {
  if (limit === "0") return say("page.chains_line");
  if (limit === "any") return say("page.chains_any");
  return counted("page.chains", limit);
}
