// What papers may be called.
import { everyPaper, papers, titles } from "./page_data.js";

// By paper all its names, made when they are first looked up.
let keys;

export function plain(text) {
  const letters = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return letters.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function namesOf(p) {
  const { aliases, arxiv, doi, id, short, shortZh } = papers;
  return [id[p], short[p], shortZh[p], titles[p], ...aliases[p].split(" · "), arxiv[p], doi[p]];
}

export function keysOf(p) {
  keys ??= everyPaper.map((one) => [...namesOf(one), papers.authors[one]].map(plain));
  return keys[p];
}

// The paper with a name, by its own names before those that others have, too; -1 for none.
export function paperNamed(name) {
  const key = plain(name);
  const called = (most) => everyPaper.filter((p) => keysOf(p).slice(0, most).includes(key));
  const [own, other] = [called(4), called(-1)];
  return key && (own.length || other.length === 1) ? (own[0] ?? other[0]) : -1;
}
