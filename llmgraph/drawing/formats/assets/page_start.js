// What happens when the page opens.
import { data, lanes, sideways } from "./page_data.js";
import { initial, state } from "./page_state.js";
import { byId, elements, main } from "./page_elements.js";
import { height, resize, width } from "./page_view.js";
import { drawFrame } from "./page_frame.js";
import { listenToSearch } from "./page_search.js";
import { dress, followBrowser, openAddress } from "./page_update.js";
import { listenToPrinter } from "./page_save.js";
import { listenToButtons } from "./page_buttons.js";
import { listenToPointer } from "./page_pointer.js";
import { listenToKeys } from "./page_keyboard.js";

listenToButtons();
listenToPointer();
listenToSearch();
listenToKeys();
listenToPrinter();
window.onpopstate = followBrowser;

main.classList.toggle("folded", innerWidth <= 800);
if (!lanes.length) elements("th:has([data-say=topic])")[0].remove();
if (!sideways) elements("th:has([data-say=sides])")[0].remove();
openAddress();
// The first picture does not wait for a frame, so that a page printed unseen is not empty.
resize();
drawFrame();

// The host of a frame may tell its theme; otherwise the page follows the system.
function follow(theme) {
  initial.theme = state.theme = theme;
  dress();
}
matchMedia("(prefers-color-scheme: dark)").onchange = ({ matches }) => {
  if (!data.theme) follow(matches ? "dark" : "light");
};
window.onmessage = ({ data: told }) => {
  if (["light", "dark"].includes(told?.theme)) follow(told.theme);
};

new ResizeObserver(([{ contentRect: now }]) => {
  if (now.width !== width || now.height !== height) resize();
}).observe(byId("stage"));
