// Frames: while the view moves, a costly picture is only shifted; at rest it is drawn anew.
import { dots } from "./page_data.js";
import { chart } from "./page_elements.js";
import { moved, ratio, view, width } from "./page_view.js";
import { canvasPen, layer, layerContext } from "./page_pens.js";
import { ink, arrange, drawBands, drawHeads, drawPapers, drawRelations } from "./page_drawing.js";

// Milliseconds that drawing may take in a frame; those after which a view is at rest.
const CHEAP = 9;
const REST = 140;

// Milliseconds that the last drawing took.
export let cost = 0;
// The view in which the layer was drawn.
let drawn = view;
// Places of a line that is drawn around papers, or null.
export let lasso = null;
export function setLasso(places) {
  lasso = places;
}
let queued = false;
let later;

export function queueFrame() {
  if (!queued) requestAnimationFrame(drawFrame);
  queued = true;
}

export function drawFrame() {
  queued = false;
  // A frame that is not yet seen, as in a notebook, has no size.
  if (!width) return;
  if (cost < CHEAP || performance.now() - moved > REST) {
    drawLayer();
  } else {
    clearTimeout(later);
    later = setTimeout(queueFrame, REST + 10);
  }
  const context = chart.getContext("2d");
  const pen = canvasPen(context, ratio);
  const k = view.k / drawn.k;
  drawBands(pen);
  context.globalAlpha = 1;
  const [dx, dy] = [(view.x - drawn.x * k) * ratio, (view.y - drawn.y * k) * ratio];
  context.setTransform(k, 0, 0, k, dx, dy);
  context.drawImage(layer, 0, 0);
  drawHeads(pen);
  if (lasso) pen.path(`M${lasso.join("L")}`, { edge: ink.ink, dashes: [4, 3] });
}

function drawLayer() {
  const begun = performance.now();
  // This also clears it.
  layer.width = chart.width;
  for (const draw of [arrange, drawRelations, drawPapers]) draw(canvasPen(layerContext, ratio));
  drawn = { ...view };
  // What is asked of the canvas here is painted after.
  cost = performance.now() - begun + (dots ? 50 : 0);
}

// Draws what is printed, which waits for no frame.
export function drawNow() {
  cost = 0;
  drawFrame();
}

export function drawEverything(pen) {
  for (const draw of [arrange, drawBands, drawRelations, drawPapers, drawHeads]) draw(pen);
}
