// Keys on the chart, and those of the whole page.
import { NEWER, OLDER, endAt, papers } from "./page_data.js";
import { byId, chart } from "./page_elements.js";
import { ranked, rowsOf } from "./page_lineage.js";
import { paper, rows } from "./page_light.js";
import { fit, move } from "./page_view.js";
import { choose, turnFocus } from "./page_update.js";
import { showHelp, zoomIn, zoomOut } from "./page_buttons.js";

// To the next or the last paper by date.
function stepBy(by) {
  const count = papers.id.length;
  choose(paper < 0 && by < 0 ? count - 1 : (paper + by + count) % count, true);
}

// The papers at the other ends of the relations along which the last step led, the best connected
// first.
let siblings = [];

// Along a relation of the chosen paper.
function stepAlong(way) {
  const reached = rowsOf[way][paper]
    .filter((row) => rows.includes(row))
    .map((row) => endAt[way][row]);
  if (!reached.length) return;
  siblings = ranked.filter((p) => reached.includes(p));
  choose(siblings[0], true);
}

// To another paper to which the last step might have led.
function stepAside(by) {
  const at = siblings.indexOf(paper);
  if (at >= 0) choose(siblings[(at + by + siblings.length) % siblings.length], true);
}

const orMove = (step, dx, dy) => (event) => {
  if (paper < 0 || event.shiftKey) move(dx, dy);
  else step();
};

const ofKey = {
  ArrowLeft: orMove(() => stepAlong(OLDER), 60, 0),
  ArrowRight: orMove(() => stepAlong(NEWER), -60, 0),
  ArrowUp: orMove(() => stepAside(-1), 0, 60),
  ArrowDown: orMove(() => stepAside(1), 0, -60),
  "+": zoomIn,
  "=": zoomIn,
  "-": zoomOut,
  0: () => fit(),
  f: turnFocus,
  "[": () => stepBy(-1),
  "]": () => stepBy(1),
};

function pressOnChart(event) {
  if (!ofKey[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  ofKey[event.key](event);
}

function pressOnPage(event) {
  if (/search|select/.test(event.target.type)) return;
  if (event.key === "Escape") choose(-1);
  if (event.key === "?") showHelp();
  if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
  }
}

export function listenToKeys() {
  chart.onkeydown = pressOnChart;
  document.onkeydown = pressOnPage;
}
