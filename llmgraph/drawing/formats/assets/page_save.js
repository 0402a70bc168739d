// The picture as a file, with its title, legend and caption, and on paper.
import { data, dots, kinds, names, papers, relations, topics } from "./page_data.js";
import { told } from "./page_words.js";
import { byId, make, makeSvg } from "./page_elements.js";
import { others, paper, rows } from "./page_light.js";
import { room } from "./page_room.js";
import { gutter, height, resize, setRatio, width } from "./page_view.js";
import { box, canvasPen, measure, svgPen } from "./page_pens.js";
import { tellScales } from "./page_looks.js";
import { ink, setTheme, theme } from "./page_drawing.js";
import { drawEverything, drawNow } from "./page_frame.js";
import { tell } from "./page_panel.js";
import { showFilters } from "./page_filters.js";
import { tellCounts } from "./page_answer.js";
import { dress } from "./page_update.js";

// Pixels above the picture for its title, and for each line below it.
const ABOVE = 44;
const LINE = 22;

export function save(content, ending, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const href = URL.createObjectURL(blob);
  const name = [document.title, papers.id[paper] ?? ""].join(" ").toLowerCase();
  const slug = name
    .replace(/[^\p{L}\p{N}.]+/gu, "-")
    .slice(0, 80)
    .replace(/^-|-$/g, "");
  Object.assign(make("a"), { href, download: `${slug || "llmgraph"}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 9999);
}

// What the legend tells of: types of relations, and topics that have no head beside them.
function legend() {
  const present = new Set(rows.map((row) => relations.kind[row]));
  const some = kinds
    .filter((_, at) => present.has(at))
    .map((kind) => ({ kind, text: told(kind)[0] }));
  const inLanes = gutter
    ? []
    : room.lanes.map(([at]) => ({ topic: topics[at], text: told(topics[at]) }));
  let [x, line] = [12, 0];
  return [...some, ...tellScales(), ...inLanes].map((item) => {
    const wide = measure(item.text, 12) + 66;
    if (x + wide > width && x > 12) [x, line] = [12, line + 1];
    x += wide;
    return { ...item, x: x - wide, line };
  });
}

// The heights of the whole picture, and of what stands below the chart.
function frame() {
  const items = legend();
  const lines = (items.at(-1)?.line ?? -1) + 1;
  const below = (lines + 1) * LINE + 10;
  return { items, lines, whole: ABOVE + height + below };
}

function drawFrameTexts(pen, { items, lines, whole }) {
  const chosen = paper < 0 ? [] : [paper, ...others];
  pen.path(box(0, 0, width, ABOVE), { fill: ink.sheet });
  pen.path(box(0, ABOVE + height, width, whole - ABOVE - height), { fill: ink.sheet });
  const title = [document.title, ...chosen.map((p) => names[p])].join(" · ");
  const size = Math.min(18, (18 * (width - 24)) / measure(title, 18));
  pen.text(title, 12, ABOVE / 2, size, ink.ink, { weight: 700, anchor: "start" });
  for (const { kind, topic, ramp, text, x, line } of items) {
    const y = ABOVE + height + (line + 0.5) * LINE + 6;
    if (kind) pen.path(`M${x} ${y}h36`, { edge: kind[theme], dashes: kind.dashes, line: 2 });
    else if (topic) pen.path(box(x + 18, y - 6, 12, 12, 3), topic[theme]);
    else {
      const steps = ramp ?? [ink.ink];
      steps.forEach((fill, at) =>
        pen.path(box(x + (at * 36) / steps.length, y - 4, 36 / steps.length, 8), { fill }),
      );
    }
    pen.text(text, x + 42, y, 12, ink.ink, { anchor: "start" });
  }
  const caption = [tellCounts(), data.imprint && told(data.imprint)].filter(Boolean).join(" · ");
  const y = ABOVE + height + (lines + 0.5) * LINE + 6;
  const small = Math.min(12, (12 * (width - 24)) / measure(caption, 12));
  pen.text(caption, 12, y, small, ink.quiet, { anchor: "start" });
}

export function savePng() {
  const around = frame();
  const chart = Object.assign(make("canvas"), { width: width * 2, height: height * 2 });
  drawEverything(canvasPen(chart.getContext("2d"), 2));
  const canvas = Object.assign(make("canvas"), { width: width * 2, height: around.whole * 2 });
  const context = canvas.getContext("2d");
  drawFrameTexts(canvasPen(context, 2), around);
  context.setTransform(1, 0, 0, 1, 0, 0);
  Object.assign(context, { globalAlpha: 1 });
  context.drawImage(chart, 0, ABOVE * 2);
  canvas.toBlob((blob) => save(blob, "png"));
}

function framedSvg() {
  const around = frame();
  const svg = makeSvg("svg", {
    width,
    height: around.whole,
    viewBox: `0 0 ${width} ${around.whole}`,
  });
  makeSvg("title", {}, svg).append(document.title);
  // One inside the other cuts off what leaves the chart.
  const chart = { y: ABOVE, width, height, viewBox: `0 0 ${width} ${height}`, overflow: "hidden" };
  drawEverything(svgPen(makeSvg("svg", chart, svg)));
  drawFrameTexts(svgPen(svg), around);
  return svg;
}

export function saveSvg() {
  save(new XMLSerializer().serializeToString(framedSvg()), "svg", "image/svg+xml");
}

export function listenToPrinter() {
  Object.assign(window, {
    onbeforeprint() {
      setTheme("light");
      tell();
      showFilters();
      if (dots) {
        setRatio(3);
        drawNow();
      } else byId("sheet").replaceChildren(framedSvg());
    },
    onafterprint() {
      byId("sheet").replaceChildren();
      dress();
      resize();
    },
  });
}
