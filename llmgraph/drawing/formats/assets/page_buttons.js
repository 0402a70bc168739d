// The buttons, and the choices in the panel.
import { initial, state } from "./page_state.js";
import { byId, main } from "./page_elements.js";
import { lit } from "./page_light.js";
import { fit, zoom } from "./page_view.js";
import { tell } from "./page_panel.js";
import { dress, update } from "./page_update.js";
import { savePng, saveSvg } from "./page_save.js";

export const zoomIn = () => zoom(1.4);
export const zoomOut = () => zoom(1 / 1.4);

function turn(word, one, two) {
  state[word] = state[word] === one ? two : one;
  dress();
}

function fold() {
  main.classList.toggle("folded");
  tell();
}

const actions = {
  fit: () => fit(lit ?? []),
  in: zoomIn,
  out: zoomOut,
  fold,
  switch: () => turn("view", "chart", "table"),
  theme: () => turn("theme", "light", "dark"),
  language: () => turn("language", "en", "zh"),
  all: () => turn("topics", initial.topics, ""),
  png: savePng,
  svg: saveSvg,
};

export function listenToButtons() {
  for (const [id, action] of Object.entries(actions)) byId(id).onclick = () => action();
  for (const word of ["from", "until", "side-steps"]) {
    byId(word).onchange = (event) => {
      state[word] = event.target.value;
      update();
    };
  }
}
