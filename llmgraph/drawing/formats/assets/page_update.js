// Everything anew: after a choice, and from the address.
import { data, nameIn, papers } from "./page_data.js";
import {
  arrive,
  encode,
  hasVisit,
  picking,
  readAddress,
  revisit,
  setPicking,
  state,
  writeAddress,
} from "./page_state.js";
import { say, told } from "./page_words.js";
import { byId, elements, main, root } from "./page_elements.js";
import { chooseLight, paper } from "./page_light.js";
import { bringIntoSight } from "./page_view.js";
import { setTheme } from "./page_drawing.js";
import { queueFrame } from "./page_frame.js";
import { tell } from "./page_panel.js";
import { showFilters } from "./page_filters.js";
import { tabulate } from "./page_table.js";

// Chooses a paper, as the other end of a path where one is asked for, or none: -1.
export function choose(p, show) {
  if (picking && p >= 0 && p !== paper) {
    state.to = encode(papers.id[p]);
  } else {
    state.paper = encode(papers.id[p] ?? "");
    state.to = "";
  }
  setPicking(false);
  if (p >= 0) main.classList.remove("folded");
  byId("panel").scrollTop = 0;
  update();
  // What had the focus may have been drawn anew.
  if (document.activeElement === document.body) byId("details").focus();
  if (show) requestAnimationFrame(() => bringIntoSight(p));
}

export function update() {
  chooseLight();
  tell();
  if (state.view === "table") tabulate();
  writeAddress();
  byId("back").disabled = !hasVisit(-1);
  byId("forward").disabled = !hasVisit(1);
  queueFrame();
}

export function openAddress() {
  readAddress();
  dress();
}

export function followBrowser({ state: entry }) {
  arrive(entry);
  dress();
}

export function goBack() {
  if (revisit(-1)) dress();
}

export function goForward() {
  if (revisit(1)) dress();
}

// Shows language, theme and view.
export function dress() {
  setTheme(state.theme);
  nameIn(state.language);
  root.lang = state.language === "zh" ? "zh-Hans" : "en";
  // The shell names its messages without what all their ids begin with.
  for (const node of elements("[data-say]")) node.textContent = say(`page.${node.dataset.say}`);
  for (const node of elements("[data-label]")) {
    node.ariaLabel = node.placeholder = say(`page.${node.dataset.label}`);
    if (node.localName === "button") node.title = node.ariaLabel;
  }
  // The other language, as it calls itself.
  byId("language").textContent = told(data.other);
  document.title = byId("title").textContent = told(data.title);
  const charted = state.view === "chart";
  byId("table").hidden = charted;
  byId("switch").textContent = say(charted ? "page.table" : "page.chart");
  update();
  showFilters();
}
