// Keys on the chart, and those of the whole page.
import { papers } from "./page_data.js";
import { byId, chart } from "./page_elements.js";
import { paper } from "./page_light.js";
import { fit, move } from "./page_view.js";
import { choose, turnFocus } from "./page_update.js";
import { zoomIn, zoomOut } from "./page_buttons.js";

// To the next or the last paper by date.
function stepBy(by) {
  const count = papers.id.length;
  choose(paper < 0 && by < 0 ? count - 1 : (paper + by + count) % count, true);
}

const ofKey = {
  ArrowLeft: () => move(60, 0),
  ArrowRight: () => move(-60, 0),
  ArrowUp: () => move(0, 60),
  ArrowDown: () => move(0, -60),
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
  ofKey[event.key]();
}

function pressOnPage(event) {
  if (/search|select/.test(event.target.type)) return;
  if (event.key === "Escape") choose(-1);
  if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
  }
}

export function listenToKeys() {
  chart.onkeydown = pressOnChart;
  document.onkeydown = pressOnPage;
}
