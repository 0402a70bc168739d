// Mouse, touch and wheel on the chart.
import { dots } from "./page_data.js";
import { picking, setPicking, state } from "./page_state.js";
import { byId, chart } from "./page_elements.js";
import { ranked } from "./page_lineage.js";
import { lit, litRows, paper, rows, shown } from "./page_light.js";
import { room } from "./page_room.js";
import { abs, gutter, hypot, meet, move, px, py, screenOf, view, zoom } from "./page_view.js";
import { layerContext } from "./page_pens.js";
import { curveOf } from "./page_curves.js";
import { hover, hoverRow, placed, setHover } from "./page_labels.js";
import { cost, lasso, queueFrame, setLasso } from "./page_frame.js";
import { showTip } from "./page_panel.js";
import { choose, chooseAll, openLane, turnFocus } from "./page_update.js";

// Fingers on the chart, each with its place; how far they have gone.
const fingers = new Map();
let travelled = 0;
// Papers that one line selects.
const MOST_SELECTED = 40;

const placeOf = (event) => [event.offsetX, event.offsetY];

// The paper whose name is there, else the nearest one within some pixels.
function paperAt(x, y, slack) {
  const named = [...placed].findLast(([, { at }]) => meet([x, y, 0, 0], at));
  if (named) return named[0];
  const around = [x - slack, y - slack, 2 * slack, 2 * slack];
  const away = (p) => hypot(px(room.x[p]) - x, py(room.y[p]) - y);
  return ranked
    .filter((p) => shown[p] && meet(screenOf(p), around))
    .reduce((best, p) => (best < 0 || away(p) < away(best) ? p : best), -1);
}

function rowAt(x, y) {
  layerContext.setTransform(1, 0, 0, 1, 0, 0);
  layerContext.lineWidth = 6 / view.k;
  const [atX, atY] = [(x - view.x) / view.k, (y - view.y) / view.k];
  const isThere = (row) => {
    // What has not been drawn has no path.
    const { path } = curveOf(row);
    return path && layerContext.isPointInStroke(path, atX, atY);
  };
  return (lit ? [...litRows.keys()] : rows).find(isThere) ?? -1;
}

function pointAt(x, y) {
  const p = paperAt(x, y, 3);
  const row = p < 0 && !dots ? rowAt(x, y) : -1;
  chart.style.cursor = p < 0 ? "grab" : "pointer";
  // Its name is drawn, unless that takes too long.
  if ((p !== hover || row !== hoverRow) && cost < 30) queueFrame();
  setHover(p, row);
  showTip(p, row, x, y);
}

function press(event) {
  chart.setPointerCapture(event.pointerId);
  if (event.shiftKey) setLasso([placeOf(event)]);
  if (!fingers.size) travelled = 0;
  fingers.set(event.pointerId, placeOf(event));
}

function drag(event) {
  const before = fingers.get(event.pointerId);
  const now = placeOf(event);
  if (!before) {
    if (event.pointerType === "mouse") pointAt(...now);
    return;
  }
  const second = [...fingers].find(([finger]) => finger !== event.pointerId)?.[1];
  const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
  fingers.set(event.pointerId, now);
  travelled += hypot(dx, dy);
  if (travelled < 4) return;
  if (lasso) {
    lasso.push(now);
    queueFrame();
    return;
  }
  if (second) pinch(before, now, second);
  else move(dx, dy);
}

function pinch(before, now, second) {
  const apart = ([x, y]) => hypot(x - second[0], y - second[1]) || 1;
  zoom(apart(now) / apart(before), (now[0] + second[0]) / 2, (now[1] + second[1]) / 2);
}

// Papers inside the line that was drawn around them are selected, the best connected first.
function closeLasso() {
  const shape = new Path2D(`M${lasso.join("L")}z`);
  layerContext.setTransform(1, 0, 0, 1, 0, 0);
  const isInside = (p) => layerContext.isPointInPath(shape, px(room.x[p]), py(room.y[p]));
  chooseAll(ranked.filter((p) => shown[p] && isInside(p)).slice(0, MOST_SELECTED));
}

function release(event) {
  const drawn = lasso && travelled > 8;
  if (drawn) closeLasso();
  setLasso(null);
  if (!fingers.delete(event.pointerId) || travelled > 8 || event.button) return;
  const p = paperAt(...placeOf(event), event.pointerType === "mouse" ? 3 : 12);
  if (event.offsetX < gutter) {
    openLane(room.lanes.find(([, , bottom]) => event.offsetY < py(bottom)));
    return;
  }
  if (event.shiftKey && paper >= 0) setPicking(true);
  if (p >= 0 || !picking) choose(p);
}

function turnWheel(event) {
  event.preventDefault();
  const { ctrlKey, deltaMode, deltaX, deltaY } = event;
  const unit = deltaMode ? 16 : 1;
  if (abs(deltaX) > abs(deltaY)) move(-deltaX * unit, 0);
  else zoom(Math.exp(-deltaY * unit * (ctrlKey ? 0.01 : 0.0016)), ...placeOf(event));
}

export function listenToPointer() {
  Object.assign(chart, {
    onpointerdown: press,
    onpointermove: drag,
    onpointerup: release,
    onpointercancel: (event) => fingers.delete(event.pointerId),
    onpointerleave: () => {
      byId("tip").hidden = true;
    },
    // On a paper this is a click on it, too.
    ondblclick(event) {
      if (paperAt(...placeOf(event), 3) < 0 && !state.focus) zoom(2, ...placeOf(event));
      else turnFocus();
    },
    onwheel: turnWheel,
  });
}
