// Elements of the page. What comes from the data is only ever set as text.

export const root = document.documentElement;
export const main = byId("main");
export const chart = byId("chart");

export function byId(id) {
  return document.getElementById(id);
}

export function elements(selector) {
  return [...document.querySelectorAll(selector)];
}

// Makes an element of a tag, or of a tag and a class: `make("p.quiet", "text")`.
export function make(what, ...children) {
  const [tag, className = ""] = what.split(".");
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children.filter(Boolean));
  return node;
}

export function makeButton(what, child, onclick) {
  return Object.assign(make(what, child), { type: "button", onclick });
}

// A group under a heading, open or folded.
export function makeFold([head, open], ...children) {
  return Object.assign(make("details", make("summary", head), ...children), { open });
}

export function makeQuiet(...parts) {
  return make("div.quiet", parts.filter(Boolean).join(" · "));
}

export function makeList(tag, items, cells) {
  return make(tag, ...items.map((item, at) => make("li", ...cells(item, at))));
}

export function makeSvg(tag, attributes, parent) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  parent?.append(node);
  return node;
}
