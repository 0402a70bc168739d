(() => {
  const { papers, relations, kinds } = content;
  const byId = (id) => document.getElementById(id);
  const say = (id, values) => written(content.words, id, values, content.language);
  const hidden = new Set(kinds.filter((kind) => !kind.descent).map((kind) => kind.name));
  let selected = null, lit = () => true;

  // As high as the window, where the papers would make a flat picture.
  const { clientWidth, clientHeight } = byId("canvas");
  const tall = Math.max(1, Math.min(2.2, (clientHeight / content.height) / Math.min((clientWidth - 200) / content.width, 1.5) || 1));
  content.height *= tall;
  for (const node of content.nodes) node.y *= tall;
  for (const lane of content.lanes) { lane[1] *= tall; lane[2] *= tall; }

  const nodes = new vis.DataSet(content.nodes);
  const edges = new vis.DataSet(content.edges.map((edge, id) => ({ ...edge, id })));
  const network = new vis.Network(byId("canvas"), { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { dragNodes: false, hover: true, keyboard: { bindToWindow: false }, selectConnectedEdges: false },
    nodes: { font: { size: 12, face: "system-ui, sans-serif", color: "#1a1a1a" }, margin: 5, borderWidth: 1, shapeProperties: { borderRadius: 3 } },
    edges: { width: 1, arrows: { to: { scaleFactor: 0.4 } }, hoverWidth: 0, selectionWidth: 0 },
  });

  // Who descends from whom, over the relation types that are switched on.
  function reach(start, forward) {
    const found = new Set([start]);
    const queue = [start];
    while (queue.length) {
      const here = queue.pop();
      content.edges.forEach((edge, row) => {
        if (!relations[row].descent || hidden.has(edge.relation)) return;
        const [near, far] = forward ? [edge.from, edge.to] : [edge.to, edge.from];
        if (near === here && !found.has(far)) { found.add(far); queue.push(far); }
      });
    }
    return found;
  }

  function paint() {
    const older = selected === null ? null : reach(selected, false);
    const newer = selected === null ? null : reach(selected, true);
    lit = (node) => selected === null || older.has(node) || newer.has(node);
    nodes.update(content.nodes.map((node) => ({
      id: node.id, opacity: lit(node.id) ? 1 : 0.15,
      font: { color: lit(node.id) ? "#1a1a1a" : "rgba(26,26,26,.25)" },
      borderWidth: node.id === selected ? 3 : 1,
    })));
    edges.update(content.edges.map((edge, id) => {
      const touches = edge.from === selected || edge.to === selected;
      const inside = selected !== null && relations[id].descent &&
        ((older.has(edge.from) && older.has(edge.to)) || (newer.has(edge.from) && newer.has(edge.to)));
      const opacity = selected === null ? 0.45 : touches ? 1 : inside ? 0.5 : 0.04;
      return { id, hidden: hidden.has(edge.relation) && !touches, color: { color: edge.color, opacity }, width: touches ? 2 : 1 };
    }));
  }

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function tell() {
    const place = byId("details");
    place.replaceChildren();
    if (selected === null) {
      place.append(element("p", say("page.pyvis_hint")));
      return;
    }
    const paper = papers[selected];
    place.append(element("h2", paper.name), element("p", paper.title),
      element("p", [paper.date, paper.venue, paper.topic].filter(Boolean).join(" · "), "quiet"));
    if (paper.authors) place.append(element("p", paper.authors, "quiet"));
    if (/^https?:\/\//.test(paper.link)) {
      const link = element("a", paper.link);
      link.href = paper.link; link.rel = "noopener noreferrer"; link.target = "_blank";
      place.append(link);
    }
    for (const text of paper.summaries) if (text) place.append(element("p", text));
    const older = [], newer = [];
    content.edges.forEach((edge, row) => {
      if (edge.to === selected) older.push([edge.from, row]);
      else if (edge.from === selected) newer.push([edge.to, row]);
    });
    list(place, say("page.pyvis_older", { count: older.length }), older);
    list(place, say("page.pyvis_newer", { count: newer.length }), newer);
  }

  function list(place, heading, rows) {
    if (!rows.length) return;
    const items = element("ul");
    for (const [other, row] of rows) {
      const item = element("li");
      const button = element("button", relations[row].text, "link");
      button.type = "button";
      button.addEventListener("click", () => choose(other, true));
      item.append(button, element("span", ` (${papers[other].date})`, "quiet"));
      if (relations[row].note) item.append(element("div", relations[row].note));
      if (relations[row].where) item.append(element("div", relations[row].where, "quiet"));
      items.append(item);
    }
    place.append(element("h2", heading), items);
  }

  function choose(node, move) {
    selected = node;
    network.selectNodes(node === null ? [] : [node]);
    paint();
    tell();
    if (move && node !== null) network.focus(node, { scale: Math.max(network.getScale(), 0.8), animation: false });
  }

  // Pixels beside the papers for the topics, in a narrow window at the top of their lanes, and
  // above the papers for the years.
  const FACE = "system-ui, sans-serif", HEAD = 34, ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `bold 13px ${FACE}`;
  const narrow = byId("canvas").clientWidth < 500;
  const side = Math.max(8, ...content.lanes.map(([label]) => (narrow ? 0 : ruler.measureText(label).width + 28)));

  function fit() {
    const { clientWidth, clientHeight } = byId("canvas");
    const scale = 0.98 * Math.min((clientWidth - side) / content.width, (clientHeight - HEAD) / content.height, 1.5);
    network.moveTo({ position: { x: (content.width - side / scale) / 2, y: (content.height - HEAD / scale) / 2 }, scale });
  }

  // Where boxes are too small for their names, the best-connected ones have theirs over them.
  const degree = content.nodes.map(() => 0);
  content.edges.forEach((edge, row) => { for (const end of [edge.from, edge.to]) degree[end] += relations[row].descent ? 1 : 0.1; });
  const ranked = content.nodes.map((node) => node.id).sort((a, b) => degree[b] - degree[a]);
  network.on("afterDrawing", (canvas) => {
    const scale = network.getScale();
    if (scale >= 0.75) return;
    const taken = [], high = 16 / scale;
    canvas.font = `${11 / scale}px ${FACE}`;
    canvas.textAlign = "center";
    canvas.textBaseline = "middle";
    canvas.lineWidth = 1 / scale;
    canvas.globalAlpha = 1;
    for (const id of [...(selected === null ? [] : [selected]), ...ranked.filter(lit)]) {
      const { y, label, color } = content.nodes[id], wide = canvas.measureText(label).width + 10 / scale;
      const x = Math.min(Math.max(content.nodes[id].x, wide / 2 + 2 / scale), content.width - wide / 2);
      if (taken.some(([x2, y2, wide2]) => Math.abs(x - x2) < (wide + wide2) / 2 + 2 / scale && Math.abs(y - y2) < high + 1 / scale)) continue;
      taken.push([x, y, wide]);
      canvas.fillStyle = color;
      canvas.strokeStyle = id === selected ? "#1a1a1a" : "#8a8f98";
      canvas.fillRect(x - wide / 2, y - high / 2, wide, high);
      canvas.strokeRect(x - wide / 2, y - high / 2, wide, high);
      canvas.fillStyle = "#1a1a1a";
      canvas.fillText(label, x, y);
    }
  });

  network.on("click", (event) => choose(event.nodes.length ? event.nodes[0] : null, false));
  network.on("beforeDrawing", (canvas) => {
    // Years and topics are as large on the screen at every scale.
    const pixel = 1 / network.getScale(), head = HEAD * pixel;
    let free = -Infinity, band = false;
    canvas.textBaseline = "middle";
    canvas.textAlign = "center";
    canvas.lineWidth = pixel;
    for (const [years, left, right] of content.columns) {
      const undated = years === "undated";
      if (!undated) band = !band;
      canvas.fillStyle = band && !undated ? "#f4f4f2" : "#ffffff";
      canvas.fillRect(left, -head, right - left, content.height + head);
      if (undated) {
        canvas.strokeStyle = "#8a8f98";
        canvas.setLineDash([5 * pixel, 4 * pixel]);
        canvas.strokeRect(left, -head, right - left, content.height + head);
        canvas.setLineDash([]);
      }
    }
    canvas.fillStyle = "#444";
    content.columns.forEach(([years, left, right]) => {
      const undated = years === "undated", label = undated ? say("chart.undated") : years;
      canvas.font = `${undated ? "" : "bold "}${14 * pixel}px ${FACE}`;
      const middle = (left + right) / 2, half = canvas.measureText(label).width / 2;
      if (middle - half < free) return;
      canvas.fillText(label, middle, -head / 2);
      free = middle + half + 6 * pixel;
    });
    canvas.textAlign = narrow ? "left" : "right";
    canvas.font = `bold ${(narrow ? 10 : 13) * pixel}px ${FACE}`;
    content.lanes.forEach(([label, top, bottom]) => {
      canvas.strokeStyle = "#ccc";
      canvas.strokeRect(-side * pixel, top, content.width + side * pixel, bottom - top);
      canvas.fillStyle = "#444";
      if (narrow) canvas.fillText(label, 2 * pixel, top + 7 * pixel);
      else canvas.fillText(label, -10 * pixel, (top + bottom) / 2);
    });
  });

  const numbers = new Map();
  papers.forEach((paper, number) => paper.names.forEach((name) => {
    if (!numbers.has(name.toLowerCase())) numbers.set(name.toLowerCase(), number);
    const option = element("option");
    option.value = name;
    byId("names").append(option);
  }));
  byId("search").addEventListener("change", (event) => {
    const asked = event.target.value.trim().toLowerCase();
    if (!asked) return;
    const exact = numbers.get(asked);
    const near = [...numbers.keys()].find((name) => name.includes(asked));
    const found = exact ?? (near === undefined ? undefined : numbers.get(near));
    if (found !== undefined) choose(found, true);
  });
  byId("fit").addEventListener("click", () => { choose(null, false); fit(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null, false); });

  for (const kind of kinds) {
    const label = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = !hidden.has(kind.name);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(kind.name); else hidden.add(kind.name);
      paint();
    });
    const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    sample.setAttribute("width", "34"); sample.setAttribute("height", "8");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    for (const [name, value] of Object.entries({ x1: 0, x2: 34, y1: 4, y2: 4, stroke: kind.colour, "stroke-width": 2, "stroke-dasharray": kind.dashes.join(" ") })) line.setAttribute(name, value);
    sample.append(line);
    label.append(box, sample, element("span", say("chart.counted", { what: kind.label, count: kind.count })));
    byId("kinds").append(label);
  }

  paint();
  tell();
  fit();
})();
