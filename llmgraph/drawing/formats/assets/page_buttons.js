// The buttons, and the choices in the panel.
import { initial, openTab, state } from "./page_state.js";
import { say } from "./page_words.js";
import { byId, elements, main } from "./page_elements.js";
import { lit, shown } from "./page_light.js";
import { fit, zoom } from "./page_view.js";
import { tell } from "./page_panel.js";
import { showScales } from "./page_looks.js";
import { dress, goBack, goForward, reset, turnFocus, update } from "./page_update.js";
import { savePng, saveSvg } from "./page_save.js";
import { saveBibtex, saveCsv, saveMarkdown, saveRows } from "./page_take.js";

export const zoomIn = () => zoom(1.4);
export const zoomOut = () => zoom(1 / 1.4);

function turn(word, one, two) {
  state[word] = state[word] === one ? two : one;
  dress();
}

export function showHelp() {
  byId("help").showModal();
}

function fold() {
  main.classList.toggle("folded");
  tell();
}

// The address with all that was chosen, to send to somebody.
async function copyLink() {
  await navigator.clipboard.writeText(location.href);
  byId("link").textContent = say("page.copied");
  setTimeout(() => (byId("link").textContent = say("page.link")), 1500);
}

const actions = {
  back: goBack,
  forward: goForward,
  link: copyLink,
  fit: () => fit([...(lit ?? [])].filter((p) => shown[p])),
  focus: turnFocus,
  in: zoomIn,
  out: zoomOut,
  fold,
  switch: () => turn("view", "chart", "table"),
  theme: () => turn("theme", "light", "dark"),
  language: () => turn("language", "en", "zh"),
  all: () => turn("topics", initial.topics, ""),
  png: savePng,
  svg: saveSvg,
  bib: saveBibtex,
  csv: saveCsv,
  rows: saveRows,
  md: saveMarkdown,
  print: () => print(),
  keys: showHelp,
  close: () => byId("help").close(),
};

export function listenToButtons() {
  // A page inside another has no address of its own.
  byId("link").hidden = !/^(https?|file):/.test(location.protocol);
  for (const [id, action] of Object.entries(actions)) byId(id).onclick = () => action();
  for (const button of elements(".reset")) button.onclick = reset;
  for (const button of elements("[role=tab]")) {
    button.onclick = () => {
      openTab(button.value);
      main.classList.remove("folded");
      update();
    };
  }
  for (const word of ["from", "until", "side-steps", "colour", "size"]) {
    byId(word).onchange = (event) => {
      state[word] = event.target.value;
      showScales();
      update();
    };
  }
}
