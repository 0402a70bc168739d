// The panel: what there is to read about a paper. Texts from the data are only ever set as text.
import {
  byId,
  data,
  network,
  papers,
  relations,
  say,
  select,
  selected,
} from "./pyvis_page_network.js";

export function choose(node, move) {
  select(node);
  tell();
  if (!move || node === null) return;
  network.focus(node, { scale: Math.max(network.getScale(), 0.8), animation: false });
}

export function make(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
}

export function tell() {
  const parts = selected === null ? [make("p", say("page.pyvis_hint"))] : tellPaper(selected);
  byId("details").replaceChildren(...parts);
}

function tellPaper(node) {
  const paper = papers[node];
  const facts = [paper.date, paper.venue, paper.topic].filter(Boolean).join(" · ");
  const parts = [make("h2", paper.name), make("p", paper.title), make("p", facts, "quiet")];
  if (paper.authors) parts.push(make("p", paper.authors, "quiet"));
  if (/^https?:\/\//.test(paper.link)) parts.push(webLink(paper.link));
  parts.push(...paper.summaries.filter(Boolean).map((text) => make("p", text)));
  const rows = data.edges.map((edge, row) => ({ ...edge, row }));
  const older = rows.filter(({ to }) => to === node);
  const newer = rows.filter(({ from, to }) => from === node && to !== node);
  parts.push(
    ...tellRows(
      say("page.pyvis_older", { count: older.length }),
      older.map(({ from, row }) => [from, row]),
    ),
    ...tellRows(
      say("page.pyvis_newer", { count: newer.length }),
      newer.map(({ to, row }) => [to, row]),
    ),
  );
  return parts;
}

function webLink(href) {
  const link = make("a", href);
  return Object.assign(link, { href, rel: "noopener noreferrer", target: "_blank" });
}

function tellRows(heading, rows) {
  if (!rows.length) return [];
  const items = make("ul");
  for (const [other, row] of rows) items.append(tellRow(other, row));
  return [make("h2", heading), items];
}

function tellRow(other, row) {
  const { note, text, where } = relations[row];
  const button = make("button", text, "link");
  button.type = "button";
  button.addEventListener("click", () => choose(other, true));
  const item = make("li");
  item.append(button, make("span", ` (${papers[other].date})`, "quiet"));
  if (note) item.append(make("div", note));
  if (where) item.append(make("div", where, "quiet"));
  return item;
}
