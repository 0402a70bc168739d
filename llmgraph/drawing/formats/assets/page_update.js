// Everything anew: after a choice, and from the address.
import { data, nameIn, papers } from "./page_data.js";
import {
  arrive,
  encode,
  hasVisit,
  initial,
  openTab,
  picking,
  readAddress,
  readSwitches,
  revisit,
  setPicking,
  switches,
  state,
  tab,
  writeAddress,
} from "./page_state.js";
import { say, told } from "./page_words.js";
import { byId, elements, main, root } from "./page_elements.js";
import { goFurther } from "./page_lineage.js";
import { chooseLight, lit, paper } from "./page_light.js";
import { makeRoom } from "./page_room.js";
import { bringIntoSight, fillAgain } from "./page_view.js";
import { setTheme } from "./page_drawing.js";
import { queueFrame } from "./page_frame.js";
import { tell } from "./page_panel.js";
import { showAnswer } from "./page_answer.js";
import { showCounts, showFilters } from "./page_filters.js";
import { tabulate } from "./page_table.js";

// Chooses a paper, as the other end of a path where one is asked for, or none: -1.
export function choose(p, show) {
  if (picking && p >= 0 && p !== paper) {
    const others = new Set(state.to.split(",").filter(Boolean));
    const id = encode(papers.id[p]);
    if (!others.delete(id)) others.add(id);
    state.to = [...others].join();
  } else {
    state.paper = encode(papers.id[p] ?? "");
    state.to = "";
  }
  setPicking(false);
  goFurther(2);
  if (p < 0) state.focus = "";
  else openTab("paper");
  if (p >= 0) main.classList.remove("folded");
  byId("panel").scrollTop = 0;
  update();
  // What had the focus may have been drawn anew.
  if (document.activeElement === document.body) byId("details").focus();
  if (show) requestAnimationFrame(() => bringIntoSight(p));
}

// Selects several papers.
export function chooseAll([first, ...rest]) {
  if (first === undefined) return;
  choose(first);
  state.to = rest.map((p) => encode(papers.id[p])).join();
  update();
}

// Shows one lane alone, or all again.
export function openLane([lane] = []) {
  if (lane === undefined) return;
  const alone = switches.topics[lane];
  state.topics = state.topics === alone ? initial.topics : alone;
  dress();
}

export function update() {
  if (chooseLight()) {
    makeRoom();
    fillAgain();
  }
  tell();
  showCounts();
  showTab();
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
    if (node.localName === "canvas") continue;
    node.title = node.ariaLabel;
    // In a menu the button itself says what it does.
    if (node.closest(".menu")) node.dataset.what = node.ariaLabel;
  }
  for (const node of elements("[data-tip]")) node.title = say(`page.${node.dataset.tip}`);
  // The other language, as it calls itself.
  byId("language").textContent = told(data.other);
  document.title = byId("title").textContent = told(data.title);
  const charted = state.view === "chart";
  byId("table").hidden = charted;
  byId("switch").textContent = say(charted ? "page.table" : "page.chart");
  readSwitches();
  showFilters();
  update();
  showAnswer();
}

// What the panel shows, and what can be done with what is lit.
function showTab() {
  for (const button of elements("[role=tab]")) {
    const isOpen = button.value === tab;
    button.ariaSelected = isOpen;
    byId(button.getAttribute("aria-controls")).hidden = !isOpen;
  }
  byId("focus").disabled = !lit;
  byId("focus").ariaPressed = Boolean(state.focus);
}

export function turnFocus() {
  state.focus = state.focus || !lit ? "" : "1";
  update();
}

// Shows everything again.
export function reset() {
  for (const word of ["topics", "relations", "from", "until", "focus"]) state[word] = initial[word];
  dress();
}
