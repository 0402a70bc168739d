// The picture as a file, and on paper.
import { make, makeSvg } from "./page_elements.js";
import { height, resize, setRatio, width } from "./page_view.js";
import { canvasPen, svgPen } from "./page_pens.js";
import { setTheme } from "./page_drawing.js";
import { drawEverything, drawNow } from "./page_frame.js";
import { tell } from "./page_panel.js";
import { showFilters } from "./page_filters.js";
import { dress } from "./page_update.js";

function save(blob, ending) {
  const href = URL.createObjectURL(blob);
  Object.assign(make("a"), { href, download: `llmgraph.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 9999);
}

export function savePng() {
  const canvas = Object.assign(make("canvas"), { width: width * 2, height: height * 2 });
  drawEverything(canvasPen(canvas.getContext("2d"), 2));
  canvas.toBlob((blob) => save(blob, "png"));
}

export function saveSvg() {
  const svg = makeSvg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
  makeSvg("title", {}, svg).append(document.title);
  drawEverything(svgPen(svg));
  const text = new XMLSerializer().serializeToString(svg);
  save(new Blob([text], { type: "image/svg+xml" }), "svg");
}

export function listenToPrinter() {
  Object.assign(window, {
    onbeforeprint() {
      setTheme("light");
      tell();
      showFilters();
      setRatio(3);
      drawNow();
    },
    onafterprint() {
      dress();
      resize();
    },
  });
}
