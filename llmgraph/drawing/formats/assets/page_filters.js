// The switches under the panel.
import {
  everyPaper,
  everyRow,
  kinds,
  lanes,
  papers,
  relations,
  sideways,
  topics,
  years,
} from "./page_data.js";
import { initial, on, state, switches } from "./page_state.js";
import { limitOfChains, say, told } from "./page_words.js";
import { byId, elements, make, makeSvg } from "./page_elements.js";
import { isInPeriod, joinsShown, shown } from "./page_light.js";
import { box } from "./page_pens.js";
import { showScales } from "./page_looks.js";
import { theme } from "./page_drawing.js";
import { tellCounts } from "./page_answer.js";
import { strokeOf } from "./page_panel.js";
import { update } from "./page_update.js";

export function showFilters() {
  for (const old of elements("label")) old.remove();
  kinds.forEach((kind, at) => {
    const label = labelled("relations", at, strokeOf(kind), told(kind)[0]);
    byId(kind.descent ? "descent" : "other").append(label);
  });
  for (const [at] of lanes) {
    byId("topics").append(labelled("topics", at, swatchOf(topics[at]), told(topics[at])));
  }
  showLimits();
  showScales();
  for (const key of ["from", "until"]) {
    byId(key).replaceChildren(...years.map((year) => option(key, year, year)));
  }
}

// How many papers and relations the filters let pass, and how often they are of each type and topic.
export function showCounts() {
  byId("counts").textContent = tellCounts();
  const narrowed = shown.some((one) => !one);
  const countOf = {
    relations: (at) =>
      everyRow.filter((row) => relations.kind[row] === at && joinsShown(row)).length,
    topics: (at) => everyPaper.filter((p) => papers.topic[p] === at && isInPeriod(p)).length,
  };
  for (const [key, count] of Object.entries(countOf)) {
    elements(`.${key}`).forEach((input) => {
      const at = switches[key].indexOf(input.value);
      input.parentNode.querySelector(".count").textContent = `(${count(at)})`;
    });
  }
  elements(".reset").forEach((button) => (button.hidden = !narrowed));
  byId("empty").hidden = !shown.length || shown.some(Boolean);
  const { from, until } = state;
  const id = from > until ? "page.reversed" : "page.empty";
  byId("why").textContent = say(id, { from, until });
}

// A box to tick for one relation type or topic.
function labelled(key, at, mark, text) {
  const input = make(`input.${key}`);
  Object.assign(input, { type: "checkbox", value: switches[key][at], checked: on[key].has(at) });
  input.onchange = () => {
    const checked = elements(`.${key}:checked`);
    state[key] = checked.map((one) => one.value).join();
    update();
  };
  return make("label", input, mark, `${text} `, make("span.count"));
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
