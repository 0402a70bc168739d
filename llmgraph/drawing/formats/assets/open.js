"use strict";
// Reads the data for the script of the page. A browser that cannot is told so by this script, which
// stands alone because such a browser may not understand the other one.
const content = (async () => {
  const text = document.getElementById("data").textContent;
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
})();
content.catch(() => document.body.prepend("{{BROWSER}}"));
