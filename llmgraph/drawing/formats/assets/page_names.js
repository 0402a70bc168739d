// What papers may be called.
import { everyPaper, papers, titles } from "./page_data.js";

// By paper the keys of all its names, made when they are first looked up.
let keys;

export function plain(text) {
  const letters = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return letters.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

// Its own names before those that other papers may have, too.
export function namesOf(p) {
  const { aliases, arxiv, authors, doi, id, short, shortZh } = papers;
  const own = [id[p], short[p], shortZh[p], titles[p]];
  return [...own, ...aliases[p].split(" · "), arxiv[p], doi[p], authors[p]];
}

export function keysOf(p) {
  keys ??= everyPaper.map((one) => namesOf(one).map(plain));
  return keys[p];
}

// The paper with a name; -1 if there is none, or if only aliases of several have it.
export function paperNamed(name) {
  const key = plain(name);
  const called = (most) => everyPaper.filter((p) => keysOf(p).slice(0, most).includes(key));
  const [own, other] = [called(4), called(-1)];
  return key && (own.length || other.length === 1) ? (own[0] ?? other[0]) : -1;
}
