// The papers and relations of the page. A paper is a number `p`, a relation a number `row`: their
// places in the columns of `papers` and `relations`.

export const data = await content;
export const { papers, relations, kinds, topics, columns, lanes, size, dots } = data;
Object.assign(relations, endsOfRows(relations.older, relations.newer));

// The two ends of a relation, and the two ways to go from a paper.
export const OLDER = 0;
export const NEWER = 1;
export const endAt = [relations.older, relations.newer];

export const everyPaper = [...papers.id.keys()];
export const everyRow = [...relations.older.keys()];
export const titles = papers.title.map((text, p) => text || papers.id[p]);
// In the language of the page.
export const names = [];
nameIn("en");
export const years = [...new Set(everyPaper.map(yearOf))].filter(Boolean).sort();
export const sideways = relations.sideSteps.some(Boolean);

// The rows are sorted by their older papers, which are written as their differences; the newer ones
// by the gaps from the older paper to the first of its newer ones, then from one to the next.
function endsOfRows(steps, gaps) {
  const older = [];
  const newer = [];
  steps.forEach((step, row) => {
    older.push((older[row - 1] ?? 0) + step);
    newer.push((step || !row ? older[row] : newer[row - 1]) + gaps[row]);
  });
  return { older, newer };
}

export function nameIn(language) {
  everyPaper.forEach((p) => {
    const [chinese, english] = [papers.shortZh[p], papers.short[p] || titles[p]];
    names[p] = (language === "zh" && chinese) || english;
  });
}

// A number stands before the name: of a rank, or of a place in an order.
export function labelOf(p) {
  return papers.number[p] ? `${papers.number[p]}.\u00a0${names[p]}` : names[p];
}

export function yearOf(p) {
  return papers.date[p].slice(0, 4);
}

export function kindOf(row) {
  return kinds[relations.kind[row]];
}

export function carriesDescent(row) {
  return kindOf(row).descent;
}

// Descent through papers not shown: at least two steps, of which the page knows no more.
export function isPassage(row) {
  return kindOf(row).through;
}
