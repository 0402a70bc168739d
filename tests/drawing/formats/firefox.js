// Opens pages in Firefox. Each line that comes in is a job: an address, the size of the window, and
// what to do there, in turn; each line that goes out is what came of it.
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const PATIENCE = 30_000;
const home = await mkdtemp(join(tmpdir(), "firefox-"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  // Firefox does not start where the home of the user is not its own, as that of root may be.
  env: { ...process.env, HOME: home, MOZ_HEADLESS: "1" },
  extraPrefsFirefox: {
    "browser.download.folderList": 2,
    "browser.download.dir": home,
    "browser.download.alwaysOpenPanel": false,
    "intl.accept_languages": "en-GB",
  },
});

async function until(attempt) {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const found = await attempt();
    if (found) return found;
    await new Promise((go) => setTimeout(go, 40));
  }
  throw new Error(`never ${attempt}`);
}

// A file has its name before it has a text.
async function takeDownload() {
  for (const name of await readdir(home)) {
    const text = name.endsWith(".svg") && (await readFile(join(home, name), "utf-8"));
    if (!text) continue;
    await rm(join(home, name));
    return text;
  }
}

const acts = {
  click: (frame, selector) => frame.click(selector),
  type: (frame, selector, text) => frame.type(selector, text),
  press: (frame, key) => frame.page().keyboard.press(key),
  read: (frame, expression) => frame.evaluate(expression),
  wait: async (frame, expression) => void (await until(() => frame.evaluate(expression))),
  back: async (frame) => void (await frame.page().goBack()),
  picture: (frame) => frame.page().screenshot({ encoding: "base64" }),
  download: () => until(takeDownload),
};

// What was read on the page, and what it said or asked for without being told to.
async function work({ address, size: [width, height], steps }) {
  const page = await browser.newPage();
  const [read, complaints] = [[], []];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  page.on("request", (request) => {
    if (!/^(file|blob|data|about):/.test(request.url())) complaints.push(request.url());
  });
  await page.evaluateOnNewDocument(() => {
    window.violations = [];
    const keep = (event) =>
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    addEventListener("securitypolicyviolation", keep);
  });
  await page.setViewport({ width, height });
  await page.goto(address);
  let frame = page.mainFrame();
  for (const [act, ...given] of steps) {
    if (act === "enter") {
      [frame] = frame.childFrames();
      continue;
    }
    const found = await acts[act](frame, ...given);
    if (found !== undefined) read.push(found);
  }
  complaints.push(...(await page.evaluate("window.violations")));
  await page.close();
  return { read, complaints };
}

for await (const line of createInterface({ input: process.stdin })) {
  const result = await work(JSON.parse(line)).catch((error) => ({ failed: String(error.stack) }));
  console.log(JSON.stringify(result));
}
await browser.close();
await rm(home, { recursive: true });
