// The page of llmgraph. What comes from the data is only ever set as text.
(() => {
  const $ = id => document.getElementById(id), all = selector => [...document.querySelectorAll(selector)], { assign } = Object, { min, max, abs, hypot } = Math;
  const encode = encodeURIComponent, root = document.documentElement, main = $("main"), chart = $("chart");
  const data = content, { kinds, topics, columns, lanes, size, units } = data;
  const papers = spread(data.papers, data.count[0]), relations = spread(data.relations, data.count[1]);
  const { id, w, h, date, topic: topicOf } = papers, [x, y, order] = [papers.x, papers.y, papers.order].map(sums);
  const { kind: kindOf, note, grade, where: places, route, sideSteps, inherited } = relations, older = sums(relations.older), newer = [];
  // From the older paper to the first of its newer ones, then from one to the next.
  relations.newer.forEach((gap, row) => newer.push(gap + (relations.older[row] ? older[row] : newer[row - 1] ?? 0)));
  const OLDER = 0, NEWER = 1, end = [older, newer];
  const LABELS = 160, LINES = 4000, HUBS = 500, LIT = 300, HEAD = 26, FACE = getComputedStyle(document.body).fontFamily;
  const title = papers.title.map((text, p) => text || id[p]), name = papers.short.map((text, p) => text || title[p]);
  // A number stands before the name: of a rank, or of a place in an order.
  const label = p => (papers.number[p] ? `${papers.number[p]}.\u00a0${name[p]}` : name[p]);
  const sideways = sideSteps.some(Boolean), year = p => date[p].slice(0, 4), years = [...new Set(id.map((_, p) => year(p)))].filter(Boolean).sort();
  // The state is what stands in the address, in its spelling.
  const number = new Map(id.map((one, p) => [encode(one), p]));
  const names = { relations: kinds, topics };
  for (const key in names) names[key] = names[key].map(one => encode(one.name));
  const initial = {
    paper: encode(id[data.selected] ?? ""), to: "", relations: names.relations.filter((_, kind) => kinds[kind].descent).join(),
    topics: names.topics.join(), from: years[0], until: years.at(-1), view: "chart", language: data.language ?? (/^zh/i.test(navigator.language) ? "zh" : "en"),
    theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light", "side-steps": data.sideSteps,
  };
  let state = initial, on, picking;

  // A column of one value is written once.
  function spread(table, count) {
    for (const key in table) if (!Array.isArray(table[key])) table[key] = Array(count).fill(table[key]);
    return table;
  }
  function sums(differences) {
    let sum = 0;
    return differences.map(one => (sum += one));
  }
  const clamp = (value, least, most) => max(least, min(value, most));
  const say = (id, values) => written(data.words, id, values, state.language), counted = (id, count) => say(id, { count });
  const told = one => one[state.language];
  const topic = p => told(topics[topicOf[p]]);
  const dated = p => date[p] || say("chart.undated");
  function make(what, ...children) {
    const [tag, className = ""] = what.split("."), node = document.createElement(tag);
    node.className = className;
    node.append(...children.filter(Boolean));
    return node;
  }
  const press = (what, child, onclick) => assign(make(what, child), { type: "button", onclick });
  const named = p => make("bdi", label(p));

  // Lineage. Rows of the relations by paper, on its older and on its newer side.
  const near = end.map(() => id.map(() => []));
  // What descends counts most for the rank of a paper.
  const carries = row => kinds[kindOf[row]].descent, score = new Float64Array(id.length);
  older.forEach((p, row) => {
    near[NEWER][p].push(row);
    near[OLDER][newer[row]].push(row);
    for (const side of end) score[side[row]] += carries(row) ? 1 : 0.1;
  });
  const ranked = [...id.keys()].sort((a, b) => score[b] - score[a]), hubs = new Set(ranked.slice(0, HUBS));
  // Names of equals are spread over the years, in golden sections of the dates.
  const golden = p => (p * 0.618034) % 1, prominent = units ? [...ranked].sort((a, b) => score[b] - score[a] || golden(a) - golden(b)) : ranked;
  const steps = (p, way) => near[way][p].filter(row => carries(row) && on.relations.has(kindOf[row]));
  // Descent through papers not shown: at least two steps, of which the page knows no more.
  const passes = row => kinds[kindOf[row]].through;
  const both = (set, row) => set.has(older[row]) && set.has(newer[row]);
  // Side steps that a chain may take, as the reader chooses.
  const most = () => (state["side-steps"] === "any" ? Infinity : Number(state["side-steps"]));
  // The fewest side steps to all papers that way; in a large page to those within two steps, at most LIT.
  // A row that is not inherited is only ever the newest of a chain: `passing` are those that may go on.
  function walk(start, way, limit) {
    const passing = new Map(), ending = [], seen = new Set(), levels = [[[start, 0]]];
    for (let spent = 0; spent < levels.length; spent++) {
      for (const [p, far] of levels[spent] ?? []) {
        if (!passing.has(p)) passing.set(p, spent);
        if (limit ? far > 1 || passing.size > LIT : seen.has(p)) continue;
        seen.add(p);
        for (const row of steps(p, way)) {
          const to = end[way][row], taken = spent + sideSteps[row];
          if (taken > most()) continue;
          if (inherited[row] || (way === OLDER && p === start)) (levels[taken] ??= []).push([to, far + 1]);
          else if (way === NEWER) ending.push([to, taken]);
        }
      }
    }
    const fewest = new Map(passing);
    for (const [p, taken] of ending) if (!(fewest.get(p) <= taken)) fewest.set(p, taken);
    return { fewest, passing };
  }
  // All papers that way, each with its generation.
  function reach(start, way, limit = units) {
    const near = walk(start, way, limit);
    return assign(generations(near.fewest.keys(), way, start), near);
  }
  // The longest chain that counts to each of some papers, from one of them or any, to the `vague` ones at least; `order` is topological.
  // Steps between papers that descend from each other do not count.
  const cycle = new Map((data.cycles ?? []).flatMap(all => all.map(p => [p, all[0]]))), one = p => cycle.get(p) ?? p;
  function generations(some, way, start) {
    const sorted = [...some].sort((a, b) => (order[a] - order[b]) * (way || -1)), inside = new Set(sorted), vague = new Set();
    // By the side steps taken; without a limit these need not be told apart. Where a chain ends, it ends.
    const limit = most(), far = [new Map()], longest = new Map();
    for (const p of sorted) if (start === undefined || p === start) far[0].set(p, 0);
    for (const p of sorted) longest.set(p, 0);
    let again = true;
    while (again) {
      again = false;
      for (const p of sorted) {
        far.forEach((level, spent) => {
          if (!level.has(p)) return;
          for (const row of steps(p, way)) {
            const to = end[way][row], taken = limit === Infinity ? 0 : spent + sideSteps[row], passing = inherited[row] || (way === OLDER && p === start);
            if (!inside.has(to) || taken > limit || (way === OLDER && !passing)) continue;
            const long = level.get(p) + (one(to) === one(p) ? 0 : passes(row) ? 2 : 1);
            if (passes(row) || vague.has(p)) vague.add(to);
            if (long > longest.get(to)) longest.set(to, long);
            if (!passing || (far[taken] ??= new Map()).get(to) >= long) continue;
            far[taken].set(to, long);
            // On a cycle, what comes earlier may be reached once more.
            again ||= cycle.has(to);
          }
        });
      }
    }
    return assign(longest, { vague });
  }
  // The best chain: fewest side steps, then the evidence, then length; before all, if asked, through the fewest rows that are not inherited.
  function findChain(start, goal, limit = most(), throughOwn) {
    const best = new Map([[start, [0]]]), queue = [start];
    for (const p of queue) {
      for (const row of steps(p, NEWER)) {
        const goesOn = inherited[row] || newer[row] === goal, sum = best.get(p)[0] + (goesOn ? 0 : 1e13) + sideSteps[row] * 1e9 + data.grades[grade[row]][0] * 1e4 + 1;
        if (!(goesOn || throughOwn) || best.get(newer[row])?.[0] <= sum) continue;
        best.set(newer[row], [sum, p]);
        queue.push(newer[row]);
      }
    }
    if (!(best.get(goal)?.[0] < (limit + 1) * 1e9)) return null;
    const chain = [goal];
    while (chain[0] !== start) chain.unshift(best.get(chain[0])[1]);
    return assign(chain, { sideSteps: Math.floor((best.get(goal)[0] % 1e13) / 1e9) });
  }

  // What is shown, and what is lit: rows of a lineage 1, of its paper 2, of a chain 3.
  let shown, rows, lit, litRows, sides, chain, ends, tops, paper, other;
  function derive() {
    on = {};
    for (const key in names) on[key] = new Set(state[key].split(",").map(one => names[key].indexOf(one)));
    const narrow = state.from !== initial.from || state.until !== initial.until;
    shown = id.map((_, p) => on.topics.has(topicOf[p]) && (!narrow || (year(p) >= state.from && year(p) <= state.until)));
    rows = [...older.keys()].filter(row => on.relations.has(kindOf[row]) && shown[older[row]] && shown[newer[row]]);
    [paper, other] = [state.paper, state.to].map(one => number.get(one) ?? -1);
    litRows = new Map();
    lit = sides = chain = ends = null;
    if (paper >= 0) (other < 0 ? lightLineage : lightPath)();
  }
  // Whether a row lies on a chain that counts from one paper to another, by the walks from both.
  const onChain = (row, { passing }, { fewest }, to) => (inherited[row] || newer[row] === to) && passing.get(older[row]) + sideSteps[row] + fewest.get(newer[row]) <= most();
  function lightLineage() {
    sides = [OLDER, NEWER].map(way => reach(paper, way));
    lit = new Set(sides.flatMap(side => [...side.keys()]));
    for (const row of rows) {
      const own = older[row] === paper || newer[row] === paper;
      if (!carries(row)) own && litRows.set(row, 2);
      // Towards the older papers the newer end tells how many side steps are left, and the other way round.
      else if (onChain(row, { passing: new Map([[older[row], 0]]) }, sides[OLDER], paper) || onChain(row, sides[NEWER], { fewest: new Map([[newer[row], 0]]) }, newer[row])) litRows.set(row, own ? 2 : 1);
    }
    for (const row of litRows.keys()) lit.add(older[row]).add(newer[row]);
  }
  function lightPath() {
    chain = findChain(paper, other) ?? findChain(other, paper);
    ends = chain ? [chain[0], chain.at(-1)] : [paper, other];
    const above = ends.map(p => walk(p, OLDER)), shared = [...above[0].fewest.keys()].filter(p => above[1].fewest.has(p));
    // Without a chain: the common ancestors from which no other one descends, and what lies between.
    tops = chain ? [chain[0]] : shared.filter(p => { const under = walk(p, NEWER).fewest; return !shared.some(other => one(other) !== one(p) && under.has(other)); });
    const under = tops.map(top => walk(top, NEWER)), lower = chain ? [1] : [0, 1], joined = (p, top, at) => top.passing.get(p) + above[at].fewest.get(p) <= most() || (p === ends[at] && top.fewest.has(p));
    const among = [...new Set(lower.flatMap(at => [...above[at].fewest.keys()]))];
    lit = new Set([...ends, ...among.filter(p => under.some(top => lower.some(at => joined(p, top, at))))]);
    for (const row of rows) if (carries(row) && under.some(top => lower.some(at => onChain(row, top, above[at], ends[at])))) litRows.set(row, 1);
    chain?.slice(1).forEach((p, at) => between(chain[at], p).forEach(row => litRows.set(row, 3)));
  }
  const between = (start, goal) => steps(start, NEWER).filter(row => newer[row] === goal);

  // Two pens with the same strokes: one for the canvas, one for SVG.
  const view = { k: 1, x: 0, y: 0 }, layer = make("canvas"), ruler = layer.getContext("2d"), widths = new Map();
  // Where years are missing between two columns; undated papers stand between years as their relations ask.
  const dateless = label => label === "undated", gaps = columns.filter(([label], at) => label - columns.slice(0, at).findLast(([one]) => !dateless(one))?.[0] > 1);
  const px = at => at * view.k + view.x, py = at => at * view.k * tall + view.y;
  let drawn = view, cost = 0, moved = -1e9, queued, later, ratio, width = 0, height, gutter, tall, visible, placed = [], narrow, hover = -1, theme, ink, used;
  const box = (x, y, w, h, r = 0) => {
    const turn = (dx, dy) => (r ? `a${r} ${r} 0 0 1 ${dx} ${dy}` : "");
    return `M${x + r} ${y}h${w - 2 * r}${turn(r, r)}v${h - 2 * r}${turn(-r, r)}h${2 * r - w}${turn(-r, -r)}v${2 * r - h}${turn(r, -r)}z`;
  };
  const canvasPen = (context, scale) => ({
    path(d, { fill, edge, line = 1, dashes = [], alpha = 1, world }) {
      const k = world ? view.k : 1, shape = world?.path ?? new Path2D(world ? undefined : d);
      if (world && !world.path) (world.path = shape).addPath(new Path2D(d), { d: tall });
      context.setTransform(scale * k, 0, 0, scale * k, world ? scale * view.x : 0, world ? scale * view.y : 0);
      assign(context, { globalAlpha: alpha, fillStyle: fill, strokeStyle: edge, lineWidth: line / k });
      context.setLineDash(dashes.map(length => length / k));
      if (fill) context.fill(shape);
      if (edge) context.stroke(shape);
    },
    dot(x, y, side, fill, alpha) {
      context.setTransform(scale, 0, 0, scale, 0, 0);
      if (context.globalAlpha !== alpha) context.globalAlpha = alpha;
      context.fillStyle = fill;
      context.fillRect(x, y, side, side);
    },
    text(text, x, y, size, fill, { weight = 400, anchor = "center", alpha = 1 } = {}) {
      context.setTransform(scale, 0, 0, scale, 0, 0);
      assign(context, { globalAlpha: alpha, fillStyle: fill, font: `${weight} ${size}px ${FACE}`, textAlign: anchor, textBaseline: "middle" });
      context.fillText(text, x, y);
    },
  });
  function drawSvg(tag, attributes, parent) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    parent?.append(node);
    return node;
  }
  const svgPen = svg => ({
    path: (d, { fill = "none", edge = "none", line = 1, dashes = [], alpha = 1, world }) => drawSvg("path", {
      d, fill, stroke: edge, "stroke-width": line, "stroke-dasharray": dashes.join(" ") || "none", opacity: alpha, "vector-effect": "non-scaling-stroke",
      transform: world ? `translate(${view.x} ${view.y}) scale(${view.k} ${view.k * tall})` : "",
    }, svg),
    dot: (x, y, side, fill, opacity) => drawSvg("path", { d: box(x, y, side, side), fill, opacity }, svg),
    text: (text, x, y, size, fill, { weight = 400, anchor = "middle", alpha = 1 } = {}) => drawSvg("text", {
      x, y: y + size * 0.35, fill, "font-size": size, "font-family": FACE, "font-weight": weight, opacity: alpha, "text-anchor": anchor,
    }, svg).append(text),
  });
  function measure(text, size) {
    if (!widths.has(text)) {
      ruler.font = `600 20px ${FACE}`;
      widths.set(text, ruler.measureText(text).width / 20);
    }
    return widths.get(text) * size;
  }

  // The curve of a relation from its tip, the end at the newer paper; page.py tells what a route is.
  const curves = [];
  const curve = row => curves[row] ??= (route[row] ? routed : simple)(older[row], newer[row], route[row]);
  function routed(a, b, text) {
    const [, port, run] = text.match(/^(-?\d+)(.*)/), way = /^h\d/.test(run) ? -1 : 1, tip = { x: x[b] - way * w[b] / 2, y: y[b] + Number(port), way };
    const bends = run.replace(/t(-?\d+)\s?(-?\d+)/g, (_, dx, dy) => `c${dx / 2} 0 ${dx / 2} ${dy} ${dx} ${dy}`);
    return { ...tip, d: `M${tip.x} ${tip.y}${bends}H${x[a] + w[a] / 2}` };
  }
  function simple(a, b) {
    const x0 = x[a] + w[a] / 2, way = x[b] - w[b] / 2 > x0 ? 1 : -1, x1 = x[b] - way * w[b] / 2, pull = way > 0 ? (x1 - x0) / 2 : 30 + abs(y[b] - y[a]) / 12;
    return { x: x1, y: y[b], way, d: `M${x0} ${y[a]}C${x0 + pull} ${y[a]} ${way > 0 ? x1 - pull : max(x0, x1) + pull} ${y[b]} ${x1} ${y[b]}` };
  }

  // A paper on the screen: left, top, width, height.
  function screen(p) {
    const wide = w[p] * view.k, high = h[p] * view.k * tall;
    return [px(x[p]) - wide / 2, py(y[p]) - high / 2, wide, high];
  }
  const meet = ([x, y, w, h], [x2, y2, w2, h2]) => x < x2 + w2 && x2 < x + w && y < y2 + h2 && y2 < y + h;
  const look = p => topics[topicOf[p]][theme];
  function drawBands(pen) {
    pen.path(box(0, 0, width, height), { fill: ink.sheet });
    const line = at => `M${px(at)} 0v${height}`;
    let band;
    columns.forEach(([label, x0, x1]) => {
      if (dateless(label)) pen.path(line(x0) + line(x1), { edge: ink.quiet, dashes: [5, 4], alpha: 0.6 });
      else if ((band = !band)) pen.path(box(px(x0), 0, (x1 - x0) * view.k, height), { fill: ink.band });
    });
    for (const [, at] of gaps) pen.path(line(at), { edge: ink.quiet, dashes: [1, 5] });
    for (const [, , bottom] of lanes) pen.path(`M0 ${py(bottom)}h${width}`, { edge: ink.rule });
  }
  function drawRelations(pen) {
    const stage = [gutter, HEAD, width - gutter, height - HEAD], light = row => litRows.get(row) ?? 0;
    visible = id.map((_, p) => shown[p] && meet(screen(p), stage));
    let seen = units ? rows.filter(row => (lit ? light(row) : visible[older[row]] || visible[newer[row]])) : [...rows];
    const many = seen.length > LINES;
    if (many) seen = seen.filter(row => light(row) || both(hubs, row)).slice(0, LINES);
    $("note").textContent = many ? say("page.budget", { most: HUBS }) : "";
    if (lit) seen.sort((a, b) => light(a) - light(b));
    const faint = clamp(250 / seen.length, 0.05, 0.42);
    for (const row of seen) {
      const way = curve(row), by = light(row), { dashes, [theme]: edge } = kinds[kindOf[row]], alpha = min(1, (lit ? [0.05, 0.5, 0.95, 1][by] : faint) * (passes(row) ? 1.7 : 1));
      pen.path(way.d, { edge, line: clamp(view.k * 1.6, 0.8, 1.4) * [1, 1, 1.7, 2.6][by] * (passes(row) ? 0.8 : 1), dashes, alpha, world: way });
      const tip = way.way * (3 + 3 * min(1, view.k) + by);
      if (alpha > 0.1) pen.path(`M${px(way.x)} ${py(way.y)}l${-tip} ${-tip / 2}v${tip}z`, { fill: edge, alpha });
    }
  }
  function drawPapers(pen) {
    const seen = prominent.filter(p => visible[p]);
    for (const p of seen) {
      const at = screen(p), high = at[3], dim = lit && !lit.has(p), side = max(2, min(at[2], high));
      if (high < 2.2 || units) pen.dot(px(x[p]) - side / 2, py(y[p]) - side / 2, side, look(p).edge, dim ? 0.15 : 0.85);
      else pen.path(box(...at, min(4, high / 4)), { ...look(p), alpha: dim ? 0.22 : 1 });
    }
    drawLabels(pen, seen);
  }
  // A name in lines that fit into a box, of a long one the beginning.
  const CUT = 34, LEAST = 8, SMALLER = [1, 0.9, 0.8, 0.7, 0.6], SHIFTS = [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]], shorten = (text, most) => { const all = [...text]; return all.length > most ? `${all.slice(0, most - 1).join("")}…` : text; };
  function wrap(text, wide, high, font) {
    const lines = [], most = Math.floor(high / font / 1.2), fits = line => measure(line.trim(), font) <= wide;
    if (most < 1) return;
    for (let part of shorten(text, 99).match(/[\u2e80-\uffef]|(?:[^\s\u2e80-\uffef]|\u00a0)+\s*|\s+/gu) ?? []) {
      while (font === LEAST && !fits(part)) {
        const signs = [...part], most = max(1, signs.findIndex((_, at) => !fits(`${signs.slice(0, at + 1).join("")}-`))), hyphen = signs.lastIndexOf("-", most - 1) + 1;
        lines.push(signs.splice(0, hyphen || most).join("") + (hyphen ? "" : "-"));
        part = signs.join("");
      }
      const line = (lines.at(-1) ?? "") + part;
      if (lines.length && fits(line)) lines[lines.length - 1] = line;
      else lines.push(part);
    }
    const kept = lines.slice(0, most);
    if (lines.length > most) {
      while (kept[most - 1] && !fits(`${kept[most - 1]}…`)) kept[most - 1] = kept[most - 1].replace(/.$/u, "");
      kept[most - 1] += "…";
      if (kept.join("").length < CUT / 2) return;
    }
    if (kept.every(fits)) return kept;
  }
  // Where there is no room beside the papers, a topic stands at the top of its lane, beside the boxes there.
  const signs = () => (gutter ? [] : lanes).flatMap(([lane, top, bottom]) => {
    const at = [7, max(py(top), HEAD) + 2, measure(told(topics[lane]), 11) + 4, 14, lane], boxes = units ? [] : ranked.filter(p => visible[p] && topicOf[p] === lane).map(screen);
    while (boxes.some(box => meet(box, at)) && at[0] + at[2] < width) at[0] += 30;
    if (at[0] + at[2] > width) at[0] = 7;
    return py(bottom) - HEAD < 16 ? [] : [at];
  });
  // Names by rank, each in a box of its own that covers no other name.
  function drawLabels(pen, seen) {
    const full = view.k >= 0.85 && !units, font = full ? 12 * view.k : clamp(12 * view.k, 10.5, 13), first = new Set(chain);
    for (const [row, by] of litRows) if (by > 1) first.add(older[row]).add(newer[row]);
    const rank = p => (p === paper || p === other ? 3 : p === hover ? 2 : +first.has(p));
    const wanted = seen.filter(p => full || !lit || lit.has(p) || p === hover).slice(0, units ? 600 : 3000).sort((a, b) => rank(b) - rank(a));
    placed = [];
    const topical = signs(), boxes = new Map(units ? [] : seen.map(p => [p, screen(p)]));
    // Among very many papers names leave most of the squares in sight.
    const apart = units ? 24 : 2, cut = units ? 24 : CUT;
    const held = [];
    let outside = 0;
    for (const p of wanted) {
      const own = screen(p), top = rank(p) > 1, fit = size => [wrap(label(p), own[2] - 6, own[3], size), size], tall = own[3] > 3 * font;
      // In a high box long words may be smaller, and broken, before a name covers what is beside it.
      const [lines, size] = units ? [] : (tall ? [...SMALLER.map(by => by * font).filter(size => size > LEAST), LEAST] : [font]).map(fit).find(([lines]) => lines) ?? [], inside = lines || full;
      if (!inside && outside === LABELS) continue;
      const text = shorten(label(p), cut), long = measure(text, font) * 0.95, wide = max(own[2], long + 8), high = max(units ? 0 : own[3], font + 5);
      const covers = one => held.some(held => meet(one, held)), taken = one => covers(one) || (!rank(p) && topical.some(sign => meet(one, sign)));
      const beside = ([dx, dy]) => [clamp(px(x[p]) + (dx * (wide - own[2]) - wide) / 2, gutter + 2, width - wide - 2), py(y[p]) + dy * max(8, (high - own[3]) / 2) - high / 2, wide, high];
      const at = inside ? (full || !covers(own)) && own : SHIFTS.map(beside).find((one, at) => !taken(one) && !(SHIFTS[at][1] && [...boxes].some(([q, of]) => q !== p && meet(one, of))));
      if (!at) continue;
      outside += !inside;
      placed.push([p, ...at]);
      held.push([at[0] - apart, at[1] - apart / 2, at[2] + 2 * apart, at[3] + apart]);
      const alpha = lit && !lit.has(p) && !top ? 0.25 : 1;
      if (!inside || top) pen.path(box(...at, 4), { ...look(p), ...(top && { edge: ink.ink, line: rank(p) - 1 }), alpha });
      (lines ?? [text]).forEach((line, row, all) => pen.text(line.trim(), at[0] + at[2] / 2, at[1] + at[3] / 2 + (row - (all.length - 1) / 2) * (size ?? font) * 1.2, size ?? font * min(1, (at[2] - 4) / long), ink.ink, { weight: rank(p) === 3 ? 600 : 400, alpha }));
    }
  }
  // Years and topics stay in sight.
  function drawHeads(pen) {
    pen.path(box(0, 0, gutter, height), { fill: ink.sheet });
    for (const [lane, y0, y1] of lanes) {
      const top = max(py(y0), HEAD), high = min(py(y1), height) - top, text = told(topics[lane]);
      if (high < 12) continue;
      pen.path(box(0, top + 1, 5, high - 1), { fill: topics[lane][theme].edge });
      // Bold letters are wider than those that are measured.
      if (gutter) (wrap(text, (gutter - 16) / 1.1, max(high, 15), 12) ?? [text]).forEach((line, row, all) => pen.text(line.trim(), 12, top + high / 2 + (row - (all.length - 1) / 2) * 14.4, min(12, 12 * (gutter - 16) / 1.1 / measure(line.trim(), 12)), ink.quiet, { weight: 600, anchor: "start" }));
    }
    for (const [x, y, w, h, lane] of signs()) {
      if (placed.some(([, ...at]) => meet(at, [x, y, w, h]))) continue;
      pen.path(box(x, y, w, h), { fill: ink.sheet, alpha: 0.85 });
      pen.text(told(topics[lane]), x + 2, y + h / 2, 11, ink.quiet, { weight: 600, anchor: "start" });
    }
    pen.path(box(0, 0, width, HEAD), { fill: ink.sheet });
    pen.path(`M0 ${HEAD}h${width}`, { edge: ink.rule });
    for (const [, at] of gaps) if (px(at) > gutter) pen.path(`M${px(at) - 5} ${HEAD + 5}l4 -10m6 0l-4 10`, { edge: ink.quiet, line: 1.5 });
    let free = gutter;
    for (const [text, x0, x1] of columns) {
      const half = measure(text, 13) / 2, middle = min((max(px(x0), gutter) + min(px(x1), width)) / 2, width - half - 2);
      if (px(x1) < gutter + half || px(x0) > width - half || middle - half < free) continue;
      pen.text(dateless(text) ? say("chart.undated") : text, middle, HEAD / 2, 13, ink.quiet, { weight: dateless(text) ? 400 : 600 });
      free = middle + half + 6;
    }
  }

  // Frames: while the view moves, a costly picture is only shifted; at rest it is drawn anew.
  function frame() {
    queued = false;
    // A frame that is not yet seen, as in a notebook, has no size.
    if (!width) return;
    const begun = performance.now(), context = chart.getContext("2d"), pen = canvasPen(context, ratio);
    if (cost < 9 || begun - moved > 140) {
      layer.width = chart.width;
      for (const draw of [drawRelations, drawPapers]) draw(canvasPen(ruler, ratio));
      drawn = { ...view };
      // What is asked of the canvas here is painted after.
      cost = performance.now() - begun + (units ? 50 : 0);
    } else {
      clearTimeout(later);
      later = setTimeout(queue, 150);
    }
    const k = view.k / drawn.k;
    drawBands(pen);
    context.globalAlpha = 1;
    context.setTransform(k, 0, 0, k, (view.x - drawn.x * k) * ratio, (view.y - drawn.y * k) * ratio);
    context.drawImage(layer, 0, 0);
    drawHeads(pen);
  }
  function queue() {
    if (!queued) requestAnimationFrame(frame);
    queued = true;
  }
  function resize() {
    const { width: wide, height: high } = $("stage").getBoundingClientRect();
    if (!wide || !high) return;
    narrow = wide < 620;
    [width, height, gutter] = [wide, high, narrow || !lanes.length ? 0 : min(190, 18 + 1.1 * max(...lanes.map(([lane]) => measure(told(topics[lane]), 12))))];
    // As high as the window, but boxes not above two lines of a large font, or what their names need.
    const room = (high - HEAD) / size[1] || 1, k = narrow ? min(0.7, room / 1.3) : min((wide - gutter) / size[0], 1.5);
    scale(min(devicePixelRatio, 2));
    // Until somebody acts, the picture follows the window.
    if (!used) {
      const need = units ? 0 : max(0, ...id.map((_, p) => measure(label(p), 11) / (w[p] * k)));
      tall = clamp(room / k, 1, max(1.5, units ? 2.2 : 0.6 * clamp(need + 1.5, 3.5, 7) / k));
      curves.length = 0;
      fit();
      // A narrow window begins with a part that can be read.
      if (narrow) zoom(max(1, k / view.k), paper < 0 ? 0 : px(x[paper]));
    }
    queue();
  }
  function scale(by) {
    ratio = by;
    for (const canvas of [chart, layer]) [canvas.width, canvas.height] = [width * by, height * by];
  }
  function fit(some = []) {
    const span = (all, end, pad) => { const at = [...some].map(p => all[p]); return at.length ? [min(...at) - pad, max(...at) + pad] : [0, end]; };
    const [x0, x1] = span(x, size[0], 90), [y0, y1] = span(y, size[1], 40);
    view.k = min((width - gutter) / (x1 - x0), (height - HEAD) / (y1 - y0) / tall, 1.5) * 0.985;
    centre((x0 + x1) / 2, (y0 + y1) / 2);
  }
  const centre = (x, y) => move((width + gutter) / 2 - px(x), (height + HEAD) / 2 - py(y));
  function zoom(by, cx = (width + gutter) / 2, cy = (height + HEAD) / 2) {
    const k = clamp(view.k * by, width / size[0] / 3, 6) / view.k;
    view.k *= k;
    move((cx - view.x) * (1 - k), (cy - view.y) * (1 - k));
  }
  function move(dx, dy) {
    view.x += dx;
    view.y += dy;
    moved = performance.now();
    $("tip").hidden = true;
    queue();
  }

  // Choosing
  function choose(p, show) {
    if (picking && p >= 0 && p !== paper) state.to = encode(id[p]);
    else [state.paper, state.to] = [encode(id[p] ?? ""), ""];
    picking = false;
    if (p >= 0) main.classList.remove("folded");
    $("panel").scrollTop = 0;
    update();
    // What had the focus may have been drawn anew.
    if (document.activeElement === document.body) $("details").focus();
    if (show) requestAnimationFrame(() => { if (!meet([px(x[p]), py(y[p]), 0, 0], [gutter + 40, HEAD + 20, width - gutter - 80, height - HEAD - 40])) centre(x[p], y[p]); });
  }
  function paperAt(cx, cy, slack) {
    const hit = placed.findLast(([, ...at]) => meet([cx, cy, 0, 0], at));
    const around = [cx - slack, cy - slack, 2 * slack, 2 * slack], away = p => hypot(px(x[p]) - cx, py(y[p]) - cy);
    return hit?.[0] ?? ranked.filter(p => shown[p] && meet(screen(p), around)).reduce((best, p) => (best < 0 || away(p) < away(best) ? p : best), -1);
  }
  function rowAt(cx, cy) {
    ruler.setTransform(1, 0, 0, 1, 0, 0);
    ruler.lineWidth = 6 / view.k;
    return (lit ? [...litRows.keys()] : rows).find(row => curve(row).path && ruler.isPointInStroke(curve(row).path, (cx - view.x) / view.k, (cy - view.y) / view.k)) ?? -1;
  }
  function showTip(cx, cy) {
    const p = paperAt(cx, cy, 3), row = p < 0 && !units ? rowAt(cx, cy) : -1, tip = $("tip");
    chart.style.cursor = p < 0 ? "grab" : "pointer";
    if (p !== hover && cost < 30) queue();
    hover = p;
    tip.hidden = p < 0 && row < 0;
    if (tip.hidden) return;
    tip.replaceChildren(...(p < 0 ? [make("b", sentence(row)), make("div", note[row])] : [make("b", label(p)), make("div", title[p]), quiet(dated(p), topic(p))]));
    tip.style.left = `${clamp(cx + 14, 4, width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${cy + 18 + tip.offsetHeight > height ? cy - tip.offsetHeight - 10 : cy + 18}px`;
  }

  // The panel
  const quiet = (...parts) => make("div.quiet", parts.filter(Boolean).join(" · "));
  function sentence(row) {
    const ends = [name[newer[row]], name[older[row]]];
    if (kinds[kindOf[row]].newerIsTarget) ends.reverse();
    return told(kinds[kindOf[row]].row).replace(/\{(source|target)\}/g, end => ends[+(end === "{target}")]);
  }
  const where = row => [told(data.grades[grade[row]][1]), places[row], !inherited[row] && say("evidence.own")];
  const evidence = row => make("div", note[row], quiet(...where(row)));
  const link = p => make("span", press("button.link", named(p), () => choose(p, true)), " ", make("span.quiet", dated(p)));
  const list = (items, cells, tag = "ul") => make(tag, ...items.map((item, at) => make("li", ...cells(item, at))));
  function swatch(name, shape, colours) {
    const svg = drawSvg("svg", { class: name, viewBox: name === "stroke" ? "0 0 36 10" : "0 0 14 14" });
    drawSvg("path", { d: shape, ...colours }, svg);
    return svg;
  }
  const stroke = ({ dashes, [theme]: stroke }) => swatch("stroke", "M0 5h36", { stroke, "stroke-width": 2.2, "stroke-dasharray": dashes.join(" ") || "none" });
  function tell() {
    $("fold").textContent = `${main.classList.contains("folded") ? "▴" : "▾"} ${paper < 0 ? say("page.panel") : name[paper]}`;
    $("details").replaceChildren(...(paper < 0 ? [make("p", say("page.hint")), make("p.quiet", say("page.counts", { papers: counted("count.paper", id.length), relations: counted("count.relation", kindOf.filter((_, row) => !passes(row)).length) }))] : chain ? tellChain() : ends ? tellApart() : tellPaper()));
  }
  const chains = one => counted(one === "0" ? "page.chains_line" : one === "any" ? "page.chains_any" : "page.chains", one);
  const summary = p => papers[state.language][p] || papers.en[p] || papers.zh[p];
  const clear = () => press("button", say("page.clear"), () => choose(-1));
  function tellPaper() {
    const p = paper, lineage = (id, side) => say(id, { count: side.size - 1, generations: counted("page.generations", (side.vague.size ? "≥ " : "") + max(...side.values())) });
    const links = [[`arXiv:${papers.arxiv[p]}`, papers.arxiv[p] && `https://arxiv.org/abs/${encodeURI(papers.arxiv[p])}`], ["DOI", papers.doi[p] && `https://doi.org/${encodeURI(papers.doi[p])}`], [papers.url[p].split("/")[2], papers.url[p]]]
      .filter(([, href]) => /^https?:\/\//i.test(href)).map(([text, href]) => assign(make("a", text), { href, rel: "noopener noreferrer", target: "_blank" }));
    const connect = press("button", say(picking ? "page.pick" : "page.connect"), () => { picking = !picking; tell(); $("search").focus(); });
    const descent = near.map(side => side[p].filter(carries));
    return [
      make("h2", named(p)), make("p", papers.short[p] && make("bdi", papers.title[p])), quiet(dated(p), papers.venue[p], topic(p)), quiet(papers.authors[p]), quiet(papers.aliases[p]),
      make("p", summary(p)), make("p.links", ...links), make("p", say("page.lineage", { older: lineage("page.ancestors", reach(p, OLDER, false)), newer: lineage("page.descendants", reach(p, NEWER, false)) })), quiet(say("page.step"), sideways && chains(state["side-steps"])), quiet(units && say("page.cut", { most: LIT })), make("p.links", connect, clear()),
      ...group("page.older", descent[OLDER]), ...group("page.newer", descent[NEWER]), ...group("page.beside", near.flatMap(side => side[p]).filter(row => !carries(row))),
    ].filter(part => part.textContent);
  }
  // Relations of the paper, by kind and by its end of the row.
  function group(heading, some) {
    const parts = some.length ? [make("h2", `${say(heading)} (${some.length})`)] : [];
    kinds.forEach((kind, at) => told(kind).forEach((phrase, side) => {
      const here = some.filter(row => kindOf[row] === at && ((newer[row] === paper) !== kind.newerIsTarget) === !side);
      if (here.length) parts.push(make("h3", stroke(kind), `${phrase} (${here.length})`), list(here.slice(0, LIT), row => [link(newer[row] === paper ? older[row] : newer[row]), evidence(row)]));
    }));
    return parts;
  }
  const reasons = some => some.flatMap(row => [make("h3", stroke(kinds[kindOf[row]]), sentence(row)), evidence(row)]);
  function tellChain() {
    const [[, long]] = far(generations(chain, NEWER)).slice(-1), count = chain.sideSteps, steps = say("page.steps", { steps: counted("count.step", long) });
    const taken = !sideways || (long === "1" && !count) ? steps : say(long === "1" ? "steps.single" : count ? "steps.some" : "steps.none", { steps, count });
    return [make("h2", named(ends[0]), " → ", named(ends[1])), clear(), make("p", say("page.told_steps", { steps: taken, others: counted("page.others", lit.size - chain.length) })), list(chain.slice(1), (p, at) => [link(chain[at]), " → ", link(p), ...reasons(between(chain[at], p))], "ol")];
  }
  function tellApart() {
    const common = tops.length ? [make("h2", say("page.common")), list(tops.slice(0, 20), p => [link(p)])] : [];
    return [make("h2", named(ends[0]), " · ", named(ends[1])), clear(), ...whyApart(), ...common];
  }
  // The best chain that does not count; else the rows of any type between the two.
  function whyApart() {
    const [a, b] = ends, join = throughOwn => [findChain(a, b, Infinity, throughOwn), findChain(b, a, Infinity, throughOwn)].filter(Boolean).sort((one, two) => one.sideSteps - two.sideSteps)[0];
    const wider = join(), through = wider ?? join(true);
    if (wider) return [make("p", counted("page.least", wider.sideSteps))];
    if (through) {
      const own = through.slice(1, -1).map((p, at) => between(through[at], p)).filter(some => !some.some(row => inherited[row]));
      return [make("p", say("page.alone", { rows: own.map(([row]) => sentence(row)).join(" · ") }))];
    }
    return [make("p", say("page.apart")), ...reasons(near.flatMap(side => side[a]).filter(row => older[row] === b || newer[row] === b))];
  }
  function filters() {
    const tick = (key, at, place, mark, text, column) => {
      const onchange = () => { state[key] = all(`.${key}:checked`).map(one => one.value).join(); update(); };
      const input = assign(make(`input.${key}`), { type: "checkbox", value: names[key][at], checked: on[key].has(at), onchange });
      $(place).append(make("label", input, mark, `${text} (${column.filter(one => one === at).length})`));
    };
    for (const old of all("label")) old.remove();
    kinds.forEach((kind, at) => tick("relations", at, kind.descent ? "descent" : "other", stroke(kind), told(kind)[0], kindOf));
    for (const [at] of lanes) tick("topics", at, "topics", swatch("swatch", box(1, 1, 12, 12, 3), { fill: topics[at][theme].fill, stroke: topics[at][theme].edge }), told(topics[at]), topicOf);
    const limits = [...new Set(["0", "1", "any", initial["side-steps"]])];
    $("side-steps").replaceChildren(...limits.map(one => new Option(chains(one), one, false, one === state["side-steps"])));
    $("side-steps").hidden = !sideways;
    for (const key of ["from", "until"]) $(key).replaceChildren(...years.map(one => new Option(one, one, false, one === state[key])));
  }
  const far = (side, sign = 1) => [...side].map(([p, n]) => [p, `${side.vague.has(p) ? (sign < 0 ? "≤ " : "≥ ") : ""}${sign * n}`]);
  // A click on the head of a column sorts by it, a second one the other way round.
  const sorted = {}, collator = new Intl.Collator(undefined, { numeric: true });
  function tabulate() {
    const some = [...id.keys()].filter(p => shown[p] && (!lit || lit.has(p)));
    const generation = new Map(sides ? [...far(sides[OLDER], -1), ...far(sides[NEWER])] : far(generations(chain ?? some, NEWER)));
    // Of a chosen paper every relation, as in the panel.
    const own = sides ? near.flatMap(side => side[paper]) : [];
    const fewest = p => min(...sides.map(side => side.fewest.get(p)).filter(steps => steps !== undefined));
    const fill = (place, told, items, cells) => {
      const made = items.map(item => cells(item).map(cell => make("td", cell ?? "")));
      const [column, sign] = sorted[place] ?? [];
      if (sign) made.sort((a, b) => sign * collator.compare(a[column].textContent.replace(/[≥≤] /, ""), b[column].textContent.replace(/[≥≤] /, "")));
      $(place).replaceChildren(...made.slice(0, 2000).map(cells => make("tr", ...cells)));
      const table = $(place).parentNode;
      table.caption.textContent = say(told, { shown: min(items.length, 2000), total: items.length });
      [...table.tHead.rows[0].cells].forEach((head, at) => {
        head.ariaSort = column === at && sign ? (sign > 0 ? "ascending" : "descending") : "none";
        head.firstChild.onclick = () => { sorted[place] = [at, column === at && sign > 0 ? -1 : 1]; tabulate(); };
      });
    };
    fill("paperRows", "page.paper_rows", some, p => [dated(p), press("button.link", named(p), () => choose(p, true)), make("bdi", title[p]), ...(lanes.length ? [topic(p)] : []), ...(sideways ? [sides ? `${fewest(p)}` : ""] : []), `${generation.get(p) ?? ""}`, summary(p)]);
    $("paperRows").parentNode.caption.append(quiet(say(sides ? "page.since" : chain ? "page.along" : "page.above", { name: name[paper] }), sides && sideways && say("page.sides_since", { name: name[paper] })));
    fill("relationRows", "page.relation_rows", [...new Set([...own, ...rows.filter(row => !lit || litRows.has(row))])], row => [dated(newer[row]), sentence(row), note[row], where(row).filter(Boolean).join(" · ")]);
  }

  // Search: by the start of a name before its inside, the better connected first.
  let keys, hits = [], active = 0;
  const plain = text => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  function search() {
    keys ??= id.map((one, p) => [name[p], one, ...papers.aliases[p].split(" · "), papers.arxiv[p], papers.doi[p], title[p], papers.authors[p]].map(plain));
    const asked = $("search").value, wanted = plain(asked.replace(/^\s*https?:\/\/\S*(abs|pdf|doi\.org)\//i, ""));
    const rank = p => min(...keys[p].map(one => (one === wanted ? 0 : one.startsWith(wanted) ? 1 : one.includes(wanted) ? 2 : 3)));
    hits = wanted ? ranked.map(p => [rank(p), p]).filter(([far]) => far < 3).sort((a, b) => a[0] - b[0]).slice(0, 12).map(([, p]) => p) : [];
    const items = hits.map(p => assign(make("li", make("b", named(p)), " ", make("span.quiet", dated(p), " ", papers.short[p] && papers.title[p])), {
      onpointerdown(event) { event.preventDefault(); take(p); },
    }));
    active = 0;
    $("found").replaceChildren(...items, ...(asked && !items.length ? [make("li", say("page.none"))] : []));
    mark(!asked);
  }
  function mark(hidden) {
    $("found").hidden = hidden;
    [...$("found").children].forEach((item, at) => {
      assign(item, { id: `hit${at}`, role: "option", ariaSelected: at === active });
      if (at === active) item.scrollIntoView({ block: "nearest" });
    });
    $("search").ariaExpanded = !hidden;
    $("search").setAttribute("aria-activedescendant", hidden ? "" : `hit${active}`);
  }
  function take(p) {
    $("search").value = "";
    mark(true);
    choose(p, true);
    chart.focus();
  }

  // The address, and everything anew from it
  const allowed = { from: years, until: years, "side-steps": ["0", "1", "any", data.sideSteps], view: ["chart", "table"], language: ["en", "zh"], theme: ["light", "dark"] };
  function readAddress() {
    const clean = text => { try { return encode(decodeURIComponent(text)); } catch { return ""; } };
    state = { ...initial };
    for (const [word, value] of location.hash.slice(1).split("&").map(part => part.split("="))) {
      if (Object.hasOwn(initial, word) && value !== undefined && (allowed[word] ?? [value]).includes(value)) state[word] = value.split(",").map(clean).join();
    }
    dress();
  }
  function update() {
    derive();
    tell();
    if (state.view === "table") tabulate();
    const parts = Object.keys(initial).filter(word => state[word] !== initial[word]).map(word => `${word}=${state[word]}`);
    // A page inside another may not be allowed to change its address.
    try { if (parts.length || location.hash) history.replaceState(null, "", `#${parts.join("&")}`); } catch {}
    queue();
  }
  function recolour(to) {
    root.dataset.theme = theme = to;
    const style = getComputedStyle(root);
    ink = Object.fromEntries(["sheet", "band", "rule", "ink", "quiet"].map(word => [word, style.getPropertyValue(`--${word}`)]));
  }
  function dress() {
    recolour(state.theme);
    root.lang = state.language === "zh" ? "zh-Hans" : "en";
    // The shell names its messages without what all their ids begin with.
    for (const node of all("[data-say]")) node.textContent = say(`page.${node.dataset.say}`);
    for (const node of all("[data-label]")) node.ariaLabel = node.placeholder = say(`page.${node.dataset.label}`);
    // The other language, as it calls itself.
    $("language").textContent = told(data.other);
    document.title = $("title").textContent = told(data.title);
    $("table").hidden = state.view === "chart";
    $("switch").textContent = say(state.view === "chart" ? "page.table" : "page.chart");
    update();
    filters();
  }
  function save(blob, ending) {
    const href = URL.createObjectURL(blob);
    assign(make("a"), { href, download: `llmgraph.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 9999);
  }
  function everything(pen) { for (const draw of [drawBands, drawRelations, drawPapers, drawHeads]) draw(pen); }
  const turn = (word, one, two) => () => { state[word] = state[word] === one ? two : one; dress(); };
  const actions = {
    fit: () => fit(lit ?? []), in: () => zoom(1.4), out: () => zoom(1 / 1.4), fold: () => { main.classList.toggle("folded"); tell(); },
    switch: turn("view", "chart", "table"), theme: turn("theme", "light", "dark"), language: turn("language", "en", "zh"), all: turn("topics", initial.topics, ""),
    png() {
      const canvas = assign(make("canvas"), { width: width * 2, height: height * 2 });
      everything(canvasPen(canvas.getContext("2d"), 2));
      canvas.toBlob(blob => save(blob, "png"));
    },
    svg() {
      const svg = drawSvg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
      drawSvg("title", {}, svg).append(document.title);
      everything(svgPen(svg));
      save(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }), "svg");
    },
  };
  for (const button in actions) $(button).onclick = actions[button];
  for (const word of ["from", "until", "side-steps"]) $(word).onchange = event => { state[word] = event.target.value; update(); };

  // Mouse, touch, keyboard
  const fingers = new Map(), place = event => [event.offsetX, event.offsetY];
  let travelled = 0;
  const step = by => choose((paper < 0 && by < 0 ? id.length - 1 : paper + by + id.length) % id.length, true);
  const pressed = {
    ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
    "+": actions.in, "=": actions.in, "-": actions.out, 0: () => fit(), "[": () => step(-1), "]": () => step(1),
  };
  assign(chart, {
    onpointerdown(event) {
      chart.setPointerCapture(event.pointerId);
      if (!fingers.size) travelled = 0;
      fingers.set(event.pointerId, place(event));
    },
    onpointermove(event) {
      const before = fingers.get(event.pointerId), now = place(event);
      if (!before) return event.pointerType === "mouse" && showTip(...now);
      const second = [...fingers].find(([finger]) => finger !== event.pointerId)?.[1], [dx, dy] = [now[0] - before[0], now[1] - before[1]];
      fingers.set(event.pointerId, now);
      travelled += hypot(dx, dy);
      if (travelled < 4) return;
      if (!second) return move(dx, dy);
      const apart = ([cx, cy]) => hypot(cx - second[0], cy - second[1]) || 1;
      zoom(apart(now) / apart(before), (now[0] + second[0]) / 2, (now[1] + second[1]) / 2);
    },
    onpointerup(event) {
      if (!fingers.delete(event.pointerId) || travelled > 8 || event.button) return;
      const p = paperAt(...place(event), event.pointerType === "mouse" ? 3 : 12);
      picking ||= event.shiftKey && paper >= 0;
      if (p >= 0 || !picking) choose(p);
    },
    onpointercancel: event => fingers.delete(event.pointerId),
    onpointerleave: () => { $("tip").hidden = true; },
    ondblclick: event => zoom(2, ...place(event)),
    onwheel(event) {
      event.preventDefault();
      const { deltaX, deltaY } = event, unit = event.deltaMode ? 16 : 1;
      if (abs(deltaX) > abs(deltaY)) move(-deltaX * unit, 0);
      else zoom(Math.exp(-deltaY * unit * (event.ctrlKey ? 0.01 : 0.0016)), ...place(event));
    },
    onkeydown(event) {
      if (!pressed[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      pressed[event.key]();
    },
  });
  assign($("search"), {
    oninput: search, onfocus: search, onblur: () => mark(true),
    onkeydown(event) {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" && hits.length) take(hits[active]);
      if (event.key === "Escape") chart.focus();
      if (!by || !hits.length) return;
      event.preventDefault();
      active = (active + by + hits.length) % hits.length;
      mark(false);
    },
  });
  document.onkeydown = event => {
    if (/search|select/.test(event.target.type)) return;
    if (event.key === "Escape") choose(-1);
    if (event.key === "/") { event.preventDefault(); $("search").focus(); }
  };
  for (const act of ["pointerdown", "wheel", "keydown"]) addEventListener(act, () => { used = true; }, true);
  assign(window, {
    onhashchange: readAddress,
    onbeforeprint() { recolour("light"); tell(); filters(); scale(3); cost = 0; frame(); },
    onafterprint() { dress(); resize(); },
  });

  main.classList.toggle("folded", innerWidth <= 800);
  if (!lanes.length) all("th:has([data-say=topic])")[0].remove();
  if (!sideways) all("th:has([data-say=sides])")[0].remove();
  readAddress();
  // The first picture does not wait for a frame, so that a page printed unseen is not empty.
  resize();
  frame();
  new ResizeObserver(([{ contentRect: now }]) => { if (now.width !== width || now.height !== height) resize(); }).observe($("stage"));
})();
