// Two pens with the same strokes: one for the canvas, one for SVG.
import { make, makeSvg } from "./page_elements.js";
import { tall, view } from "./page_view.js";

export const FACE = getComputedStyle(document.body).fontFamily;
// The relations and papers are drawn on a layer of their own, whose pen also measures texts.
export const layer = make("canvas");
export const layerContext = layer.getContext("2d");
const widths = new Map();

// How wide a text is in a bold font, in pixels.
export function measure(text, size) {
  if (!widths.has(text)) {
    layerContext.font = `600 20px ${FACE}`;
    widths.set(text, layerContext.measureText(text).width / 20);
  }
  return widths.get(text) * size;
}

// The path of a rectangle, its corners round by `r`.
export function box(x, y, w, h, r = 0) {
  const turn = (dx, dy) => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : "");
  const upper = `M${x + r} ${y}h${w - 2 * r}${turn(r, r)}`;
  const right = `v${h - 2 * r}${turn(-r, r)}`;
  const lower = `h${2 * r - w}${turn(-r, -r)}`;
  return `${upper}${right}${lower}v${2 * r - h}${turn(r, -r)}z`;
}

// A curve is a path in the units of the layout, made once for the canvas.
function shapeOf(d, curve) {
  if (!curve) return new Path2D(d);
  if (!curve.path) {
    curve.path = new Path2D();
    curve.path.addPath(new Path2D(d), { d: tall });
  }
  return curve.path;
}

export function canvasPen(context, scale) {
  const inPixels = () => context.setTransform(scale, 0, 0, scale, 0, 0);
  return {
    path(d, { fill, edge, line = 1, dashes = [], alpha = 1, curve }) {
      const k = curve ? view.k : 1;
      const [x, y] = curve ? [scale * view.x, scale * view.y] : [0, 0];
      const shape = shapeOf(d, curve);
      context.setTransform(scale * k, 0, 0, scale * k, x, y);
      const look = { globalAlpha: alpha, fillStyle: fill, strokeStyle: edge, lineWidth: line / k };
      Object.assign(context, look);
      context.setLineDash(dashes.map((length) => length / k));
      if (fill) context.fill(shape);
      if (edge) context.stroke(shape);
    },
    dot(x, y, side, fill, alpha) {
      inPixels();
      // There may be many thousands.
      if (context.globalAlpha !== alpha) context.globalAlpha = alpha;
      context.fillStyle = fill;
      context.fillRect(x, y, side, side);
    },
    text(text, x, y, size, fill, { weight = 400, anchor = "center", alpha = 1 } = {}) {
      inPixels();
      const font = `${weight} ${size}px ${FACE}`;
      const look = { globalAlpha: alpha, fillStyle: fill, font };
      Object.assign(context, look, { textAlign: anchor, textBaseline: "middle" });
      context.fillText(text, x, y);
    },
  };
}

// Boxes and names say of which paper they are.
function idOf(of) {
  return of ? { "data-paper": of } : {};
}

export function svgPen(svg) {
  return {
    path(d, { fill = "none", edge = "none", line = 1, dashes = [], alpha = 1, curve, of }) {
      const scale = `scale(${view.k} ${view.k * tall})`;
      const attributes = {
        d,
        fill,
        stroke: edge,
        "stroke-width": line,
        "stroke-dasharray": dashes.join(" ") || "none",
        opacity: alpha,
        "vector-effect": "non-scaling-stroke",
        transform: curve ? `translate(${view.x} ${view.y}) ${scale}` : "",
        ...idOf(of),
      };
      makeSvg("path", attributes, svg);
    },
    dot(x, y, side, fill, opacity) {
      makeSvg("path", { d: box(x, y, side, side), fill, opacity }, svg);
    },
    text(text, x, y, size, fill, { weight = 400, anchor = "middle", alpha = 1, of } = {}) {
      const attributes = {
        x,
        y: y + size * 0.35,
        fill,
        "font-size": size,
        "font-family": FACE,
        "font-weight": weight,
        opacity: alpha,
        "text-anchor": anchor,
        ...idOf(of),
      };
      makeSvg("text", attributes, svg).append(text);
    },
  };
}
