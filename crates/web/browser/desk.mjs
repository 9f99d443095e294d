// A ledger of the shipped examples with one malicious article, a server over it, and a browser that watches itself.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../../..");
const program = process.env.STANDPOINT ?? join(root, "target/release/standpoint");
const browserPath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What no page may run, in every place of an article that a page shows. */
export const MARKUP = `<script>window.broken=1</script><img src=x onerror="window.broken=1">"><svg onload=window.broken=1>`;

const malicious = `Herald ${MARKUP}
Published 20 February 2025

# Kyiv ${MARKUP} rejects a pause

On Thursday, Ukraine ${MARKUP} rejected a temporary ceasefire. “${MARKUP} We will not accept a pause,” the Foreign Ministry in Kyiv said.

Russia said it was ready for direct talks if ${MARKUP} Ukraine withdrew. [a link](javascript:window.broken=1)
`;

/** Starts a server over a new ledger; `users` are [name, role] pairs that may sign in. */
export async function open({ users = [], articles = "examples/ceasefire", codebook = "codebooks/ukraine-ceasefire", harmful = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "standpoint-"));
  const ledger = join(folder, "talks.db");
  const run = (args, input) => execFileSync(program, args, { cwd: root, input, stdio: ["pipe", "pipe", "inherit"] }).toString();
  const add = (...paths) => run(["add", "--codebook", codebook, "--ledger", ledger, ...paths]);
  add(articles);
  if (harmful) {
    writeFileSync(join(folder, "harmful.txt"), malicious);
    add(join(folder, "harmful.txt"));
  }
  for (const [name, role] of users) run(["user", "add", name, "--role", role, "--ledger", ledger], `${PASSWORD}\n`);
  const server = spawn(program, ["serve", "--codebook", codebook, "--ledger", ledger, "--listen", "127.0.0.1:0"], { cwd: root });
  const address = await new Promise((found, failed) => {
    let said = "";
    server.stdout.on("data", (piece) => {
      said += piece;
      const line = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (line) found(line[0]);
    });
    server.on("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
  const close = () => {
    server.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, add, folder, close };
}

export const PASSWORD = "a long enough secret";

export function launch() {
  return chromium.launch({
    executablePath: browserPath,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A page that notes whatever it should not do: leave the machine, complain on the console, open a dialog. */
export async function visit(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const faults = [];
  let bytes = 0;
  context.on("request", (request) => {
    const url = new URL(request.url());
    const isHere = url.hostname === "127.0.0.1" || ["data:", "blob:"].includes(url.protocol);
    if (!isHere) faults.push(`a request leaves the machine: ${request.url()}`);
  });
  context.on("requestfinished", async (request) => {
    const sizes = await request.sizes().catch(() => null);
    if (sizes) bytes += sizes.responseBodySize + sizes.responseHeadersSize;
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`${message.type()} on the console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`an error in a script: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return { context, page, faults, weight: () => bytes };
}

/** Serious and critical findings of axe-core, in words. */
export async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.impact}: ${v.help} (${v.id}): ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
}

/** The sum of layout shifts since the page began to load. */
export function shift(page) {
  return page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.value))).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 300);
      }),
  );
}
