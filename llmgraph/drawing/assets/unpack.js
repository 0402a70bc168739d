"use strict";
// Unpacks the data and the program of a page. The policy of the page lets in this script and that one.
let content;
(async () => {
  // Two signs tell 13 bits of a gzip stream, the lowest first; page.py tells which signs.
  function unpack(id) {
    const text = document.getElementById(id).textContent, bytes = new Uint8Array(text.length * 13 >> 4);
    const sign = at => { const code = text.charCodeAt(at) || 33; return (code > 123 ? [34, 38, 60][code - 124] : code) - 33; };
    for (let at = 0, bits = 0, held = 0, to = 0; at < text.length; at += 2) {
      held |= (sign(at) + 91 * sign(at + 1)) << bits;
      for (bits += 13; bits > 7; bits -= 8, held >>= 8) bytes[to++] = held;
    }
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }
  try {
    content = JSON.parse(await unpack("data"));
    document.body.append(Object.assign(document.createElement("script"), { textContent: await unpack("program") }));
  } catch {
    document.body.prepend("{{BROWSER}}");
  }
})();
