// The switches under the panel.
import { kinds, lanes, papers, relations, sideways, topics, years } from "./page_data.js";
import { initial, on, state, switches } from "./page_state.js";
import { limitOfChains, told } from "./page_words.js";
import { byId, elements, make, makeSvg } from "./page_elements.js";
import { box } from "./page_pens.js";
import { theme } from "./page_drawing.js";
import { strokeOf } from "./page_panel.js";
import { update } from "./page_update.js";

export function showFilters() {
  for (const old of elements("label")) old.remove();
  kinds.forEach((kind, at) => {
    const label = labelled("relations", at, strokeOf(kind), told(kind)[0], relations.kind);
    byId(kind.descent ? "descent" : "other").append(label);
  });
  for (const [at] of lanes) {
    const label = labelled("topics", at, swatchOf(topics[at]), told(topics[at]), papers.topic);
    byId("topics").append(label);
  }
  showLimits();
  for (const key of ["from", "until"]) {
    byId(key).replaceChildren(...years.map((year) => option(key, year, year)));
  }
}

// A box to tick for one relation type or topic; `column` tells how often it occurs.
function labelled(key, at, mark, text, column) {
  const input = make(`input.${key}`);
  Object.assign(input, { type: "checkbox", value: switches[key][at], checked: on[key].has(at) });
  input.onchange = () => {
    const checked = elements(`.${key}:checked`);
    state[key] = checked.map((one) => one.value).join();
    update();
  };
  return make("label", input, mark, `${text} (${column.filter((one) => one === at).length})`);
}

function swatchOf(topic) {
  const { fill, edge } = topic[theme];
  const svg = makeSvg("svg", { class: "swatch", viewBox: "0 0 14 14" });
  makeSvg("path", { d: box(1, 1, 12, 12, 3), fill, stroke: edge }, svg);
  return svg;
}

function showLimits() {
  const limits = new Set(["0", "1", "any", initial["side-steps"]]);
  const options = [...limits].map((limit) => option("side-steps", limitOfChains(limit), limit));
  byId("side-steps").replaceChildren(...options);
  byId("side-steps").hidden = !sideways;
}

function option(key, text, value) {
  return new Option(text, value, false, value === state[key]);
}
