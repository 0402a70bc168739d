// What is lit, or else shown, to take away as text.
import { data, everyPaper, kindOf, papers, relations, titles } from "./page_data.js";
import { dateOf, groundsOf, noteOf, say, sentence, summaryOf, topicOf } from "./page_words.js";
import { lit, rows, shown } from "./page_light.js";
import { save } from "./page_save.js";

function taken() {
  return everyPaper.filter((p) => shown[p] && (!lit || lit.has(p)));
}

function takenRows() {
  const some = new Set(taken());
  return rows.filter((row) => some.has(relations.older[row]) && some.has(relations.newer[row]));
}

// The entries have places for the texts that the papers hold.
function entryOf(p) {
  const date = papers.date[p];
  const authors = papers.authors[p].split(", ").map((one) => (one === "et al." ? "others" : one));
  const texts = {
    authors: authors.join(" and "),
    year: date.slice(0, 4),
    month: data.months[date.slice(5, 7) - 1],
  };
  const parts = data.bibtex[papers.bibtex[p]].split("\u0001");
  return parts.map((part, at) => (at % 2 ? (texts[part] ?? papers[part][p]) : part)).join("");
}

export function saveBibtex() {
  save(taken().map(entryOf).join("\n"), "bib", "application/x-bibtex");
}

function csv(lines) {
  const cell = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return lines.map((line) => `${line.map(cell).join()}\n`).join("");
}

// The columns of the tables that llmgraph reads.
export function saveCsv() {
  const { arxiv, authors, date, doi, id, short, url, venue } = papers;
  const head = [
    "id",
    "short_name",
    "title",
    "authors",
    "date",
    "venue",
    "topics",
    "arxiv_id",
    "doi",
    "url",
    "summary",
  ];
  const line = (p) => [
    id[p],
    short[p],
    papers.title[p],
    authors[p].replaceAll(", ", "; "),
    date[p],
    venue[p],
    topicOf(p),
    arxiv[p],
    doi[p],
    url[p],
    summaryOf(p),
  ];
  save(csv([head, ...taken().map(line)]), "csv", "text/csv");
}

export function saveRows() {
  const { newer, older, where } = relations;
  const head = ["source", "relation", "target", "note", "where"];
  const line = (row) => {
    const ends = [papers.id[newer[row]], papers.id[older[row]]];
    if (kindOf(row).newerIsTarget) ends.reverse();
    return [ends[0], kindOf(row).name, ends[1], noteOf(row), where[row]];
  };
  save(csv([head, ...takenRows().map(line)]), "relations.csv", "text/csv");
}

// Signs that mean something in Markdown or HTML are escaped.
function inMarkdown(text) {
  return text.replace(/[\\`*_[\]<>&#|~$]/g, "\\$&");
}

export function saveMarkdown() {
  const paperLine = (p) =>
    `- **${inMarkdown(titles[p])}** (${dateOf(p)}). ${inMarkdown(summaryOf(p))}`;
  const rowLine = (row) => {
    const values = {
      sentence: sentence(row),
      note: noteOf(row),
      grounds: groundsOf(row).join("; "),
    };
    return `- ${inMarkdown(say("page.evidence_line", values))}`;
  };
  const parts = [
    [`# ${inMarkdown(document.title)}`],
    taken().map(paperLine),
    [`## ${say("page.relations")}`],
    takenRows().map(rowLine),
  ];
  save(parts.map((lines) => `${lines.join("\n")}\n`).join("\n"), "md", "text/markdown");
}
