// Opens one HTML file in headless Chromium and says what a visitor would meet there.
// Standard input: {page, chromium, looks: [...], scripts, judged, steps: [...]}; standard output:
// JSON with requests, problems, violations and answers.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const task = JSON.parse(readFileSync(0, "utf8"));
const address = pathToFileURL(task.page).href;

async function open(browser, look, found) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    reducedMotion: "reduce",
    javaScriptEnabled: task.scripts,
    offline: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("request", (request) => found.requests.push(request.url()));
  page.on("pageerror", (error) => found.problems.push(`exception: ${error.message}`));
  page.on("dialog", (dialog) => {
    found.problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("console", (message) => {
    // Violations of the Content Security Policy are errors on the console, too.
    if (["error", "warning"].includes(message.type())) {
      found.problems.push(`${message.type()}: ${message.text()}`);
    }
  });
  await context.route("**", (route) =>
    route.request().url() === address ? route.continue() : route.abort(),
  );
  await page.emulateMedia({ media: look.media });
  await page.goto(address, { waitUntil: "load" });
  return page;
}

async function judge(page, look) {
  await page.evaluate(AXE);
  const result = await page.evaluate(
    (options) => globalThis.axe.run(document, options),
    {
      runOnly: TAGS,
      resultTypes: ["violations"],
      // Nobody points at paper.
      rules: { "target-size": { enabled: look.media !== "print" } },
    },
  );
  return result.violations.map((one) => ({
    rule: one.id,
    impact: one.impact,
    nodes: one.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
}

async function act(page, step) {
  const at = page.locator(step.at ?? "html");
  switch (step.do) {
    case "click":
      return at.first().click();
    case "focus":
      return at.first().focus();
    case "press":
      return page.keyboard.press(step.key);
    case "fill":
      return at.first().fill(step.text);
    case "choose":
      return at.first().selectOption(step.text);
    case "read":
      return at.evaluateAll((all) =>
        all.filter((one) => one.checkVisibility()).map((one) => one.innerText.trim()),
      );
    case "attribute":
      return at.evaluateAll((all, name) => all.map((one) => one.getAttribute(name)), step.name);
    case "measure":
      return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    case "picture":
      return page.screenshot({ path: step.path, fullPage: step.whole ?? false }).then(() => null);
    default:
      throw new Error(`no step ${step.do}`);
  }
}

const browser = await chromium.launch({
  executablePath: task.chromium,
  headless: true,
  args: FLAGS,
});
const found = { requests: [], problems: [], violations: {}, answers: [] };
try {
  for (const look of task.looks) {
    const page = await open(browser, look, found);
    if (task.scripts && task.judged) {
      found.violations[look.name] = await judge(page, look);
    }
    const answers = [];
    for (const step of task.steps) {
      answers.push((await act(page, step)) ?? null);
    }
    found.answers.push(answers);
    await page.context().close();
  }
} finally {
  await browser.close();
}
found.requests = found.requests.filter((url) => url !== address);
process.stdout.write(JSON.stringify(found));
